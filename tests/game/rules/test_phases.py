"""The way from the lobby to closed: PHASE-1, PHASE-2, SEAT-2, SEAT-4, TIME-3, TIME-4."""

import pytest

from game.rules import DESK, Sign, refused
from game.rules import commands as c
from game.rules.events import DecisionMade, ResultsReached, SeatTaken, TableChosen, TermEnded
from game.rules.round.moments import PHASE_MINUTES, PLANNED, QUESTION_MINUTES, phase_ends_at
from game.rules.screens import player_screen
from game.rules.state import PHASES
from tests.game.rules import given
from tests.game.rules.given import MINUTE, names, only

BACK = {
    "welcome": "lobby",
    "briefing": "welcome",
    "playing": "briefing",
    "debrief": "results",
    "plan": "debrief",
}
ROUND = {"45": 8, "90": 11}
STEPS = ("situation", "choice", "reveal", "talk", "vote", "consequence", "reflect")


class NoTexts:
    """No names, no notes."""

    names, tables, notes, answers = {}, {}, {}, {}


@pytest.mark.parametrize("phase", PHASES[1:])
def test_a_phase_leads_to_the_next_and_to_the_one_before_where_it_may(phase):
    """PHASE-1: every other way is refused, closed is final."""
    following = PHASES[PHASES.index(phase) + 1] if phase != "closed" else ""
    for to in PHASES:
        game = given.lobby(3).lead(phase)
        wish = c.AdvancePhase(phase, to, confirmed=True)
        if to in (following, BACK.get(phase)):
            game.when(wish)
            assert game.state.phase == to
        else:
            given.refused(game, wish, refused.NOT_NOW)


def test_playing_is_not_left_backwards_once_a_round_has_opened():
    """PHASE-1."""
    game = given.playing(3)
    game.when(c.OpenRound(1))
    given.refused(game, c.AdvancePhase("playing", "briefing"), refused.NOT_NOW)


def test_back_in_briefing_a_table_begins_anew():
    """PHASE-1: before the first round opens nothing is lost by going back."""
    game = given.playing(3)
    game.when(c.AdvancePhase("playing", "briefing"))
    assert (game.table().step, game.table().round, game.table().chairs) == (None, 0, ())
    game.lead("playing").reach("situation")
    assert (game.table().round, game.table().chair) == (1, "P1")


def test_back_in_the_lobby_all_seats_can_be_chosen_again():
    """SEAT-2: the seats are fixed anew on entering briefing."""
    game = given.lobby(3, seats=5).lead("briefing")
    assert len(game.table().seats) == 3
    game.when(c.AdvancePhase("briefing", "welcome"))
    game.when(c.AdvancePhase("welcome", "lobby"))
    game.when(c.TakeSeat("P1", 1, "M4"))
    assert game.table().seats["M4"] == "P1"
    game.lead("briefing")
    assert game.table().taken() == ("P1", "M1", "M3")


def test_the_lobby_waits_for_three_at_every_table_that_somebody_sits_at():
    """PHASE table: small tables and people without a seat are confirmed; an empty table counts as closed."""
    given.refused(given.lobby(0), c.AdvancePhase("lobby"), refused.NOBODY_SITS)
    game = given.lobby(3, 2, 0)
    given.refused(game, c.AdvancePhase("lobby"), refused.TABLES_ARE_SMALL)
    game.when(c.AdvancePhase("lobby", confirmed=True))
    assert game.state.phase == "welcome"
    game = given.lobby(3, 0)
    game.when(c.Join("stands"))
    given.refused(game, c.AdvancePhase("lobby"), refused.SOME_STAND)
    game.when(c.TakeSeat("stands", 1))
    game.when(c.AdvancePhase("lobby"))
    assert game.state.phase == "welcome"


def test_results_wait_for_one_table_or_for_a_word():
    """PHASE table: one table that finished its last round, or a confirmation."""
    game = given.playing(3, 3).decide("A").decide("A")
    given.refused(game, c.AdvancePhase("playing"), refused.TABLES_STILL_PLAY)
    game.decide("A")
    game.when(c.AdvancePhase("playing"))
    assert game.state.phase == "results"


@pytest.mark.parametrize("step", STEPS)
def test_results_called_in_any_step_keep_what_was_decided_and_drop_what_was_not(step):
    """PHASE-2: a table between decision and done is taken to done; an undecided round has no effect."""
    game = given.playing(3).decide("A").reach(step, votes={"P1": "A", "M1": "A", "M3": "A"})
    before = dict(game.table().poles)
    counted = 2 if step in ("consequence", "reflect") else 1
    events = game.when(c.AdvancePhase("playing", confirmed=True))
    assert only(events, TermEnded).dropped is (counted == 1)
    assert only(events, ResultsReached).rounds == counted
    assert (game.step().name, len(game.table().past), game.table().round) == ("done", counted, counted)
    assert "DecisionMade" not in names(events)
    sprouted = [event for event in events if names([event]) == ["PoleMoved"]]
    assert sprouted or dict(game.table().poles) == before


