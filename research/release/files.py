"""The files of the open data, and the zip that holds them: the same library makes the same bytes."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.translation import override

from research import licence
from research.publishing.shelves import public
from research.release.codebook import HEADINGS, codebook, package
from research.release.rows import given, rows_of
from research.release.tables import tables

#: A zip must date its files. The records have no date, so the first that a zip can hold is given.
NO_DATE = (1980, 1, 1, 0, 0, 0)
KEPT_SECONDS = 24 * 60 * 60
#: Whoever unpacks may read all files, and change their own.
MODE = 0o100644 << 16


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
        content = _zip(files())
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
            f"{table.name}.csv": _csv([column.name for column in table.columns], rows[table.name])
            for table in shelves
        }
        found["codebook.csv"] = _csv(HEADINGS, described)
        counted = [(table, len(rows[table.name])) for table in shelves]
        for name in ("codebook.md", "README.md", "LICENSE.md"):
            found[name] = _text(name, {"tables": counted, "licence": licence})
        found["datapackage.json"] = _json(package(shelves, found))
    sums = (f"{sha256(content).hexdigest()}  {name}\n" for name, content in sorted(found.items()))
    return {**found, "SHA256SUMS": "".join(sums).encode()}


def _csv(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """A table as RFC 4180 wants it. These are data and no spreadsheet: nothing is put before a formula."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows(rows)
    return text.getvalue().encode()


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _text(name: str, told: Mapping[str, Any]) -> bytes:
    return render_to_string(f"research/release/{name}", dict(told)).encode()


def _zip(found: Mapping[str, bytes]) -> bytes:
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for name, content in sorted(found.items()):
            entry = ZipInfo(name, NO_DATE)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, MODE
            archive.writestr(entry, content)
    return held.getvalue()
