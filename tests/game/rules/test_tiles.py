"""The desk at a glance: what a tile says of its table, and what can be done with one (TIME-1, TIME-3, SEAT-4)."""

import pytest

from game.rules import commands as c
from game.rules.screens import Viewer, screen_for
from game.rules.screens.tiles import tile
from tests.game.rules import given
from tests.game.rules.test_phases import NoTexts


def shown(game, number=1):
    return tile(game.state, NoTexts, game.table(number), game.now)


@pytest.mark.parametrize(("percent", "mood"), [(149, "calm"), (150, "amber"), (199, "amber"), (200, "red")])
def test_a_tile_turns_amber_at_one_and_a_half_times_the_planned_time_and_red_at_twice(percent, mood):
    """TIME-1."""
    game = given.at("choice")
    game.later(game.step().planned * percent // 100)
    assert shown(game).mood == mood


@pytest.mark.parametrize(("percent", "tables"), [(149, 0), (150, 1), (200, 1)])
def test_the_desk_counts_the_tables_that_need_a_look(percent, tables):
    """TIME-1: the amber ones and the red ones."""
    game = given.at("choice")
    game.later(game.step().planned * percent // 100)
    head = screen_for(Viewer("facilitator"), game.state, NoTexts(), game.now).part("head").data
    assert head.look == tables


@pytest.mark.parametrize(
    "step", ["situation", "choice", "reveal", "talk", "vote", "runoff", "consequence", "reflect"]
)
def test_a_tile_has_a_peg_for_each_seat_that_is_asked(step):
    """STEP-2: in reveal and talk nobody is asked."""
    game = given.at(
        step, votes={} if step == "runoff" else dict.fromkeys(("P1", "P3", "M1", "M3", "M4"), "A")
    )
    assert shown(game).asks is (step not in ("reveal", "talk"))
    assert shown(game).pegs == (0,) * shown(game).asked


def test_a_peg_is_put_in_when_a_seat_has_answered():
    """STEP-2."""
    game = given.at("choice")
    game.does("M1", c.Choose, option="A")
    assert shown(game).pegs == (1, 0, 0, 0, 0)


def test_a_pause_is_on_every_tile_and_stops_its_colours():
    """TIME-3."""
    game = given.at("choice")
    assert not shown(game).paused
    game.when(c.Pause())
    game.later(game.step().planned * 3)
    assert (shown(game).paused, shown(game).mood) == (True, "calm")


def test_the_desk_counts_the_tables_that_play():
    """SEAT-10: not those at which nobody sits, nor those that are closed; in the lobby all that are open."""
    game = given.lobby(3, 2, 0)

    def tables():
        return screen_for(Viewer("facilitator"), game.state, NoTexts(), game.now).part("head").data.tables

    assert tables() == 3
    game.lead("playing")
    assert tables() == 2
    game.when(c.CloseTable(2))
    assert tables() == 1
