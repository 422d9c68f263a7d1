"""The pages that search engines may want to know. Their addresses are absolute, by the request that asks.

They are written out by templates/sitemap.xml. A record is dated by its newest version.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from research.models import PublishedVersion
from research.publishing.shelves import on_shelf

NAMES = (
    *("library", "practices", "cases", "sources", "organisations", "beacons", "map", "data"),
    *("share", "share_case", "share_adaptation"),
)


class Pages(Sitemap):  # type: ignore[type-arg]
    """Pages by the name of their address."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)

    def items(self) -> tuple[str, ...]:
        """The names."""
        return self.names

    def location(self, item: str) -> str:
        """Where the page is."""
        return reverse(item)


class Records(Sitemap):  # type: ignore[type-arg]
    """The pages of all records of one kind."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def items(self) -> Any:
        """The newest versions, in their order."""
        return on_shelf(self.kind).only("slug", "published_at")

    def location(self, item: PublishedVersion) -> str:
        """The page of the record."""
        return reverse(self.kind, args=[item.slug])

    def lastmod(self, item: PublishedVersion) -> datetime:
        """When it was published last."""
        return item.published_at


LIBRARY: dict[str, Pages | Records] = {
    "library": Pages(NAMES),
    "levels": Records("level"),
    "practices": Records("practice"),
    "cases": Records("case"),
    "sources": Records("source"),
    "organisations": Records("organisation"),
    "adaptations": Records("adaptation"),
}
