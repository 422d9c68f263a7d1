"""Addresses of the library. Each record has one that leads to its newest version, and a lasting one for each version."""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, path
from django.views.generic import RedirectView

from research.feeds import Published
from research.views import beacons, citing, data, lists, records, search, share, sheet, versions
from research.views import map as map_page

to_library = RedirectView.as_view(pattern_name="library", http_method_names=("get", "head"))


def record(kind: str, page: Callable[..., Any]) -> Iterator[URLPattern]:
    """The addresses of one kind of record."""
    here, version = f"{kind}s/<slug:slug>/", f"{kind}s/<slug:slug>/v/<int:number>/"
    told = {"kind": kind}
    yield path(here, page, name=kind)
    yield path(version, page, name=f"{kind}_version")
    yield path(f"{here}versions/", versions.versions, told, name=f"{kind}_versions")
    yield path(f"{version}cite.<slug:ending>", citing.version, told, name=f"cite_{kind}_version")
    yield path(f"{version}record.json", citing.record, told, name=f"{kind}_json")
    if kind in ("practice", "case"):
        yield path(f"{version}sheet.pdf", sheet.sheet, told, name=f"{kind}_sheet")


urlpatterns = [
    path("", lists.library, name="library"),
    path("search/", search.search, name="search"),
    path("data/", data.data, name="data"),
    path("data.zip", data.data_zip, name="data_zip"),
    path("beacons/", beacons.beacons, name="beacons"),
    path("feed.atom", Published(), name="feed"),
    path("levels/<slug:value>/feed.atom", Published(), {"name": "level"}, name="feed_of_level"),
    path("countries/<slug:value>/feed.atom", Published(), {"name": "country"}, name="feed_of_country"),
    path("map/", map_page.library_map, name="map"),
    path("share/", share.share, name="share"),
    path("share/adaptation/", share.adaptation, name="share_adaptation"),
    path("share/case/", share.case, name="share_case"),
    path("share/thanks/", share.thanks, name="share_thanks"),
    path("levels/", to_library, name="levels"),
    path("practices/", lists.practices, name="practices"),
    path("cases/", lists.cases, name="cases"),
    path("sources/", lists.sources, name="sources"),
    path("sources/cite.<slug:ending>", citing.sources, name="cite_sources"),
    path("sources/<slug:slug>/cite.<slug:ending>", citing.source, name="cite_source"),
    path("organisations/", lists.organisations, name="organisations"),
    *record("level", records.level),
    *record("practice", records.practice),
    *record("case", records.case),
    *record("source", records.source),
    *record("organisation", records.organisation),
    *record("adaptation", records.adaptation),
]
