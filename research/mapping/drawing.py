"""Places on a map: where each is, and which are so near to each other that a finger could not tell them apart. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import ceil

from research.folding import alike
from research.mapping.labels import Box, Label, place_labels
from research.mapping.land import outlines
from research.mapping.projection import View

#: What a target measures at least, in pixels, either way (WCAG 2.5.8).
FINGER_PIXELS = 24
#: Whole units from the left and from the top.
Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something of the library is. `count` says how many cases it has; `address` leads to its only page, or is empty.

    `lat` and `lon` are degrees, or None where nobody wrote them down. `key` tells one place from all others.
    """

    name: str
    country: str
    lat: float | None
    lon: float | None
    address: str
    count: int
    key: str

    @property
    def is_placed(self) -> bool:
        """Did somebody write down where it is?"""
        return self.lat is not None and self.lon is not None


@dataclass(frozen=True, slots=True)
class Scale:
    """How large a map is on the screen at least: `pixels` across. Its measures are in units of the view."""

    name: str
    pixels: int

    def units(self, view: View, pixels: float) -> int:
        """So many pixels in units, and never less."""
        return ceil(pixels * view.width / self.pixels)


#: A telephone of 320 pixels, less a scroll bar. Shown until there is room for the other.
NARROW = Scale("narrow", 300)
#: From 32 rem on: see library.css.
WIDE = Scale("wide", 512)
SCALES = (NARROW, WIDE)


@dataclass(frozen=True, slots=True)
class Point:
    """One target on the map: a place, or several that lie too near to each other. It stands where one of them is."""

    x: int
    y: int
    places: tuple[Place, ...]
    key: str
    label: Label | None = None

    @property
    def keys(self) -> frozenset[str]:
        """The keys of its places."""
        return frozenset(place.key for place in self.places)

    @property
    def count(self) -> int:
        """How many cases its places have together."""
        return sum(place.count for place in self.places)

    @property
    def address(self) -> str:
        """The page that its only place leads to; empty where there are several pages."""
        return self.places[0].address if len(self.places) == 1 else ""


@dataclass(frozen=True, slots=True)
class Map:
    """What is drawn. Points stand from west to east; every place is in one of them, outside, or has no position.

    `finger`, `disc` and `dot` are radii, `letter` is the height of the type; all in units.
    """

    view: View
    scale: Scale
    view_box: str
    land: str
    points: tuple[Point, ...]
    outside: tuple[Place, ...]
    unplaced: tuple[Place, ...]
    finger: int
    disc: int
    dot: int
    letter: int


def draw(places: Iterable[Place], view: View, scale: Scale = NARROW) -> Map:
    """Put places on a map. The same places, in whatever order, make the same map."""
    positions, outside, unplaced = _sorted_out(sorted(places, key=_in_order), view)
    finger = scale.units(view, FINGER_PIXELS / 2)
    letter = scale.units(view, 12)
    points = sorted(_points(positions, 2 * finger), key=lambda point: (point.x, point.y))
    return Map(
        view=view,
        scale=scale,
        view_box=f"0 0 {view.width} {view.height}",
        land=outlines()[view.name],
        points=tuple(_labelled(points, view, finger, letter)),
        outside=tuple(outside),
        unplaced=tuple(unplaced),
        finger=finger,
        disc=scale.units(view, 10),
        dot=scale.units(view, 5),
        letter=letter,
    )


def position(place: Place, view: View) -> Position | None:
    """Where a place is on a map; None where that is beyond the edge, or nobody wrote it down."""
    if place.lat is None or place.lon is None:
        return None
    x, y = view.project(place.lat, place.lon)
    return (round(x), round(y)) if view.shows(x, y) else None


def _in_order(place: Place) -> tuple[str, str]:
    return alike(place.name), place.key


def _sorted_out(
    places: Iterable[Place], view: View
) -> tuple[dict[Position, list[Place]], list[Place], list[Place]]:
    """Places by their position, those beyond the edge, and those of which nobody knows where they are."""
    positions: dict[Position, list[Place]] = defaultdict(list)
    outside: list[Place] = []
    unplaced: list[Place] = []
    for place in places:
        at = position(place, view)
        if at:
            positions[at].append(place)
        else:
            (outside if place.is_placed else unplaced).append(place)
    return positions, outside, unplaced


def _points(positions: dict[Position, list[Place]], apart: int) -> Iterator[Point]:
    """Places with a position, gathered: each with the nearest of those that stand for others."""
    order = _fullest_first(positions, max(apart // 3, 1))
    crowd = _Crowd(apart)
    for at in order:
        if crowd.nearest(at) is None:
            crowd.add(at)
    gathered: dict[Position, list[Place]] = defaultdict(list)
    for at in order:
        gathered[crowd.nearest(at) or at] += positions[at]
    for (x, y), places in gathered.items():
        yield Point(x, y, tuple(sorted(places, key=_in_order)), positions[x, y][0].key)


def _fullest_first(positions: dict[Position, list[Place]], side: int) -> list[Position]:
    """Positions by how many places are around them, counted in squares of this side; then from west to east."""
    squares: Counter[Position] = Counter()
    for (x, y), places in positions.items():
        squares[x // side, y // side] += len(places)

    def around(at: Position, reach: int) -> int:
        near = range(-reach, reach + 1)
        x, y = at[0] // side, at[1] // side
        return sum(squares.get((x + right, y + down), 0) for right in near for down in near)

    return sorted(positions, key=lambda at: (-around(at, 2), -around(at, 1), at))


class _Crowd:
    """Positions of which no two are nearer to each other than `apart` units, filed by squares of that size."""

    def __init__(self, apart: int) -> None:
        self.apart = apart
        self.squares: dict[Position, list[Position]] = defaultdict(list)

    def add(self, at: Position) -> None:
        """One more."""
        self.squares[at[0] // self.apart, at[1] // self.apart].append(at)

    def nearest(self, at: Position) -> Position | None:
        """The nearest of those that are too near; None where there is none."""
        column, row = at[0] // self.apart, at[1] // self.apart
        around = [(column + right, row + down) for right in (-1, 0, 1) for down in (-1, 0, 1)]
        found = ((_square(at, one), one) for square in around for one in self.squares.get(square, ()))
        return min((pair for pair in found if pair[0] < self.apart**2), default=(0, None))[1]


def _square(one: Position, other: Position) -> int:
    """The distance between two positions, squared."""
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def _labelled(points: list[Point], view: View, finger: int, letter: int) -> Iterator[Point]:
    """The same points, with their names where there is room. Several places have a number instead."""
    taken = [Box.around(point.x, point.y, finger) for point in points]
    names = [point.places[0].name if len(point.places) == 1 else "" for point in points]
    frame = Box(0, 0, view.width, view.height)
    labels = place_labels(names, taken, frame, letter)
    return (replace(point, label=label) for point, label in zip(points, labels, strict=True))
