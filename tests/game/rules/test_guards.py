"""Safeguards (TALK-2, GUARD-1 to 3)."""

import pytest

from game.rules import commands as c
from game.rules import refused
from game.rules.events import GuardAttached, GuardLapsed, SeedSprouted
from game.rules.screens import player_screen
from scenarios.script import parse
from tests.game.rules import given
from tests.game.rules.test_moves import in_talk, moved
from tests.game.rules.test_phases import NoTexts


def guarded(letter="A"):
    """Four rounds, in each of which the first option plants a harm due in the next one."""
    effects = {"cost": {"time": 0, "budget": 0}, "poles": {"A1": 1}}
    seed = {"kind": "harm", "tag": "money", "after": 1, "effects": {"B2": -1}, "guarded_by": ["review_date"]}
    gain = {**seed, "kind": "gain", "guarded_by": []}
    dilemmas = [
        {"id": name, "stage": stage, "from": 3, "level": 1, "decides": "all", "fallback": "A",
         "options": {"A": {**effects, "seeds": ["late"]}, "B": {**effects, "seeds": ["gain"]}, "C": effects},
         "seeds": {"late": seed, "gain": gain}}
        for stage, name in enumerate(("one", "two", "three", "four"), 1)
    ]  # fmt: skip
    return parse({"slug": "guarded", "dilemmas": dilemmas}, {"en": {}})


def proposed(guard="review_date", round_=3, **settings):
    """A table in the vote of a round, to which the chair has proposed a safeguard."""
    game = in_talk(round_, 5, "C", script=guarded(), **settings)
    chair = game.table().seats[game.table().chair]
    game.all_do(c.TapReady, *(who for who in ("P1", "P3", "M1", "M3", "M4") if who != chair))
    game.does(chair, c.CallVote, guard=guard)
    assert game.step().name == "vote"
    return game


def decided(game, option, **guards):
    """All five vote for an option, with these answers to the safeguard; what happened when the vote closed."""
    for who in ("P1", "P3", "M1", "M3", "M4"):
        game.does(who, c.CastVote, option=option, guard=guards.get(who, ""))
    before = len(game.lines)
    game.clock(5 * given.SECOND)
    return [event for _at, event in game.lines[before:]]


YES = dict.fromkeys(("P1", "P3", "M1"), "yes")


def test_safeguard_is_attached_by_more_than_half_of_the_deciders_answers():
    """TALK-2, GUARD-1, GUARD-2: paid after the option's costs, mark `safeguard`."""
    game = proposed()
    time = game.table().resources["time"]
    events = decided(game, "A", **YES)
    assert given.only(events, GuardAttached).guard == "review_date"
    assert game.table().resources["time"] == time - 1 and game.table().marks["safeguard"] == 1
    assert game.table().seeds[-1].guard == "review_date"
    shown = player_screen(game.state, NoTexts, "P1").part("task").data
    assert (shown.guard, shown.guard_fate) == ("review_date", "attached")


@pytest.mark.parametrize(
    "answers", [{}, {"P1": "yes", "P3": "no"}, {**YES, "M3": "no", "M4": "no", "M1": "no"}]
)
def test_half_is_not_enough(answers):
    """GUARD-1: of the answers given; who says nothing does not count."""
    game = proposed()
    time = game.table().resources["time"]
    assert given.only(decided(game, "A", **answers), GuardLapsed)
    assert game.table().resources["time"] == time and "safeguard" not in game.table().marks


def test_only_deciders_answers_count():
    """GUARD-1."""
    script = guarded()
    game = given.playing(5, script=script, **{**given.FULL, "incidents": False, "plenaries": False})
    game.decide("C").decide("C").reach("vote")
    game.state = game.state.with_play(1, deciders="P", guard=None)
    game.when(c.StepBack(1, game.step().number, "talk"))
    game.all_do(c.TapReady, "P3", "P1", "M3", "M4", "M1")
    game.does(game.table().seats[game.table().chair], c.CallVote, guard="review_date")
    events = decided(game, "A", P1="no", P3="no", M1="yes", M3="yes", M4="yes")
    assert given.only(events, GuardLapsed)


