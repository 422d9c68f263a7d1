"""A phone at a table on paper: who brings it records what the table decides, and needs no seat for that (PAPER-7)."""

from __future__ import annotations

from collections.abc import Generator

from game.rules import commands as c
from game.rules import refused
from game.rules.events import Event, TableChosen
from game.rules.hall.moving import WHILE
from game.rules.refused import Refused
from game.rules.seating.filling import inherit
from game.rules.state import AFTER_PLAY, MIDTERM, State, Table

Judge = Generator[Event, State, State]


def record_for(state: State, command: c.RecordForTable) -> Judge:
    """Be at a table on paper with a phone; who sits there already may record as it is, and so may who lost a table (SEAT-10)."""
    player = state.players.get(command.player)
    if player is None or player.bot or player.paper == "only":
        raise Refused(refused.NOT_A_PLAYER)
    if player.removed:
        raise Refused(refused.REMOVED)
    table = open_for(state, command.table)
    if player.table == table.number and (player.role or player.records):
        return state
    if player.role and (player.device or not state.sits_at_closed(player)):
        raise Refused(refused.SITS_ELSEWHERE)
    state = yield TableChosen(table=table.number, player=player.id, records=True)
    return (yield from inherit(state, player.table, player.role)) if player.role else state


def open_for(state: State, number: int) -> Table:
    """The table of that number, if somebody can record for it; Refused with the reason if not."""
    table = state.tables.get(number)
    if table is None:
        raise Refused(refused.NO_SUCH_TABLE)
    if state.phase in AFTER_PLAY:
        raise Refused(refused.TERM_IS_OVER)
    if table.closed:
        raise Refused(refused.TABLE_IS_CLOSED)
    if state.phase not in (*WHILE, MIDTERM):
        raise Refused(refused.NOT_NOW)
    if not table.paper:
        raise Refused(refused.NOT_ON_PAPER)
    return table
