"""Rings made smaller: cut at the edges of a box, without what is too small to see, and written as a path. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heapify, heappop, heappush
from itertools import pairwise

from research.mapping.topology import Point, Ring

#: West, south, east and north; or left, top, right and bottom.
Box = tuple[float, float, float, float]


def clipped(ring: Ring, box: Box) -> Ring:
    """What of a ring is inside a box, with pieces of its edge where it was cut; empty where nothing is."""
    for axis, limit, sign in ((0, box[0], 1), (1, box[1], 1), (0, box[2], -1), (1, box[3], -1)):
        ring = _cut(ring, axis, limit, sign)
    return ring


def simplified(ring: Ring, least: float) -> Ring:
    """A ring without those corners whose triangle with their neighbours is smaller than `least`, the smallest first.

    Nothing is left of a ring that would have fewer than three corners (Visvalingam and Whyatt 1993).
    """
    before = {place: place - 1 for place in range(len(ring))} | {0: len(ring) - 1}
    after = {place: place + 1 for place in range(len(ring))} | {len(ring) - 1: 0}

    def size(place: int) -> float:
        return _triangle(ring[before[place]], ring[place], ring[after[place]])

    sizes = {place: size(place) for place in range(len(ring))}
    queue = [(value, place) for place, value in sizes.items()]
    heapify(queue)
    while queue and queue[0][0] < least:
        value, place = heappop(queue)
        if sizes.get(place) != value:
            continue
        del sizes[place]
        west, east = before[place], after[place]
        after[west], before[east] = east, west
        for neighbour in {west, east} & sizes.keys():
            sizes[neighbour] = max(size(neighbour), value)
            heappush(queue, (sizes[neighbour], neighbour))
    return [ring[place] for place in sorted(sizes)] if len(sizes) > 2 else []


def path_of(rings: Iterable[Ring], least: float) -> str:
    """SVG path data in whole units, each step counted from the point before; rings smaller than `least` are left out."""
    drawn = [_rounded(ring) for ring in rings if area(ring) >= least]
    return "".join(_path(ring) for ring in sorted(drawn) if len(ring) > 2)


def area(ring: Ring) -> float:
    """The area inside a ring, in square units, whichever way round it goes."""
    following = [*ring[1:], *ring[:1]]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, following, strict=True))) / 2


def _cut(ring: Ring, axis: int, limit: float, sign: int) -> Ring:
    """The part of a ring on one side of a line (Sutherland and Hodgman 1974)."""
    kept: Ring = []
    for start, end in pairwise([*ring[-1:], *ring]):
        is_in, will_be = (sign * (point[axis] - limit) >= 0 for point in (start, end))
        if is_in != will_be:
            share = (limit - start[axis]) / (end[axis] - start[axis])
            other = start[1 - axis] + share * (end[1 - axis] - start[1 - axis])
            kept.append((limit, other) if axis == 0 else (other, limit))
        if will_be:
            kept.append(end)
    return kept


def _triangle(a: Point, b: Point, c: Point) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def _rounded(ring: Ring) -> list[tuple[int, int]]:
    """In whole units, each point once."""
    points = [(round(x), round(y)) for x, y in ring]
    return [point for place, point in enumerate(points) if point != points[place - 1]]


def _path(ring: list[tuple[int, int]]) -> str:
    steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(ring)]
    text = " ".join(str(number) for step in steps for number in step).replace(" -", "-")
    return f"M{ring[0][0]} {ring[0][1]}l{text}z"
