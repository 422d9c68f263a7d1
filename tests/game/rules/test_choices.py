"""The first, private answer and the pattern it makes: CHOICE-1 to CHOICE-5."""

import pytest

from game.rules import commands as c
from game.rules import refused
from game.rules.events import ChallengerDrawn, ChoiceMade, StepClosed
from tests.game.rules import given
from tests.game.rules.given import SECOND, names, only

ROLES = ["P1", "M1", "M3", "P3", "M4", "P2", "M2", "P4"]


def chosen(letters, **settings):
    """What happens when a table with these choices closes the step; "-" is "not yet", "." no answer."""
    game = given.at("choice", seats=max(2, len(letters)), **settings)
    for role, letter in zip(ROLES, letters, strict=False):
        if letter != ".":
            game.does(role, c.Choose, option=letter.strip("-"))
    return game, game.close()


def test_a_choice_can_be_changed_until_the_step_closes():
    """CHOICE-1."""
    game = given.at("choice")
    game.does("M1", c.Choose, option="A", tap=1)
    events = game.does("M1", c.Choose, option="C", confidence=3, reason="fair", tap=2)
    assert events == [
        ChoiceMade(table=1, player="M1", option="C", confidence=3, reason="fair", tap=2),
    ]
    assert game.play().choices["M1"].option == "C"
    stale = game.wish("M1", c.Choose, option="A", tap=3)
    game.close()
    given.refused(game, stale, refused.MOMENT_IS_GONE)


def test_a_choice_can_be_refined_without_changing_the_option():
    """CHOICE-1, CHOICE-2: confidence and reason are part of it."""
    game = given.at("choice")
    game.does("M1", c.Choose, option="A")
    assert names(game.does("M1", c.Choose, option="A", confidence=2)) == ["ChoiceMade"]
    assert names(game.does("M1", c.Choose, option="A", confidence=2, reason="trust")) == ["ChoiceMade"]


def test_not_yet_counts_as_answered_without_a_choice():
    """CHOICE-1, STEP-3."""
    game = given.at("choice", seats=3)
    game.all_do(c.Choose)
    events = game.clock(5 * SECOND)
    assert only(events, StepClosed).pattern == "few"


@pytest.mark.parametrize("option", ["B", "D", "E", "a"])
def test_a_choice_is_one_of_the_open_options(option):
    """CHOICE-1, COND-2, FACT-5: not a gated one, and never D."""
    game = given.at("choice")
    given.refused(game, game.wish("M1", c.Choose, option=option), refused.NOT_ON_OFFER)


@pytest.mark.parametrize("reason", ["lawful", "fair", "efficient", "trust", "taking_part", "lasting"])
def test_a_reason_is_one_of_six(reason):
    """CHOICE-2."""
    game = given.at("choice")
    assert game.does("M1", c.Choose, option="A", reason=reason)
    given.refused(game, game.wish("M1", c.Choose, option="A", reason="cheap"), refused.NO_SUCH_ANSWER)


@pytest.mark.parametrize("confidence", [-1, 4])
def test_confidence_is_one_to_three(confidence):
    """CHOICE-2."""
    game = given.at("choice")
    wish = game.wish("M1", c.Choose, option="A", confidence=confidence)
    given.refused(game, wish, refused.NO_SUCH_ANSWER)


@pytest.mark.parametrize(
    ("letters", "pattern"),
    [
        (".....", "few"),
        ("A....", "few"),
        ("A----", "few"),
        ("AA---", "agreed"),
        ("CCCCC", "agreed"),
        ("AAC", "leaning"),
        ("AAAC", "leaning"),
        ("AAABC", "leaning"),
        ("AC", "split_two"),
        ("AACC", "split_two"),
        ("AACC-", "split_two"),
        ("ABC", "split_three"),
        ("AABBC", "split_three"),
        ("AABC", "split_three"),
    ],
)
def test_a_pattern_is_one_word(letters, pattern):
    """CHOICE-3: from the choices made."""
    settings = {"script": given.scripted()}
    game = given.playing(max(2, len(letters)), **settings)
    game.holds(resources={"trust": 9})
    game.reach("choice")
    for role, letter in zip(ROLES, letters, strict=False):
        if letter != ".":
            game.does(role, c.Choose, option=letter.strip("-"))
    assert only(game.close(), StepClosed).pattern == pattern


def test_reasons_stand_under_their_option_without_names():
    """CHOICE-4: chips counted, notes in drawn order."""
    game = given.at("choice")
    for role, option, reason, note in (
        ("P1", "A", "fair", ""),
        ("M1", "A", "fair", "n1"),
        ("M3", "A", "", "n2"),
        ("P3", "C", "lasting", "n3"),
        ("M4", "", "trust", "n4"),
    ):
        game.does(role, c.Choose, option=option, reason=reason, note=note)
    reasons = only(game.close(), StepClosed).reasons
    assert [(option, chips, set(notes)) for option, chips, notes in reasons] == [
        ("A", (("fair", 2),), {"n1", "n2"}),
        ("C", (("lasting", 1),), {"n3"}),
    ]


def test_notes_are_told_in_drawn_order():
    """CHOICE-4: in an order that the draw key gives, whoever wrote first."""
    orders = set()
    for key in "abcdefgh":
        found = []
        for writers in (("P1", "M1", "M3"), ("M3", "P1", "M1")):
            game = given.at("choice", key=key)
            for role in writers:
                game.does(role, c.Choose, option="A", note=f"note {role}")
            found.append(only(game.close(), StepClosed).reasons)
        assert found[0] == found[1]
        orders.add(found[0][0][2])
    assert len(orders) > 1


def test_a_challenger_is_drawn_when_all_agree():
    """CHOICE-5: among present seats other than the chair."""
    drawn = set()
    for key in "abcdefghijkl":
        game = given.at("choice", seats=4, key=key)
        game.when(c.NoteAway("M3"))
        game.choose(dict.fromkeys(("P1", "M1", "M3"), "A"))
        drawn.add(only(game.close(), ChallengerDrawn).role)
        assert game.play().challenger in ("P3", "M1")
    assert drawn == {"P3", "M1"}


@pytest.mark.parametrize("letters", ["AA", "AA---", "AAC", "AACC"])
def test_no_challenger_is_drawn_otherwise(letters):
    """CHOICE-5: fewer than three choices, or no agreement."""
    _, events = chosen(letters)
    assert names(events) == ["StepClosed", "StepEntered"]


def test_choices_tell_nobody_who_chose_what():
    """CHOICE-1, CHOICE-3, CHOICE-4: the event that closes the step names no seat and no count of options."""
    game, events = chosen("AACC")
    closed = only(events, StepClosed)
    assert not {role for role in ROLES if role in repr(closed)}
    assert game.play().pattern == "split_two"
