"""What a visitor looks for in a list: words and filters, all of which stand in the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Case, Q, Value, When
from django.http import HttpRequest

from research.editions.facets import facet
from research.folding import IN_TITLE, spellings
from research.models.versions import Versions

LONGEST_SEARCH = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, and where it leads."""

    label: str
    address: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """One question that narrows a list. `chosen` is empty where everything is shown."""

    name: str
    label: str
    chosen: str
    everything: str
    choices: tuple[Choice, ...]


def words_of(request: HttpRequest) -> str:
    """The words that are looked for."""
    return request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]


def filter_of(request: HttpRequest, name: str, label: str, values: Mapping[str, Any]) -> Filter:
    """The filter of this name, which is that of a facet too. A value that is not among these counts as none."""
    asked = request.GET.get(name, "")
    chosen = asked if asked in values else ""
    choices = (Choice(str(text), _address(request, name, key), key == chosen) for key, text in values.items())
    return Filter(name, label, chosen, _address(request, name, ""), tuple(choices))


def narrowed(rows: Versions, filters: Iterable[Filter]) -> Versions:
    """The rows that pass all filters."""
    for one in filters:
        if one.chosen:
            rows = rows.filter(facets__contains=facet(one.name, one.chosen))
    return rows


def matching(rows: Versions, words: str) -> Versions:
    """The rows in which something begins with every word, those first that have all of them in the title.

    A word of one letter is not looked for; where no other is left, all rows are there.
    """
    asked = set(spellings(words))
    if not asked:
        return rows
    in_title = Case(When(_begin(IN_TITLE, asked), then=Value(0)), default=Value(1))
    found: Any = rows.filter(_begin(" ", asked)).annotate(not_in_title=in_title)
    ordered: Versions = found.order_by("not_in_title", *rows.query.order_by)
    return ordered


def _begin(mark: str, asked: set[tuple[str, ...]]) -> Q:
    """Every word is there after this mark, in one spelling or the other."""
    either = (reduce(or_, (Q(folded__contains=f"{mark}{word}") for word in pair)) for pair in asked)
    return reduce(and_, either)


def _address(request: HttpRequest, name: str, value: str) -> str:
    """This list with one filter set, or without it, from its first page."""
    query = request.GET.copy()
    for gone in (name, "page"):
        query.pop(gone, None)
    if value:
        query[name] = value
    return f"?{query.urlencode()}" if query else request.path
