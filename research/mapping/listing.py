"""The list of places in an order that stands in the address: `?sort=country&order=desc`. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from research.folding import alike
from research.mapping.places import Entry

#: What the entries are sorted by, by column. None stands last, whichever way round.
KEYS: dict[str, Callable[[Entry], Any]] = {
    "place": lambda entry: alike(entry.place.name),
    "country": lambda entry: alike(entry.place.country),
    "organisation": lambda entry: alike(str(entry.organisations[0])) if entry.organisations else None,
    "cases": lambda entry: len(entry.cases) or None,
}
FIRST = "place"


@dataclass(frozen=True, slots=True)
class Order:
    """By which column, and whether from the end."""

    column: str = FIRST
    is_descending: bool = False

    @property
    def word(self) -> str:
        """As in the address."""
        return "desc" if self.is_descending else "asc"

    def turned(self, column: str) -> Order:
        """What a press on the head of a column leads to: this column, and the other way round if it is so already."""
        return Order(column, column == self.column and not self.is_descending)


def order_of(column: str, word: str) -> Order:
    """The order that an address asks for. What is unknown counts as not said."""
    return Order(column if column in KEYS else FIRST, word == "desc")


def in_order(entries: Iterable[Entry], order: Order) -> list[Entry]:
    """The entries in this order; those alike by their places, from A to Z."""
    key = KEYS[order.column]
    by_place = sorted(entries, key=lambda entry: (KEYS[FIRST](entry), entry.place.key))
    known = [entry for entry in by_place if key(entry) is not None]
    empty = [entry for entry in by_place if key(entry) is None]
    return sorted(known, key=key, reverse=order.is_descending) + empty
