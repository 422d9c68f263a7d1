"""What stands around the tiles of the desk: the clock, how many tables each filter shows, and what can be done with many."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from game.rules.hall.clock import runs
from game.rules.hall.replan import clock
from game.rules.round.moments import MINUTE
from game.rules.screens.shapes import Part, Texts
from game.rules.screens.tiles import NEED_A_LOOK, Tile, tile
from game.rules.state import State

#: Which tables the desk shows, by the name of a filter.
FILTERS: dict[str, Callable[[Tile], bool]] = {
    "all": lambda one: True,
    "look": lambda one: one.mood in NEED_A_LOOK,
    "talk": lambda one: one.step == "talk",
    "vote": lambda one: one.step in ("vote", "runoff", "word"),
    "away": lambda one: one.away > 0,
    "done": lambda one: one.mood == "done",
}


def shown(state: State, texts: Texts, only: str, now: int) -> tuple[int, ...]:
    """The tables that a filter of the desk shows, by number; none for a filter that does not exist."""
    if only not in FILTERS:
        return ()
    wanted = FILTERS[only]
    return tuple(n for n, table in state.tables.items() if wanted(tile(state, texts, table, now)))


@dataclass(frozen=True, slots=True)
class ClockLine:
    """Planned against real time, in whole minutes of the plan; `changes` are what is proposed, as (kind, what, minutes).

    `ends_at` in milliseconds; `late` is below 0 when there is time to spare.
    """

    runs: bool
    ends_at: int = 0
    late: int = 0
    left: int = 0
    changes: tuple[tuple[str, str, int], ...] = ()
    short_of: int = 0
    on_time: bool = False


@dataclass(frozen=True, slots=True)
class Many:
    """Whether something can be done with all tables that are shown; `timed` where steps have a planned time."""

    playing: bool
    timed: bool


def clock_line(state: State, now: int) -> ClockLine:
    """The clock in minutes of the plan, so that a rehearsal at ten times the speed reads like the real thing."""
    if not runs(state):
        return ClockLine(False)
    found = clock(state, now)
    minute = max(1, state.settings.paced(MINUTE))
    changes = tuple((change.kind, change.what, round(abs(change.saves) / minute)) for change in found.changes)
    return ClockLine(
        True,
        found.ends_at,
        round(found.late / minute),
        max(0, round((found.ends_at - now) / minute)),
        changes,
        round(found.left_over / minute),
        found.on_time,
    )


def many(state: State) -> Many:
    """What can be done with many tables at once: in the rounds, where there is more than one."""
    is_played = state.phase == "playing" and bool(state.opened) and len(state.tables) > 1
    return Many(is_played, state.settings.timers != "off" and state.settings.mode != "slow")


def counts(state: State, texts: Texts, now: int) -> Iterator[Part]:
    """How many tables each filter would show."""
    tiles = [tile(state, texts, table, now) for table in state.tables.values()]
    for name, wanted in FILTERS.items():
        yield Part(f"n-{name}", "game/desk/count.html", "", sum(1 for one in tiles if wanted(one)))
