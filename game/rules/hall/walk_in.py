"""Automatic seating: who comes alone is sent to the smallest table with room, and to nobody's table last (ROOM-1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass

from game.rules import commands as c
from game.rules import refused
from game.rules.events import Event
from game.rules.hall.seats import first_free, take_seat
from game.rules.refused import Refused
from game.rules.seating.filling import free_mirror
from game.rules.state import AFTER_PLAY, Player, State, Table

Judge = Generator[Event, State, State]
#: So many make a table that may begin without being asked about (SEAT-1).
ENOUGH = 3
#: So many make a table that plays well.
GOOD = 5
BEFORE_PLAY = ("lobby", "welcome", "briefing")


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
    is_time = state.phase not in ("draft", *AFTER_PLAY)
    return stands and is_time and any(_has_room(state, table) for table in state.tables.values())


def smallest(state: State, calling: str = "") -> Table | None:
    """The open table with room where the fewest people are; in play rather one where somebody plays.

    Where all seats are taken, one is shared (SEAT-3). Of equals the one with the fewest of this calling, so that the
    families are balanced. Before play nobody is left alone for long, and tables are made that play well: one or two are joined
    first; a new table begins while enough people stand to make it three; otherwise those of three or four grow before one
    begins, and it begins before the others grow beyond five.
    """
    found = [table for table in state.tables.values() if _has_room(state, table)]
    crowd = _counted(state, calling)
    return min(found, key=lambda table: _order(state, table, crowd), default=None)


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many people are at each table, how many of them are alike, and how many stand and are awake."""

    at: Counter[int]
    alike: Counter[int]
    standing: int


def _counted(state: State, calling: str) -> Crowd:
    people = [player for player in state.players.values() if not player.removed and not player.bot]
    return Crowd(
        at=Counter(player.table for player in people),
        alike=Counter(player.table for player in people if calling and player.calling == calling),
        standing=sum(1 for p in people if not p.away and (not p.table or state.sits_at_closed(p))),
    )


def _has_room(state: State, table: Table) -> bool:
    return not table.closed and not table.closing and not _is_shut(state, table)


def _is_shut(state: State, table: Table) -> bool:
    return first_free(state, table) is None and free_mirror(state, table) is None


def _plays_alone(state: State, table: Table) -> bool:
    return state.phase == "playing" and not state.persons(table)


def _order(state: State, table: Table, crowd: Crowd) -> tuple[bool, bool, int, int, int]:
    here, is_full = crowd.at[table.number], first_free(state, table) is None
    turn = _turn(here, crowd.standing) if state.phase in BEFORE_PLAY else 0
    return is_full, _plays_alone(state, table), turn, here, crowd.alike[table.number]


def _turn(here: int, standing: int) -> int:
    """Before play, which tables come first by how many are there: the lower, the sooner."""
    if 0 < here < ENOUGH:
        return 0
    if ENOUGH <= here < GOOD or (not here and standing >= ENOUGH):
        return 1
    return 3 if here else 2
