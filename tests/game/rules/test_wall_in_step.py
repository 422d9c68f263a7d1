"""The wall tells no question of a round before a table has come to it (PHASE-3: rounds open while others still play)."""

import pytest

from game.rules import commands as c
from game.rules.screens import projector_screen
from tests.game.rules import given
from tests.game.rules.test_devices import Texts
from tests.game.rules.test_room import playing


def wall(game):
    return projector_screen(game.state, Texts).part("wall").data


@pytest.mark.parametrize("step", ["choice", "talk", "vote", "reflect"])
def test_the_wall_shows_the_round_in_which_most_tables_are(step):
    """The first table waits for round 2, which is open; the two others still talk about round 1."""
    game = playing(7, 3, 3, 3)
    for table in (2, 3):
        game.reach(step, table=table)
    game.decide("A")
    game.when(c.OpenRound(2))
    assert (game.step(1).name, game.table(1).round) == ("situation", 2)
    assert (wall(game).step, wall(game).round) == (step, 1)
    assert wall(game).dilemma == game.state.plan[0]


def test_where_as_many_tables_are_in_either_round_the_wall_shows_the_earlier_one():
    game = playing(7, 3, 3)
    game.decide("A").reach("talk")
    game.reach("talk", table=2)
    assert (wall(game).step, wall(game).round) == ("talk", 1)


def test_once_all_tables_are_in_the_open_round_the_wall_shows_it():
    game = playing(7, 3, 3)
    game.decide("A")
    game.decide("A", table=2)
    game.reach("talk").reach("talk", table=2)
    assert (wall(game).step, wall(game).round, wall(game).dilemma) == ("talk", 2, game.state.plan[1])


def test_at_the_gate_the_wall_still_shows_the_round_that_is_over():
    game = playing(7, 3, 3)
    game.decide("A").decide("A", table=2)
    assert (wall(game).step, wall(game).round) == ("gate", 1)


def test_before_the_first_round_the_wall_shows_none():
    assert (wall(given.playing(3)).round, wall(given.playing(3)).dilemma) == (0, "")
