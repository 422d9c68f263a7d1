"""Planned times, more time and pauses: TIME-1 to TIME-3."""

import pytest

from game.rules import commands as c
from game.rules import due, refused
from game.rules.events import Paused, Resumed, TimeAdded
from game.rules.round.moments import minutes
from game.rules.screens.status import status
from tests.game.rules import given
from tests.game.rules.given import MINUTE, SECOND, names

DECIDED = {"P1": "A", "P3": "A"}
PLANNED_45 = {
    "situation": 90, "choice": 60, "reveal": 30, "talk": 150, "vote": 30, "runoff": 60, "consequence": 60, "reflect": 30,
}  # fmt: skip
PLANNED_90 = {
    "situation": 90, "choice": 60, "reveal": 30, "talk": 240, "vote": 45, "runoff": 60, "consequence": 90, "reflect": 75,
}  # fmt: skip
PLANNED_180 = {
    "situation": 105, "choice": 75, "reveal": 30, "talk": 270, "vote": 45, "runoff": 60, "consequence": 105, "reflect": 60,
}  # fmt: skip


@pytest.mark.parametrize(
    ("form", "planned"),
    [
        ("45", PLANNED_45),
        ("75", PLANNED_90),
        ("90", PLANNED_90),
        ("120", PLANNED_90),
        ("180", PLANNED_180),
        ("custom", PLANNED_90),
    ],
)
def test_the_planned_times_follow_from_the_format(form, planned):
    """TIME-1: the planned times of the rules; gate and done have none."""
    for step, seconds in {"gate": 0, "done": 0, **planned}.items():
        game = given.at(step, votes={} if step == "runoff" else DECIDED, format=form)
        assert game.step().planned == seconds * SECOND


@pytest.mark.parametrize(
    ("form", "incidents", "plenaries"),
    [("45", 0, 0), ("75", 1, 1), ("90", 1, 1), ("120", 2, 2), ("180", 2, 2)],
)
def test_the_phases_of_a_format_last_as_long_as_its_name_says(form, incidents, plenaries):
    """FMT-4: with the incidents and plenary reveals that it has room for."""
    assert sum(span for _phase, span in minutes(form, 0, incidents, plenaries)) == int(form)


@pytest.mark.parametrize("rounds", [3, 4, 5, 6, 7])
def test_a_custom_format_has_the_times_of_the_90_and_as_many_rounds_as_are_wanted(rounds):
    """FMT-4."""
    assert minutes("custom", rounds) == minutes("90", rounds)


@pytest.mark.parametrize(
    ("factor", "pace", "expected"), [(1, 100, 60), (2, 100, 120), (10, 100, 600), (1, 10, 6)]
)
def test_a_factor_stretches_and_a_pace_shortens(factor, pace, expected):
    """TIME-1: all, the five and the thirty seconds too."""
    game = given.at("choice", seats=3, factor=factor, pace=pace)
    assert game.step().planned == expected * SECOND
    game.all_do(c.Choose, option="A")
    span = 5 * SECOND * factor * pace // 100
    assert game.clock(span - 1) == []
    assert "StepClosed" in names(game.clock(1))


def test_timers_that_are_off_plan_nothing():
    """TIME-1: no step is ever overdue, and nobody asks for more time; answers close steps all the same."""
    game = given.at("choice", seats=3, timers="off")
    assert game.step().planned == 0
    game.later(60 * MINUTE)
    given.refused(game, game.wish("P1", c.CloseStep), refused.NOT_OVERDUE)
    given.refused(game, game.wish("P1", c.AskForTime), refused.NOT_NOW)
    game.all_do(c.Choose, option="A")
    assert "StepClosed" in names(game.clock(5 * SECOND))


@pytest.mark.parametrize("factor", [1, 2])
def test_anybody_may_ask_for_more_time_ten_times_before_each_limit(factor):
    """TIME-1, TIME-5: half a minute each time, in whatever step; the next one may ask too, and the next step is a new one."""
    game = given.at("choice", factor=factor)
    ends = game.step().ends_at
    span = 30 * SECOND * factor
    for _ in range(10):
        assert game.does("M1", c.AskForTime) == [TimeAdded(table=1, milliseconds=span, player="M1")]
    assert game.step().ends_at == ends + 10 * span
    given.refused(game, game.wish("M1", c.AskForTime), refused.NO_MORE_TIME)
    assert game.does("M3", c.AskForTime)
    given.refused(game, game.wish("M1", c.AskForTime), refused.NO_MORE_TIME)
    game.reach("talk")
    assert game.does("M1", c.AskForTime)


