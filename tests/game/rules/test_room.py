"""What the facilitator does with the plan and with time as a whole: midterm, a dropped dilemma, a vote opened again (PHASE-4, PHASE-5, BACK-4)."""

from functools import cache

import pytest

from game.rules import commands as c
from game.rules import refused
from game.rules.events import IncidentsDrawn
from game.rules.hall.results import thresholds
from game.rules.hall.room import droppable
from game.rules.round.moments import plenary_due
from scenarios.script import parse
from tests.game.rules import given
from tests.game.rules.given import MINUTE, SECOND

VALUES = ("poles", "resources", "people", "marks", "seeds", "sprouts", "played", "once")


@cache
def long(rounds=7):
    """A script of seven short dilemmas, of which all, P and M decide in turn; each A plants a seed."""
    option = {
        "cost": {"time": 1, "budget": 0},
        "poles": {"A1": 1, "A2": -1},
        "att": {"ngos": 1},
        "marks": ["x"],
    }
    seed = {"kind": "harm", "tag": "money", "after": 3, "effects": {"B2": -1}, "guarded_by": ["review_date"]}
    dilemmas = [
        {"id": f"d{n}", "stage": n, "from": since, "level": 1, "decides": who, "fallback": "A",
         "options": {"A": {**option, "seeds": ["late"]}, "B": option, "C": option}, "seeds": {"late": seed}}
        for n, (since, who) in enumerate(zip((3, 7, 3, 5, 4, 3, 6), ("all", "P", "M", "all", "P", "M", "all"), strict=True), 1)
    ]  # fmt: skip
    return parse({"slug": "long", "max_rounds": rounds, "dilemmas": dilemmas}, {"en": {}})


def playing(rounds=7, *sizes, **settings):
    return given.playing(*(sizes or (5,)), script=long(), rounds=rounds, **{"edition": 2, **settings})


def at_midterm():
    game = playing(midterm=True)
    for _ in range(4):
        game.decide("A")
    return game


def test_midterm_comes_after_round_four_of_seven():
    """PHASE-4: tables wait in done; no round opens before, and results are not next."""
    game = at_midterm()
    assert (game.step().name, game.table().round) == ("done", 4)
    game.clock(10 * MINUTE)
    assert game.step().name == "done"
    given.refused(game, c.OpenRound(5), refused.NOT_NOW)
    game.when(c.AdvancePhase("playing"))
    assert game.state.phase == "midterm"
    game.later(20 * MINUTE).when(c.AdvancePhase("midterm"))
    assert (game.state.phase, game.step().name, game.table().round) == ("playing", "gate", 5)
    for _ in range(3):
        game.decide("A")
    game.when(c.AdvancePhase("playing"))
    assert game.state.phase == "results"


def test_midterm_waits_for_tables_that_are_awake_unless_it_is_confirmed():
    """PHASE-4: a table that is behind keeps its step, frozen, and its clock goes on where it stood."""
    game = playing(7, 5, 3, midterm=True)
    for _ in range(4):
        game.decide("A")
    for _ in range(3):
        game.decide("A", 2)
    game.reach("choice", table=2)
    opened = game.step(2).opened_at
    given.refused(game, c.AdvancePhase("playing"), refused.TABLES_STILL_DECIDE)
    game.later(10 * SECOND).when(c.AdvancePhase("playing", confirmed=True))
    game.clock(30 * MINUTE)
    assert game.step(2).name == "choice"
    game.when(c.AdvancePhase("midterm"))
    assert game.step(2).opened_at == opened + 30 * MINUTE


def test_formats_without_midterm_know_none():
    """PHASE-4."""
    game = playing()
    for _ in range(4):
        game.decide("A")
    assert game.step().name == "gate" and game.table().round == 5


@pytest.mark.parametrize(("rounds", "expected"), [(7, "d2"), (6, "d7"), (5, "d4"), (4, "d5"), (3, "")])
def test_what_only_the_longest_formats_have_may_be_dropped(rounds, expected):
    """PHASE-5: as long as the plan has more than three rounds."""
    assert droppable(playing(rounds).state) == expected


