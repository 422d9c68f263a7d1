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


#: Medians from 0 to 100 with the number of answers they stand on, by the names of answers such as `before-1`.
Medians = Mapping[str, tuple[int, int]]
MOMENTS = ("before", "back", "now")
NOTHING: tuple[int | None, int] = (None, 0)


def sureness(answers: Mapping[str, int], players: Iterable[str]) -> tuple[Sure, ...]:
    """The five questions in their order, each with what these players answered.

    `answers` has a key `<player>.<name>` for each answer from 0 to 10, named `before-1`, `back-1`, `now-1` and so on.
    """
    return told(counted(answers, players, {}))


def counted(answers: Mapping[str, int], players: Iterable[str], known: Medians) -> Medians:
    """What may be told after what was told last: a median changes only where five more have answered it (KEEP-3).

    So no two looks differ by one person, and an answer that was changed is not seen to change.
    """
    asked = tuple(dict.fromkeys(players))
    found = dict(known)
    for item in range(1, ITEMS + 1):
        for moment in MOMENTS:
            name = f"{moment}-{item}"
            values = [answers[key] for player in asked if (key := f"{player}.{name}") in answers]
            if len(values) >= known.get(name, (0, 0))[1] + FEWEST_PERSONS:
                found[name] = (_median(values), len(values))
    return found


def told(medians: Medians) -> tuple[Sure, ...]:
    """The five questions with these medians."""
    found = []
    for item in range(1, ITEMS + 1):
        before, back, now = (medians.get(f"{moment}-{item}", NOTHING) for moment in MOMENTS)
        found.append(Sure(item, before[0], back[0], now[0], before[1], back[1], now[1]))
    return tuple(found)


def _median(values: list[int]) -> int:
    """Times ten; of an even number it is the middle between the two in the middle."""
    ordered = sorted(values)
    return 5 * (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2])
