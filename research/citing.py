"""Sources and published versions as references, and references as sources. Nothing is added on the way: what is not known stays empty."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from research import licence
from research.citations import names
from research.citations.kinds import FROM_SOURCE, source_type
from research.citations.reference import UNCONFIRMED, Name, Reference
from research.citations.tidying import tidied
from research.editions.codec import decode
from research.editions.shapes import SourceEdition
from research.models import PublishedVersion, Source
from research.people import people

IMPORTED = "not read here: imported"
"""How much was read of a source that came from a file."""

PUBLISHED_ALONE = frozenset({"book", "report", "thesis", "manuscript", "legislation", "document"})
_IN_JOURNAL = re.compile(
    r"(?P<container>[^\d,]+) (?P<volume>\d+)(?:\((?P<issue>[^()]+)\))?(?:, (?P<pages>\w+-\w+)|, (?P<number>\d+))?"
)
_EDITOR = re.compile(r" \(eds?\.\)$")


def reference_to(version: PublishedVersion, absolute: Callable[[str], str]) -> Reference:
    """A published version of ours as it is cited. Where nobody is named, the library is."""
    record = decode(version.kind, version.says)
    authors = tuple(one.name for one in people(getattr(record, "curators", ())))
    day = version.published_at
    return Reference(
        key=f"{version.slug}-v{version.number}",
        type="report",
        title=version.title,
        authors=authors or (Name(literal=licence.TITLE),),
        issued=(day.year, day.month, day.day),
        number=f"version {version.number}",
        publisher=licence.PUBLISHER,
        doi=version.doi,
        url=absolute(version.get_absolute_url()),
        language=licence.LANGUAGE,
        abstract=abstract_of(record),
        note=f"{version.licence}. SHA-256 {version.digest}",
    )


def abstract_of(record: Any) -> str:
    """What a record is about, in its own first sentences."""
    parts = (
        getattr(record, name, "") for name in ("problem", "how", "what_was_done", "changed", "short", "note")
    )
    return " ".join(part for part in parts if part)


def reference_of(source: SourceEdition | Source) -> Reference:
    """The source as it is cited."""
    csl, genre = FROM_SOURCE.get(source.type, ("document", ""))
    said = [UNCONFIRMED] if not source.verified else []
    whole = Reference(
        key=source.slug,
        type=csl,
        title=source.title,
        authors=tuple(names.split(text) for text in source.authors if not _EDITOR.search(text)),
        editors=tuple(names.split(_EDITOR.sub("", text)) for text in source.authors if _EDITOR.search(text)),
        issued=(source.year,) if source.year else (),
        genre=genre,
        doi=source.doi,
        url=source.url,
        note="; ".join([*said, source.note] if source.note else said),
    )
    return tidied(replace(whole, **_published(csl, source.container)))


def source_of(reference: Reference, slug: str) -> Source:
    """The reference as a new source, not yet saved. Nobody here has seen the work, so its details are to be confirmed."""
    authors = [name.plain for name in reference.authors]
    note = reference.note
    fields: dict[str, Any] = {
        "slug": slug,
        "type": source_type(reference.type, reference.genre, bool(reference.url)),
        "authors": authors or [f"{name.plain} (ed.)" for name in reference.editors],
        "year": reference.issued[0] if reference.issued else None,
        "title": reference.title,
        "container": _container(reference),
        "doi": reference.doi,
        "url": reference.url,
        "read": IMPORTED,
        "note": note[len(UNCONFIRMED) :].lstrip("; ") if reference.is_unconfirmed else note,
    }
    return Source(**fields)


def _published(csl: str, container: str) -> dict[str, Any]:
    """Where a work came out, in the fields of a reference. Volume and pages are taken out where they cannot be mistaken."""
    if csl in PUBLISHED_ALONE:
        return {"publisher": container}
    if csl == "chapter":
        inside = container.startswith("in ")
        return {"container": container.removeprefix("in ")} if inside else {"publisher": container}
    found = _IN_JOURNAL.fullmatch(container) if csl == "article-journal" else None
    return (
        {name: part or "" for name, part in found.groupdict().items()} if found else {"container": container}
    )


def _container(reference: Reference) -> str:
    """Where a work came out, on one line: Policy & Politics 49(2), 211-230."""
    name = reference.container
    if name and reference.volume:
        issue = f"({reference.issue})" if reference.issue else ""
        name = f"{name} {reference.volume}{issue}"
    elif name and reference.issue:
        name = f"{name}, issue {reference.issue}"
    name = f"in {name}" if name and reference.type == "chapter" else name
    parts = (name, reference.publisher, reference.number, reference.pages)
    return ", ".join(part for part in parts if part)
