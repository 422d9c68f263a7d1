"""From degrees to units: areas stay comparable, north is up, and nothing far away breaks it."""

from math import cos, pi, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.mapping.projection import EUROPE, VIEWS, WORLD, azimuthal, equal_earth

STEP = 1e-5


def stretch(plane, lat, lon):
    """The area on the plane of a small square of angles: the determinant of the derivatives."""
    right = [
        (b - a) / (2 * STEP) for a, b in zip(plane(lat, lon - STEP), plane(lat, lon + STEP), strict=True)
    ]
    up = [(b - a) / (2 * STEP) for a, b in zip(plane(lat - STEP, lon), plane(lat + STEP, lon), strict=True)]
    return right[0] * up[1] - right[1] * up[0]


@given(lat=st.floats(-85, 85), lon=st.floats(-179, 179))
def test_equal_earth_keeps_areas(lat, lon):
    """A square of one degree has the area cos(latitude) on a globe, and so it has on the map."""
    lat, lon = radians(lat), radians(lon)
    assert stretch(equal_earth, lat, lon) == pytest.approx(cos(lat), rel=1e-4)


@given(lat=st.floats(20, 80), lon=st.floats(-60, 60))
def test_europe_keeps_areas(lat, lon):
    lat, lon = radians(lat), radians(lon)
    assert stretch(azimuthal, lat, lon) == pytest.approx(cos(lat), rel=1e-4)


def test_equal_earth_has_the_published_shape():
    """It is 2.05458 times as wide as high."""
    wide, high = equal_earth(0, pi)[0], equal_earth(pi / 2, 0)[1]
    assert wide / high == pytest.approx(2.05458, abs=1e-4)


def test_europe_is_centred_on_52_north_10_east():
    assert azimuthal(radians(52), 0) == pytest.approx((0, 0))
    x, y = EUROPE.project(52, 10)
    assert (x, y) == pytest.approx((-EUROPE.west * EUROPE.scale, EUROPE.north * EUROPE.scale))
    right, below = EUROPE.project(52, 11), EUROPE.project(51, 10)
    assert right[0] > x and right[1] == pytest.approx(y, abs=0.5)
    assert below[1] > y and below[0] == pytest.approx(x)


@pytest.mark.parametrize(
    ("town", "lat", "lon"),
    [
        ("Reykjavik", 64.15, -21.94),
        ("Lisbon", 38.72, -9.14),
        ("Hammerfest", 70.66, 23.68),
        ("Nicosia", 35.17, 33.36),
        ("Valletta", 35.9, 14.51),
        ("Kyiv", 50.45, 30.52),
        ("Tbilisi", 41.72, 44.78),
    ],
)
def test_towns_of_europe_are_on_both_maps(town, lat, lon):
    for view in VIEWS.values():
        assert view.shows(*view.project(lat, lon)), (town, view.name)


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        (-30.03, -51.23),
        (25.03, 121.57),
        (-41.29, 174.78),
        (21.31, -157.86),
        (-54.8, -68.3),
        (-13.83, -171.77),
        (78.22, 15.63),
    ],
)
def test_towns_elsewhere_are_on_the_map_of_the_world_only(lat, lon):
    assert WORLD.shows(*WORLD.project(lat, lon))
    assert not EUROPE.shows(*EUROPE.project(lat, lon))


@given(lat=st.floats(-90, 90), lon=st.floats(-180, 180))
def test_every_point_of_the_globe_has_a_finite_position(lat, lon):
    for view in VIEWS.values():
        assert all(abs(value) < 1e6 for value in view.project(lat, lon))
    assert all(abs(value) < 1e6 for value in EUROPE.project(-52, -170)), "opposite to the centre"


def test_world_is_cut_in_the_bering_strait():
    """Russia ends on the right, Alaska begins on the left."""
    assert WORLD.project(66, -170)[0] > WORLD.width * 0.8
    assert WORLD.project(66, -168)[0] < WORLD.width * 0.2


def test_what_is_too_near_to_the_edge_is_not_shown():
    for view in VIEWS.values():
        edge = view.margin
        assert view.shows(edge, edge) and view.shows(view.width - edge, view.height - edge)
        for x, y in (
            (edge - 1, edge),
            (edge, edge - 1),
            (view.width - edge + 1, 50),
            (50, view.height - edge + 1),
        ):
            assert not view.shows(x, y)
