"""Whom news reaches: as few as is honest, and nobody too few."""

import pytest

from game.rules import EVERYBODY, touched
from game.rules import commands as c
from game.rules.screens import Viewer, player_screen, sees
from game.rules.seating.crowds import MOST_LISTED
from game.rules.touched import STANDING
from tests.game.rules import given
from tests.game.rules.given import MINUTE
from tests.game.rules.test_moving import NoTexts

FEW, MANY = (1, *(0,) * (MOST_LISTED - 1)), (1, *(0,) * MOST_LISTED)
SIZES = pytest.mark.parametrize("sizes", [FEW, MANY], ids=["a room", "a hall"])


def news(game, command):
    """Which tables a command touches."""
    before = game.state
    return touched(before, game.when(command))


def readers(game, tables):
    """Which players look again, by their ids."""
    reached = None if EVERYBODY in tables else set(tables)
    return {name for name in game.state.players if sees(Viewer("player", name), game.state, reached)}


@SIZES
def test_who_joins_calls_nobody_but_the_desk_and_the_wall(sizes):
    game = given.lobby(*sizes)
    game.when(c.Join("stands"))
    assert news(game, c.Join("new")) == frozenset()
    for kind in ("facilitator", "projector"):
        assert sees(Viewer(kind), game.state, set())
    assert readers(game, set()) == set()


def test_who_sits_down_in_a_hall_calls_that_table_alone():
    game = given.lobby(*MANY)
    for name in ("stands", "new"):
        game.when(c.Join(name))
    assert readers(game, news(game, c.FindSeat("new"))) == {"P1", "new"}


def test_who_sits_down_in_a_room_calls_all_who_still_choose():
    """There the free seats are on their screens."""
    game = given.lobby(*FEW)
    for name in ("stands", "new"):
        game.when(c.Join(name))
    tables = news(game, c.TakeSeat("new", 2))
    assert tables == {2, STANDING}
    assert readers(game, tables) == {"stands", "new"}


@SIZES
def test_who_goes_to_another_table_calls_both(sizes):
    """SEAT-2: those who are left see that the seat is free."""
    game = given.lobby(*sizes)
    for name in ("M1", "stands"):
        game.when(c.Join(name))
    game.when(c.TakeSeat("M1", 1))
    assert news(game, c.TakeSeat("M1", 2)) >= {1, 2}


@SIZES
@pytest.mark.parametrize(
    ("before", "command"),
    [((), c.RemovePlayer("new")), ((c.RemovePlayer("new"),), c.Readmit("new")), ((), c.Rename("new"))],
)
def test_who_stands_hears_what_is_done_to_them(sizes, before, command):
    """SEAT-7."""
    game = given.lobby(*sizes)
    game.when(c.Join("new"))
    for earlier in before:
        game.when(earlier)
    assert "new" in readers(game, news(game, command))


def test_who_is_readmitted_from_a_table_hears_it():
    """SEAT-7: by then they have no table."""
    game = given.lobby(*MANY)
    game.when(c.RemovePlayer("P1"))
    assert "P1" in readers(game, news(game, c.Readmit("P1")))


def test_a_phone_that_sleeps_or_says_a_calling_wakes_nobody():
    """SEAT-2, SEAT-5: both are the desk's alone."""
    game = given.lobby(*MANY, assignment="own")
    game.when(c.Join("new"))
    game.later(10 * MINUTE)
    for command in (c.SayCalling("new", "elected"), c.NoteAway("new"), c.NoteBack("new")):
        assert news(game, command) == frozenset()


def test_news_of_the_whole_workshop_is_everybodys():
    game = given.lobby(*MANY)
    game.when(c.Join("new"))
    assert news(game, c.AdvancePhase("lobby", confirmed=True)) >= {EVERYBODY}
    assert readers(game, {EVERYBODY}) == {"P1", "new"}


@pytest.mark.parametrize("tables", [MOST_LISTED + 1, 60, 100])
def test_whoever_stands_in_a_hall_reads_the_same_whoever_sits_down(tables):
    """Nothing of it changes while there is room, so that nothing has to be sent."""
    game = given.lobby(*(0,) * tables, seats=5)
    for number in range(tables * 5):
        game.when(c.Join(f"x{number}"))
    shown = {player_screen(game.state, NoTexts(), f"x{number}") for number in range(tables * 5)}
    assert len(shown) == 1
    for number in range(tables * 5 - 1):
        game.when(c.FindSeat(f"x{number}"))
    assert {player_screen(game.state, NoTexts(), f"x{tables * 5 - 1}")} == shown