@pytest.mark.parametrize(
    ("step", "chosen", "seconds"),
    [("choice", {}, 40), ("choice", {"factor": 10}, 580), ("reveal", {}, 10), ("choice", {"pace": 10}, 4)],
)
def test_devices_warn_twenty_seconds_before_a_limit(step, chosen, seconds):
    """TIME-5: with the way to more time beside it; only a pace for rehearsal and tests shortens the twenty seconds."""
    game = given.at(step, **chosen)
    told = status_of(game, "M1")
    assert told.may_ask_time
    assert told.warns_at - game.step().opened_at == seconds * SECOND
    assert told.ends_at == game.step().ends_at
    game.does("M1", c.AskForTime)
    assert status_of(game, "M1").warns_at > told.warns_at
    game.when(c.Pause())
    assert status_of(game, "M1").warns_at == 0


def test_nothing_warns_where_timers_are_off():
    """TIME-5, TIME-1."""
    told = status_of(given.at("choice", timers="off"), "M1")
    assert (told.warns_at, told.ends_at, told.may_ask_time) == (0, 0, False)


def status_of(game, player):
    """What the line above a player's deed tells."""
    return status(game.state, game.state.players[player], game.table())


def test_more_time_moves_the_planned_end():
    """TIME-1, STEP-2."""
    game = given.at("reveal")
    game.does("M1", c.AskForTime)
    assert game.clock(60 * SECOND - 1) == []
    assert "StepClosed" in names(game.clock(1))


@pytest.mark.parametrize("minutes", [1, 2])
def test_the_facilitator_extends_by_one_or_two_minutes(minutes):
    """TIME-3, PHASE-7."""
    game = given.at("talk")
    ends = game.step().ends_at
    events = game.when(c.Extend(1, game.step().number, minutes))
    assert events == [TimeAdded(table=1, milliseconds=minutes * MINUTE)]
    assert game.step().ends_at == ends + minutes * MINUTE


@pytest.mark.parametrize("minutes", [-1, 0, 3, 60])
def test_the_facilitator_extends_by_nothing_else(minutes):
    """TIME-3."""
    game = given.at("talk")
    given.refused(game, c.Extend(1, game.step().number, minutes), refused.NOT_NOW)


def test_time_is_judged_by_the_clock_alone():
    """TIME-2: what time will bring is known, with its moment."""
    game = given.at("reveal")
    step = game.step()
    assert due(game.state, {})[0] == (step.opened_at + 30 * SECOND, c.TimeIsUp(1, step.number))
    assert game.later(29 * SECOND).when(c.TimeIsUp(1, step.number)) == []
    assert "StepEntered" in names(game.later(SECOND).when(c.TimeIsUp(1, step.number)))


def paused(game, milliseconds):
    """Pause for so long, with the clock running."""
    assert game.when(c.Pause()) == [Paused()]
    events = game.clock(milliseconds)
    assert game.when(c.Resume())[0] == Resumed()
    return events


@pytest.mark.parametrize(("step", "seconds"), [("reveal", 30), ("consequence", 60), ("reflect", 30)])
def test_a_pause_shifts_the_planned_end(step, seconds):
    """TIME-3."""
    game = given.at(step, votes=DECIDED)
    game.clock(10 * SECOND)
    assert paused(game, 10 * MINUTE) == []
    assert game.clock((seconds - 10) * SECOND - 1) == []
    assert "StepClosed" in names(game.clock(1))


def test_a_pause_shifts_the_five_seconds():
    """TIME-3, STEP-3."""
    game = given.at("choice", seats=3)
    game.all_do(c.Choose, option="A")
    game.clock(2 * SECOND)
    paused(game, 10 * MINUTE)
    assert game.clock(3 * SECOND - 1) == []
    assert "StepClosed" in names(game.clock(1))


