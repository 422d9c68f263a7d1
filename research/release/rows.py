"""What stands in the tables: the newest versions that are public. What is not published is not given away.

A version goes on naming what was withdrawn after it. In the tables it is not named any more: its cell is empty, or the row is
left out where it says nothing without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from research.editions.links import LevelLink
from research.editions.shapes import LevelEdition, Row
from research.models import PublishedVersion
from research.publishing.framing import KINDS
from research.publishing.shelves import on_shelf, said
from research.release.tables import Column, Table, cell

#: By kind, all that is published: the versions and what they say.
Given = dict[str, list[tuple[PublishedVersion, Any]]]
Values = tuple[Any, ...]


def given() -> Given:
    """All that is published now."""
    return {kind: [(version, said(version)) for version in on_shelf(kind)] for kind in KINDS.values()}


def rows_of(table: Table, given: Given) -> list[tuple[str, ...]]:
    """All rows as text, each once, in an order that depends on nothing but what they say."""
    keys = {f"{kind}s": {_key(record) for _version, record in held} for kind, held in given.items()}
    found = (_named(values, table.columns, keys) for values in _rows(table, given))
    return sorted({tuple(map(cell, values)) for values in found if values is not None})


def _named(values: Values, columns: Iterable[Column], keys: dict[str, set[Any]]) -> Values | None:
    """A row without the keys of what is not public; None if it must name it."""
    told = []
    for value, column in zip(values, columns, strict=True):
        is_gone = bool(column.refers_to) and value is not None and value not in keys[column.refers_to]
        if is_gone and column.is_required:
            return None
        told.append(None if is_gone else value)
    return tuple(told)


def _rows(table: Table, given: Given) -> Iterator[Values]:
    if table.name == "evidence":
        for kind in ("case", "practice"):
            for _version, record in given[kind]:
                yield from (_of_evidence(row, record, kind, table.columns) for row in record.evidence)
        return
    for version, record in given[table.kind]:
        if table.link:
            yield from ((_key(record), _key(other)) for other in getattr(record, table.link))
        else:
            yield tuple(_value(version, record, column) for column in table.columns)


def _value(version: PublishedVersion, record: Any, column: Column) -> Any:
    """What stands in one cell: of the version, of the record, or the key of what the record names."""
    if column.path.startswith("version."):
        value = getattr(version, column.path.removeprefix("version."))
        return value.date() if isinstance(value, datetime) else value
    value = getattr(record, column.path)
    return _key(value) if column.refers_to and value is not None else value


def _of_evidence(row: Row, record: Any, kind: str, columns: Iterable[Column]) -> Values:
    """A row of evidence. What it was found with is among what it is about."""
    whole = {column.path: getattr(row, column.path) for column in columns} | {kind: record}
    return tuple(
        _key(whole[column.path])
        if column.refers_to and whole[column.path] is not None
        else whole[column.path]
        for column in columns
    )


def _key(record: Any) -> Any:
    """By what a record is named in the tables: a level by its number, all others by their slug."""
    return record.number if isinstance(record, LevelLink | LevelEdition) else getattr(record, "slug", record)
