"""The map of the library, and the list that says the same. Whatever is chosen stands in the address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from research.finding import filter_of, words_of
from research.mapping.drawing import SCALES, Map, Place, Point, draw, position
from research.mapping.listing import Order, in_order, order_of
from research.mapping.places import Entry, countries_of, places_of
from research.mapping.projection import EUROPE, VIEWS, WORLD, View

COLUMNS: dict[str, Promise] = {
    "place": gettext_lazy("Place"),
    "country": gettext_lazy("Country"),
    "organisation": gettext_lazy("Organisation"),
    "cases": gettext_lazy("Cases"),
}


@dataclass(frozen=True, slots=True)
class Layer:
    """The map at one scale, and which of its points is chosen. The style sheet shows the layer there is room for."""

    drawing: Map
    chosen: Point | None


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column: what a press on it leads to, and how the list is sorted by it now (as in aria-sort)."""

    name: str
    label: Promise
    address: str
    sorted: str


@require_safe
def library_map(request: HttpRequest) -> HttpResponse:
    """Map and list of all places, or of those in one country or with some words; the list perhaps of one point only."""
    everything = places_of()
    words = words_of(request)
    country = filter_of(request, "country", _("Country"), countries_of(everything))
    entries = places_of((country,), words) if words or country.chosen else everything
    order = order_of(request.GET.get("sort", ""), request.GET.get("order", ""))
    view = _view(request, [entry.place for entry in entries])
    drawings = [draw((entry.place for entry in entries), view, scale) for scale in SCALES]
    chosen = _chosen(request, drawings)
    told = {
        "layers": [Layer(drawing, _holding(drawing, chosen.key) if chosen else None) for drawing in drawings],
        "drawing": drawings[0],
        "entries": in_order(_listed(entries, chosen), order),
        "how_many": len(entries),
        "total": len(everything),
        "chosen": chosen,
        "headings": list(_headings(request, order)),
        "filters": (country,),
        "words": words,
        "kept": [(name, request.GET[name]) for name in ("view", "sort", "order") if name in request.GET],
        "choose": _address(request, at="") + ("&at=" if _query(request, at="") else "?at="),
        "all_points": _address(request, at=""),
        "other_view": _address(request, at="", view=(WORLD if view is EUROPE else EUROPE).name),
    }
    return render(request, "research/map.html", told)


def _view(request: HttpRequest, places: list[Place]) -> View:
    """The view that is asked for; else Europe, unless all that is found lies outside it."""
    asked = VIEWS.get(request.GET.get("view", ""))
    if asked:
        return asked
    is_elsewhere = any(position(place, WORLD) for place in places)
    return WORLD if is_elsewhere and not any(position(place, EUROPE) for place in places) else EUROPE


def _chosen(request: HttpRequest, drawings: list[Map]) -> Point | None:
    """The point that the address names by its scale and any of its places; None where there is no such point."""
    scale, _dash, key = request.GET.get("at", "").partition("-")
    found = (_holding(drawing, key) for drawing in drawings if drawing.scale.name == scale)
    return next(found, None)


def _holding(drawing: Map, key: str) -> Point | None:
    """The point of a drawing that holds this place."""
    return next((point for point in drawing.points if key in point.keys), None)


def _listed(entries: tuple[Entry, ...], chosen: Point | None) -> list[Entry]:
    """All entries, or those of the chosen point."""
    return [entry for entry in entries if chosen is None or entry.place.key in chosen.keys]


def _headings(request: HttpRequest, order: Order) -> Iterator[Heading]:
    words = {True: "descending", False: "ascending"}
    for name, label in COLUMNS.items():
        next_one = order.turned(name)
        address = _address(request, sort=name, order=next_one.word)
        now = words[order.is_descending] if name == order.column else ""
        yield Heading(name, label, f"{address}#list", now)


def _address(request: HttpRequest, **changes: Any) -> str:
    """This page with something changed in its address, or left out where the value is empty."""
    query = _query(request, **changes)
    return f"{request.path}?{query}" if query else request.path


def _query(request: HttpRequest, **changes: str) -> str:
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return query.urlencode()