def test_a_round_that_nobody_decides_is_decided_by_the_fallback_and_counts():
    """VOTE-8, PHASE-2."""
    game = given.at("vote", seats=3)
    game.close()
    game.close()
    made = [event for _at, event in game.lines if isinstance(event, DecisionMade)]
    assert [(event.option, event.manner) for event in made] == [("A", "nobody")]
    game.lead("results")
    assert game.table().results.rounds == 1


def test_a_table_that_shrinks_to_one_reaches_its_end():
    """SEAT-7, WHO-3, VOTE-3: one seat decides, and the term has its results."""
    game = given.playing(3)
    game.when(c.RemovePlayer("M1"))
    game.when(c.RemovePlayer("M3"))
    for _round in range(3):
        game.decide("A")
    game.lead("results")
    assert game.table().results.rounds == 3


def test_a_table_that_never_played_has_no_results_and_blocks_nobody():
    """PHASE-2, SEAT-9."""
    game = given.playing(3, 0).lead("results")
    assert game.table(2).results is None
    assert game.table(1).results.ending == ""


@pytest.mark.parametrize("phase", PHASES[1:])
def test_a_late_joiner_finds_a_place_in_every_phase(phase):
    """SEAT-4: a seat until briefing, the next gate in play, later only to look on; nobody once it is closed."""
    game = given.lobby(3, seats=5).lead(phase)
    if phase == "closed":
        given.refused(game, c.Join("late"), refused.DOORS_ARE_LOCKED)
        return
    game.when(c.Join("late"))
    event = game.when(c.TakeSeat("late", 1))
    expected = SeatTaken if phase in ("lobby", "welcome", "briefing") else TableChosen
    assert isinstance(event[0], expected)
    shown = player_screen(game.state, NoTexts, "late").name
    assert shown == {
        "lobby": "seat",
        "welcome": "welcome",
        "briefing": "role",
        "playing": "catch_up",
        "results": "front_page",
    }.get(phase, phase)


@pytest.mark.parametrize("minutes", ["45", "90"])
def test_the_planned_minutes_make_the_whole(minutes):
    """Formats: the 90 leaves four minutes for an incident and a plenary reveal, which are to come."""
    phases = sum(PHASE_MINUTES[minutes].values()) + sum(QUESTION_MINUTES[minutes])
    rounds = {"45": 3, "90": 4}[minutes] * ROUND[minutes]
    assert phases + rounds == {"45": 45, "90": 86}[minutes]
    in_a_round = sum(seconds for step, seconds in PLANNED[minutes].items() if step != "runoff")
    assert in_a_round + 30 == ROUND[minutes] * 60


def test_a_pause_takes_no_time_from_a_phase_or_a_question():
    """TIME-3."""
    game = given.debrief(3)
    ends = phase_ends_at(game.state)
    assert ends == game.now + MINUTE
    game.when(c.Pause())
    game.later(5 * MINUTE).when(c.Resume())
    assert phase_ends_at(game.state) == ends + 5 * MINUTE


def test_debrief_begins_with_its_first_question_and_goes_where_it_is_led():
    """Section Debrief: five questions, one at a time."""
    game = given.debrief(3)
    assert game.state.question == 1
    game.when(c.AskQuestion(4))
    assert game.when(c.AskQuestion(4)) == []
    assert game.state.question == 4
    for number in (0, 6):
        given.refused(game, c.AskQuestion(number), refused.NOT_NOW)
    game.lead("plan")
    game.when(c.AdvancePhase("plan", "debrief"))
    assert game.state.question == 4
    given.refused(given.playing(3), c.AskQuestion(1), refused.NOT_NOW)


def test_a_workshop_waits_when_no_desk_gave_a_sign_for_three_minutes():
    """TIME-4: the waiting screens say so; the next sign ends it."""
    game = given.playing(3)
    signs = {player: Sign(10 * MINUTE) for player in ("P1", "M1", "M3")}
    game.clock(3 * MINUTE - 1, {**signs, DESK: Sign(0)})
    assert not game.state.desk_away
    game.clock(1, {**signs, DESK: Sign(0)})
    assert game.state.desk_away
    screen = player_screen(game.state, NoTexts, "P1")
    assert screen.part("task").data.deserted
    game.clock(MINUTE, {**signs, DESK: Sign(game.now + 1)})
    assert not game.state.desk_away


def test_a_chair_opens_a_round_only_where_that_was_allowed_and_nobody_leads():
    """TIME-4."""
    for allowed, away, player, may in (
        (True, True, "P1", True),
        (True, True, "M1", False),
        (True, False, "P1", False),
        (False, True, "P1", False),
    ):
        game = given.playing(3, chairs_may_open=allowed, script=given.scripted("P", "P", "P"))
        if away:
            game.when(c.NoteDeskAway())
        if may:
            game.when(c.OpenRound(1, player))
            assert game.step().name == "situation"
        else:
            given.refused(game, c.OpenRound(1, player), refused.ONLY_THE_FACILITATOR)


def test_a_workshop_led_by_a_bot_knows_no_such_waiting():
    """TIME-4."""
    game = given.lobby(3, led_by_bot=True)
    assert game.when(c.NoteDeskAway()) == []
