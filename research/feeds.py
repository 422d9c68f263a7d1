"""What was published lately, for programs that read feeds: all of it, on one level, or in one country. Atom."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext

from research import licence
from research.citing import abstract_of
from research.countries import name_of
from research.editions.facets import facet
from research.models import PublishedVersion
from research.publishing.shelves import said
from research.typed import plain_text

NEWEST = 50
KINDS = ("practice", "case", "adaptation")


class Published(Feed):  # type: ignore[type-arg]
    """The newest versions of practices, cases and adaptations, with what changed."""

    feed_type = Atom1Feed
    author_name = licence.TITLE
    feed_copyright = licence.NAME

    def get_object(self, request: HttpRequest, name: str = "", value: str = "") -> tuple[str, str]:
        """What the feed is narrowed to: a level by its number, a country by its two letters, or nothing."""
        is_known = (
            not name
            or (name == "level" and value in ("1", "2", "3", "4"))
            or (name == "country" and name_of(value) != value)
        )
        if not is_known:
            raise Http404
        return name, value

    def title(self, asked: tuple[str, str]) -> str:
        """The library, and what it is narrowed to."""
        name, value = asked
        told = {"level": gettext("level %s") % value, "country": name_of(value)}.get(name, "")
        return f"{licence.TITLE}: {told}" if told else licence.TITLE

    def link(self, asked: tuple[str, str]) -> str:
        """The page with the same records."""
        name, value = asked
        return f"{reverse('cases')}?{name}={value}" if name else reverse("library")

    def subtitle(self, _asked: tuple[str, str]) -> str:
        """What stands in it."""
        return gettext("New versions of practices, cases and adaptations.")

    def items(self, asked: tuple[str, str]) -> list[PublishedVersion]:
        """The newest first. What was withdrawn is not among them."""
        rows = PublishedVersion.objects.filter(kind__in=KINDS, withdrawn_at=None)
        if asked[0]:
            rows = rows.filter(facets__contains=facet(*asked))
        return list(rows.order_by("-published_at", "-id")[:NEWEST])

    def item_title(self, item: Any) -> str:
        """Its title and the number of the version."""
        return gettext("%(title)s, version %(number)s") % {
            "title": plain_text(item.title),
            "number": item.number,
        }

    def item_description(self, item: Any) -> str:
        """What changed, and what it is about."""
        return plain_text(f"{item.what_changed} {abstract_of(said(item))}")  # XML holds no other signs

    def item_pubdate(self, item: Any) -> datetime:
        """When it was published."""
        day: datetime = item.published_at
        return day

    def item_updateddate(self, item: Any) -> datetime:
        """The same: a version does not change."""
        return self.item_pubdate(item)

    def item_guid(self, item: Any) -> str:
        """Kind, slug, number and digest: the same on whatever address the library is served."""
        return f"urn:sha256:{item.digest}"
