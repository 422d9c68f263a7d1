"""ROOM-5: a table may send what it knows of to the curators; who may, when, and how often."""

import pytest

from game.rules import commands as c
from game.rules import refused
from game.rules.events import LeadSent
from game.rules.screens import player_screen
from tests.game.rules import given
from tests.game.rules.test_notes import Words


@pytest.fixture
def home():
    """Two tables at the last question of the debrief."""
    game = given.debrief(3, 3)
    game.when(c.AskQuestion(5))
    return game


def shown(game, player="P1"):
    """Whether the table is asked, and how many leads it has sent."""
    task = player_screen(game.state, Words, player).part("task").data
    return task.asks_lead, task.leads


def test_everybody_at_the_table_may_send_one(home):
    """ROOM-5: the log knows that the table has sent something, and neither who nor what."""
    assert home.when(c.SendLead("P1", "ab12")) == [LeadSent(table=1, lead="ab12")]
    assert home.when(c.SendLead("M3", "cd34")) == [LeadSent(table=1, lead="cd34")]
    assert shown(home) == shown(home, "M1") == (True, 2)
    assert shown(home, "P1.2") == (True, 0)


def test_the_same_lead_is_sent_once(home):
    """ROOM-5: the second of two taps writes nothing, also once there is no room for more."""
    for lead in ("a", "b", "c"):
        home.when(c.SendLead("P1", lead))
    assert home.when(c.SendLead("P1", "a")) == []
    home.lead("plan")
    assert home.when(c.SendLead("P1", "c")) == []


def test_a_table_sends_three(home):
    """ROOM-5: at most three from one table, whoever sends them; another table has its own three."""
    for player, lead in (("P1", "a"), ("M1", "b"), ("M3", "c")):
        home.when(c.SendLead(player, lead))
    given.refused(home, c.SendLead("P1", "d"), refused.ENOUGH_LEADS)
    assert home.when(c.SendLead("P1.2", "d")) == [LeadSent(table=2, lead="d")]


@pytest.mark.parametrize("question", [1, 2, 3, 4])
def test_it_is_asked_at_the_last_question_only(question):
    """ROOM-5: where have we seen this here?"""
    game = given.debrief(3)
    if question > 1:
        game.when(c.AskQuestion(question))
    assert shown(game) == (False, 0)
    given.refused(game, c.SendLead("P1", "a"), refused.MOMENT_IS_GONE)


@pytest.mark.parametrize("phase", ["results", "plan", "closed"])
def test_it_is_asked_in_the_debrief_only(home, phase):
    """ROOM-5, PHASE-1."""
    game = given.playing(3).lead("results") if phase == "results" else home.lead(phase)
    given.refused(game, c.SendLead("P1", "a"), refused.MOMENT_IS_GONE)


def test_a_stranger_sends_nothing(home):
    """ROOM-5, SEAT-7: unknown, removed, at no table."""
    home.when(c.RemovePlayer("M3"))
    home.when(c.Join("watcher"))
    for player, no in (
        ("nobody", refused.NOT_A_PLAYER),
        ("M3", refused.REMOVED),
        ("watcher", refused.NOT_SEATED),
    ):
        given.refused(home, c.SendLead(player, "a"), no)


def test_who_came_late_to_the_table_may_send_one_too(home):
    """ROOM-5, SEAT-4: from results on they watch, and know cases all the same."""
    home.when(c.Join("late"))
    home.when(c.TakeSeat("late", 1))
    assert home.when(c.SendLead("late", "a")) == [LeadSent(table=1, lead="a")]
