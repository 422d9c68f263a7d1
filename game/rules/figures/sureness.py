"""How sure people were before, looking back, and now: medians, each from five answers (section "Questions asked")."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from game.rules.tally import FEWEST_PERSONS

#: How many questions are asked about oneself.
ITEMS = 5


@dataclass(frozen=True, slots=True)
class Sure:
    """One question: medians from 0 to 100, and from how many answers.

    With fewer than five answers the median is None and the number 0: it would be a small cell itself.
    """

    item: int
    before: int | None
    back: int | None
    now: int | None
    n_before: int
    n_back: int
    n_now: int


def sureness(answers: Mapping[str, int], players: Iterable[str]) -> tuple[Sure, ...]:
    """The five questions in their order, each with what these players answered.

    `answers` has a key `<player>.<name>` for each answer from 0 to 10, named `before-1`, `back-1`, `now-1` and so on.
    """
    asked = tuple(dict.fromkeys(players))
    found = []
    for item in range(1, ITEMS + 1):
        (before, n_before), (back, n_back), (now, n_now) = (
            _median([answers[key] for player in asked if (key := f"{player}.{moment}-{item}") in answers])
            for moment in ("before", "back", "now")
        )
        found.append(Sure(item, before, back, now, n_before, n_back, n_now))
    return tuple(found)


def _median(values: list[int]) -> tuple[int | None, int]:
    """Times ten, and of how many; of an even number it is the middle between the two in the middle."""
    n = len(values)
    if n < FEWEST_PERSONS:
        return None, 0
    ordered = sorted(values)
    return 5 * (ordered[(n - 1) // 2] + ordered[n // 2]), n
