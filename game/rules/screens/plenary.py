"""All tables' decisions of a round at once, for the wall: the option and one of three manners, never a count (PHASE-4, KEEP-3)."""

from __future__ import annotations

from dataclasses import dataclass

from game.rules.play import Decision
from game.rules.screens.shapes import Texts
from game.rules.state import State

MANNERS = AGREED, BY_MAJORITY, BY_THE_CHAIR = "agreed", "majority", "chair"
#: A table stands alone only among so many.
FEWEST_TO_STAND_ALONE = 3


@dataclass(frozen=True, slots=True)
class TableDecided:
    """One table: what it settled on, and how."""

    number: int
    name: str
    option: str
    manner: str


@dataclass(frozen=True, slots=True)
class Taken:
    """The tables that took one option, in their order."""

    option: str
    tables: tuple[TableDecided, ...]

    @property
    def by_manner(self) -> tuple[tuple[str, tuple[TableDecided, ...]], ...]:
        """The same tables by their manner, for a wall that is too full for a line each."""
        found = ((how, tuple(t for t in self.tables if t.manner == how)) for how in MANNERS)
        return tuple((how, tables) for how, tables in found if tables)


@dataclass(frozen=True, slots=True)
class Plenary:
    """All tables that have decided a dilemma, by option; `waits` is how many have not."""

    round: int
    dilemma: str
    taken: tuple[Taken, ...]
    waits: int

    @property
    def longest(self) -> int:
        """How many tables took the option that most took."""
        return max((len(taken.tables) for taken in self.taken), default=0)

    @property
    def alone(self) -> tuple[TableDecided, ...]:
        """Tables that took what no other did, where there are enough to stand alone among."""
        if sum(len(taken.tables) for taken in self.taken) < FEWEST_TO_STAND_ALONE:
            return ()
        return tuple(taken.tables[0] for taken in self.taken if len(taken.tables) == 1)


def plenary(state: State, texts: Texts, round_: int) -> Plenary:
    """What the wall shows while all decisions of a round are compared. Closed tables are not counted (SEAT-10)."""
    rows, dilemma = [], state.plan[round_ - 1]
    tables = [table for table in state.tables.values() if not table.closed]
    for table in tables:
        play = next((play for play in table.decided if play.dilemma == dilemma), None)
        if play is not None and play.decision is not None:
            name = texts.tables.get(table.number, "")
            rows.append(TableDecided(table.number, name, play.decision.option, manner(play.decision)))
    letters = sorted({row.option for row in rows})
    taken = tuple(Taken(letter, tuple(row for row in rows if row.option == letter)) for letter in letters)
    seated = sum(1 for table in tables if table.taken())
    return Plenary(round_, dilemma, taken, max(0, seated - len(rows)))


def manner(decision: Decision) -> str:
    """One of three manners, the only ones that leave a table (KEEP-3)."""
    if decision.manner == "unanimous":
        return AGREED
    return BY_THE_CHAIR if decision.manner in ("word", "nobody") else BY_MAJORITY
