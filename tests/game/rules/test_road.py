"""The road not taken (END-10): the rules once more, with one decision exchanged."""

import pytest

from game.rules import commands as c
from game.rules import refused
from game.rules.refused import Refused
from game.rules.road import options_left, road, walked
from tests.game.rules import given
from tests.game.rules.test_guards import YES, decided, proposed
from tests.game.rules.test_incidents import met
from tests.game.rules.test_moves import in_talk

VALUES = ("poles", "resources", "people", "marks", "sprouts", "seeds")


def over(option="A"):
    """A whole term in which A was decided three times, with an incident."""
    game = met(option)
    game.close()
    game.decide(option)
    return game.lead("results")


@pytest.mark.parametrize("option", ["A", "C"])
def test_road_that_was_taken_leads_where_it_led(option):
    """END-10: replayed without an exchange, everything is as it was."""
    game = over(option)
    assert game.table().results.rounds == 3
    ghost = walked(game.state, 1, {})
    assert {name: getattr(ghost, name) for name in VALUES} == {
        name: getattr(game.table(), name) for name in VALUES
    }


def test_moves_safeguards_and_manners_stay_as_they_were():
    """END-10."""
    game = proposed()
    decided(game, "A", **YES)
    game.reach("reflect").close()
    game.clock()
    game.lead("results")
    ghost = walked(game.state, 1, {})
    assert ghost.resources == game.table().resources and ghost.marks == game.table().marks


@pytest.mark.parametrize("role", ["P1", "M1", "M3"])
def test_what_a_move_and_an_overruled_advice_did_is_done_again(role):
    """END-10, MOVE-1, WHO-4: replayed without an exchange, everything is as it was."""
    game = in_talk()
    game.does(role, c.PlayMove)
    votes = {name: "A" if name.startswith("M") else "C" for name in game.table().taken()}
    game.reach("consequence", votes=votes)
    assert game.play().decision.overruled
    game.reach("reflect").close()
    game.clock()
    game.lead("results")
    ghost = walked(game.state, 1, {})
    assert {name: getattr(ghost, name) for name in VALUES} == {
        name: getattr(game.table(), name) for name in VALUES
    }


def test_another_road_has_other_poles_and_other_seeds():
    """END-10: seeds gained and lost, the two lines of poles, the other ending."""
    game = over()
    other = road(game.state, 1, 1, "C")
    assert (other.dilemma, other.taken, other.option) == ("harbour", "A", "C")
    assert ("harbour", "quick") in other.lost and not other.gained
    ends = {pole: (was, would) for pole, was, would in other.poles}
    assert ends["C1"][1] > ends["C1"][0]
    assert {pole: was for pole, (was, _) in ends.items()} == dict(game.table().poles)
    assert other.before.solution == game.table().results.solution != other.after.solution


def test_later_decision_that_would_be_shut_is_kept_anyway():
    """END-10."""
    game = given.playing(5, script=given.lively(), **{**given.FULL, "incidents": False, "plenaries": False})
    game.holds(resources={"trust": 7}).decide("B").decide("A")
    game.lead("results")
    assert road(game.state, 1, 2, "C").option == "C"


@pytest.mark.parametrize(("round_", "option"), [(1, "A"), (1, "B"), (1, "D"), (4, "A"), (2, "Z")])
def test_road_that_was_not_open_is_refused(round_, option):
    """END-10: another option that was open there; the one taken is none."""
    game = over()
    with pytest.raises(Refused, match="not open"):
        road(game.state, 1, round_, option)


def test_there_is_no_other_road_before_the_end():
    game = met()
    with pytest.raises(Refused) as no:
        road(game.state, 1, 1, "C")
    assert no.value.message == refused.NOT_NOW
    assert options_left(game.table().past[0]) == ("A",)
