"""Slow play: the same machine with dates (SLOW-1)."""

from dataclasses import replace

import pytest

from game.rules import PRESENCE, Settings, due, refused, replay
from game.rules import commands as c
from game.rules.events import DecisionMade, RoundOpened
from game.rules.screens import player_screen
from game.rules.state import State
from tests.game.rules import given
from tests.game.rules.given import Game
from tests.game.rules.test_devices import Texts

HOUR = 60 * 60 * 1000
DAY = 24 * HOUR
FIRST = 10 * DAY
WEEK = 7 * DAY
FIVE = ("P1", "P3", "M1", "M3", "M4")


def dates(rounds=3, first=FIRST, choose=3, talk=2, vote=1, every=7):
    rows = []
    for number in range(rounds):
        opens = first + number * every * DAY
        rows.append(
            (opens, opens + choose * DAY, opens + (choose + talk) * DAY, opens + (choose + talk + vote) * DAY)
        )
    return tuple(rows)


def begun(people=FIVE, **settings):
    """A slow workshop whose doors are open, with these people at its table."""
    game = Game(given.scripted("all", "all", "all"))
    chosen = {
        "seats": 8,
        "format": "75",
        "timers": "off",
        "mode": "slow",
        "dates": dates(),
        "finale": FIRST + 3 * WEEK,
    }
    game.when(c.OpenDoors("hash", "key", tables=1, rounds=3, settings=Settings(**{**chosen, **settings})))
    for player in people:
        game.when(c.Join(player))
        game.when(c.TakeSeat(player, 1, player))
    return game


def at_step(game):
    return game.step().name if game.state.phase == "playing" and game.table().step else game.state.phase


def to(game, when):
    """Let the clock run until a moment."""
    game.clock(when - game.now)
    return game


