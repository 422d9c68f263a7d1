"""Phases, rounds and doors: PHASE-1, PHASE-3, PHASE-6, PHASE-8."""

import pytest

from game.rules import commands as c
from game.rules import refused, summary
from game.rules.events import DeskTaken, DoorsLocked, DoorsUnlocked, PhaseEntered, RoundOpened
from game.rules.state import PHASES
from tests.game.rules import given
from tests.game.rules.given import names, only


def test_two_clicks_at_once_make_one_transition():
    """PHASE-8: every phase command names the phase it leaves."""
    game = given.lobby(3)
    assert only(game.when(c.AdvancePhase("lobby")), PhaseEntered).phase == "welcome"
    assert game.when(c.AdvancePhase("lobby")) == []
    game.lead("briefing")
    assert only(game.when(c.AdvancePhase("briefing")), PhaseEntered).phase == "playing"
    assert game.when(c.AdvancePhase("briefing")) == []
    game.lead("plan")
    assert game.when(c.AdvancePhase("plan")) == [PhaseEntered(phase="closed")]


def test_closed_is_final():
    """PHASE-1."""
    game = given.lobby(3)
    game.lead("closed")
    for to in ("", *PHASES):
        given.refused(game, c.AdvancePhase("closed", to, confirmed=True), refused.NOT_NOW)


@pytest.mark.parametrize("command", [c.Pause(), c.UnlockDoors(), c.OpenRound(1)])
def test_a_closed_workshop_takes_no_verbs(command):
    """PHASE-1, PHASE-6: read only."""
    game = given.at("talk", seats=3)
    game.lead("closed")
    assert game.state.opened == 1
    if isinstance(command, c.OpenRound):
        command = c.OpenRound(2)
    given.refused(game, command, refused.NOT_NOW)


def test_a_closed_workshop_takes_no_answers_and_no_time():
    """PHASE-1: read only."""
    game = given.at("talk", seats=3)
    wish = game.wish("P1", c.CallVote)
    extend = c.Extend(1, game.step().number, 1)
    game.lead("closed")
    given.refused(game, wish, refused.MOMENT_IS_GONE)
    assert game.clock(10 * given.MINUTE) == []
    given.refused(game, extend, refused.MOMENT_IS_GONE)


def test_doors_are_opened_once():
    """PHASE-8."""
    given.refused(given.lobby(3), c.OpenDoors("other", "key"), refused.ALREADY_OPEN)


def test_tables_without_players_do_not_play():
    """PHASE-3: only tables with a taken seat enter the gate."""
    game = given.playing(3, 0)
    assert game.table(1).step is not None
    assert game.table(2).step is None


def test_a_round_opens_when_one_table_has_reached_its_gate():
    """PHASE-3: the others get it when they arrive."""
    game = given.playing(3, 3)
    assert only(game.when(c.OpenRound(1)), RoundOpened).round == 1
    assert {game.step(n).name for n in (1, 2)} == {"situation"}
    given.refused(game, c.OpenRound(2), refused.NOT_NOW)
    game.decide("A", table=1)
    assert "RoundOpened" in names(game.when(c.OpenRound(2)))
    assert (game.table(1).round, game.step(1).name) == (2, "situation")
    assert game.table(2).round == 1
    game.decide("A", table=2)
    assert (game.table(2).round, game.step(2).name) == (2, "situation")


def test_a_round_that_is_open_does_not_open_twice():
    """PHASE-3, PHASE-8."""
    game = given.playing(3)
    game.when(c.OpenRound(1))
    assert game.when(c.OpenRound(1)) == []


@pytest.mark.parametrize("number", [2, 3])
def test_rounds_open_in_order(number):
    """PHASE-3."""
    given.refused(given.playing(3), c.OpenRound(number), refused.NOT_NOW)


