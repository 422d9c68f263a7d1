"""Planned against real time, and planning the rest anew (section "Re-plan the clock")."""

from __future__ import annotations

import pytest

from game.rules import commands as c
from game.rules import refused as said
from game.rules import replay
from game.rules.events import ClockReplanned, EndSet, IncidentSkipped, MessageSaid, PlenaryShown
from game.rules.hall import clock, replan
from game.rules.round.moments import ROUNDS
from game.rules.state import State
from tests.game.rules.given import FULL, MINUTE, Game, lobby, names, only, playing, refused
from tests.game.rules.test_room import long


def hall(minutes: str = "90", *sizes: int, **settings: object) -> Game:
    """Given: a workshop of this format at its first gate."""
    rounds = ROUNDS[minutes]
    plain = {} if minutes != "45" else {"incidents": False, "plenaries": False}
    wanted = {**FULL, "midterm": minutes == "180", **plain, **settings}
    return playing(*(sizes or (5,)), script=long(), rounds=rounds, format=minutes, **wanted)


def late(game: Game, by: int) -> replan.Clock:
    """The clock of a room that has to be left so many minutes before its rest is through."""
    game.when(c.SetEnd((clock.needs(game.state, game.now) // MINUTE) - by))
    return replan.clock(game.state, game.now)


def test_workshop_that_keeps_its_plan_is_on_time():
    game = lobby(5, format="45")
    game.when(c.AdvancePhase("lobby"))
    now = replan.clock(game.state, game.now)
    assert now.late == 0 and now.changes == ()
    assert now.needs == 45 * MINUTE
    assert now.ends_at == game.state.began_at + 45 * MINUTE


@pytest.mark.parametrize("form", ["45", "75", "90", "120", "180"])
def test_whole_plan_is_what_the_format_promises(form):
    game = hall(form)
    assert clock.ends_at(game.state) - game.state.began_at == int(form) * MINUTE


def test_time_that_passes_without_a_step_makes_it_late():
    game = hall("45")
    game.reach("situation")
    before = replan.clock(game.state, game.now).late
    planned = game.step().planned
    game.later(planned)
    assert replan.clock(game.state, game.now).late == before
    game.later(4 * MINUTE)
    assert replan.clock(game.state, game.now).late == before + 4 * MINUTE


def test_pause_takes_time_from_the_room_too():
    game = hall("45")
    before = replan.clock(game.state, game.now)
    game.when(c.Pause())
    game.later(6 * MINUTE)
    now = replan.clock(game.state, game.now)
    assert now.needs == before.needs and now.late == before.late + 6 * MINUTE


def test_table_in_the_middle_counts_not_the_last_one():
    game = hall("45", 5, 5, 5)
    game.reach("situation")
    everybody_reads = clock.needs(game.state, game.now)
    game.close(1)
    assert clock.needs(game.state, game.now) == everybody_reads
    game.close(2)
    assert clock.needs(game.state, game.now) < everybody_reads  # though table 3 still reads


def test_proposal_saves_in_order_and_only_as_far_as_needed():
    game = hall("90")
    kinds = [[change.kind for change in late(game, by).changes] for by in (3, 4, 6, 8, 11, 20)]
    order = ["reflect", "plenary", "incident", "talk", "drop"]
    for found in kinds:
        wanted = [kind for kind in order if kind in found]
        assert found == wanted
    assert kinds[0] == ["reflect"] and kinds[-1][-1] == "drop"
    assert [len(found) for found in kinds] == sorted(len(found) for found in kinds)


def test_proposal_never_takes_from_the_debrief():
    game = hall("90")
    found = late(game, 60)
    assert {change.kind for change in found.changes} <= {"reflect", "plenary", "incident", "talk", "drop"}
    assert found.left_over > 0
    debrief = clock.phase_of_plan(game.state, "debrief")
    game.when(c.ApplyClock(tuple((change.kind, change.what) for change in found.changes)))
    assert clock.phase_of_plan(game.state, "debrief") == debrief >= 8 * MINUTE


def test_applying_it_saves_what_was_said():
    game = hall("90")
    found = late(game, 9)
    saved = sum(change.saves for change in found.changes)
    events = game.when(c.ApplyClock(tuple((change.kind, change.what) for change in found.changes), "say.x"))
    now = replan.clock(game.state, game.now)
    assert found.late - now.late == saved
    assert abs(now.late) <= replan.ON_TIME or now.late < 0
    assert only(events, MessageSaid).note == "say.x"
    assert only(events, ClockReplanned)


def test_second_of_two_clicks_changes_nothing():
    game = hall("90")
    found = late(game, 9)
    wish = c.ApplyClock(tuple((change.kind, change.what) for change in found.changes), "say.x")
    assert game.when(wish)
    assert game.when(wish) == []


def test_step_that_is_under_way_keeps_its_time_and_the_next_is_shorter():
    game = hall("90")
    game.reach("talk")
    planned = game.step().planned
    game.when(c.ApplyClock((("talk", "180"),)))
    assert game.step().planned == planned == 240_000
    game.decide("C")
    game.reach("talk")
    assert game.step().planned == 180_000


def test_plenary_and_incident_are_left_out_before_they_come():
    game = hall("75")
    place = next(iter(game.state.incidents))
    events = game.when(c.ApplyClock((("plenary", "2"), ("incident", str(place)))))
    assert only(events, PlenaryShown).skipped and only(events, IncidentSkipped).round == place
    assert game.state.showing == 0 and 2 in game.state.revealed and not game.state.incidents


def test_spare_time_comes_back_in_reverse_and_then_makes_the_debrief_longer():
    game = hall("90")
    game.when(c.ApplyClock((("reflect", "30"), ("talk", "180"))))
    game.when(c.SetEnd(clock.needs(game.state, game.now) // MINUTE + 30))
    found = replan.clock(game.state, game.now)
    assert [change.kind for change in found.changes] == ["talk", "reflect", "debrief"]
    assert all(change.saves < 0 for change in found.changes)
    before = clock.phase_of_plan(game.state, "debrief")
    game.when(c.ApplyClock(tuple((change.kind, change.what) for change in found.changes)))
    assert clock.phase_of_plan(game.state, "debrief") > before
    assert replan.clock(game.state, game.now).late > found.late


@pytest.mark.parametrize("change", [("talk", "90"), ("reflect", "10"), ("talk", "900")])
def test_nothing_goes_below_the_limits_or_beyond_the_plan(change):
    refused(hall("90"), c.ApplyClock((change,)), said.TOO_SHORT_TO_BE_FAIR)


@pytest.mark.parametrize("change", [("sleep", "1"), ("talk", "-5"), ("plenary", "x"), ("debrief", "90000")])
def test_what_makes_no_sense_is_refused(change):
    refused(hall("90"), c.ApplyClock((change,)), said.NOT_NOW)


@pytest.mark.parametrize("minutes", [0, -3, 10_000])
def test_odd_minutes_are_refused(minutes):
    refused(hall(), c.SetEnd(minutes), said.MINUTES_ARE_ODD)


def test_end_that_is_set_again_is_set_once():
    game = hall()
    assert names(game.when(c.SetEnd(40))) == [EndSet.__name__]
    assert game.when(c.SetEnd(40)) == []
    assert clock.ends_at(game.state) == game.now + 40 * MINUTE


def test_nobody_sets_a_clock_for_slow_play_or_before_the_welcome():
    refused(lobby(5), c.SetEnd(40), said.NOT_NOW)


def test_log_folds_to_the_same_plan():
    game = hall("90")
    game.when(c.SetEnd(30))
    game.when(c.ApplyClock((("reflect", "30"), ("talk", "180"))))
    again = replay(State(game.state.script), game.lines)
    assert again == game.state and again.settings.spans == (("reflect", 30), ("talk", 180))


def test_rehearsal_at_ten_times_the_speed_is_late_like_the_real_thing():
    game = hall("90", pace=10)
    game.when(c.SetEnd(round((clock.needs(game.state, game.now) - 60_000) / 6_000)))
    found = replan.clock(game.state, game.now)
    assert not found.on_time and [change.kind for change in found.changes][:1] == ["reflect"]


def test_long_plan_gets_a_proposal_though_its_reflection_is_short():
    """A custom plan of seven rounds has less than a quarter of reflection; every saving raises its share."""
    game = playing(5, script=long(), rounds=7, format="custom", **FULL)
    assert late(game, 12).changes


def test_long_pause_of_the_120_makes_nobody_late():
    game = hall("120", incidents=False, plenaries=False)
    for _round in range(3):
        game.decide("A")
    before = replan.clock(game.state, game.now).late
    game.when(c.Pause())
    game.later(4 * MINUTE)
    assert replan.clock(game.state, game.now).late == before
    game.later(4 * MINUTE)
    assert replan.clock(game.state, game.now).late == before + 3 * MINUTE


def test_midterm_of_a_plan_that_was_cut_to_four_rounds_needs_no_time():
    game = hall("180")
    with_it = clock.phase_of_plan(game.state, "midterm")
    for name in ("d2", "d7", "d4"):
        game.when(c.DropDilemma(name))
    assert len(game.state.plan) == 4
    assert with_it > 0 == clock.phase_of_plan(game.state, "midterm")
