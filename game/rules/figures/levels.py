"""Each table's weakest level at the end of its term (POLE-2, POLE-3)."""

from __future__ import annotations

from dataclasses import dataclass

from game.rules.effects.consequences import strength, weakest_level
from game.rules.state import State
from game.rules.strength import word


@dataclass(frozen=True, slots=True)
class WeakLevel:
    """A table, its weakest level 1 to 4 (of equals, the lower number), and that level's word, 0 failing to 3 strong."""

    table: int
    level: int
    word: int


def weakest(state: State) -> tuple[WeakLevel, ...]:
    """The weakest level of every table that has come to its results and is not closed, in table order."""
    ended = (t for t in state.tables.values() if t.results and t.results.rounds and not t.closed)
    found = ((table, weakest_level(table)) for table in ended)
    return tuple(WeakLevel(table.number, level, word(strength(table, level))) for table, level in found)
