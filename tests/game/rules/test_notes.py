"""What people keep and show: KEEP-1, and who may not."""

import pytest

from game.rules import commands as c
from game.rules import refused
from game.rules.events import NoteHidden, NoteKept, NoteShared, NoteShown, PlanShared
from game.rules.screens import player_screen
from tests.game.rules import given


class Words:
    """What P1 has written."""

    names, tables, answers = {}, {}, {}
    notes = {"P1.q1": "Uneasy.", "P1.plan.when": "On Monday", "P1.plan.i_will": "ask first"}


def seen(game, *players):
    """Who of these sees the words somewhere on the page."""
    return [p for p in players if "Uneasy." in repr(player_screen(game.state, Words, p))]


def test_words_are_ones_own_until_they_are_shown_and_then_the_tables():
    """KEEP-1: by own tap, at the own table, without a name."""
    game = given.debrief(3, 3)
    everybody = ("P1", "M1", "M3", "P1.2", "M1.2")
    assert game.when(c.KeepNote("P1", "q1")) == [NoteKept(table=1, player="P1", note="P1.q1")]
    assert seen(game, *everybody) == ["P1"]
    assert game.when(c.ShareNote("P1", "q1"))[-1] == NoteShared(table=1, player="P1", note="P1.q1")
    assert seen(game, *everybody) == ["P1", "M1", "M3"]
    assert "'P1'" not in repr(player_screen(game.state, Words, "M1").part("task"))


def test_what_the_facilitator_hides_is_on_no_other_screen():
    """Section "The facilitator's verbs": show or hide a shared answer; its owner still has it."""
    game = given.debrief(3)
    given.refused(game, c.HideNote("P1.q1"), refused.NOT_NOW)
    game.when(c.ShareNote("P1", "q1"))
    assert game.when(c.HideNote("P1.q1")) == [NoteHidden(table=1, note="P1.q1")]
    assert game.when(c.HideNote("P1.q1")) == []
    assert seen(game, "P1", "M1") == ["P1"]
    assert game.when(c.ShowNote("P1.q1")) == [NoteShown(table=1, note="P1.q1")]
    assert seen(game, "P1", "M1") == ["P1", "M1"]


def test_an_answer_is_shown_once():
    """KEEP-1: the second tap keeps the words and shows nothing anew."""
    game = given.debrief(3)
    assert game.when(c.ShareNote("P1", "q1"))[-1] == NoteShared(table=1, player="P1", note="P1.q1")
    assert [type(event) for event in game.when(c.ShareNote("P1", "q1"))] == [NoteKept]


def test_a_plan_is_shown_once():
    """KEEP-1: the second tap shows nothing anew."""
    game = given.debrief(3).lead("plan")
    assert game.when(c.SharePlan("P1"))[-1] == PlanShared(table=1, player="P1", note="P1.plan")
    assert [type(event) for event in game.when(c.SharePlan("P1"))] == [NoteKept]
    assert "On Monday" in repr(player_screen(game.state, Words, "M1"))


@pytest.mark.parametrize(
    ("phase", "topic", "no"),
    [
        ("debrief", "q2", refused.MOMENT_IS_GONE),
        ("debrief", "plan", refused.MOMENT_IS_GONE),
        ("debrief", "q9", refused.NO_SUCH_ANSWER),
        ("debrief", "", refused.NO_SUCH_ANSWER),
        ("plan", "q1", refused.MOMENT_IS_GONE),
        ("closed", "plan", refused.MOMENT_IS_GONE),
        ("results", "q1", refused.MOMENT_IS_GONE),
    ],
)
def test_words_out_of_their_time_are_refused(phase, topic, no):
    """PHASE-1: closed is read only; a question that was not asked has no answer."""
    game = given.playing(3).lead(phase)
    given.refused(game, c.KeepNote("P1", topic), no)


def test_a_stranger_and_who_was_removed_keep_nothing():
    """KEEP-1, SEAT-7."""
    game = given.debrief(3)
    game.when(c.RemovePlayer("M3"))
    for player, no in (("nobody", refused.NOT_A_PLAYER), ("M3", refused.REMOVED)):
        for command in (c.KeepNote(player, "q1"), c.ShareNote(player, "q1")):
            given.refused(game, command, no)


@pytest.mark.parametrize(
    ("minutes", "phase", "part", "open_"),
    [
        ("90", "welcome", "before", True),
        ("90", "briefing", "before", True),
        ("90", "playing", "before", False),
        ("90", "debrief", "after", False),
        ("90", "plan", "after", True),
        ("45", "welcome", "before", False),
        ("45", "plan", "after", False),
        ("45", "closed", "after", True),
        ("90", "closed", "after", True),
    ],
)
def test_questions_about_oneself_are_open_when_the_format_has_time(minutes, phase, part, open_):
    """Section "Questions asked": in the 45 only afterwards, on the phone."""
    game = given.lobby(3, format=minutes).lead(phase)
    if open_:
        game.when(c.AnswerQuestions("P1", part))
        assert game.state.players["P1"].asked == (part,)
    else:
        given.refused(game, c.AnswerQuestions("P1", part), refused.MOMENT_IS_GONE)
