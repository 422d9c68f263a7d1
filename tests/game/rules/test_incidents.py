"""Incidents, standing seeds and the plenary reveal: what meets a table from outside (INC-1 to 3, SEED-4, PHASE-4)."""

from collections import Counter
from dataclasses import replace

import pytest

from game.rules import commands as c
from game.rules import refused
from game.rules.effects.incidents import order
from game.rules.events import IncidentAnswered, IncidentsDrawn, IncidentShown, SeedSprouted
from game.rules.play import Decision
from game.rules.screens.plenary import manner as told_manner
from game.rules.screens.plenary import plenary as wall
from scenarios.incidents import INCIDENTS
from scenarios.script import Effects, Incident
from tests.game.rules import given
from tests.game.rules.test_moves import moved
from tests.game.rules.test_phases import NoTexts


def playing(*sizes, **settings):
    full = {**given.FULL, "plenaries": False, **settings}
    return given.playing(*(sizes or (5,)), script=given.lively(), **full)


def met(option="C", **settings):
    """A table that has met the incident at the gate of round 3."""
    game = playing(**settings)
    game.decide(option).decide(option)
    game.when(c.OpenRound(3))
    return game


def test_all_tables_meet_the_same_incident_at_the_gate_of_round_three():
    """INC-1: drawn on entering playing; shown when the round is open for the table; the opening takes effect."""
    game = playing(5, 3)
    assert given.only([event for _at, event in game.lines], IncidentsDrawn).places == ((3, "fair"),)
    for table in (1, 2):
        game.decide("C", table).decide("C", table)
    assert game.step().name == "gate" and not game.play().incident
    before = len(game.lines)
    game.when(c.OpenRound(3))
    events = [event for _at, event in game.lines[before:]]
    assert [event.table for event in events if isinstance(event, IncidentShown)] == [1, 2]
    assert moved(events) == [("budget", -1), ("budget", -1)]
    assert game.step().name == game.step(2).name == "gate"


def test_chair_answers_and_the_round_goes_on():
    """INC-2."""
    game = met()
    chair = game.table().seats[game.table().chair]
    other = next(who for who in ("P1", "P3", "M1") if who != chair)
    given.refused(game, game.wish(other, c.AnswerIncident, answer=1), refused.ONLY_THE_CHAIR)
    given.refused(game, game.wish(chair, c.AnswerIncident, answer=3), refused.NO_SUCH_ANSWER)
    events = game.does(chair, c.AnswerIncident, answer=2)
    assert moved(events) == [("time", -1), ("D2", 1)]
    assert game.step().name == "situation" and game.play().answer == 2


def test_incident_that_is_closed_unanswered_takes_its_first_answer():
    """INC-2."""
    game = met()
    events = game.close()
    assert given.only(events, IncidentAnswered).role == "" and moved(events) == [("A1", 1)]
    assert game.step().name == "situation"


def test_nobody_answers_where_nothing_is_asked():
    game = playing()
    chair = game.table().seats[game.table().chair]
    given.refused(game, game.wish(chair, c.AnswerIncident, answer=1), refused.NOT_NOW)


def test_incident_waits_for_no_clock():
    """INC-2: soft timers leave it to the chair."""
    game = met()
    game.clock(10 * given.MINUTE)
    assert game.step().name == "gate" and game.play().answer == 0


def test_incident_that_is_timed_can_be_given_more_time():
    """INC-2, TIME-5: by anybody at the table; where soft timers run there is nothing to ask for."""
    game = met(timers="hard")
    assert game.does("M1", c.AskForTime)
    assert game.clock(90 * given.SECOND - 1) == []
    assert "IncidentAnswered" in given.names(game.clock(1))
    game = met()
    given.refused(game, game.wish("M1", c.AskForTime), refused.NOT_NOW)


def test_skipped_incident_has_no_effect():
    """The facilitator leaves it out before it opens; afterwards it is too late."""
    game = playing()
    game.decide("C").decide("C")
    game.when(c.SkipIncident(3))
    assert game.when(c.SkipIncident(3)) == []
    game.when(c.OpenRound(3))
    assert game.step().name == "situation" and not game.play().incident
    game = met()
    given.refused(game, c.SkipIncident(3), refused.NOT_NOW)


def test_format_without_incidents_draws_none():
    """INC-1: none in the 45 minutes."""
    game = playing(incidents=False)
    assert not any(isinstance(event, IncidentsDrawn) for _at, event in game.lines)


def test_draw_is_without_repetition_and_prefers_the_scenarios_own():
    """INC-1: the twelve once, each own three times, without the excluded."""
    own = (Incident("own", Effects(), (Effects(), Effects())),)
    script = replace(given.scripted(), incidents=own, excluded=("cellar",))
    first: Counter[str] = Counter()
    for key in range(600):
        drawn = order(script, f"key {key}")
        assert len(set(drawn)) == len(drawn) and set(drawn) == set(INCIDENTS) - {"cellar"} | {"own"}
        first[drawn[0]] += 1
    assert 80 <= first["own"] <= 180  # 3 of 14 lots: about 129
    assert order(script, "same") == order(script, "same")


