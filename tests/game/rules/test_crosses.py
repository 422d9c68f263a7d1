"""Cross effects of stakeholders, decision rules, aims (PEOPLE-3, VOTE-2, AIM-1)."""

import pytest

from game.rules import commands as c
from game.rules import refused
from game.rules.events import AimRevealed, CrossFelt, PeopleMoved
from game.rules.round.votes import wins
from game.rules.screens import told
from game.rules.state import Stake
from tests.game.rules import given
from tests.game.rules.test_moves import deciding, in_talk, moved


def felt(game, option="B", **people):
    """Which cross effects a decision of round 2 sets off, with people standing so before it."""
    stakes = {slot: Stake(*stake) for slot, stake in people.items()}
    game.holds(people=stakes)
    return [event.effect for event in deciding(game, option) if isinstance(event, CrossFelt)]


def test_bad_press_costs_legitimacy():
    """PEOPLE-3 (1): media involved at 2, and another attitude at -2."""
    game = in_talk()
    legitimacy = game.table().resources["legitimacy"]
    assert felt(game, media=(0, 2), unions=(-2, 1)) == ["bad_press"]
    assert game.table().resources["legitimacy"] == legitimacy - 1 and game.table().marks["bad_press"] == 1


@pytest.mark.parametrize(
    "people", [{"media": (0, 1), "unions": (-3, 1)}, {"media": (-3, 2)}, {"media": (0, 2), "unions": (-1, 1)}]
)
def test_there_is_no_bad_press_without_listeners_or_anger(people):
    """PEOPLE-3 (1): another attitude than that of the media."""
    assert felt(in_talk(), **people) == []


def test_unions_follow_the_front_line():
    """PEOPLE-3 (2)."""
    game = in_talk()
    assert felt(game, frontline=(-2, 1)) == ["unions_follow"]
    assert game.table().people["unions"].attitude == -1


def test_effects_build_on_each_other():
    """PEOPLE-3: each on the values left by the one before: bad press is judged before the unions follow."""
    game = in_talk()
    assert felt(game, media=(0, 2), frontline=(-2, 1), unions=(-1, 0)) == ["bad_press", "unions_follow"]
    game = in_talk()
    assert felt(game, media=(0, 2), frontline=(-1, 1), unions=(-1, 0)) == []


@pytest.mark.parametrize(
    "people",
    [{"citizens": (2, 1)}, {"citizens": (1, 2)}, {"businesses": (1, 2)}, {"frontline": (-1, 1)}],
)
def test_half_of_a_condition_is_not_enough(people):
    """PEOPLE-3 (2, 3, 4)."""
    assert felt(in_talk(), **people) == []


def test_citizens_make_it_their_own_once():
    """PEOPLE-3 (3): D2 +1, once per game."""
    game = in_talk()
    assert felt(game, citizens=(2, 2)) == ["citizens_own"]
    game.reach("reflect").close()
    game.clock()
    game.reach("talk")
    assert felt(game, citizens=(3, 3)) == []


def test_businesses_pay_once():
    """PEOPLE-3 (4): Budget +1, once per game."""
    game = in_talk()
    budget = game.table().resources["budget"]
    assert felt(game, businesses=(2, 0)) == ["businesses_pay"]
    assert game.table().resources["budget"] == budget + 1


def test_associations_that_are_sent_home_are_hurt():
    """PEOPLE-3 (5): their involvement was 2 or more and this decision lowered it."""
    game = in_talk()
    assert felt(game, "C", ngos=(1, 2)) == ["ngos_hurt"]
    assert game.table().people["ngos"] == Stake(-1, 1)
    assert felt(in_talk(), "C", ngos=(1, 1)) == []


def test_first_edition_knows_no_cross_effects():
    game = given.at("talk", script=given.lively(), edition=1).holds(people={"frontline": Stake(-3, 1)})
    events = deciding(game, "C")
    assert not [e for e in events if isinstance(e, PeopleMoved) and e.slot == "unions"]


@pytest.mark.parametrize(
    ("rule", "best", "total", "is_enough"),
    [
        ("majority", 3, 5, True), ("majority", 2, 4, False),
        ("two_thirds", 2, 3, True), ("two_thirds", 3, 5, False), ("two_thirds", 4, 6, True),
        ("consent", 5, 5, True), ("consent", 4, 5, False),
    ],
)  # fmt: skip
def test_rule_of_decision(rule, best, total, is_enough):
    """VOTE-2."""
    assert wins(rule, best, total) is is_enough


@pytest.mark.parametrize(("rule", "step"), [("majority", "consequence"), ("consent", "runoff")])
def test_rule_of_decision_is_kept_at_the_table(rule, step):
    """VOTE-2, VOTE-3, VOTE-4: what does not reach it goes to a runoff, in which most votes win."""
    script = given.lively("all", "M", "all")
    game = given.at("vote", script=script, **{**given.FULL, "rule": rule})
    game.vote({"P1": "A", "P3": "A", "M1": "A", "M3": "A", "M4": "C"})
    game.close()
    assert game.step().name == step
    if step == "runoff":
        game.vote({"P1": "A", "P3": "A", "M1": "A", "M3": "C", "M4": "C"})
        game.close()
        assert game.play().decision.manner == "runoff" and game.play().decision.option == "A"


def test_aim_is_shown_by_its_owner_after_the_term():
    """AIM-1: by own tap; the second does nothing; never during play, never by a stranger."""
    game = given.debrief(5, script=given.lively(), **{**given.FULL, "incidents": False})
    assert given.only(game.when(c.RevealAim("P1")), AimRevealed).table == 1
    assert game.when(c.RevealAim("P1")) == []
    given.refused(game, c.RevealAim("nobody"), refused.NOT_SEATED)
    given.refused(given.playing(5), c.RevealAim("P1"), refused.NOT_NOW)
    assert [p.id for p in game.state.players.values() if p.aim_shown] == ["P1"]


def test_moves_are_told_apart_from_the_decision():
    """MOVE-1: what a move did at once is no part of the decision's consequence."""
    game = in_talk()
    assert moved(game.does("M1", c.PlayMove)) == [("time", 2), ("A2", -1)]
    assert [change.cause for change in game.play().changes if change.key == "A2"][-1] == "move M1"
    deciding(game, "C")
    assert "A2" not in [move.pole for move in told.moves(game.table(), game.play())]