def test_dates_lead_from_the_doors_to_the_finale():
    """Round by round: opened, choices closed, talk closed, votes closed, though nobody does anything."""
    game = begun()
    found = []
    for hours in range(0, 40 * 24, 6):
        to(game, hours * HOUR)
        if not found or found[-1][1] != (at_step(game), game.table().round):
            found.append((game.now // DAY, (at_step(game), game.table().round)))
    assert found == [
        (0, ("welcome", 0)),
        (9, ("briefing", 0)),
        (10, ("choice", 1)), (13, ("talk", 1)), (15, ("vote", 1)), (16, ("runoff", 1)), (17, ("consequence", 1)), (18, ("choice", 2)),
        (20, ("talk", 2)), (22, ("vote", 2)), (23, ("runoff", 2)), (24, ("consequence", 2)), (25, ("choice", 3)),
        (27, ("talk", 3)), (29, ("vote", 3)), (30, ("runoff", 3)), (31, ("consequence", 3)), (32, ("done", 3)),
    ]  # fmt: skip


def test_a_step_closes_when_all_have_answered():
    game = to(begun(), FIRST)
    game.all_do(c.Choose, *FIVE, option="A")
    game.clock(5 * given.SECOND)
    assert game.step().name == "talk"


def test_a_step_closes_at_its_date_whoever_has_answered():
    """Missing votes abstain."""
    game = to(begun(), FIRST)
    game.does("P1", c.Choose, option="A")
    to(game, FIRST + 3 * DAY - 1)
    assert game.step().name == "choice"
    to(game, FIRST + 3 * DAY)
    assert game.step().name == "talk"
    to(game, FIRST + 5 * DAY)
    game.does("P1", c.CastVote, option="A")
    to(game, FIRST + 6 * DAY)
    made = next(event for _at, event in game.lines if isinstance(event, DecisionMade))
    assert (made.option, made.voters) == ("A", 1)


def test_the_consequence_comes_at_once_and_stays_until_the_next_round():
    game = to(begun(), FIRST + 5 * DAY)
    game.all_do(c.CastVote, *FIVE, option="C")
    game.clock(5 * given.SECOND)
    assert game.step().name == "consequence"
    game.later(HOUR)
    for player in FIVE[:4]:
        game.does(player, c.GoOn)
    to(game, FIRST + WEEK - 1)
    assert game.step().name == "consequence"
    to(game, FIRST + WEEK)
    assert (game.step().name, game.table().round) == ("choice", 2)


def test_a_quick_table_waits_at_the_gate_for_the_date():
    game = to(begun(), FIRST)
    game.all_do(c.Choose, *FIVE, option="A")
    game.clock(5 * given.SECOND)
    leader = game.table().seats[game.table().penholder]
    game.all_do(c.TapReady, *(player for player in FIVE if player != leader))
    game.does(leader, c.CallVote)
    game.all_do(c.CastVote, *FIVE, option="A")
    game.clock(5 * given.SECOND)
    game.later(HOUR)
    game.all_do(c.GoOn, *FIVE)
    game.all_do(c.Reflect, *FIVE)
    game.clock(HOUR)
    assert (game.step().name, game.table().round) == ("gate", 2)
    to(game, FIRST + WEEK - 1)
    assert game.step().name == "gate"
    to(game, FIRST + WEEK)
    assert game.step().name == "choice"
    assert [e.round for _at, e in game.lines if isinstance(e, RoundOpened)] == [1, 2]


def test_nobody_is_away_and_no_table_sleeps():
    game = to(begun(), FIRST)
    later = [command for _at, command in due(game.state, {}) if isinstance(command, PRESENCE)]
    assert later == []
    assert game.state.present(game.table()) == ("P1", "P3", "M1", "M3", "M4")


def test_the_desk_is_not_waited_for():
    """TIME-4 does not hold where nobody has to be there."""
    game = to(begun(), FIRST + 5 * DAY)
    assert not game.state.desk_away


def test_before_anybody_sits_nothing_moves():
    game = begun(people=())
    to(game, FIRST + DAY)
    assert game.state.phase == "lobby"
    game.when(c.Join("late"))
    game.when(c.TakeSeat("late", 1, "P1"))
    game.clock(0)
    assert game.state.phase == "playing"


def test_a_table_that_comes_late_to_a_step_has_as_long_as_planned_but_no_more_than_a_day():
    """The runoff of round 1 runs into round 2, whose choices would have closed on the day it ends."""
    game = begun(dates=dates(choose=1, talk=1, vote=1, every=3))
    to(game, FIRST + 4 * DAY)
    assert (game.step().name, game.table().round) == ("choice", 2)
    to(game, FIRST + 5 * DAY - 1)
    assert game.step().name == "choice"
    to(game, FIRST + 5 * DAY)
    assert game.step().name == "talk"


def test_the_finale_is_led_by_people():
    game = to(begun(), FIRST + 4 * WEEK)
    assert (game.state.phase, game.step().name) == ("playing", "done")
    game.when(c.AdvancePhase("playing"))
    assert game.state.phase == "results"
    to(game, game.now + WEEK)
    assert game.state.phase == "results"


def test_a_day_more_for_a_step():
    """TIME-3."""
    game = to(begun(), FIRST)
    game.when(c.Extend(1, game.step().number, 1))
    to(game, FIRST + 4 * DAY - 1)
    assert game.step().name == "choice"
    to(game, FIRST + 4 * DAY)
    assert game.step().name == "talk"


def test_at_the_gate_there_is_nothing_to_extend():
    game = begun()
    given.refused(game, c.Extend(1, 0, 1), refused.MOMENT_IS_GONE)


def test_a_pause_moves_the_date_of_the_step_along():
    """TIME-3: nothing runs out meanwhile."""
    game = to(begun(), FIRST + DAY)
    game.when(c.Pause())
    to(game, FIRST + WEEK)
    game.when(c.Resume())
    to(game, FIRST + 9 * DAY - given.SECOND)
    assert game.step().name == "choice"
    to(game, FIRST + 9 * DAY)
    assert game.step().name == "talk"


def test_a_bot_in_the_chair_leaves_people_their_time_to_talk():
    """BOT-1: it calls the vote when the people are ready, or at the date."""
    game = begun(people=("P1", "M1"), bots=True, seats=5)
    to(game, FIRST + 5 * DAY - given.MINUTE)
    assert game.step().name == "talk"
    to(game, FIRST + 5 * DAY)
    assert game.step().name == "vote"


def test_the_chairs_word_has_a_day_and_may_be_given_another():
    """VOTE-5, TIME-3."""
    game = begun()
    game.state = replace(game.state, script=given.scripted("P", "all", "all"))
    to(game, FIRST + 5 * DAY)
    game.does("P1", c.CastVote, option="A")
    game.does("P3", c.CastVote, option="C")
    to(game, FIRST + 6 * DAY)
    assert game.play().tied
    assert player_screen(game.state, Texts, "P1").part("frame").data.until == FIRST + 7 * DAY
    game.when(c.Extend(1, game.step().number, 1))
    to(game, FIRST + 8 * DAY - 1)
    assert game.play().tied
    to(game, FIRST + 8 * DAY)
    assert game.play().decision is not None


def test_who_joins_within_the_last_day_may_still_choose_a_role():
    """SEAT-2: roles are fixed with the first round then."""
    game = begun(people=())
    to(game, FIRST - DAY // 2)
    game.when(c.Join("late"))
    game.when(c.TakeSeat("late", 1, "P1"))
    to(game, FIRST - 1)
    assert game.state.phase == "welcome"
    to(game, FIRST)
    assert game.state.phase == "playing"


def test_after_the_last_round_the_date_is_that_of_the_finale():
    game = to(begun(), FIRST + 4 * WEEK)
    assert player_screen(game.state, Texts, "P1").part("frame").data.until == FIRST + 3 * WEEK


def test_the_choice_brings_the_situation_and_the_talk_the_pattern_with_reasons():
    game = to(begun(), FIRST)
    told = player_screen(game.state, Texts, "P1").part("task").data
    assert told.situation.dilemma == "harbour"
    game.does("P1", c.Choose, option="A", reason="fair")
    game.does("M1", c.Choose, option="A")
    to(game, FIRST + 3 * DAY)
    told = player_screen(game.state, Texts, "P1").part("task").data
    assert told.pattern == "agreed"
    assert [reason.option for reason in told.reasons] == ["A"]


@pytest.mark.parametrize(
    ("when", "until"),
    [
        (0, FIRST),
        (FIRST, FIRST + 3 * DAY),
        (FIRST + 3 * DAY, FIRST + 5 * DAY),
        (FIRST + 5 * DAY, FIRST + 6 * DAY),
    ],
)
def test_the_top_line_says_until_when(when, until):
    game = to(begun(), when)
    assert player_screen(game.state, Texts, "P1").part("frame").data.until == until


def test_elsewhere_there_is_no_date():
    game = given.playing(5).reach("choice")
    assert player_screen(game.state, Texts, "P1").part("frame").data.until == 0
    assert player_screen(game.state, Texts, "P1").part("task").data.situation is None


def test_a_slow_log_replays():
    game = to(begun(), FIRST + 2 * WEEK)
    state = replay(State(game.state.script), game.lines)
    assert state.tables == game.state.tables
    assert state.settings.dates == dates()
