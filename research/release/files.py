"""The files of the open data, and the zip that holds them: the same library makes the same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.translation import override

from research import licence
from research.publishing.shelves import public
from research.release.codebook import HEADINGS, codebook, package
from research.release.packing import as_csv, as_json, as_zip, sums
from research.release.rows import given, rows_of
from research.release.tables import tables

KEPT_SECONDS = 24 * 60 * 60
#: What the package says of itself.
ABOUT: dict[str, Any] = {
    "name": "co-creator-library",
    "title": f"{licence.TITLE}: open data",
    "description": "What towns have tried, how well it is known, and what became of it. See README.md.",
    "licenses": [{"name": licence.NAME, "path": licence.ADDRESS, "title": licence.LONG_NAME}],
    "contributors": [{"title": licence.PUBLISHER, "roles": ["publisher"]}],
    "sources": [{"title": "The publications listed in sources.csv", "path": "sources.csv"}],
}


def zipped() -> tuple[str, bytes]:
    """A sign of what the library holds now, and the zip of it. The zip is made once for each sign.

    A version never changes, so the sign is that of which versions are public, and of how they are described.
    """
    with override(None):
        told = [list(public().values_list("kind", "slug", "number", "digest")), codebook(tables())]
    sign = sha256(json.dumps(told).encode()).hexdigest()
    name = f"research-data-{sign}"
    content: bytes | None = cache.get(name)
    if content is None:
        content = as_zip(files())
        cache.set(name, content, KEPT_SECONDS)
    return sign, content


def files() -> dict[str, bytes]:
    """All files by name, in English whatever is spoken here, with the sums of all others at the end."""
    with override(None):
        shelves = tables()
        published = given()
        rows = {table.name: rows_of(table, published) for table in shelves}
        described = codebook(shelves)
        found = {
            f"{table.name}.csv": as_csv([column.name for column in table.columns], rows[table.name])
            for table in shelves
        }
        found["codebook.csv"] = as_csv(HEADINGS, described)
        counted = [(table, len(rows[table.name])) for table in shelves]
        for name in ("codebook.md", "README.md", "LICENSE.md"):
            found[name] = _text(name, {"tables": counted, "licence": licence})
        found["datapackage.json"] = as_json(package(shelves, found, ABOUT))
    return {**found, "SHA256SUMS": sums(found)}


def _text(name: str, told: Mapping[str, Any]) -> bytes:
    return render_to_string(f"research/release/{name}", dict(told)).encode()
