"""Cells of at least five persons: the small ones go together, and where that does not help nothing is shown (KEEP-3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from game.rules.tally import FEWEST_PERSONS


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure that may be shown: so many persons, for one of these keys. Several keys are several small cells in one."""

    keys: tuple[str, ...]
    persons: int


def merged(counts: Mapping[str, int]) -> tuple[Cell, ...]:
    """The cells of these counts of persons, in the order of their first keys; none with fewer than five persons in all.

    Keys with fewer than five, also those with nobody, become one cell, "other"; is that still under five, the smallest cell
    shown (of equals, the first key) goes into it. A key with nobody is a small cell too: it tells of everybody that they
    are not there.
    """
    if sum(counts.values()) < FEWEST_PERSONS:
        return ()
    shown = {key: n for key, n in counts.items() if n >= FEWEST_PERSONS}
    small = [key for key in counts if key not in shown]
    others = sum(counts[key] for key in small)
    if small and others < FEWEST_PERSONS:
        host = min(shown, key=lambda key: (shown[key], key))
        small, others = [*small, host], others + shown.pop(host)
    cells = [Cell((key,), n) for key, n in shown.items()]
    if small:
        cells.append(Cell(tuple(sorted(small)), others))
    return tuple(sorted(cells, key=lambda cell: cell.keys))
