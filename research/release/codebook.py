"""The codebook: every table and column in words, and the same for machines as a data package."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from research.release.tables import Column, Table

PROFILES = "https://datapackage.org/profiles/2.0"
HEADINGS = (
    *("table", "column", "label", "type", "unit", "codes", "required", "missing", "refers_to", "description"),
)
#: What an empty cell means where a column does not say it.
NOT_RECORDED = "not recorded"


@dataclass(frozen=True, slots=True)
class Described(Column):
    """A column that also says its unit, what an empty cell means, and what the fields of an object in it are."""

    unit: str = ""
    missing: str = ""
    parts: tuple[Column, ...] = ()


def codebook(tables: Iterable[Table]) -> list[tuple[str, ...]]:
    """One row for each column of each table, and for each field of an object that is described."""
    return [
        (
            table.name,
            column.name,
            column.label,
            column.type,
            column.unit if isinstance(column, Described) else "",
            "\n".join(f"{value} = {meaning}" for value, meaning in column.codes),
            "true" if column.is_required else "false",
            _missing(column),
            column.refers_to,
            column.description,
        )
        for table in tables
        for column in _whole(table)
    ]


def _whole(table: Table) -> Iterator[Column]:
    for column in table.columns:
        yield column
        if isinstance(column, Described):
            yield from column.parts


def _missing(column: Column) -> str:
    """What an empty cell means; nothing where there is none."""
    if column.is_required:
        return ""
    return (column.missing if isinstance(column, Described) else "") or NOT_RECORDED


def package(tables: Iterable[Table], files: Mapping[str, bytes], about: Mapping[str, Any]) -> dict[str, Any]:
    """The description that Data Package v2 asks for: what each file is, and what may stand in each column.

    `about` says what the whole is called, whose it is, and what may be done with it.
    """
    tables = tuple(tables)
    keys = {table.name: table.key for table in tables}
    return {
        "$schema": f"{PROFILES}/datapackage.json",
        **about,
        "resources": [
            *(_resource(table, files[f"{table.name}.csv"], keys) for table in tables),
            _codebook(files["codebook.csv"]),
        ],
    }


def _resource(table: Table, content: bytes, keys: Mapping[str, str]) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns]}
    if table.key:
        schema["primaryKey"] = [table.key]
    if foreign := [_foreign(column, keys) for column in table.columns if column.refers_to]:
        schema["foreignKeys"] = foreign
    described = {"description": table.description} if table.description else {}
    return {**_file(table.name, content), "title": table.label, **described, "schema": _schema(schema)}


def _codebook(content: bytes) -> dict[str, Any]:
    fields = [{"name": name, "type": "string"} for name in HEADINGS]
    described = {"title": "codebook", "description": "Every column of every table."}
    return {**_file("codebook", content), **described, "schema": _schema({"fields": fields})}


def _file(name: str, content: bytes) -> dict[str, Any]:
    return {
        "name": name,
        "type": "table",
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
    }


def _schema(schema: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": f"{PROFILES}/tableschema.json", **schema, "missingValues": [""]}


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.type, "title": column.label}
    if column.description:
        field["description"] = column.description
    if column.codes:
        field["categories"] = [{"value": value, "label": meaning} for value, meaning in column.codes]
    limits = {"required": column.is_required, "unique": column.is_unique}
    if kept := {name: True for name, holds in limits.items() if holds}:
        field["constraints"] = kept
    return field


def _foreign(column: Column, keys: Mapping[str, str]) -> dict[str, Any]:
    return {
        "fields": [column.name],
        "reference": {"resource": column.refers_to, "fields": [keys[column.refers_to]]},
    }
