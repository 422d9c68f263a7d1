"""What a print shop cuts by: the crop marks around a piece, and the ground that reaches beyond its edge. In millimetres."""

from __future__ import annotations

from collections.abc import Iterator

from pypdf import PageObject
from pypdf.generic import ContentStream

A_MILLIMETRE = 72 / 25.4
BLEED, GAP, LENGTH = 3, 1, 4
#: How thick a crop mark is, in points; nothing else on paper is as thin.
THIN = 0.25
#: Operators that set the colour of what is filled.
COLOURS = (b"scn", b"sc", b"rg", b"g", b"k")

Line = tuple[float, float, float, float]
Box = tuple[float, float, float, float]
Path = tuple[str, float, tuple[float, ...], list[tuple[float, float]]]


def crop_marks(page: PageObject) -> list[Line]:
    """All thin straight strokes, each from its lower left to its upper right end, sorted."""
    found = (points for way, width, _colour, points in _paths(page) if way == "S" and width == THIN)
    return sorted((*min(points), *max(points)) for points in found if len(points) == 2)


def wanted_marks(room: float, width: float, height: float) -> list[Line]:
    """Two marks at each corner of a piece with so much room around it; they stand off its bleed."""
    near, far = room - BLEED - GAP, room - BLEED - GAP - LENGTH
    lines = []
    for y in (room, room + height):
        lines += [(far, y, near, y), (2 * room + width - near, y, 2 * room + width - far, y)]
    for x in (room, room + width):
        lines += [(x, far, x, near), (x, 2 * room + height - near, x, 2 * room + height - far)]
    return sorted((round(a, 1), round(b, 1), round(c, 1), round(d, 1)) for a, b, c, d in lines)


def grounds(page: PageObject) -> list[tuple[Box, bool]]:
    """What is filled with a colour, as boxes from their lower left to their upper right; and whether it is white."""
    found = []
    for way, _width, colour, points in _paths(page):
        if way == "f" and points:
            xs, ys = zip(*points, strict=True)
            found.append(((min(xs), min(ys), max(xs), max(ys)), set(colour) == {1.0}))
    return found


def _paths(page: PageObject) -> Iterator[Path]:
    """Every path with how it is painted (S or f), its stroke, its fill, and its points where they lie on the page."""
    kept: list[tuple[tuple[float, ...], float, tuple[float, ...]]] = []
    at: tuple[float, ...] = (1, 0, 0, 1, 0, 0)
    width, colour, points = 1.0, (0.0,), list[tuple[float, float]]()
    for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
        numbers = tuple(float(n) for n in operands if isinstance(n, int | float))
        match operator:
            case b"q":
                kept.append((at, width, colour))
            case b"Q":
                at, width, colour = kept.pop()
            case b"cm":
                at = _within(numbers, at)
            case b"w":
                (width,) = numbers
            case b"m" | b"l":
                points.append(_put(numbers, at))
            case b"re":
                x, y, wide, high = numbers
                points += [_put((x, y), at), _put((x + wide, y + high), at)]
            case b"S" | b"f":
                yield operator.decode(), width, colour, points
                points = []
            case b"n" | b"f*" | b"B" | b"B*" | b"s" | b"b":
                points = []
            case _ if operator in COLOURS:
                colour = numbers


def _within(inner: tuple[float, ...], outer: tuple[float, ...]) -> tuple[float, ...]:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _put(point: tuple[float, ...], at: tuple[float, ...]) -> tuple[float, float]:
    x, y = point
    a, b, c, d, e, f = at
    return round((a * x + c * y + e) / A_MILLIMETRE, 1), round((b * x + d * y + f) / A_MILLIMETRE, 1)
