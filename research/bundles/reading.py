"""A bundle read: strange until every record in it is of its shape and says what its digest says. Nothing is saved here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, NoReturn

from research.bundles.writing import FORMAT, KINDS, VERSION
from research.editions.codec import SHAPES, decode, digest_of
from research.editions.fitting import misfit
from research.wanted import Fault

#: The whole library takes some 700 kB.
LARGEST = 20_000_000
MOST_RECORDS = 5_000


@dataclass(frozen=True, slots=True)
class Told:
    """One record of a bundle: its edition, and in which version of where it came from."""

    kind: str
    edition: Any
    version: int
    digest: str

    @property
    def name(self) -> str:
        """Its kind and slug."""
        return f"{self.kind}/{self.edition.slug}"


def read(content: bytes) -> list[Told]:
    """All records, those first that others name. The first thing that is wrong is a Fault with one sentence."""
    if len(content) > LARGEST:
        raise Fault(f"The file is larger than {LARGEST // 1_000_000} megabytes.")
    try:
        whole = json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:  # no UTF-8, no JSON, too deep, or a number without end
        raise Fault("The file cannot be read as JSON in UTF-8.") from error
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise Fault("The file is no bundle of the library.")
    if whole.get("version") != VERSION or isinstance(whole["version"], bool):
        raise Fault(f"The bundle is in another form than {VERSION}: another version of CO-CREATOR made it.")
    rows = whole.get("records")
    if not isinstance(rows, list) or len(rows) > MOST_RECORDS:
        raise Fault(f"The bundle must hold a list of at most {MOST_RECORDS} records.")
    found: dict[str, Told] = {}
    for number, row in enumerate(rows, 1):
        told = _told(number, row)
        if told.name in found:
            raise Fault(f"Record {number}: {told.name} is there twice.")
        found[told.name] = told
    return sorted(found.values(), key=lambda one: KINDS.index(one.kind))


def _told(number: int, row: Any) -> Told:
    if not isinstance(row, dict) or row.get("kind") not in KINDS:
        raise Fault(f"Record {number}: its kind must be one of {', '.join(KINDS)}.")
    kind, version = row["kind"], row.get("version")
    says: Any = row.get("says")
    if place := misfit(SHAPES[kind], says):
        raise Fault(f"Record {number}: {place} is not as a {kind} wants it.")
    if not isinstance(version, int) or isinstance(version, bool) or not 0 < version < 1_000_000:
        raise Fault(f"Record {number}: its version must be a number from 1.")
    if digest_of(says) != row.get("sha256"):
        raise Fault(
            f"Record {number}: {kind}/{says['slug']} does not say what its digest says. It was changed on the way."
        )
    return Told(kind, decode(kind, says), version, str(row["sha256"]))


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)
