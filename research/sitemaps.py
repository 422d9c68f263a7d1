"""The pages that search engines may want to know. Their addresses are absolute, by the request that asks.

They are written out by templates/sitemap.xml. A record is dated by its newest version.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils.translation import get_language

from research.models import PublishedVersion, Translation
from research.publishing.shelves import on_shelf
from research.translating import PROSE

NAMES = (
    *("library", "practices", "cases", "sources", "organisations", "beacons", "map", "data"),
    *("share", "share_case", "share_adaptation"),
)


class Spoken(Sitemap):  # type: ignore[type-arg]
    """Pages that are there in several languages, each told by the address of the page, and each named with all others."""

    i18n = alternates = x_default = True

    def get_languages_for_item(self, item: Any) -> list[str]:
        """All languages, unless an item knows its own. English is always among them."""
        told = getattr(item, "spoken", None)
        return [code for code, _name in settings.LANGUAGES if told is None or code in {"en", *told}]

    def address(self, item: Any) -> str:
        """Where the page is, whatever its language."""
        raise NotImplementedError

    def location(self, item: Any) -> str:
        """Where it is in the language of the moment. English stands at the plain address."""
        language = get_language() or "en"
        return self.address(item) + ("" if language == "en" else f"?language={language}")


class Pages(Spoken):
    """Pages by the name of their address."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)

    def items(self) -> tuple[str, ...]:
        """The names."""
        return self.names

    def address(self, item: str) -> str:
        """Where the page is."""
        return reverse(item)


class Records(Spoken):
    """The pages of all records of one kind, in the languages in which something of the record can be read."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def items(self) -> Any:
        """The newest versions, in their order, each with its languages."""
        spoken: dict[str, set[str]] = defaultdict(set)
        if self.kind in PROSE:
            rows = Translation.objects.filter(kind=self.kind).values_list("record", "language")
            for record, language in rows:
                spoken[record].add(language)
        found: list[Any] = list(on_shelf(self.kind).only("slug", "published_at"))
        for version in found:
            version.spoken = spoken[version.slug]
        return found

    def address(self, item: PublishedVersion) -> str:
        """The page of the record."""
        return reverse(self.kind, args=[item.slug])

    def lastmod(self, item: PublishedVersion) -> datetime:
        """When it was published last."""
        return item.published_at


LIBRARY: dict[str, Spoken] = {
    "library": Pages(NAMES),
    "levels": Records("level"),
    "practices": Records("practice"),
    "cases": Records("case"),
    "sources": Records("source"),
    "organisations": Records("organisation"),
    "adaptations": Records("adaptation"),
}
