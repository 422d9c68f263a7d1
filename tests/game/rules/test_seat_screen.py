"""The seat screen: every seat in a room, and one table at a time in a hall (SEAT-2)."""

import pytest

from game.rules import commands as c
from game.rules.screens import player_screen
from game.rules.seating.crowds import MOST_LISTED
from tests.game.rules import given
from tests.game.rules.test_moving import NoTexts


def seats(game, player):
    return player_screen(game.state, NoTexts(), player).part("task").data


def room(tables, **settings):
    game = given.lobby(*(0,) * tables, seats=5, **settings)
    game.when(c.Join("new"))
    return game


@pytest.mark.parametrize("tables", [1, MOST_LISTED])
def test_a_room_lists_every_seat(tables):
    shown = seats(room(tables), "new")
    assert [table.number for table in shown.tables] == list(range(1, tables + 1))
    assert not shown.is_hall


def test_a_hall_lists_the_own_table_alone():
    game = room(MOST_LISTED + 1)
    shown = seats(game, "new")
    assert (shown.is_hall, shown.tables, shown.may_find, shown.last) == (True, (), True, MOST_LISTED + 1)
    game.when(c.TakeSeat("new", 3))
    shown = seats(game, "new")
    assert [(table.number, len(table.seats)) for table in shown.tables] == [(3, 5)]
    assert (shown.mine, shown.may_find, shown.is_full) == ("P1", False, False)


def test_closing_tables_does_not_turn_a_hall_into_a_room():
    """SEAT-10: nobody's screen jumps while they read it."""
    game = room(MOST_LISTED + 1)
    game.when(c.CloseTable(1))
    assert seats(game, "new").is_hall


def test_who_sits_at_a_closed_table_of_a_hall_is_offered_another():
    """SEAT-10."""
    game = room(MOST_LISTED + 1)
    game.when(c.TakeSeat("new", 1))
    game.when(c.CloseTable(1))
    shown = seats(game, "new")
    assert (shown.lost, shown.mine, shown.tables, shown.may_find) == (True, "", (), True)


def test_a_full_hall_says_so():
    game = given.lobby(*(5,) * (MOST_LISTED + 1), seats=5)
    game.when(c.Join("new"))
    assert (seats(game, "new").may_find, seats(game, "new").is_full) == (False, True)


def test_where_roles_are_dealt_later_a_hall_shows_who_sits_at_the_own_table():
    """SEAT-2: names, no roles."""
    game = room(MOST_LISTED + 1, assignment="random")
    game.when(c.FindSeat("new"))
    (table,) = seats(game, "new").tables
    assert {seat.role for seat in table.seats} == {""}
    assert seats(game, "new").mine == str(table.number)
