"""The wall shows one table, after its chair has agreed (PHASE-7)."""

from __future__ import annotations

from collections.abc import Generator

from game.rules import commands as c
from game.rules import refused
from game.rules.events import Event, SpotlightAnswered, SpotlightAsked, SpotlightEnded
from game.rules.refused import Refused
from game.rules.state import MIDTERM, Player, State, Table

Judge = Generator[Event, State, State]
#: Where a table may be shown; while tables still decide, none is.
WHILE = ("playing", MIDTERM, "results", "debrief")


def ask(state: State, command: c.AskSpotlight) -> Judge:
    """Ask a table's chair whether the wall may show it; a second time there is nothing to ask."""
    table = state.tables.get(command.table)
    if table is None:
        raise Refused(refused.NO_SUCH_TABLE)
    if not may_ask(state, table):
        raise Refused(refused.NOT_NOW if state.phase not in WHILE else refused.TABLES_DECIDE_FIRST)
    if not any(may_agree(state, player, table) for player in state.players.values()):
        raise Refused(refused.NOBODY_CAN_AGREE)
    return state if state.spot == command.table else (yield SpotlightAsked(table=command.table))


def answer(state: State, command: c.AnswerSpotlight) -> Judge:
    """The chair agrees or not; without an open question it means nothing."""
    player = state.players.get(command.player)
    if player is None:
        raise Refused(refused.NOT_A_PLAYER)
    if not state.spot or state.spot_shown or player.table != state.spot:
        return state
    if not may_agree(state, player, state.tables[state.spot]):
        raise Refused(refused.ONLY_THE_CHAIR)
    return (yield SpotlightAnswered(table=state.spot, agreed=command.agreed))


def end(state: State, command: c.EndSpotlight) -> Judge:
    """The wall shows all tables again, or nobody is asked any more."""
    return (yield SpotlightEnded(table=state.spot)) if state.spot else state


def may_ask(state: State, table: Table) -> bool:
    """Whether a table may be asked now: it has decided, and so has every other that is awake."""
    if state.phase not in WHILE or table.closed or not table.decided:
        return False
    return state.phase != "playing" or not any(_decides(state, other) for other in state.tables.values())


def _decides(state: State, table: Table) -> bool:
    if table.step is None or table.closed or table.asleep_at is not None or not table.taken():
        return False
    has_decided = table.play is not None and table.play.decision is not None
    return table.round <= state.opened and not has_decided


def may_agree(state: State, player: Player, table: Table) -> bool:
    """Whether this person answers for the table: who holds the pen; anybody there, where no person does."""
    if player.table != table.number or not player.role or player.bot or player.removed:
        return False
    holder = state.players.get(table.seats.get(table.penholder or "") or "")
    if holder is None or holder.bot or holder.away:  # who is away may be long gone, and saying no is as easy
        return True
    return holder.id == player.id
