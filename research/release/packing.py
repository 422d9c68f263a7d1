"""Tables and texts as files, and files as one zip: the same content makes the same bytes."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

#: A zip must date its files. The records have no date, so the first that a zip can hold is given.
NO_DATE = (1980, 1, 1, 0, 0, 0)
#: Whoever unpacks may read all files, and change their own.
MODE = 0o100644 << 16


def as_csv(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """A table as RFC 4180 wants it. These are data and no spreadsheet: nothing is put before a formula."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows(rows)
    return text.getvalue().encode()


def as_json(value: Any) -> bytes:
    """A value as JSON for people too."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def sums(found: Mapping[str, bytes]) -> bytes:
    """The sums of all files, as `sha256sum -c` reads them."""
    lines = (f"{sha256(content).hexdigest()}  {name}\n" for name, content in sorted(found.items()))
    return "".join(lines).encode()


def as_zip(found: Mapping[str, bytes]) -> bytes:
    """All files in one."""
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for name, content in sorted(found.items()):
            entry = ZipInfo(name, NO_DATE)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, MODE
            archive.writestr(entry, content)
    return held.getvalue()
