"""Pooled figures in the database: added to when a workshop closes, shown batch by batch, tied to nothing (KEEP-7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from itertools import groupby

from game.models import Tallied, Tally, Workshop
from game.rules import tally as pure
from game.rules.tally import Batch, Cell, Count, Counts
from scenarios.script import Script

#: A dilemma in a version of a scenario: slug, version, id.
Key = tuple[str, int, str]


def count(workshop: Workshop, script: Script, found: Mapping[str, Counts]) -> None:
    """Add what a workshop decided, inside the transaction that closes it. A demo adds nothing.

    Rows are made and locked in one order, so that two workshops that close at once wait for each other and lose nothing.
    """
    if workshop.is_demo or not found:
        return
    keys = {"scenario": script.slug, "version": script.version}
    Tally.objects.bulk_create(
        [Tally(**keys, dilemma=dilemma) for dilemma in sorted(found)], ignore_conflicts=True
    )
    rows = Tally.objects.select_for_update(no_key=True).filter(**keys, dilemma__in=found).order_by("dilemma")
    told: list[Tallied] = []
    for row in (changed := list(rows)):
        told += _add(row, found[row.dilemma])
    Tally.objects.bulk_update(changed, ("batch", "workshops", "counts"))
    Tallied.objects.bulk_create(told)


def shown(scenarios: Iterable[str]) -> dict[Key, tuple[Cell, ...]]:
    """How tables chose, as far as it may be shown: the cells of each dilemma of these scenarios. One query."""
    rows = Tallied.objects.filter(scenario__in=set(scenarios)).order_by(
        "scenario", "version", "dilemma", "batch", "options"
    )
    found: dict[Key, tuple[Cell, ...]] = {}
    for key, cells in groupby(rows, key=lambda row: (row.scenario, row.version, row.dilemma)):
        batches = (tuple(_cell(row) for row in batch) for _n, batch in groupby(cells, key=lambda r: r.batch))
        found[key] = pure.pooled(batches)
    return found


def _add(row: Tally, counts: Counts) -> list[Tallied]:
    """Change a row by what one workshop decided. Answers the cells that may be shown from now on.

    Of a batch that is closed, only these are kept. A batch in which nearly all decided alike has none: it would tell
    what each of its tables decided.
    """
    batch = pure.joined(_batch(row), counts)
    cells = pure.cells(batch.counts) if batch.is_full else ()
    keys = {"scenario": row.scenario, "version": row.version, "dilemma": row.dilemma, "batch": batch.number}
    if batch.is_full:
        batch = Batch(batch.number + 1)
    row.batch, row.workshops = batch.number, batch.workshops
    row.counts = {option: asdict(count) for option, count in batch.counts.items()}
    return [Tallied(**keys, **asdict(cell)) for cell in cells]


def _batch(row: Tally) -> Batch:
    counts = {option: Count(**count) for option, count in row.counts.items()}
    return Batch(row.batch, row.workshops, counts)


def _cell(row: Tallied) -> Cell:
    return Cell(row.options, row.tables, row.persons)
