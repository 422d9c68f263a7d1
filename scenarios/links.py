"""What a scenario rests on, option by option, and whether any of it has become newer since (LINK-3, LINK-5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from research.models import PublishedVersion

#: Kinds of records, by the names under which a document lists them.
KINDS = {"practices": "practice", "cases": "case", "sources": "source"}
#: The present version of each record: kind and slug, version.
Versions = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Rest:
    """An option of a dilemma rests on a record. Both are empty where the scenario as a whole does."""

    kind: str
    slug: str
    dilemma: str = ""
    option: str = ""
    support: str = ""


class Basis(Protocol):
    """What rests on a record, in the version that was there then; empty where that is not known."""

    kind: str
    slug: str
    version: str


def rests(document: Any) -> tuple[Rest, ...]:
    """All that a document rests on, each thing once, in its order. What is misshapen rests on nothing; never raises."""
    return tuple(dict.fromkeys(_all(document)))


def current_versions() -> Versions:
    """The number of the version in which each record is public now. What was withdrawn has none. One query.

    The one place that knows what a version is.
    """
    rows = PublishedVersion.objects.filter(
        kind__in=KINDS.values(), is_current=True, withdrawn_at=None
    ).values_list("kind", "slug", "number")
    return {(kind, slug): str(number) for kind, slug, number in rows}


def outdated(links: Iterable[Basis], current: Versions) -> list[Any]:
    """Those of the links whose record stands in another version now. What is gone or not known is not newer."""
    return [
        link
        for link in links
        if link.version and link.version != current.get((link.kind, link.slug), link.version)
    ]


def _all(document: Any) -> Iterator[Rest]:
    for dilemma in _list(_dict(document).get("dilemmas")):
        options = _dict(_dict(dilemma).get("options"))
        for letter in sorted(map(str, options)):
            yield from _of(options.get(letter), str(_dict(dilemma).get("id", "")), letter)
    yield from _of(document)


def _of(data: Any, dilemma: str = "", option: str = "") -> Iterator[Rest]:
    rests_on = _dict(_dict(data).get("rests_on"))
    for name, kind in KINDS.items():
        for slug in _list(rests_on.get(name)):
            if isinstance(slug, str):
                yield Rest(kind, slug, dilemma, option, str(rests_on.get("support", "")))


def _dict(data: Any) -> Mapping[str, Any]:
    return data if isinstance(data, Mapping) else {}


def _list(data: Any) -> list[Any]:
    return data if isinstance(data, list) else []
