"""Who leads a round, and what only the chair may do: CHAIR-1 to CHAIR-3."""

import pytest

from game.rules import commands as c
from game.rules import refused
from game.rules.events import ChairNamed, PenTaken
from tests.game.rules import given
from tests.game.rules.given import MINUTE, names


def chairs(game, rounds=3):
    """The chairs of so many rounds, each decided for A."""
    for _ in range(rounds):
        game.decide("A")
    return list(game.table().chairs)[:rounds]


def test_the_chair_is_named_on_entering_the_gate():
    """CHAIR-1."""
    game = given.lobby(5)
    events = game.lead("briefing").when(c.AdvancePhase("briefing"))
    assert names(events) == ["PhaseEntered", "StepEntered", "ChairNamed"]
    assert events[-1] == ChairNamed(table=1, role="P1")


@pytest.mark.parametrize(
    ("decides", "expected"),
    [
        (("P", "P", "P"), ["P1", "P3", "P1"]),
        (("M", "M", "M"), ["M1", "M3", "M4"]),
        (("P", "M", "all"), ["P1", "M1", "P3"]),
        (("P", "all", "all"), ["P1", "M1", "P3"]),
        (("M", "all", "P"), ["M1", "P1", "P3"]),
        (("P", "P", "all"), ["P1", "P3", "M1"]),
        (("all", "all", "all"), ["P1", "M1", "P3"]),
    ],
)
def test_the_pen_passes_in_code_order_within_the_family(decides, expected):
    """CHAIR-1: with all, the family that chaired fewer rounds; equal: P."""
    assert chairs(given.playing(5, script=given.scripted(*decides))) == expected


def test_the_pen_passes_by_an_away_seat():
    """CHAIR-1: among present seats."""
    game = given.playing(6, script=given.scripted("P", "P", "P"))
    game.when(c.NoteAway("P2"))
    assert chairs(game) == ["P1", "P3", "P1"]


def test_the_other_family_leads_when_nobody_of_the_family_is_present():
    """CHAIR-1."""
    game = given.lobby(5)
    game.lead("briefing")
    for player in ("P1", "P3"):
        game.when(c.NoteAway(player))
    game.when(c.AdvancePhase("briefing"))
    assert game.table().chair == "M1"


def test_a_round_without_a_chair_leaves_the_next_round_its_chair():
    """CHAIR-1: after a round in which nobody held a seat, the chair that is named leads."""
    game = given.playing(1, script=given.scripted("P", "P", "P"))
    game.when(c.RemovePlayer("P1"))
    game.decide("A")
    assert (game.step().name, game.table().round) == ("gate", 2)
    game.when(c.Join("late"))
    game.when(c.TakeSeat("late", 1, "P1"))
    game.decide("A")
    assert (game.step().name, game.table().round) == ("gate", 3)
    assert game.table().chair == "P1"


def test_the_pen_of_an_away_chair_goes_to_who_taps_first():
    """CHAIR-2: until the chair is back."""
    game = given.at("talk", seats=5)
    given.refused(game, game.wish("M1", c.TakePen), refused.CHAIR_IS_HERE)
    game.when(c.NoteAway("P1"))
    assert game.does("M1", c.TakePen) == [PenTaken(table=1, role="M1")]
    assert game.does("M1", c.TakePen) == []
    given.refused(game, game.wish("M3", c.TakePen), refused.CHAIR_IS_HERE)
    assert names(game.does("M1", c.CallVote)) == ["VoteCalled"]
    game.when(c.NoteBack("P1"))
    assert game.table().penholder == "P1"
    given.refused(game, game.wish("M1", c.CallVote), refused.ONLY_THE_CHAIR)


def test_the_pen_passes_on_when_its_holder_goes_away_too():
    """CHAIR-2."""
    game = given.at("talk", seats=5)
    game.when(c.NoteAway("P1"))
    game.does("M1", c.TakePen)
    game.when(c.NoteAway("M1"))
    assert game.does("M3", c.TakePen) == [PenTaken(table=1, role="M3")]


def test_the_pen_of_a_removed_chair_can_be_taken():
    """CHAIR-2, SEAT-7."""
    game = given.at("talk", seats=5)
    game.when(c.RemovePlayer("P1"))
    assert names(game.does("M1", c.TakePen)) == ["PenTaken"]


def test_a_pen_that_was_taken_is_given_back_at_the_next_gate():
    """CHAIR-1, CHAIR-2."""
    game = given.at("talk", seats=5)
    game.when(c.NoteAway("P1"))
    game.does("M3", c.TakePen)
    game.decide("A")
    assert game.table().penholder == "M1"


@pytest.mark.parametrize("who", ["P3", "M1", "M4"])
def test_only_the_chair_calls_the_vote(who):
    """CHAIR-3."""
    game = given.at("talk")
    given.refused(game, game.wish(who, c.CallVote), refused.ONLY_THE_CHAIR)


def test_only_the_chair_closes_an_overdue_step():
    """CHAIR-3, STEP-2 c."""
    game = given.at("choice").later(2 * MINUTE)
    given.refused(game, game.wish("M1", c.CloseStep), refused.ONLY_THE_CHAIR)
    assert "StepClosed" in names(game.does("P1", c.CloseStep))


def test_only_the_chair_leads_on_from_reveal():
    """CHAIR-3."""
    game = given.at("reveal").later(25_000)
    given.refused(game, game.wish("M1", c.GoOn), refused.ONLY_THE_CHAIR)
    assert names(game.does("P1", c.GoOn)) == ["StepClosed", "StepEntered"]


def test_only_the_chair_gives_the_word():
    """CHAIR-3, VOTE-5."""
    game = given.at("vote")
    game.vote({"P1": "A", "P3": "C"})
    game.close()
    given.refused(game, game.wish("P3", c.GiveWord, option="C"), refused.ONLY_THE_CHAIR)
    assert "DecisionMade" in names(game.does("P1", c.GiveWord, option="C"))


def test_who_holds_the_pen_gives_the_word():
    """CHAIR-2, VOTE-5."""
    game = given.at("vote")
    game.vote({"P1": "A", "P3": "C"})
    game.close()
    game.when(c.NoteAway("P1"))
    game.does("M1", c.TakePen)
    assert "DecisionMade" in names(game.does("M1", c.GiveWord, option="C"))
