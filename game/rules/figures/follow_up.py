"""What became of the plans of a workshop, as far as it may be told (KEEP-3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from game.rules.figures.cells import Cell, merged


@dataclass(frozen=True, slots=True)
class FollowUps:
    """So many persons, what became of their plans, and how many of them ticked what, as (key, persons).

    Somebody may have ticked several, so these are not added up. A key is left out where fewer than five persons ticked it,
    or fewer than five did not.
    """

    persons: int
    outcome: tuple[Cell, ...]
    helped: tuple[tuple[str, int], ...]
    hindered: tuple[tuple[str, int], ...]


def follow_ups(
    persons: int, outcome: Mapping[str, int], helped: Mapping[str, int], hindered: Mapping[str, int]
) -> FollowUps | None:
    """What may be told of counts of persons by key; nothing of fewer than five persons."""
    cells = merged(outcome)
    if not cells:
        return None
    return FollowUps(persons, cells, _ticks(persons, helped), _ticks(persons, hindered))


def _ticks(persons: int, counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Each key is a question of its own: those who ticked it beside those who did not."""
    both = {key: merged({"yes": n, "no": persons - n}) for key, n in counts.items()}
    return tuple((key, counts[key]) for key, cells in both.items() if len(cells) == len(("yes", "no")))