def test_a_pause_shifts_the_thirty_seconds():
    """TIME-3, STEP-2 b."""
    game = given.at("situation", seats=3)
    game.when(c.NoteAway("M3"))
    game.all_do(c.MarkRead, "P1", "M1")
    game.clock(10 * SECOND)
    paused(game, 10 * MINUTE)
    assert game.clock(20 * SECOND - 1) == []
    assert "StepClosed" in names(game.clock(1))


def test_a_pause_shifts_the_sixty_seconds_of_the_word():
    """TIME-3, VOTE-6."""
    game = given.at("vote")
    game.vote({"P1": "A", "P3": "C"})
    game.close()
    game.clock(10 * SECOND)
    paused(game, 10 * MINUTE)
    assert game.clock(50 * SECOND - 1) == []
    assert "DecisionMade" in names(game.clock(1))


def test_a_pause_shifts_the_end_of_the_talk():
    """TIME-3, TALK-1."""
    game = given.at("talk")
    game.does("P1", c.CallVote)
    game.clock(100 * SECOND)
    paused(game, 10 * MINUTE)
    assert game.clock(50 * SECOND - 1) == []
    assert "StepEntered" in names(game.clock(1))


def test_answers_count_during_a_pause_and_nothing_moves_on():
    """TIME-3: not by an answer, not by a ready, not by the facilitator's close."""
    game = given.at("situation", seats=3)
    game.when(c.Pause())
    game.all_do(c.MarkRead)
    assert game.clock(10 * MINUTE) == []
    given.refused(game, c.CloseForTable(1, game.step().number), refused.PAUSED)
    game.when(c.Resume())
    game.clock()
    assert game.step().name == "choice"


def test_answers_given_during_a_pause_close_the_step_after_it():
    """TIME-3, STEP-3: five seconds after the clocks go on, however long the pause had lasted before the answer."""
    game = given.at("choice", seats=3)
    game.when(c.Pause())
    game.clock(9 * MINUTE)
    game.all_do(c.Choose, option="A")
    game.clock(MINUTE)
    game.when(c.Resume())
    assert game.clock(5 * SECOND - 1) == []
    assert "StepClosed" in names(game.clock(1))


def test_a_step_entered_during_a_pause_begins_when_the_pause_ends():
    """TIME-3, BACK-1: a table was taken back; its step has its planned time, and no more."""
    game = given.at("talk")
    game.when(c.Pause())
    game.later(9 * MINUTE).when(c.StepBack(1, game.step().number, "reveal"))
    game.later(9 * MINUTE).when(c.Resume())
    assert game.step().ends_at == game.now + 30 * SECOND


def test_a_game_that_began_during_a_pause_opens_its_round_after_it():
    """TIME-3, PHASE-3: the gate does not hold the tables back once the round is open."""
    game = given.lobby(3)
    game.lead("briefing")
    game.when(c.Pause())
    game.later(9 * MINUTE).when(c.AdvancePhase("briefing"))
    game.later(9 * MINUTE).when(c.Resume())
    game.when(c.OpenRound(1))
    assert game.step().name == "situation"


def test_a_table_that_fell_asleep_during_a_pause_keeps_its_time():
    """TIME-3, SEAT-9: neither the pause nor the sleep takes any of it."""
    game = given.at("talk", seats=2)
    game.clock(10 * SECOND)
    game.when(c.Pause())
    for player in ("P1", "M1"):
        game.when(c.NoteAway(player))
    game.clock(20 * MINUTE)
    game.when(c.Resume())
    game.clock(20 * MINUTE)
    assert game.table().asleep_at is not None
    game.when(c.NoteBack("P1"))
    assert game.step().ends_at == game.now + 140 * SECOND


def test_a_table_that_slept_before_a_pause_keeps_its_time():
    """TIME-3, SEAT-9: asleep first, woken in the pause or after it."""
    for woken_in_pause in (True, False):
        game = given.at("talk", seats=2)
        game.clock(10 * SECOND)
        for player in ("P1", "M1"):
            game.when(c.NoteAway(player))
        game.when(c.NoteAsleep(1))
        game.later(MINUTE).when(c.Pause())
        game.later(MINUTE)
        if woken_in_pause:
            game.when(c.NoteBack("P1"))
        game.later(MINUTE).when(c.Resume())
        game.later(MINUTE)
        if not woken_in_pause:
            game.when(c.NoteBack("P1"))
        since = MINUTE if woken_in_pause else 0
        assert game.step().ends_at == game.now + 140 * SECOND - since


