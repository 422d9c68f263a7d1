"""An export, read back: how every table ended, computed anew from its events and held against its own row."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from game.study import events
from game.study.files import cell
from game.study.rows import final
from game.study.tables import TABLES
from scenarios.script import parse

#: A file of an export may be so large, in bytes, when it is unpacked.
LARGEST = 200_000_000
NEEDED = ("workshops.csv", "tables.csv", "events.csv", "scripts.json")


class Unreadable(ValueError):
    """This is no export of a study; the message says why."""


@dataclass(frozen=True, slots=True)
class Compared:
    """How many tables of how many workshops were computed anew, and which came out otherwise: (workshop, table)."""

    workshops: int
    tables: int
    differing: tuple[tuple[str, str], ...]


def compare(content: bytes) -> Compared:
    """Fold the events of every workshop in an export. Raises Unreadable."""
    found = _unpacked(content)
    rows = {name: _rows(found[f"{name}.csv"]) for name in ("workshops", "tables", "events")}
    scripts = json.loads(found["scripts.json"])
    names = [column.name for column in next(table for table in TABLES if table.name == "tables").columns]
    differing, counted = [], 0
    for workshop in rows["workshops"]:
        told = {row["table"]: row for row in rows["tables"] if row["workshop"] == workshop["workshop"]}
        again = _ends(workshop, rows["events"], scripts)
        for number in sorted({*told, *again}, key=int):
            counted += 1
            if dict(zip(names, again.get(number, ()), strict=False)) != told.get(number):
                differing.append((workshop["workshop"], number))
    return Compared(len(rows["workshops"]), counted, tuple(differing))


def _ends(
    workshop: dict[str, str], rows: list[dict[str, str]], scripts: dict[str, Any]
) -> dict[str, tuple[str, ...]]:
    """How each table ended, as cells, by its number."""
    name = workshop["workshop"]
    lines = [row for row in rows if row["workshop"] == name]
    lines.sort(key=lambda row: int(row["number"]))
    try:
        script = parse(**scripts[workshop["script"]])
        state = events.folded(script, [(row["event"], json.loads(row["data"])) for row in lines])
    except (KeyError, TypeError, ValueError, AssertionError) as error:
        raise Unreadable(f"The events of workshop {name} cannot be read: {error}.") from error
    played = [table for table in state.tables.values() if table.decided]
    return {str(table.number): tuple(map(cell, final(name, table))) for table in played}


def _unpacked(content: bytes) -> dict[str, bytes]:
    try:
        with ZipFile(BytesIO(content)) as archive:
            held = {entry.filename: entry for entry in archive.infolist()}
            lacking = [name for name in NEEDED if name not in held]
            if lacking:
                raise Unreadable(f"This is no export of a study: {', '.join(lacking)} is missing.")
            if any(held[name].file_size > LARGEST for name in NEEDED):
                raise Unreadable("A file in it is too large to be an export of a study.")
            return {name: archive.read(name) for name in NEEDED}
    except BadZipFile as error:
        raise Unreadable("This is no zip file.") from error


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode())))