def test_what_cannot_be_paid_lapses_without_an_overdraft():
    """GUARD-2."""
    game = proposed().holds(resources={"time": 0})
    assert given.only(decided(game, "A", **YES), GuardLapsed)
    assert "overdraft" not in game.table().marks
    shown = player_screen(game.state, NoTexts, "P1").part("task").data
    assert (shown.guard, shown.guard_fate) == ("review_date", "lapsed")


@pytest.mark.parametrize("guard", ["legal_check", "second_invitation", "stop_rule"])
def test_budget_pays_for_the_other_three(guard):
    """GUARD-1: the price is one Budget."""
    game = proposed(guard)
    assert ("budget", -1) in moved(decided(game, "A", **YES))


def test_first_answers_hold_through_a_runoff():
    """GUARD-1."""
    game = proposed()
    for who, option in zip(("P1", "P3", "M1", "M3", "M4"), "AABBC", strict=True):
        game.does(who, c.CastVote, option=option, guard=YES.get(who, ""))
    game.clock(5 * given.SECOND)
    assert game.step().name == "runoff"
    assert given.only(decided(game, "A", P1="no", P3="no", M1="no"), GuardAttached)


def test_going_back_to_the_talk_takes_the_proposal_away():
    """BACK-2: the votes of a vote that is left are void, and so is what went with them."""
    game = proposed()
    game.when(c.StepBack(1, game.step().number, "talk"))
    assert game.play().guard is None


def test_there_is_no_safeguard_before_the_third_round():
    """FMT-5, TALK-2."""
    game = in_talk(2, 5, "C", script=guarded())
    chair = game.table().seats[game.table().chair]
    wish = game.wish(chair, c.CallVote, guard="review_date")
    given.refused(game, wish, refused.NO_SUCH_SAFEGUARD)
    game = in_talk(3, 5, "C", script=guarded())
    chair = game.table().seats[game.table().chair]
    given.refused(game, game.wish(chair, c.CallVote, guard="amulet"), refused.NO_SUCH_SAFEGUARD)


def next_round(game):
    game.reach("reflect").close()
    before = len(game.lines)
    game.clock()
    game.reach("situation")
    return [event for _at, event in game.lines[before:]]


def test_guarded_seed_takes_its_turn_and_does_nothing():
    """GUARD-3: it counts toward the two of SEED-3 all the same."""
    game = in_talk(3, 5, "C", script=guarded(), rounds=4)
    chair = game.table().seats[game.table().chair]
    game.all_do(c.TapReady, *(who for who in ("P1", "P3", "M1", "M3", "M4") if who != chair))
    game.does(chair, c.CallVote, guard="review_date")
    decided(game, "A", **YES)
    spread = game.table().poles["B2"]
    events = next_round(game)
    assert given.only(events, SeedSprouted).spared == "review_date"
    assert game.table().poles["B2"] == spread and game.table().sprouts[-1].spared == "review_date"


def test_safeguard_that_a_seed_does_not_name_protects_nothing():
    """GUARD-3."""
    game = in_talk(3, 5, "C", script=guarded(), rounds=4)
    chair = game.table().seats[game.table().chair]
    game.all_do(c.TapReady, *(who for who in ("P1", "P3", "M1", "M3", "M4") if who != chair))
    game.does(chair, c.CallVote, guard="stop_rule")
    decided(game, "A", **YES)
    assert given.only(next_round(game), SeedSprouted).spared == ""


def test_gain_is_never_guarded():
    """GUARD-3."""
    game = in_talk(3, 5, "C", script=guarded(), rounds=4)
    chair = game.table().seats[game.table().chair]
    game.all_do(c.TapReady, *(who for who in ("P1", "P3", "M1", "M3", "M4") if who != chair))
    game.does(chair, c.CallVote, guard="review_date")
    decided(game, "B", **YES)
    assert given.only(next_round(game), SeedSprouted).spared == ""
