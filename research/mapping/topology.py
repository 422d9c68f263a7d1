"""TopoJSON read by ourselves: arcs that are shared, counted in small steps, become rings of longitudes and latitudes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

#: A point: degrees east and degrees north, or units across and down.
Point = tuple[float, float]
#: A closed line; its last point is not its first once more.
Ring = list[Point]


def rings_of(topology: dict[str, Any], name: str) -> Iterator[Ring]:
    """All rings of one object, islands and lakes alike, in degrees. A ring over the date line goes on beyond 180.

    Raises KeyError where the topology has no object of this name.
    """
    arcs = _arcs(topology)
    for polygon in _polygons(topology["objects"][name]):
        for numbers in polygon:
            yield unwound(_joined(arcs, numbers))


def unwound(ring: Ring) -> Ring:
    """The ring without leaps from 180 to -180: each point at most half a turn from the one before."""
    longitudes = [ring[0][0]]
    for lon, _lat in ring[1:]:
        before = longitudes[-1]
        longitudes.append(before + (lon - before + 180) % 360 - 180)
    return [(lon, lat) for lon, (_old, lat) in zip(longitudes, ring, strict=True)]


def _arcs(topology: dict[str, Any]) -> list[Ring]:
    """All lines, in degrees. Each is written as whole steps from point to point, to be scaled and moved."""
    (wide, high), (left, low) = (topology["transform"][part] for part in ("scale", "translate"))
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for across, up in steps:
            x, y = x + across, y + up
            arc.append((x * wide + left, y * high + low))
        arcs.append(arc)
    return arcs


def _joined(arcs: list[Ring], numbers: Iterable[int]) -> Ring:
    """Lines one after another; each begins where the one before ends. ~n is line n, backwards."""
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[1:] if ring else arc
    return ring[:-1]


def _polygons(shape: dict[str, Any]) -> Iterator[list[list[int]]]:
    """The polygons of a shape, each as its rings."""
    if shape["type"] == "GeometryCollection":
        for part in shape["geometries"]:
            yield from _polygons(part)
    elif shape["type"] == "MultiPolygon":
        yield from shape["arcs"]
    elif shape["type"] == "Polygon":
        yield shape["arcs"]
