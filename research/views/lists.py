"""The way into the library, and its lists. What is looked for stands in the address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from research import discovery
from research.citations.formats import FORMATS
from research.countries import name_of
from research.finding import Filter, filter_of, matching, narrowed, words_of
from research.models import Case, PublishedVersion, Source
from research.models.versions import Versions
from research.publishing.shelves import all_of, editions, naming, on_shelf
from research.translating import Translations, translations

#: As much as stands on one page of a list.
PAGE_LENGTH = 200
SHELVES = ("practice", "case", "source", "organisation")


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """The four levels, and the shelves with how much stands on each."""
    rows = PublishedVersion.objects.filter(is_current=True, withdrawn_at=None)
    counted = Counter(rows.order_by().values_list("kind", flat=True))
    addresses = (request.build_absolute_uri(reverse(name)) for name in ("library", "data", "data_zip"))
    told = {
        **{f"{kind}s": counted[kind] for kind in SHELVES},
        **translations().shelf("levels", all_of("level")),
        "is_empty": not any(counted[kind] for kind in SHELVES),
        "head": discovery.of_catalogue(*addresses),
    }
    return render(request, "research/library.html", told)


@require_safe
def practices(request: HttpRequest) -> HttpResponse:
    """Practices, by level."""
    spoken = translations()
    return _spoken(request, "practice", (_levels(request, spoken),), spoken)


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Cases, by level, outcome and country."""
    spoken = translations()
    outcomes = filter_of(request, "outcome", _("Outcome"), dict(Case.Outcome.choices))
    filters = (_levels(request, spoken), outcomes, _countries(request, "case"))
    return _spoken(request, "case", filters, spoken)


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Sources, by type."""
    told = _told(request, "source", _source_filters(request))
    return render(request, "research/sources.html", {**told, "formats": FORMATS.values()})


def found_sources(request: HttpRequest) -> list[Any]:
    """The sources that the list shows at this address, all pages of it."""
    return editions(matching(narrowed(on_shelf("source"), _source_filters(request)), words_of(request)))


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """Organisations, by country, each with the number of its cases."""
    answer: Any = _told(request, "organisation", (_countries(request, "organisation"),))
    shown = answer["organisations"]
    held = naming("case", "organisation", *(one.slug for one in shown))
    counted = Counter(link.slug for case in held for link in case.organisations)
    answer["organisations"] = [(one, counted[one.slug]) for one in shown]
    return render(request, "research/organisations.html", answer)


def _spoken(request: HttpRequest, kind: str, filters: Iterable[Filter], spoken: Translations) -> HttpResponse:
    """A list whose records or levels are told in the language of the page, as far as they are translated."""
    name, told = f"{kind}s", _told(request, kind, filters)
    return render(request, f"research/{name}.html", {**told, **spoken.shelf(name, told[name])})


def _told(request: HttpRequest, kind: str, filters: Iterable[Filter]) -> dict[str, Any]:
    """A page of what is looked for, under the name of its kind."""
    words, rows = words_of(request), on_shelf(kind)
    page = Paginator(matching(narrowed(rows, filters), words), PAGE_LENGTH).get_page(request.GET.get("page"))
    return {
        f"{kind}s": editions(page.object_list),
        "page": page,
        "how_many": page.paginator.count,
        "total": rows.count(),
        "filters": filters,
        "words": words,
    }


def _source_filters(request: HttpRequest) -> tuple[Filter, ...]:
    """By type, of those that are used."""
    used = set(_values(on_shelf("source"), "type"))
    types = {value: label for value, label in Source.Type.choices if value in used}
    return (filter_of(request, "type", _("Type"), types),)


def _levels(request: HttpRequest, spoken: Translations) -> Filter:
    names = {str(level.number): str(level) for level in spoken.all(all_of("level"))}
    return filter_of(request, "level", _("Level"), names)


def _countries(request: HttpRequest, kind: str) -> Filter:
    """The countries that these records are in, by name."""
    codes = set(_values(on_shelf(kind), "country"))
    names = dict(sorted(((code, name_of(code)) for code in codes), key=lambda pair: pair[1]))
    return filter_of(request, "country", _("Country"), names)


def _values(rows: Versions, name: str) -> Iterable[str]:
    """What the versions have as one of their filters."""
    for facets in rows.order_by().values_list("facets", flat=True):
        yield from (one.partition(":")[2] for one in facets.split() if one.startswith(f"{name}:"))
