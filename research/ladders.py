"""The ladder of a level, and where a visitor stands on it. Nothing is stored: the rung stands in the address.

The ladders are our own construct and not validated, and so is which practice helps towards which rung. Pages say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from research.editions.shapes import LevelEdition, PracticeEdition


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung: its number from 1, its name, and what can be observed on it."""

    number: int
    name: str
    observable: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """All rungs from low to high, where the visitor stands (0 if that was not said), and what helps towards the next."""

    rungs: tuple[Rung, ...]
    here: int
    practices: tuple[PracticeEdition, ...]

    @property
    def next(self) -> Rung | None:
        """The rung above, if there is one."""
        return next((rung for rung in self.rungs if self.here and rung.number == self.here + 1), None)


def ladder_of(level: LevelEdition, practices: Sequence[PracticeEdition], asked: str) -> Ladder:
    """The ladder of a level. What is asked and is no rung of it counts as not said."""
    rungs = tuple(Rung(one["rung"], one["name"], one["observable"]) for one in level.ladder)
    here = next((rung.number for rung in rungs if str(rung.number) == asked), 0)
    towards = here + 1 if here else 0
    helping = (one for one in practices if towards and one.rungs.get(str(level.number)) == towards)
    return Ladder(rungs, here, tuple(helping))
