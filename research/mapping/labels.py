"""Names beside points, where they hide nothing: no other point, no other name, and nothing is cut at the edge. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

#: How wide a letter is at most on average, of its height. Nobody measures type on a server.
LETTER_WIDTH = 0.64
#: Where a longer name ends: at a comma, or at a bracket.
END = re.compile(r"\s*[,(;]")
LONGEST = 22


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, in units."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, x: float, y: float, half: float) -> Box:
        """The square around a point."""
        return cls(x - half, y - half, x + half, y + half)

    def meets(self, other: Box) -> bool:
        """Do the two overlap?"""
        is_beside = self.right <= other.left or other.right <= self.left
        return not (is_beside or self.bottom <= other.top or other.bottom <= self.top)

    def holds(self, other: Box) -> bool:
        """Is the other wholly inside?"""
        is_across = self.left <= other.left and other.right <= self.right
        return is_across and self.top <= other.top and other.bottom <= self.bottom


@dataclass(frozen=True, slots=True)
class Label:
    """A name, where it stands (`anchor` is start, middle or end of it), on which line, and the box that holds it."""

    text: str
    x: int
    y: int
    anchor: str
    box: Box


def short(name: str) -> str:
    """A name as a label: without what follows a comma or a bracket, and never longer than a label may be."""
    text = END.split(name.strip(), maxsplit=1)[0] or name.strip()
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def place_labels(
    names: Sequence[str], points: Sequence[Box], frame: Box, letter: int
) -> Iterator[Label | None]:
    """A label for each name and its point, or None where the name is empty or there is no room for it.

    The names are tried in their order: right of the point, left of it, below and above.
    """
    taken: list[Box] = []
    for place, name in enumerate(names):
        others = [*points[:place], *points[place + 1 :], *taken]
        label = next((one for one in _tries(name, points[place], letter) if _fits(one, frame, others)), None)
        if label:
            taken.append(label.box)
        yield label


def _tries(name: str, point: Box, letter: int) -> Iterator[Label]:
    """The places where a name could stand."""
    text = short(name)
    if not text:
        return
    x, y = (point.left + point.right) / 2, (point.top + point.bottom) / 2
    long, away, half = LETTER_WIDTH * len(text) * letter, 0.7 * letter, 0.6 * letter
    for anchor, left, middle in (
        ("start", x + away, y),
        ("end", x - away - long, y),
        ("middle", x - long / 2, y + 2 * half),
        ("middle", x - long / 2, y - 2 * half),
    ):
        begins = left + long * ("start", "middle", "end").index(anchor) / 2
        box = Box(left, middle - half, left + long, middle + half)
        yield Label(text, round(begins), round(middle + 0.36 * letter), anchor, box)


def _fits(label: Label, frame: Box, others: Sequence[Box]) -> bool:
    return frame.holds(label.box) and not any(label.box.meets(other) for other in others)