def test_no_round_opens_outside_playing_or_in_a_pause():
    """PHASE-3, TIME-3."""
    given.refused(given.lobby(3), c.OpenRound(1), refused.NOT_NOW)
    game = given.playing(3)
    game.when(c.Pause())
    given.refused(game, c.OpenRound(1), refused.PAUSED)


def test_after_the_last_round_a_table_stays_in_done():
    """PHASE-3."""
    game = given.playing(3).decide("A").decide("A").decide("A")
    assert (game.step().name, game.table().round) == ("done", 3)
    assert game.clock(60 * given.MINUTE) == []
    given.refused(game, c.OpenRound(4), refused.NOT_NOW)


def test_doors_are_open_from_the_lobby_on_and_lock_at_closed():
    """PHASE-6: the facilitator may lock and reopen them."""
    game = given.lobby(3)
    assert game.state.doors_open
    assert game.when(c.LockDoors()) == [DoorsLocked()]
    assert game.when(c.LockDoors()) == []
    assert game.when(c.UnlockDoors()) == [DoorsUnlocked()]
    assert game.when(c.UnlockDoors()) == []
    for phase in PHASES[2:]:
        game.lead(phase)
        assert game.state.doors_open is (phase != "closed")
    given.refused(game, c.UnlockDoors(), refused.NOT_NOW)
    given.refused(game, c.Join("late"), refused.DOORS_ARE_LOCKED)


def test_the_same_join_twice_does_nothing():
    """PHASE-6, STEP-1: and a player who is in may come again when the doors are locked."""
    game = given.lobby(3)
    game.when(c.LockDoors())
    assert game.when(c.Join("P1")) == []


def test_a_workshop_has_room_for_sixteen_a_table():
    """PHASE-6: and says so to the next one."""
    game = given.lobby(0)
    for number in range(16):
        game.when(c.Join(f"x{number}"))
    given.refused(game, c.Join("one more"), refused.WORKSHOP_IS_FULL)


def test_a_person_takes_the_desk_from_the_bot():
    """BOT-2."""
    game = given.lobby(3, led_by_bot=True)
    assert game.when(c.TakeDesk()) == [DeskTaken()]
    assert game.when(c.TakeDesk()) == []
    assert game.clock(60 * given.MINUTE) == []


def test_the_summary_says_how_to_find_a_workshop():
    """PHASE-6: phase, doors and version, as the state has them."""
    game = given.lobby(3)
    assert summary(game.state) == {
        "phase": "lobby",
        "doors_open": True,
        "version": len(game.lines),
        "delete_at": None,
    }


def test_a_role_is_read_once_in_briefing():
    """PHASE-8, STEP-1: step 0 is the briefing."""
    game = given.lobby(3)
    given.refused(game, c.MarkRead("P1", 0), refused.MOMENT_IS_GONE)
    game.lead("briefing")
    assert names(game.when(c.MarkRead("P1", 0))) == ["ReadMarked"]
    assert game.when(c.MarkRead("P1", 0)) == []
    assert game.state.players["P1"].read == "briefing"


@pytest.mark.parametrize(
    "command",
    [
        c.Extend(9, 1, 1),
        c.CloseForTable(9, 1),
        c.StepBack(9, 1, "choice"),
        c.TakeSeat("x", 9),
        c.TakeSeat("x", 0),
    ],
)
def test_a_table_that_does_not_exist_is_refused(command):
    """STEP-1, SEAT-2."""
    game = given.playing(3)
    game.when(c.Join("x"))
    given.refused(game, command, refused.NO_SUCH_TABLE)


@pytest.mark.parametrize("days", [1, 30])
def test_a_workshop_is_deleted_so_many_days_after_it_closed(days):
    """KEEP-4."""
    game = given.playing(3, retention=days).decide("A").lead("plan")
    assert summary(game.state)["delete_at"] is None
    game.later(given.MINUTE).lead("closed")
    assert summary(game.state)["delete_at"] == game.now + days * 24 * 60 * given.MINUTE
