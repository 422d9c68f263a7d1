"""The places of organisations and cases, read from the library. The map, its list and the locators know no other way to them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from research.countries import name_of
from research.finding import Filter, matching, narrowed
from research.folding import alike
from research.mapping.drawing import Place
from research.publishing.shelves import editions, on_shelf

OTHER_THAN_WORDS = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list: a place with the organisations and cases that are there, each by name."""

    place: Place
    code: str
    organisations: tuple[Any, ...]
    cases: tuple[Any, ...]


@dataclass(slots=True)
class _Gathered:
    """What is found at one place, while it is being gathered."""

    first: Any
    organisations: list[Any] = field(default_factory=list)
    cases: list[Any] = field(default_factory=list)

    @property
    def records(self) -> list[Any]:
        return [*self.organisations, *self.cases]


def places_of(filters: Iterable[Filter] = (), words: str = "") -> tuple[Entry, ...]:
    """All places of the organisations and cases that pass the filters and hold the words, by name.

    Records belong together if place and country are the same; then the first that has a position gives it. This is the
    only function that reads the library for the map, with one question for organisations and one for cases.
    """
    filters = tuple(filters)
    gathered: dict[str, _Gathered] = {}
    for one in _found("organisation", filters, words):
        gathered.setdefault(key_of(one), _Gathered(one)).organisations.append(one)
    for one in _found("case", filters, words):
        gathered.setdefault(key_of(one), _Gathered(one)).cases.append(one)
    entries = (_entry(key, found) for key, found in gathered.items())
    return tuple(sorted(entries, key=lambda entry: (alike(entry.place.name), entry.place.key)))


def key_of(record: Any) -> str:
    """What tells the place of a record from all others: its name in plain letters and its country, as in an address."""
    words = OTHER_THAN_WORDS.sub("-", alike(record.place)).strip("-")
    return f"{words}-{record.country.lower()}"


def countries_of(entries: Iterable[Entry]) -> dict[str, str]:
    """The names of the countries of these places by their two letters, in the order of the names."""
    names = {entry.code: entry.place.country for entry in entries}
    return dict(sorted(names.items(), key=lambda pair: (alike(pair[1]), pair[0])))


def _found(kind: str, filters: tuple[Filter, ...], words: str) -> list[Any]:
    rows = matching(narrowed(on_shelf(kind), filters), words)
    return sorted(editions(rows), key=lambda record: record.slug)


def _entry(key: str, found: _Gathered) -> Entry:
    """One place. Its page is that of its only organisation, which names its cases, or else that of its only case."""
    ways = found.organisations or found.cases
    placed = [one for one in found.records if one.lat is not None and one.lon is not None]
    place = Place(
        name=found.first.place,
        country=name_of(found.first.country),
        lat=placed[0].lat if placed else None,
        lon=placed[0].lon if placed else None,
        address=ways[0].get_absolute_url() if len(ways) == 1 else "",
        count=len(found.cases),
        key=key,
    )
    return Entry(place, found.first.country, _named(found.organisations), _named(found.cases))


def _named(records: list[Any]) -> tuple[Any, ...]:
    """Records by their names."""
    return tuple(sorted(records, key=lambda record: (alike(record.heading), record.slug)))
