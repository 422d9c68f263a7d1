"""How far politicians and managers were apart in one dilemma (section "Questions asked", Measures)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from game.rules.figures import answers
from game.rules.state import State, family
from game.rules.tally import FEWEST_PERSONS


@dataclass(frozen=True, slots=True)
class Distance:
    """0 where both families answered alike, 100 where they had nothing in common; whole per cent, and how many answered."""

    dilemma: str
    percent: int
    politicians: int
    managers: int


def distance(state: State, dilemma: str, of: Literal["choices", "votes"]) -> Distance | None:
    """Half the sum over the options of the difference between the families' shares.

    None with fewer than two tables, with fewer than five persons of a family, or where nobody knows any more who answered
    what (KEEP-3, VOTE-10).
    """
    counts: dict[str, Counter[str]] = {"P": Counter(), "M": Counter()}
    tables, bots = 0, answers.bots_alone(state)
    for _table, play in answers.told(state, dilemma):
        given = (answers.choices if of == "choices" else answers.votes)(state, play, bots)
        tables += bool(given)
        for role, option in given.items():
            counts[family(role)][option] += 1
    politicians, managers = counts["P"], counts["M"]
    p, m = politicians.total(), managers.total()
    if tables < answers.FEWEST_TABLES or min(p, m) < FEWEST_PERSONS:
        return None
    apart = sum(abs(politicians[o] * m - managers[o] * p) for o in sorted({*politicians, *managers}))
    return Distance(dilemma, (100 * apart + p * m) // (2 * p * m), p, m)
