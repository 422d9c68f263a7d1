"""How far politicians and managers were apart in one dilemma (section "Questions asked", Measures)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from game.rules.figures import answers
from game.rules.figures.cells import is_enough
from game.rules.state import State, family


@dataclass(frozen=True, slots=True)
class Distance:
    """0 where both families answered alike, 100 where they had nothing in common; whole per cent, and how many answered."""

    dilemma: str
    percent: int
    politicians: int
    managers: int


def distance(state: State, dilemma: str, of: Literal["choices", "votes"]) -> Distance | None:
    """Half the sum over the options of the difference between the families' shares.

    None with fewer than two tables, where fewer than five persons of a family are left if a table is taken away, as it knows
    its own answers, or where nobody knows any more who answered what (KEEP-3, VOTE-10).
    """
    counts: dict[str, list[Counter[str]]] = {"P": [], "M": []}
    tables, bots = 0, answers.bots_alone(state)
    for _table, play in answers.told(state, dilemma):
        given = (answers.choices if of == "choices" else answers.votes)(state, play, bots)
        tables += bool(given)
        for name, found in counts.items():
            found.append(Counter(option for role, option in given.items() if family(role) == name))
    if tables < answers.FEWEST_TABLES:
        return None
    if not all(is_enough(table.total() for table in found) for found in counts.values()):
        return None
    politicians, managers = (sum(found, Counter[str]()) for found in counts.values())
    p, m = politicians.total(), managers.total()
    apart = sum(abs(politicians[o] * m - managers[o] * p) for o in sorted({*politicians, *managers}))
    return Distance(dilemma, (100 * apart + p * m) // (2 * p * m), p, m)
