"""Cells of at least five persons: the small ones go together, and where that does not help nothing is shown (KEEP-3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from game.rules.tally import FEWEST_PERSONS


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure that may be shown: so many persons, for one of these keys. Several keys are several small cells in one."""

    keys: tuple[str, ...]
    persons: int


def merged(counts: Mapping[str, int], tables: Sequence[Mapping[str, int]] = ()) -> tuple[Cell, ...]:
    """The cells of these counts of persons, in the order of their first keys; none with fewer than five persons in all.

    Keys with fewer than five, also those with nobody, become one cell, "other"; is that still under five, the smallest cell
    shown (of equals, the first key) goes into it. A key with nobody is a small cell too: it tells of everybody that they
    are not there.
    Where `tables` says what each table brought, five persons must be left in a cell whichever table is taken away: a table
    knows its own counts, and must not learn another's.
    """
    if not _is_enough(counts, tables, counts):
        return ()
    shown = {key: n for key, n in counts.items() if _is_enough(counts, tables, (key,))}
    small = [key for key in counts if key not in shown]
    while small and not _is_enough(counts, tables, small):
        host = min(shown, key=lambda key: (shown[key], key))
        small.append(host)
        del shown[host]
    cells = [Cell((key,), n) for key, n in shown.items()]
    if small:
        cells.append(Cell(tuple(sorted(small)), sum(counts[key] for key in small)))
    return tuple(sorted(cells, key=lambda cell: cell.keys))


def is_enough(persons: Iterable[int]) -> bool:
    """Whether five persons are left whichever table is taken away; `persons` are those of each table."""
    found = list(persons)
    return sum(found) - max(found, default=0) >= FEWEST_PERSONS


def _is_enough(counts: Mapping[str, int], tables: Sequence[Mapping[str, int]], keys: Iterable[str]) -> bool:
    wanted = list(keys)
    if sum(counts[key] for key in wanted) < FEWEST_PERSONS:
        return False
    return not tables or is_enough(sum(table.get(key, 0) for key in wanted) for table in tables)
