"""What a table knows of and sends to the curators of the library. The log says that it did, and never what (ROOM-5)."""

from __future__ import annotations

from collections.abc import Generator

from game.rules import commands as c
from game.rules import refused
from game.rules.events import Event, LeadSent
from game.rules.refused import Refused
from game.rules.state import QUESTIONS, State

Judge = Generator[Event, State, State]
#: So many leads one table may send.
MOST_LEADS = 3


def may_send(state: State) -> bool:
    """Whether it is asked: in the debrief, at its last question, about home; not of somebody who plays alone."""
    return not state.settings.solo and state.phase == "debrief" and state.question == QUESTIONS


def send_lead(state: State, command: c.SendLead) -> Judge:
    """Everybody at the table may send one. The same lead twice writes nothing."""
    player = state.players.get(command.player)
    if player is None:
        raise Refused(refused.NOT_A_PLAYER)
    if player.removed:
        raise Refused(refused.REMOVED)
    table = state.tables.get(player.table)
    if table is None:
        raise Refused(refused.NOT_SEATED)
    if command.lead in table.leads:
        return state
    if not may_send(state):
        raise Refused(refused.MOMENT_IS_GONE)
    if len(table.leads) >= MOST_LEADS:
        raise Refused(refused.ENOUGH_LEADS, most=MOST_LEADS)
    return (yield LeadSent(table=table.number, lead=command.lead))
