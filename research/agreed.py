"""Who is a beacon today: organisations that have agreed and not taken it back, as far as they are public (B5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404

from research.models import Organisation, PublishedVersion
from research.publishing.shelves import naming, on_shelf, said, shown


class Ended(Exception):
    """The organisation was a beacon once, and is none any more."""


@dataclass(frozen=True, slots=True)
class Beacon:
    """The public version of an organisation, what it says, what the organisation has agreed to, and its public cases."""

    version: PublishedVersion
    record: Any
    agreed: Organisation
    cases: list[Any]


def beacons() -> list[Beacon]:
    """All beacons of today, by name. Three questions, however many there are."""
    rows = Organisation.objects.filter(beacon_since__isnull=False, beacon_withdrawn_on__isnull=True)
    by_slug = {one.slug: one for one in rows}
    versions = list(on_shelf("organisation").filter(slug__in=by_slug))
    cases = naming("case", "organisation", *(one.slug for one in versions))
    return [
        Beacon(
            version,
            said(version),
            by_slug[version.slug],
            [one for one in cases if version.slug in {link.slug for link in one.organisations}],
        )
        for version in versions
    ]


def beacon(slug: str) -> Beacon:
    """One of them. Http404 where nobody ever agreed or nothing was published, Ended where it was taken back.

    Withdrawn, as always, where the record of the organisation is no longer public.
    """
    agreed = Organisation.objects.filter(slug=slug, beacon_since__isnull=False).first()
    if agreed is None:
        raise Http404
    if not agreed.is_beacon:
        raise Ended(slug)
    found = shown("organisation", slug)
    return Beacon(found.version, found.record, agreed, naming("case", "organisation", slug))
