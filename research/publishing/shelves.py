"""What the public reads: the newest version of each record that was not withdrawn, and older ones under their own address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.http import Http404

from research.editions.codec import decode
from research.editions.facets import facet
from research.models import PublishedVersion
from research.models.versions import Versions

#: By what a list of a kind is sorted.
ORDER = {"level": ("slug",), "source": ("slug",)}


#: By kind and slug: the number of a version, and what it says.
Editions = dict[tuple[str, str], tuple[int, Any]]


class Withdrawn(Exception):
    """A record, or an older version of it, was public once. The version says when and why it is not any more."""

    def __init__(self, version: PublishedVersion) -> None:
        self.version = version
        super().__init__(str(version))


@dataclass(frozen=True, slots=True)
class Shown:
    """A version that may be read, what it says, and the number of the newest."""

    version: PublishedVersion
    record: Any
    newest: int

    @property
    def is_newest(self) -> bool:
        """Whether nothing newer was published."""
        return self.version.number == self.newest


def public() -> Versions:
    """All versions that are current and public, always in the same order."""
    rows: Versions = PublishedVersion.objects.filter(is_current=True, withdrawn_at=None)
    return rows.order_by("kind", "slug")


def on_shelf(kind: str) -> Versions:
    """Those of one kind, in the order of its list."""
    found: Versions = public().filter(kind=kind).order_by(*ORDER.get(kind, ("title", "slug")))
    return found


def shown(kind: str, slug: str, number: int | None = None) -> Shown:
    """A version of a record: the newest, or the one of this number. Http404 if it never was, Withdrawn if it is no more.

    What was withdrawn stays so when its record comes back in a newer version.
    """
    asked = Q(is_current=True) | Q(number=number)
    found = {one.number: one for one in PublishedVersion.objects.filter(asked, kind=kind, slug=slug)}
    newest = next((one for one in found.values() if one.is_current), None)
    if newest is None or (number is not None and number not in found):
        raise Http404
    if newest.withdrawn_at is not None:
        raise Withdrawn(newest)
    version = found[number] if number is not None else newest
    if version.withdrawn_at is not None:
        raise Withdrawn(version)
    return Shown(version, said(version), newest.number)


def said(version: PublishedVersion) -> Any:
    """The edition of a version."""
    return decode(version.kind, version.says)


def editions(rows: Iterable[PublishedVersion]) -> list[Any]:
    """The editions of these versions."""
    return [said(version) for version in rows]


def all_of(kind: str) -> list[Any]:
    """All editions of a kind that are public."""
    return editions(on_shelf(kind))


def naming(kind: str, other: str, *slugs: object) -> list[Any]:
    """The editions of a kind that name one of these records, or stand on one of these levels."""
    if not slugs:
        return []
    any_of = reduce(or_, (Q(facets__contains=facet(other, slug)) for slug in slugs))
    return editions(on_shelf(kind).filter(any_of))


def by_slug(kind: str, slugs: Iterable[str]) -> dict[str, Any]:
    """The editions of a kind with these slugs, as far as they are public."""
    return {edition.slug: edition for edition in editions(on_shelf(kind).filter(slug__in=set(slugs)))}


def newest(kinds: Iterable[str], slugs: Iterable[str]) -> Editions:
    """The newest public versions of these records, by kind and slug: number and edition. One question."""
    rows: Any = PublishedVersion.objects.filter(
        kind__in=list(kinds), slug__in=set(slugs), is_current=True, withdrawn_at=None
    )
    return {(version.kind, version.slug): (version.number, said(version)) for version in rows}


def versions_of(kind: str, slug: str) -> list[PublishedVersion]:
    """All versions of a record, the newest first; none if it was never published."""
    return list(PublishedVersion.objects.filter(kind=kind, slug=slug).order_by("-number"))