def test_dropped_dilemma_is_played_by_no_table():
    """PHASE-5: rounds are renumbered, thresholds follow, resources stay."""
    game = playing(4)
    resources = game.table().resources
    given.refused(game, c.DropDilemma("d3"), refused.NOT_TO_BE_DROPPED)
    game.when(c.DropDilemma("d5"))
    assert game.state.plan == ("d1", "d3", "d6") and game.table().resources == resources
    assert game.when(c.DropDilemma("d5")) == []
    given.refused(game, c.DropDilemma("d6"), refused.NOT_TO_BE_DROPPED)
    for _ in range(3):
        game.decide("A")
    game.when(c.AdvancePhase("playing"))
    assert game.table().results.rounds == 3 and thresholds(game.state.script, 3) == (9, 13, 13)


def test_table_at_its_gate_gets_the_chair_of_what_comes_instead():
    """PHASE-5, CHAIR-1: a dilemma of the politicians gives way to one of the managers."""
    game = playing(4)
    game.decide("A").decide("A")
    assert game.step().name == "gate" and game.state.dilemma(game.table()).id == "d5"
    chairs = game.table().chairs
    game.when(c.DropDilemma("d5"))
    assert game.state.dilemma(game.table()).id == "d6" and game.table().chair.startswith("M")
    assert game.table().chairs[:-1] == chairs[:-1] and len(game.table().chairs) == 3


def test_table_with_nothing_left_to_play_is_done():
    """PHASE-5: the dropped dilemma was the last."""
    game = playing(6)
    for _ in range(5):
        game.decide("A")
    assert game.step().name == "gate" and game.table().round == 6
    game.when(c.DropDilemma("d7"))
    assert (game.step().name, game.table().round, game.play().dilemma) == ("done", 5, "d6")
    game.when(c.AdvancePhase("playing"))
    assert game.table().results.rounds == 5


@pytest.mark.parametrize("step", ["consequence", "reflect"])
def test_vote_is_opened_again_with_the_values_held_before(step):
    """BACK-4: the table is in talk, votes are void; seeds, marks and people are as they were."""
    game = playing(3)
    game.reach("vote")
    before = {name: getattr(game.table(), name) for name in VALUES}
    game.vote(dict.fromkeys(("P1", "P3", "M1", "M3", "M4"), "A"))
    game.close()
    game.reach(step)
    assert {name: getattr(game.table(), name) for name in VALUES} != before
    number = game.step().number
    game.when(c.ReopenVote(1, number))
    assert {name: getattr(game.table(), name) for name in VALUES} == before
    assert game.step().name == "talk" and game.play().voided and not game.play().votes
    assert game.play().decision is None and game.step().number == number + 1
    game.decide("B")
    assert game.table().past[0].decision.option == "B"


@pytest.mark.parametrize(
    ("rounds", "places"), [(3, [2]), (4, [3]), (5, [2, 4]), (6, [3, 5]), (7, [3, 6])]
)  # fmt: skip
def test_plenaries_are_due_after_these_rounds(rounds, places):
    """PHASE-4."""
    game = playing(rounds, format="90", plenaries=True)
    found = []
    for number in range(1, rounds + 1):
        game.decide("A")
        if due := plenary_due(game.state):
            found.append(number)
            game.when(c.SkipPlenary(due))
            game.clock()
    assert found == places


@pytest.mark.parametrize(
    ("rounds", "places"), [(3, [3]), (4, [3]), (5, [3, 5]), (6, [3, 5]), (7, [3, 6])]
)  # fmt: skip
def test_incidents_wait_at_the_gates_of_these_rounds(rounds, places):
    """INC-1."""
    game = playing(rounds, incidents=True)
    drawn = given.only([event for _at, event in game.lines], IncidentsDrawn)
    assert [number for number, _incident in drawn.places] == places


def test_vote_is_not_opened_again_after_the_round():
    """BACK-4: neither before the decision nor once the table is done, nor once the room has seen it."""
    game = playing(3)
    game.reach("vote")
    given.refused(game, c.ReopenVote(1, game.step().number), refused.TOO_LATE_TO_GO_BACK)
    game.decide("A")
    given.refused(game, c.ReopenVote(1, game.step().number), refused.TOO_LATE_TO_GO_BACK)
    given.refused(game, c.ReopenVote(1, 1), refused.MOMENT_IS_GONE)
    game = playing(3, 5, 3, plenaries=True)
    game.decide("A").decide("A", 2).decide("A", 2)
    game.reach("consequence")
    game.when(c.ShowPlenary(2, confirmed=True))
    given.refused(game, c.ReopenVote(1, game.step().number), refused.TOO_LATE_TO_GO_BACK)
