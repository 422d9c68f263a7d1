"""Another rule: which decisions would have gone to a runoff under each other decision rule (DEB-3)."""

import pytest

from game.rules.screens.path import path
from tests.game.rules import given

FIVE = ("P1", "P3", "M1", "M3", "M4")


def ended(*rounds, rule="majority", seats=5, **settings):
    """A term of one table; each round is a row of first votes in the order of FIVE. Runoffs go to the first letter."""
    game = given.playing(seats, script=given.scripted("all", "all", "all"), rule=rule, **settings)
    here = [player for player in FIVE if player in game.state.players]
    for letters in rounds:
        game.reach("vote", votes={})
        game.vote(dict(zip(here, letters, strict=True)))
        game.close()
        if game.step().name == "runoff":
            game.vote(dict.fromkeys(here, letters[0]))
            game.close()
        game.reach("reflect").close()
        game.clock()
    return game.lead("results")


def other_rules(game):
    return dict(path(game.state, game.table()).other_rules)


def test_rounds_are_counted_by_their_first_votes():
    """Three of five are more than half, less than two thirds; four of five are not all."""
    game = ended("AAACC", "AAAAC", "AAAAA")
    assert other_rules(game) == {"two_thirds": (1,), "consent": (1, 2)}


def test_a_vote_that_had_a_runoff_may_need_none_under_another_rule():
    game = ended("AAACC", rule="two_thirds")
    assert other_rules(game) == {"majority": (), "consent": (1,)}


@pytest.mark.parametrize("rule", ["majority", "two_thirds", "consent"])
def test_the_own_rule_is_not_among_them(rule):
    assert rule not in other_rules(ended("AAAAA", rule=rule))


def test_two_votes_against_each_other_go_to_the_chair_under_every_rule():
    """VOTE-3."""
    game = given.playing(5, script=given.scripted("P", "all", "all"))
    game.reach("vote", votes={})
    game.vote({"P1": "A", "P3": "C"})
    game.close()
    game.close()
    game.lead("results")
    assert path(game.state, game.table()).other_rules == ()


def test_where_votes_are_anonymous_and_few_nobody_knows():
    """VOTE-10: counts of fewer than five voters are not kept."""
    assert other_rules(ended("AAAA", seats=4, voting="anonymous")) == {}
    assert other_rules(ended("AAAAC", voting="anonymous")) == {"two_thirds": (), "consent": (1,)}


def test_nothing_is_said_before_the_first_decision():
    game = given.playing(5).lead("results")
    assert path(game.state, game.table()).other_rules == ()
