"""The export of a study as one zip: tables as CSV and JSON, the codebook, what was played, and how to read it (KEEP-5)."""

from __future__ import annotations

import json
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override

from game.models import AnonymousRows, Study, Workshop
from game.study.rows import Rows, rows_of, script_of
from game.study.tables import TABLES
from research.release.codebook import HEADINGS, codebook, package
from research.release.packing import as_csv, as_json, as_zip, sums

#: What stands in a cell that has no value.
MISSING = ""


def exported(study: Study) -> bytes:
    """All rows of the closed workshops of a study, and what has stayed of those that are gone. The same rows make the same bytes."""
    workshops = list(Workshop.objects.filter(study=study, phase="closed").defer(None).order_by("uuid"))
    whole: Rows = {table.name: [] for table in TABLES}
    scripts: dict[str, Any] = {}
    for workshop in workshops:
        for name, rows in rows_of(workshop).items():
            whole[name] += rows
        scripts |= script_of(workshop, study.language)
    for kept in AnonymousRows.objects.filter(study=study).order_by("pk"):
        for name, rows in kept.tables.items():
            whole[name] += map(tuple, rows)
        scripts |= kept.scripts
    return as_zip(files(study, whole, scripts))


def files(study: Study, rows: Rows, scripts: dict[str, Any]) -> dict[str, bytes]:
    """All files by name, in English, with the sums of all others at the end."""
    with override(None):
        found: dict[str, bytes] = {}
        for table in TABLES:
            names = [column.name for column in table.columns]
            found[f"{table.name}.csv"] = as_csv(names, [list(map(cell, row)) for row in rows[table.name]])
            found[f"{table.name}.json"] = as_json(
                [dict(zip(names, row, strict=True)) for row in rows[table.name]]
            )
        found["codebook.csv"] = as_csv(HEADINGS, codebook(TABLES))
        found["scripts.json"] = as_json(scripts)
        told = {"tables": [(table, len(rows[table.name])) for table in TABLES], "study": study}
        for name in ("README.md", "codebook.html"):
            found[name] = render_to_string(f"game/study/{name}", told).encode()
        found["datapackage.json"] = as_json(package(TABLES, found, _about(study)))
    return {**found, "SHA256SUMS": sums(found)}


def cell(value: Any) -> str:
    """A value as it stands in a table."""
    if value is None:
        return MISSING
    if isinstance(value, dict):
        return json.dumps(value, separators=(",", ":"))
    return str(value)


def _about(study: Study) -> dict[str, Any]:
    return {
        "name": f"co-creator-study-{study.slug}",
        "title": study.title,
        "description": f"Play data of a study under the protocol {study.protocol}. For the persons named in it only.",
        "contributors": [
            {"title": study.controller.splitlines()[0] if study.controller else "", "roles": ["controller"]}
        ],
    }
