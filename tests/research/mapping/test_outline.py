"""The outlines: TopoJSON is read, cut and thinned as it should be, and what was made of it fits the places."""

import json
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.mapping import outline
from research.mapping.land import FILE, outlines
from research.mapping.projection import EUROPE, WORLD
from research.mapping.shaping import area, clipped, path_of, simplified
from research.mapping.topology import rings_of, unwound

#: Two squares that share a side: arc 0 is shared, 1 and 2 are the rest of each. Ten steps are one degree.
TWO_SQUARES = {
    "transform": {"scale": [0.1, 0.1], "translate": [5, 50]},
    "arcs": [
        [[10, 0], [0, 10]],
        [[10, 10], [-10, 0], [0, -10], [10, 0]],
        [[10, 10], [10, 0], [0, -10], [-10, 0]],
    ],
    "objects": {
        "land": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]]},
                {"type": "MultiPolygon", "arcs": [[[2, 0]], [[~0, ~2]]]},
            ],
        }
    },
}
SQUARE = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
numbers = st.integers(-30, 30).map(float)
some_rings = st.lists(st.tuples(numbers, numbers), min_size=3, max_size=12, unique=True)


def drawn(path):
    """The rings of a path, each as its corners."""
    for text in re.findall(r"M([^z]*)z", path):
        start, steps = text.split("l")
        x, y = map(int, start.split())
        ring = [(x, y)]
        step = [int(number) for number in re.findall(r"-?\d+", steps)]
        for right, down in zip(step[::2], step[1::2], strict=True):
            x, y = x + right, y + down
            ring.append((x, y))
        yield ring


def is_inside(x, y, rings):
    """Is a point inside an odd number of rings? That is how the map is filled."""
    crossings = 0
    for ring in rings:
        for (a, b), (c, d) in pairwise([*ring, ring[0]]):
            if (b > y) != (d > y) and x < a + (y - b) / (d - b) * (c - a):
                crossings += 1
    return crossings % 2 == 1


def test_arcs_become_rings_forwards_and_backwards():
    rings = [[(round(x, 9), round(y, 9)) for x, y in ring] for ring in rings_of(TWO_SQUARES, "land")]
    assert rings == [
        [(6, 50), (6, 51), (5, 51), (5, 50)],
        [(6, 51), (7, 51), (7, 50), (6, 50)],
        [(6, 51), (6, 50), (7, 50), (7, 51)],
    ]


def test_object_that_is_not_there_is_named():
    with pytest.raises(KeyError, match="sea"):
        list(rings_of(TWO_SQUARES, "sea"))


def test_ring_over_the_date_line_goes_on():
    ring = [(178.0, 0.0), (-179.0, 0.0), (-179.0, 5.0), (178.0, 5.0)]
    assert unwound(ring) == [(178, 0), (181, 0), (181, 5), (178, 5)]


@given(some_rings)
def test_what_is_cut_lies_in_the_box(ring):
    inside = clipped(ring, (-10, -10, 10, 10))
    assert all(-10 <= x <= 10 and -10 <= y <= 10 for x, y in inside)
    assert clipped(ring, (-30, -30, 30, 30))[-1:] == ring[-1:], "a ring that is inside is not changed"


def test_ring_around_the_box_fills_it():
    assert area(clipped([(-50, -50), (50, -50), (50, 50), (-50, 50)], (0, 0, 8, 9))) == 72
    assert clipped([(20, 20), (30, 20), (30, 30)], (0, 0, 8, 9)) == []


@given(some_rings, st.floats(0, 50))
def test_thinned_ring_keeps_corners_in_their_order_and_none_too_small(ring, least):
    kept = simplified(ring, least)
    places = [ring.index(point) for point in kept]
    assert places == sorted(places)
    assert len(kept) == 0 or len(kept) > 2
    triangles = [area([kept[i - 2], kept[i - 1], kept[i]]) for i in range(len(kept))]
    assert len(kept) < 4 or all(size >= least for size in triangles)
    assert simplified(ring, 0) == ring


