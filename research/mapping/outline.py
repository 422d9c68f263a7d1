"""Makes land.json anew: `python -m research.mapping.outline countries-50m.json`. README.md says where that file is from."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from research.mapping.projection import EUROPE, WORLD, View
from research.mapping.shaping import Box, clipped, path_of, simplified
from research.mapping.topology import Ring, rings_of

TARGET = Path(__file__).with_name("land.json")
#: So far beyond the edge, in units, the coast is still drawn: what was cut there is not seen.
BEYOND = 8


@dataclass(frozen=True, slots=True)
class Edition:
    """One outline: its view, what of the globe may come into it (degrees east of the middle, and north), its grain.

    Corners and islands smaller than `corner` and `island`, in square units, are left out.
    """

    name: str
    view: View
    globe: Box
    corner: float
    island: float


EDITIONS = (
    Edition("europe", EUROPE, (-75, 15, 95, 86), corner=0.7, island=4),
    Edition("europe_small", EUROPE, (-75, 15, 95, 86), corner=7, island=20),
    Edition("world", WORLD, (-179.999, -60, 179.999, 86), corner=1, island=3),
)


def outlines(topology: dict[str, Any]) -> dict[str, str]:
    """The land of a topology as SVG path data, one for each edition. It needs an object called land."""
    rings = list(rings_of(topology, "land"))
    return {edition.name: outline(edition, rings) for edition in EDITIONS}


def outline(edition: Edition, rings: Iterable[Ring]) -> str:
    """Rings in degrees as one path in units."""
    view = edition.view
    edge = (-BEYOND, -BEYOND, view.width + BEYOND, view.height + BEYOND)
    pieces = (piece for ring in rings for piece in _pieces(ring, edition))
    drawn = (clipped([view.project(lat, lon) for lon, lat in piece], edge) for piece in pieces)
    return path_of((simplified(ring, edition.corner) for ring in drawn), edition.island)


def _pieces(ring: Ring, edition: Edition) -> Iterator[Ring]:
    """What of a ring comes into the edition. A ring that reaches over the cut is seen on both sides of it."""
    middle = edition.view.longitude
    for turn in (-360, 0, 360):
        turned = [(lon - middle + turn, lat) for lon, lat in ring]
        piece = clipped(turned, edition.globe)
        if piece:
            yield [(lon + middle, lat) for lon, lat in piece]


def main(arguments: list[str]) -> int:
    """Read the file that is named, write land.json, and say how large it is."""
    if len(arguments) != 1:
        sys.stderr.write("Name the file countries-50m.json of the package world-atlas.\n")
        return 2
    made = outlines(json.loads(Path(arguments[0]).read_text(encoding="utf-8")))
    TARGET.write_text(json.dumps(made, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    for name, path in made.items():
        sys.stdout.write(f"{name}: {len(path)} characters\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