def test_table_that_meets_its_incident_when_the_term_ends_keeps_its_path():
    """PHASE-2: the last decided round is the last."""
    game = met()
    game.lead("results")
    assert len(game.table().past) == 2 and game.table().results.rounds == 2


@pytest.mark.parametrize(("time", "sprouts"), [(5, []), (4, ["flu"])])
def test_standing_seed_takes_effect_the_first_time_its_condition_holds(time, sprouts):
    """SEED-4, INC-3: from its round on, at every situation, once."""
    game = playing(incidents=False)
    game.holds(resources={"time": 2}).reach("situation")
    assert game.table().sprouts == ()  # its round is the second
    game.decide("C").holds(resources={"time": time}).reach("situation")
    assert [s.seed for s in game.table().sprouts if not s.dilemma] == sprouts
    game.decide("C").holds(resources={"time": 1}).reach("situation")
    assert [s.seed for s in game.table().sprouts if not s.dilemma] == ["flu"]


def test_standing_seed_counts_toward_the_two():
    """SEED-4, SEED-3: after the others; where two came up already, it waits for the next situation."""
    game = playing(incidents=False)
    game.decide("A")
    extra = replace(game.table().seeds[0], seed="quick", dilemma="harbour", due=2)
    seeds = (extra, replace(extra, seed="slow"))
    game.state = game.state.with_table(1, seeds=seeds)
    game.holds(resources={"time": 1}, poles={"C1": 2}).reach("situation")
    come_up = [e.seed for _at, e in game.lines if isinstance(e, SeedSprouted)]
    assert sorted(come_up) == ["quick", "slow"]


def plenary():
    """Two tables that have finished round 2 of 3, after which all decisions are shown."""
    game = given.playing(5, 3, script=given.lively(), **{**given.FULL, "incidents": False})
    for table in (1, 2):
        game.decide("C", table).decide("C", table)
    return game


def test_tables_wait_in_done_until_all_decisions_are_shown():
    """PHASE-4, PHASE-3: no round opens while a plenary reveal is due."""
    game = plenary()
    assert [game.step(n).name for n in (1, 2)] == ["done", "done"] and game.table().round == 2
    game.clock(10 * given.MINUTE)
    assert game.step().name == "done"
    given.refused(game, c.OpenRound(3), refused.NOT_NOW)
    game.when(c.ShowPlenary(2))
    assert game.state.showing == 2 and game.when(c.ShowPlenary(2)) == []
    assert [game.step(n).name for n in (1, 2)] == ["gate", "gate"]
    game.when(c.OpenRound(3))
    assert game.state.showing == 0 and game.step().name == "situation"


def test_the_wall_compares_options_and_manners_and_counts_tables():
    """END-9, PHASE-4: never persons; a table that has not decided is waited for."""
    game = given.playing(5, 5, 3, script=given.lively(), **{**given.FULL, "incidents": False})
    for number, option in ((1, "C"), (2, "A")):
        game.decide(option, number).decide(option, number)
    game.decide("C", 3)
    game.when(c.ShowPlenary(2, confirmed=True))
    shown = wall(game.state, NoTexts, 2)
    assert (shown.dilemma, shown.waits, shown.alone) == ("bridge", 1, ())
    assert [(t.option, [(row.number, row.manner) for row in t.tables]) for t in shown.taken] == [
        ("A", [(2, "agreed")]),
        ("C", [(1, "agreed")]),
    ]


@pytest.mark.parametrize(
    ("manner", "told"),
    [("unanimous", "agreed"), ("majority", "majority"), ("runoff", "majority"), ("word", "chair"), ("nobody", "chair")],
)  # fmt: skip
def test_the_wall_knows_three_manners(manner, told):
    """END-9."""
    assert told_manner(Decision("A", manner, "all")) == told


def test_plenary_waits_for_tables_that_are_awake_unless_the_facilitator_says_go():
    """PHASE-4."""
    game = given.playing(5, 3, script=given.lively(), **{**given.FULL, "incidents": False})
    game.decide("C").decide("C", 2).decide("C")
    given.refused(game, c.ShowPlenary(2), refused.TABLES_STILL_DECIDE)
    given.refused(game, c.ShowPlenary(1), refused.NOT_NOW)
    game.when(c.ShowPlenary(2, confirmed=True))
    assert game.step().name == "gate" and game.table(2).round == 2
    game.decide("C", 2)
    assert game.step(2).name == "gate" and game.table(2).round == 3


def test_plenary_may_be_skipped():
    """PHASE-4."""
    game = plenary()
    given.refused(game, c.SkipPlenary(1), refused.NOT_NOW)
    game.when(c.SkipPlenary(2))
    assert (game.state.showing, game.state.revealed, game.step().name) == (0, (2,), "gate")
    assert game.when(c.SkipPlenary(2)) == []
