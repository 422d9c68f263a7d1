"""What a script shows of the library, copied when it is frozen, so that later edits change no workshop (LINK-3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from research.files import Library
from research.publishing.shelves import Editions, newest

Shelf = dict[str, dict[str, dict[str, Any]]]

#: By kind as a document lists it: its kind in the library, and what is copied of a record beside its version.
COPIED: dict[str, tuple[str, tuple[str, ...]]] = {
    "practices": ("practice", ("title", "problem", "how", "strength")),
    "cases": ("case", ("title", "place", "lesson", "verified")),
    "sources": ("source", ("citation", "verified")),
}


def copied(document: Mapping[str, Any], library: Library) -> Shelf:
    """Practices, cases and sources that the options rest on, by kind and slug, as they are published now.

    `version` is the number of the published version. Where the library was not loaded, the record is copied from the
    files and `version` is a hash of it. A slug that neither holds is left out: the validator has refused it long before.
    """
    return _shelf(document, library, newest({kind for kind, _fields in COPIED.values()}, _slugs(document)))


def copied_of_files(document: Mapping[str, Any], library: Library) -> Shelf:
    """The same of the files alone, where there is no database to ask."""
    return _shelf(document, library, {})


def _shelf(document: Mapping[str, Any], library: Library, published: Editions) -> Shelf:
    shelf: Shelf = {}
    for name, (kind, fields) in COPIED.items():
        told = (
            (slug, _record(kind, slug, fields, published, library, name)) for slug in _named(document, name)
        )
        shelf[name] = {slug: record for slug, record in told if record is not None}
    return shelf


def _record(
    kind: str, slug: str, fields: tuple[str, ...], published: Editions, library: Library, name: str
) -> dict[str, Any] | None:
    number, edition = published.get((kind, slug), (0, None))
    if edition is not None:
        told = {field: edition.heading if field == "title" else getattr(edition, field) for field in fields}
        return {**told, "version": str(number)}
    record = getattr(library, name).get(slug)
    if record is None:
        return None
    return {**{field: getattr(record, field) for field in fields}, "version": record.digest}


def _slugs(document: Mapping[str, Any]) -> set[str]:
    return {slug for name in COPIED for slug in _named(document, name)}


def _named(document: Mapping[str, Any], name: str) -> list[str]:
    """The slugs of one kind on which options rest, each once."""
    return list(dict.fromkeys(slug for rests_on in _links(document) for slug in rests_on.get(name, ())))


def _links(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for dilemma in document.get("dilemmas", ()):
        for option in dilemma.get("options", {}).values():
            yield option.get("rests_on", {})
