"""Places on a map: none is lost, none hides another, and the same places make the same map."""

from itertools import combinations, pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from research.mapping.drawing import NARROW, SCALES, WIDE, Place, draw
from research.mapping.labels import LONGEST, Box, place_labels, short
from research.mapping.locator import locate
from research.mapping.projection import EUROPE, VIEWS, WORLD


def a_place(name, lat=None, lon=None, *, count=1, address="", country="Denmark"):
    return Place(name, country, lat, lon, address, count, f"{name.lower()}-dk")


@st.composite
def places(draw_one, most=40):
    """Places here and there: many in Europe, some of them at one spot, some nowhere."""
    near = st.tuples(st.floats(35, 70), st.floats(-20, 40))
    far = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
    crowd = st.tuples(st.sampled_from((52.1, 52.2, 52.35)), st.sampled_from((4.9, 5.0, 5.3)))
    at = draw_one(st.lists(st.one_of(near, far, crowd, st.just((None, None))), max_size=most))
    return [a_place(f"Place {number}", lat, lon) for number, (lat, lon) in enumerate(at)]


views = st.sampled_from(list(VIEWS.values()))
scales = st.sampled_from(SCALES)


@given(places(), views, scales)
def test_no_place_is_lost_and_none_is_shown_twice(some, view, scale):
    drawing = draw(some, view, scale)
    shown = [place for point in drawing.points for place in point.places]
    found = [*shown, *drawing.outside, *drawing.unplaced]
    assert sorted(place.key for place in found) == sorted(place.key for place in some)
    assert all(place.lat is None for place in drawing.unplaced)
    assert not any(view.shows(*view.project(place.lat, place.lon)) for place in drawing.outside)


@given(places(), views, scales)
def test_no_two_points_are_nearer_than_a_finger(some, view, scale):
    drawing = draw(some, view, scale)
    finger = 24 * view.width / scale.pixels
    for one, other in combinations(drawing.points, 2):
        assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 >= finger**2
    assert 2 * drawing.finger >= finger


@given(places(), views, scales)
def test_places_join_only_what_is_within_a_fingers_reach(some, view, scale):
    drawing = draw(some, view, scale)
    for point in drawing.points:
        positions = [tuple(map(round, view.project(place.lat, place.lon))) for place in point.places]
        assert (point.x, point.y) in positions, "a point stands where one of its places is"
        reach = 2 * drawing.finger
        assert all((x - point.x) ** 2 + (y - point.y) ** 2 < reach**2 for x, y in positions)


@given(places(), views, scales, st.randoms())
def test_order_of_the_places_does_not_matter(some, view, scale, random):
    mixed = random.sample(some, len(some))
    assert draw(mixed, view, scale) == draw(some, view, scale)


@given(places(), views, scales)
def test_points_stand_from_west_to_east(some, view, scale):
    points = draw(some, view, scale).points
    assert all(one.x <= other.x for one, other in pairwise(points))


@given(places(), views, scales)
def test_names_hide_nothing(some, view, scale):
    drawing = draw(some, view, scale)
    labels = [point.label.box for point in drawing.points if point.label]
    assert all(not one.meets(other) for one, other in combinations(labels, 2))
    for point in drawing.points:
        around = Box.around(point.x, point.y, drawing.finger)
        others = [other.label.box for other in drawing.points if other.label and other is not point]
        assert not any(around.meets(box) for box in others)
    frame = Box(0, 0, view.width, view.height)
    assert all(frame.holds(box) for box in labels)
    assert all(len(point.places) == 1 for point in drawing.points if point.label)


def test_neighbours_become_one_point_on_a_small_screen_only():
    towns = [a_place("Wigan", 53.55, -2.63, count=2), a_place("London", 51.6, 0), a_place("Rome", 41.9, 12.5)]
    (uk, rome), wide = draw(towns, EUROPE, NARROW).points, draw(towns, EUROPE, WIDE).points
    assert [place.name for place in uk.places] == ["London", "Wigan"]
    assert (uk.count, uk.address, uk.label) == (3, "", None)
    assert (rome.count, rome.label.text, rome.key) == (1, "Rome", "rome-dk")
    assert [point.places[0].name for point in wide] == ["Wigan", "London", "Rome"]


def test_point_stands_where_most_places_are():
    """Three around Oslo, and Arendal within reach: the point is not in Arendal, though that lies in the west."""
    towns = [
        a_place("Arendal", 58.46, 8.77),
        a_place("Asker", 59.83, 10.43),
        a_place("Oslo", 59.91, 10.77),
        a_place("Moss", 59.44, 10.66),
    ]
    (point,) = draw(towns, EUROPE, WIDE).points
    assert len(point.places) == 4 and point.key != "arendal-dk"


def test_only_place_of_a_point_gives_its_address():
    place = a_place("Ghent", 51.05, 3.72, address="/somewhere/")
    (point,) = draw([place], EUROPE).points
    assert point.address == "/somewhere/"
    assert point.keys == {"ghent-dk"}


def test_empty_map_has_its_land():
    drawing = draw([], WORLD)
    assert drawing.points == drawing.outside == drawing.unplaced == ()
    assert drawing.land.startswith("M")
    assert drawing.view_box == f"0 0 {WORLD.width} {WORLD.height}"


def test_one_of_two_coordinates_is_no_position():
    half = a_place("Half", 52.0, None)
    assert draw([half], EUROPE).unplaced == (half,)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Svelvik (now part of Drammen)", "Svelvik"),
        ("Copenhagen, Østerbro", "Copenhagen"),
        ("Oslo", "Oslo"),
        (" , odd", ", odd"),
        ("", ""),
    ],
)
def test_label_is_short(name, label):
    assert short(name) == label


def test_long_label_is_cut_and_says_so():
    assert short("L" * 60) == "L" * (LONGEST - 1) + "…"


def test_name_goes_to_the_left_where_there_is_no_room_on_the_right():
    frame, letter = Box(0, 0, 250, 100), 20
    right, left, none = (
        next(place_labels([name], [Box.around(x, 50, 20)], frame, letter))
        for name, x in (("Rome", 50), ("Rome", 230), ("Long and longer still", 230))
    )
    assert (right.anchor, left.anchor, none) == ("start", "end", None)
    assert right.x > 50 and left.x < 230


def test_name_goes_above_or_below_where_both_sides_are_taken():
    points = [Box.around(x, y, 20) for x, y in ((200, 50), (250, 50), (150, 50))]
    label = next(place_labels(["Rome", "", ""], points, Box(0, 0, 400, 100), 20))
    assert label.anchor == "middle" and label.x == 200


@given(places(), st.data())
def test_locator_shows_every_place_that_is_on_its_map(some, data):
    placed = [place for place in some if place.is_placed and draw([place], WORLD).points]
    assume(placed)
    own = data.draw(st.sampled_from(placed))
    locator = locate(own, some)
    view = EUROPE if draw([own], EUROPE).points else WORLD
    shown = draw(some, view)
    positions = {
        tuple(map(round, view.project(place.lat, place.lon)))
        for point in shown.points
        for place in point.places
    }
    assert locator.view is view
    assert {locator.here, *locator.dots} == positions
    assert locator.here not in locator.dots
    assert (locator.total, locator.outside) == (len(some), len(shown.outside))
    assert (locator.anchor == "end") == (locator.label_at[0] < locator.here[0])
