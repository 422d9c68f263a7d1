"""Going back before the decision: BACK-1 to BACK-3."""

import pytest

from game.rules import commands as c
from game.rules import refused
from game.rules.events import ChairNamed, DecidersWidened, SituationSet, StepClosed, SteppedBack
from tests.game.rules import given
from tests.game.rules.given import names, only

ORDER = ["situation", "choice", "reveal", "talk", "vote", "runoff"]
DECIDED = {"P1": "A", "P3": "A"}


def back(game, to):
    return game.when(c.StepBack(1, game.step().number, to))


@pytest.mark.parametrize(("here", "to"), [(h, t) for i, h in enumerate(ORDER) for t in ORDER[:i]])
def test_a_table_goes_back_to_any_earlier_step(here, to):
    """BACK-1: of the round, down to situation; with a new step number."""
    game = given.at(here)
    number = game.step().number
    events = back(game, to)
    assert names(events)[:2] == ["SteppedBack", "StepEntered"]
    assert (game.step().name, game.step().number) == (to, number + 1)


@pytest.mark.parametrize("step", ["consequence", "reflect", "done"])
def test_a_table_does_not_go_back_behind_its_decision(step):
    """BACK-1."""
    game = given.at(step, votes=DECIDED)
    wish = c.StepBack(1, game.step().number, "talk")
    given.refused(game, wish, refused.TOO_LATE_TO_GO_BACK)


@pytest.mark.parametrize(
    ("here", "to"), [("choice", "choice"), ("choice", "vote"), ("vote", "talk "), ("talk", "gate")]
)
def test_a_table_goes_back_only(here, to):
    """BACK-1: not on, not to the gate."""
    game = given.at(here)
    no = refused.NOT_NOW if to in ORDER[:5] else refused.TOO_LATE_TO_GO_BACK
    given.refused(game, c.StepBack(1, game.step().number, to), no)


@pytest.mark.parametrize("here", ["vote", "runoff"])
def test_votes_that_are_left_are_void(here):
    """BACK-2: and voters read so."""
    game = given.at(here)
    game.vote({"P1": "A", "M1": "C"})
    assert back(game, "talk")[0] == SteppedBack(table=1, to="talk", voided=True)
    assert dict(game.play().votes) == {}
    assert game.play().voided
    game.reach("vote")
    assert not game.play().voided
    assert names(game.does("P1", c.CastVote, option="A")) == ["VoteCast"]


def test_a_tie_that_is_left_is_void():
    """BACK-2."""
    game = given.at("vote")
    game.vote({"P1": "A", "P3": "C"})
    game.close()
    back(game, "talk")
    game.reach("vote")
    assert game.play().tied == ()


def test_talk_that_was_left_leaves_no_votes_void():
    """BACK-2."""
    assert only(back(given.at("talk"), "choice"), SteppedBack).voided is False


@pytest.mark.parametrize("to", ["situation", "choice"])
def test_choices_reopen_with_the_old_answer(to):
    """BACK-2: kept, filled in, and to be answered anew."""
    game = given.at("talk", choices={"P1": "A", "M1": "C"})
    back(game, to)
    game.reach("choice")
    assert game.play().choices["M1"].option == "C"
    assert game.play().answered == ()
    assert names(game.does("M1", c.Choose, option="C")) == ["ChoiceMade"]


def test_the_choice_of_a_removed_player_does_not_reopen():
    """BACK-2, SEAT-7, STEP-4: nobody holds that answer any more when the choice closes again."""
    game = given.at("talk", seats=4, choices={"P1": "A", "P3": "A", "M1": "A", "M3": "C"})
    game.when(c.RemovePlayer("M3"))
    back(game, "choice")
    assert only(game.close(), StepClosed).pattern == "agreed"


def test_the_shift_is_told_from_the_choice_that_was_closed_first():
    """BACK-2."""
    game = given.at("talk", choices={"P1": "A", "M1": "A"})
    back(game, "choice")
    game.reach("vote", choices={"P1": "C", "M1": "C"})
    game.vote({"P1": "C", "M1": "A"})
    assert only(game.close(), StepClosed).flows == (("A", "A", 1), ("A", "C", 1))


def test_what_was_set_for_the_round_stays():
    """BACK-3: chair, options on offer, other forms, variant, and who decides."""
    game = given.at("talk", seats=4)
    before = game.play()
    game.holds(resources={"trust": 9}, people={})
    game.when(c.RemovePlayer("P3"))
    events = back(game, "situation")
    assert not [e for e in events if isinstance(e, SituationSet | ChairNamed)]
    now = game.play()
    assert (now.options, now.alts, now.variant, now.deciders, now.seen) == (
        before.options,
        before.alts,
        before.variant,
        before.deciders,
        before.seen,
    )


def test_ready_is_asked_anew_in_a_new_talk():
    """BACK-1, TALK-1: a talk that is entered again waits for its own call."""
    game = given.at("talk", seats=3)
    game.does("P1", c.CallVote)
    game.does("M1", c.TapReady)
    assert game.step().name == "vote"
    back(game, "talk")
    assert (game.play().ready, game.play().called) == ((), False)


def test_who_decides_is_judged_again():
    """BACK-3, WHO-3: somebody has come back meanwhile."""
    game = given.playing(4)
    game.when(c.NoteAway("P3"))
    game.reach("vote")
    assert names(game.close())[0] == "DecidersWidened"
    back(game, "talk")
    game.when(c.NoteBack("P3"))
    game.reach("vote")
    assert not [e for e in game.close() if isinstance(e, DecidersWidened)]


def test_a_table_does_not_go_back_once_the_term_is_over():
    """BACK-1."""
    game = given.playing(3).decide("A").lead("results")
    given.refused(game, c.StepBack(1, game.step().number, "talk"), refused.NOT_NOW)