def test_small_corners_go_and_small_islands_too():
    bump = [(0.0, 0.0), (5.0, 0.1), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
    assert simplified(bump, 1) == SQUARE
    assert simplified(SQUARE, 60) == []
    assert path_of([SQUARE], 100) == "M0 0l10 0 0 10-10 0z"
    assert path_of([SQUARE], 101) == ""


@given(st.lists(some_rings, max_size=5))
def test_path_says_what_the_rings_were(rings):
    path = path_of(rings, 1)
    assert re.fullmatch(r"[Mlz0-9 -]*", path)
    expected = sorted(ring for ring in rings if area(ring) >= 1)
    assert list(drawn(path)) == [[(int(x), int(y)) for x, y in ring] for ring in expected]


def test_island_on_the_cut_is_drawn_on_both_sides_of_the_world():
    island = [(-172.0, 10.0), (-166.0, 10.0), (-166.0, 16.0), (-172.0, 16.0)]
    rings = list(drawn(outline.outline(outline.EDITIONS[2], [island])))
    assert len(rings) == 2
    left, right = sorted(rings, key=min)
    assert max(x for x, _y in left) < 60 and min(x for x, _y in right) > WORLD.width - 60


def test_file_is_made_from_a_topology(tmp_path, monkeypatch, capsys):
    source, target = tmp_path / "countries.json", tmp_path / "land.json"
    source.write_text(json.dumps(TWO_SQUARES))
    monkeypatch.setattr(outline, "TARGET", target)
    assert outline.main([str(source)]) == 0
    first = target.read_bytes()
    assert outline.main([str(source)]) == 0
    assert target.read_bytes() == first
    made = json.loads(first)
    assert set(made) == {edition.name for edition in outline.EDITIONS}
    (*_others, west) = sorted(drawn(made["europe"]), key=lambda ring: -min(x for x, _y in ring))
    assert min(west)[0] == round(min(EUROPE.project(lat, 5)[0] for lat in (50, 51)))
    assert "europe: " in capsys.readouterr().out


def test_file_must_be_named(capsys):
    assert outline.main([]) == 2
    assert "countries-50m.json" in capsys.readouterr().err


def test_shipped_outlines_are_light_and_nothing_but_paths():
    size = {name: len(path.encode()) for name, path in outlines().items()}
    assert set(size) == {edition.name for edition in outline.EDITIONS}
    assert 10_000 < size["europe"] <= 35_000
    assert 5_000 < size["world"] <= 25_000
    assert size["europe_small"] <= 8_000
    assert all(re.fullmatch(r"[Mlz0-9 -]+", path) for path in outlines().values())
    for name in ("README.md", "NOTICE.md"):
        assert "world-atlas" in FILE.with_name(name).read_text()


LAND = [
    (40.42, -3.7),
    (48.86, 2.35),
    (52.52, 13.4),
    (46.06, 14.51),
    (64.8, -18.5),
    (61, 9),
    (53.4, -7.5),
    (39, 35),
]
SEA = [(56, 3), (45, -5), (43, 35), (58.5, 20), (40, 12), (66, 0), (35, 18), (62.5, 19.8)]
FAR_LAND = [(-15, -52), (23.8, 121), (-25, 135), (40, -100), (0, 22), (66, -172), (65, -155), (55, 37)]
FAR_SEA = [(0, -30), (-20, 80), (30, -150), (20, 150), (-45, 20), (42, 51)]


@pytest.mark.parametrize("edition", outline.EDITIONS, ids=lambda edition: edition.name)
def test_towns_lie_on_land_and_ships_at_sea(edition):
    """The coasts were projected beforehand, the places are projected now: they fit."""
    rings = list(drawn(outlines()[edition.name]))
    is_world = edition.view is WORLD
    for places, is_land in (
        (LAND, True),
        (SEA[:6], False),
        (FAR_LAND if is_world else [], True),
        (FAR_SEA if is_world else SEA, False),
    ):
        for lat, lon in places:
            assert is_inside(*edition.view.project(lat, lon), rings) == is_land, (lat, lon)
