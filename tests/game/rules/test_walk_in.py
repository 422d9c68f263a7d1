"""Automatic seating: ROOM-1."""

import pytest

from game.rules import commands as c
from game.rules import refused
from game.rules.events import SeatTaken, TableChosen
from game.rules.hall.walk_in import may_find
from tests.game.rules import given
from tests.game.rules.given import names, only


def walk_in(game, player="new"):
    game.when(c.Join(player))
    return game.when(c.FindSeat(player))


def test_a_walk_in_sits_down_at_the_smallest_table():
    """ROOM-1: of equals, the first; at the first free seat in the filling order."""
    game = given.lobby(3, 1, 1)
    assert walk_in(game) == [SeatTaken(table=2, player="new", role="M1")]
    assert only(walk_in(game, "newer"), SeatTaken).table == 3
    assert game.when(c.FindSeat("new")) == []


def test_a_full_or_closed_table_is_passed_over():
    """ROOM-1, SEAT-10."""
    game = given.lobby(3, 0, 3, seats=3)
    game.when(c.CloseTable(2))
    given_full = game.state
    game.when(c.Join("new"))
    assert not may_find(given_full, game.state.players["new"])
    given.refused(game, c.FindSeat("new"), refused.NO_TABLE_HAS_ROOM)
    game.when(c.ReopenTable(2))
    assert only(game.when(c.FindSeat("new")), SeatTaken).table == 2


def test_in_briefing_a_walk_in_sits_at_once():
    """ROOM-1, SEAT-4: with the next code."""
    game = given.lobby(4, 3).lead("briefing")
    assert walk_in(game) == [SeatTaken(table=2, player="new", role="P3")]


def test_in_play_a_walk_in_watches_a_table_that_plays():
    """ROOM-1, SEAT-4: rather than sitting alone at an empty one."""
    game = given.playing(4, 0, 3)
    game.when(c.OpenRound(1))
    assert walk_in(game) == [TableChosen(table=3, player="new")]
    assert game.when(c.FindSeat("new")) == []
    assert walk_in(game, "newer") == [TableChosen(table=1, player="newer")]


def test_who_watches_counts_as_one_more():
    """ROOM-1: the second walk-in goes elsewhere."""
    game = given.playing(3, 3)
    game.when(c.OpenRound(1))
    assert [only(walk_in(game, f"x{n}"), TableChosen).table for n in range(4)] == [1, 2, 1, 2]


def test_bots_count_for_nobody_and_their_seats_are_free():
    """ROOM-1, BOT-2."""
    game = given.lobby(2, 1, seats=3, bots=True).lead("briefing")
    assert only(walk_in(game), SeatTaken).table == 2


def test_people_of_a_closed_table_are_found_another():
    """ROOM-1, SEAT-10."""
    game = given.lobby(2, 2)
    game.when(c.CloseTable(1))
    assert may_find(game.state, game.state.players["P1"])
    assert names(game.when(c.FindSeat("P1"))) == ["SeatTaken"]
    assert game.state.players["P1"].table == 2


@pytest.mark.parametrize("phase", ["results", "debrief", "plan"])
def test_after_play_no_seat_is_found(phase):
    """ROOM-1, SEAT-4: who comes then chooses whom to watch."""
    game = given.playing(3)
    game.lead(phase)
    game.when(c.Join("new"))
    given.refused(game, c.FindSeat("new"), refused.NOT_NOW)
    assert not may_find(game.state, game.state.players["new"])
