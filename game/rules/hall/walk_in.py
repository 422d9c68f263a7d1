"""Automatic seating: who comes alone is sent to the smallest table with room (ROOM-1)."""

from __future__ import annotations

from collections.abc import Generator

from game.rules import commands as c
from game.rules import refused
from game.rules.events import Event
from game.rules.hall.seats import first_free, take_seat
from game.rules.refused import Refused
from game.rules.seating.filling import free_mirror
from game.rules.state import AFTER_PLAY, Player, State, Table

Judge = Generator[Event, State, State]


def find_seat(state: State, command: c.FindSeat) -> Judge:
    """Sit down, or watch until the next gate, where the fewest people are; who has a table already stays there."""
    player = state.players.get(command.player)
    if player is None:
        raise Refused(refused.NOT_A_PLAYER)
    if player.removed:
        raise Refused(refused.REMOVED)
    if player.table and not state.sits_at_closed(player):
        return state
    if state.phase in ("draft", *AFTER_PLAY):
        raise Refused(refused.NOT_NOW)
    table = smallest(state, player.calling)
    if table is None:
        raise Refused(refused.NO_TABLE_HAS_ROOM)
    return (yield from take_seat(state, c.TakeSeat(player.id, table.number)))


def may_find(state: State, player: Player) -> bool:
    """Whether a seat can be found for somebody: until results, while there is room and no seat yet."""
    stands = not player.table or state.sits_at_closed(player)
    return stands and state.phase not in ("draft", *AFTER_PLAY) and smallest(state) is not None


def smallest(state: State, calling: str = "") -> Table | None:
    """The open table with room where the fewest people are; in play rather one where somebody plays.

    Where all seats are taken, one is shared (SEAT-3). Of equals the one with the fewest of this calling, so that the families are balanced.
    """
    found = [table for table in state.tables.values() if _has_room(state, table)]
    return min(found, key=lambda table: _order(state, table, calling), default=None)


def _has_room(state: State, table: Table) -> bool:
    return not table.closed and not table.closing and not _is_shut(state, table)


def _is_shut(state: State, table: Table) -> bool:
    return first_free(state, table) is None and free_mirror(state, table) is None


def _plays_alone(state: State, table: Table) -> bool:
    return state.phase == "playing" and not state.persons(table)


def _order(state: State, table: Table, calling: str) -> tuple[bool, bool, int, int]:
    here = [p for p in state.players.values() if p.table == table.number and not p.removed and not p.bot]
    alike = sum(1 for player in here if calling and player.calling == calling)
    return first_free(state, table) is None, _plays_alone(state, table), len(here), alike
