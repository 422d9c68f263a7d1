"""A small map on the page of one record: where it is, among all places of the library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from research.mapping.drawing import Place, Position, Scale, position
from research.mapping.labels import short
from research.mapping.land import outlines
from research.mapping.places import key_of, places_of
from research.mapping.projection import EUROPE, WORLD, View

#: As wide as a rail.
RAIL = Scale("rail", 352)
SMALL_LAND = {"europe": "europe_small", "world": "world"}


@dataclass(frozen=True, slots=True)
class Locator:
    """What is drawn: one place by name, all others as dots. `total` places are in the library, `outside` not on this map."""

    view: View
    view_box: str
    land: str
    place: Place
    here: Position
    label: str
    label_at: Position
    anchor: str
    dots: tuple[Position, ...]
    total: int
    outside: int
    peg: int
    dot: int
    letter: int


def locator_of(record: Any) -> Locator | None:
    """The locator of an organisation or a case; None where nobody wrote down where it is. Two questions to the library."""
    key = key_of(record)
    places = [entry.place for entry in places_of()]
    own = next((place for place in places if place.key == key), None)
    if own is None or position(own, WORLD) is None:
        return None
    return locate(own, places)


def locate(own: Place, places: list[Place]) -> Locator:
    """Draw one of these places among the others: on the map of Europe if it is there, or else on that of the world."""
    view = EUROPE if position(own, EUROPE) else WORLD
    found = {place.key: position(place, view) for place in places}
    here = found[own.key]
    assert here is not None, "a place that is drawn has a position"
    dots = sorted({at for at in found.values() if at and at != here})
    peg, letter = RAIL.units(view, 9), RAIL.units(view, 14)
    is_east = here[0] > view.width * 0.6
    away = peg + letter // 3
    return Locator(
        view=view,
        view_box=f"0 0 {view.width} {view.height}",
        land=outlines()[SMALL_LAND[view.name]],
        place=own,
        here=here,
        label=short(own.name),
        label_at=(here[0] - away if is_east else here[0] + away, round(here[1] + 0.36 * letter)),
        anchor="end" if is_east else "start",
        dots=tuple(dots),
        total=len(places),
        outside=sum(place.is_placed and found[place.key] is None for place in places),
        peg=peg,
        dot=RAIL.units(view, 4.5),
        letter=letter,
    )