@pytest.mark.parametrize(
    ("step", "kind", "fields"),
    [("talk", c.CallVote, {}), ("reveal", c.GoOn, {}), ("choice", c.CloseStep, {})],
)
def test_the_chair_moves_nothing_on_during_a_pause(step, kind, fields):
    """TIME-3, CHAIR-3."""
    game = given.at(step).later(2 * MINUTE)
    game.when(c.Pause())
    given.refused(game, game.wish("P1", kind, **fields), refused.PAUSED)


def test_a_ready_during_a_pause_opens_the_vote_after_it():
    """TIME-3, TALK-1."""
    game = given.at("talk", seats=3)
    game.does("P1", c.CallVote)
    game.when(c.Pause())
    game.later(5 * MINUTE)
    assert names(game.does("M1", c.TapReady)) == ["ReadyTapped"]
    assert "StepEntered" in names(game.when(c.Resume()))


def test_the_same_pause_twice_writes_nothing():
    """TIME-3, STEP-1."""
    game = given.at("talk")
    assert game.when(c.Resume()) == []
    game.when(c.Pause())
    assert game.when(c.Pause()) == []


@pytest.mark.parametrize(("chosen", "seconds"), [({"timers": "hard"}, 60), ({"mode": "free"}, 120)])
def test_step_is_closed_when_its_time_is_over_by_hard_timers_and_at_twice_in_free_mode(chosen, seconds):
    """STEP-2 (e) and (f), TIME-1: whoever has answered, and no answer is made up."""
    game = given.at("choice", **chosen)
    game.does("P1", c.Choose, option="A")
    game.clock(seconds * SECOND - 1)
    assert game.step().name == "choice"
    game.clock(1)
    assert game.step().name == "reveal" and set(game.play().choices) == {"P1"}
    game.reach("talk")
    game.clock(150 * seconds // 60 * SECOND - 1)
    assert game.step().name == "talk"
    game.clock(1)
    assert game.step().name == "vote"


def test_hard_timers_stand_still_while_no_facilitator_is_there():
    """TIME-4."""
    game = given.at("choice", timers="hard")
    game.when(c.NoteDeskAway())
    game.clock(10 * MINUTE)
    assert game.step().name == "choice"
    game.when(c.NoteDeskBack())
    game.clock()
    assert game.step().name == "reveal"


def test_rounds_open_by_themselves_in_free_mode():
    """Free mode: from gate to gate without a facilitator, and nobody waits for one (TIME-4)."""
    game = given.playing(5, mode="free")
    assert not [command for _at, command in due(game.state, {}) if isinstance(command, c.NoteDeskAway)]
    game.clock(SECOND)
    assert game.step().name == "situation" and game.state.opened == 1
    game.clock(60 * MINUTE)
    assert game.state.opened == 3 and game.step().name == "done"


@pytest.mark.parametrize("chosen", [{"timers": "hard"}, {"mode": "free"}])
def test_incident_takes_its_first_answer_after_a_minute(chosen):
    """INC-2: by hard timers and in free mode."""
    full = {**given.FULL, "plenaries": False, **chosen}
    game = given.playing(5, script=given.lively(), **full)
    game.decide("C").decide("C")
    if game.state.opened < 3:
        game.when(c.OpenRound(3))
    assert game.step().name == "gate" and game.play().incident
    game.clock(MINUTE - 1)
    assert game.step().name == "gate"
    game.clock(1)
    assert game.step().name == "situation" and game.play().answer == 1


def test_closed_table_at_its_gate_opens_no_round_by_itself():
    """Modes: in free mode a round opens when an open table waits for it."""
    game = given.playing(5, 5, mode="free")
    assert [command for _at, command in due(game.state, {}) if isinstance(command, c.OpenRound)]
    for number in (1, 2):
        game.when(c.CloseTable(number))
    assert not [command for _at, command in due(game.state, {}) if isinstance(command, c.OpenRound)]
