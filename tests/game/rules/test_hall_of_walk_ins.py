"""Three hundred walk-ins and sixty tables, in any order: ROOM-1, SEAT-1."""

from collections import Counter

import pytest
from hypothesis import given as where
from hypothesis import settings
from hypothesis import strategies as st

from game.rules import Refused, refused
from game.rules import commands as c
from game.rules.events import SeatTaken
from game.rules.state import FILLING_ORDER, family
from tests.game.rules import given

HALL = settings(max_examples=12, deadline=None)


def hall(tables, seats=5, **chosen):
    return given.lobby(*(0,) * tables, seats=seats, **chosen)


def sizes(game):
    """How many sit at each table."""
    return [len(table.taken()) for table in game.state.tables.values()]


def everybody_sits_once(game):
    """No seat is held twice, nobody holds two, and players and tables tell the same."""
    held = [
        (name, table.number, role)
        for table in game.state.tables.values()
        for role, name in table.seats.items()
        if name
    ]
    assert len({name for name, _table, _role in held}) == len(held)
    sitting = {(p.id, p.table, p.role) for p in game.state.players.values() if p.role}
    assert sitting == set(held)
    for table in game.state.tables.values():
        assert set(table.seats) == set(FILLING_ORDER[: game.state.settings.seats])


def nobody_is_alone_for_long(game):
    """One table at most waits for its second or third."""
    assert sum(1 for size in sizes(game) if 0 < size < 3) <= 1


def test_three_hundred_who_press_at_once_fill_sixty_tables_of_five():
    game = hall(60)
    for number in range(300):
        game.when(c.Join(f"x{number}"))
    for number in range(300):
        game.when(c.FindSeat(f"x{number}"))
    assert sizes(game) == [5] * 60
    everybody_sits_once(game)
    game.when(c.Join("late"))
    given.refused(game, c.FindSeat("late"), refused.NO_TABLE_HAS_ROOM)


@pytest.mark.parametrize(
    ("people", "expected"),
    [(1, {1: 1}), (4, {4: 1}), (7, {3: 1, 4: 1}), (70, {3: 22, 4: 1}), (200, {3: 40, 4: 20})],
)
def test_fewer_than_expected_make_tables_of_three_and_more(people, expected):
    """SEAT-1: nobody has to ask whether a table of one or two may begin."""
    game = hall(60)
    for number in range(people):
        game.when(c.Join(f"x{number}"))
    for number in range(people):
        game.when(c.FindSeat(f"x{number}"))
    assert sum(size * many for size, many in expected.items()) == people
    assert Counter(size for size in sizes(game) if size) == expected


@pytest.mark.parametrize(
    ("people", "expected"),
    [(2, [2]), (5, [5]), (6, [5, 1]), (9, [5, 4]), (15, [5, 5, 5]), (17, [6, 6, 5]), (24, [8, 8, 8])],
)
def test_those_who_come_one_by_one_make_fives_and_then_the_smallest_grows(people, expected):
    """ROOM-1: however slowly they come, tables play well, and all of the hall are used alike."""
    game = hall(3, 8)
    for number in range(people):
        game.when(c.Join(f"x{number}"))
        game.when(c.FindSeat(f"x{number}"))
    assert [size for size in sizes(game) if size] == expected


@HALL
@where(st.integers(2, 60), st.integers(3, 8), st.integers(1, 300), st.randoms(use_true_random=False))
def test_any_number_in_any_order_is_seated_once_and_not_alone(tables, seats, people, order):
    """Joining and pressing in any order, as long as everybody presses who has joined."""
    game, people = hall(tables, seats), min(people, tables * seats)
    deeds = [f"x{number}" for number in range(people) for _deed in ("joins", "presses")]
    order.shuffle(deeds)
    for name in deeds:
        game.when(c.FindSeat(name) if name in game.state.players else c.Join(name))
    everybody_sits_once(game)
    assert sum(sizes(game)) == people
    nobody_is_alone_for_long(game)


@HALL
@where(
    st.lists(
        st.tuples(st.sampled_from(["joins", "presses", "presses", "leaves", "calls"]), st.integers(0, 60)),
        max_size=300,
    )
)
def test_nothing_that_people_do_seats_anybody_twice(deeds):
    """With drop-outs, with people who call a table, and with double taps."""
    game = hall(12, 3)
    for what, number in deeds:
        name = f"x{number}"
        command = {
            "joins": c.Join(name),
            "presses": c.FindSeat(name),
            "leaves": c.RemovePlayer(name),
            "calls": c.TakeSeat(name, number % 12 + 1),
        }[what]
        try:
            game.when(command)
        except Refused:
            continue
    everybody_sits_once(game)
    assert not any(p.role for p in game.state.players.values() if p.removed)


def test_a_seat_that_somebody_left_is_found_by_the_next():
    """SEAT-7, and who is left alone is joined first."""
    game = hall(8, 3)
    for number in range(9):
        game.when(c.Join(f"x{number}"))
    for number in range(9):
        game.when(c.FindSeat(f"x{number}"))
    assert sizes(game)[:3] == [3, 3, 3]
    for number in (3, 4):
        game.when(c.RemovePlayer(f"x{number}"))
    for name in "abcd":
        game.when(c.Join(name))
    assert [given.only(game.when(c.FindSeat(name)), SeatTaken).table for name in "ab"] == [2, 2]


def test_families_are_balanced_where_people_said_what_they_are():
    """ROOM-1, SEAT-2: thirty elected and thirty employed, over twelve tables."""
    game = hall(12, assignment="own")
    for number in range(60):
        game.when(c.Join(f"x{number}"))
        game.when(c.SayCalling(f"x{number}", "elected" if number < 30 else "employed"))
    for number in range(60):
        game.when(c.FindSeat(f"x{number}"))
    elected = Counter(p.table for p in game.state.players.values() if p.calling == "elected")
    assert set(elected.values()) <= {2, 3}
    game.lead("briefing")
    for player in game.state.players.values():
        wanted = "P" if player.calling == "elected" else "M"
        assert player.role is not None
        if family(player.role) != wanted:
            assert elected[player.table] != len([r for r in FILLING_ORDER[:5] if family(r) == "P"])
