"""All tables' decisions of a round at once, for the wall: the option and one of three manners, never a count (PHASE-4, KEEP-3)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from game.rules.play import Decision
from game.rules.screens.shapes import Texts
from game.rules.state import State

AGREED, BY_MAJORITY, BY_THE_CHAIR = "agreed", "majority", "chair"


@dataclass(frozen=True, slots=True)
class TableDecided:
    """One table: what it settled on, and how."""

    number: int
    name: str
    option: str
    manner: str


@dataclass(frozen=True, slots=True)
class Plenary:
    """All tables that have decided, and how many took each option."""

    dilemma: str
    tables: tuple[TableDecided, ...]
    groups: tuple[tuple[str, int], ...]
    waits: int


def plenary(state: State, texts: Texts) -> Plenary:
    """What the wall shows while all decisions are compared."""
    rows = []
    for table in state.tables.values():
        play = next((play for play in table.decided if play.round == state.showing), None)
        if play is not None and play.decision is not None:
            name = texts.tables.get(table.number, "")
            rows.append(TableDecided(table.number, name, play.decision.option, manner(play.decision)))
    counted = Counter(row.option for row in rows)
    seated = sum(1 for table in state.tables.values() if table.taken())
    return Plenary(
        state.plan[state.showing - 1], tuple(rows), tuple(sorted(counted.items())), seated - len(rows)
    )


def manner(decision: Decision) -> str:
    """One of three manners, the only ones that leave a table (KEEP-3)."""
    if decision.manner == "unanimous":
        return AGREED
    return BY_THE_CHAIR if decision.manner in ("word", "nobody") else BY_MAJORITY
