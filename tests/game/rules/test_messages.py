"""What the facilitator says: PHASE-7, and to whom; and how people are called."""

import pytest

from game.rules import commands as c
from game.rules import refused
from game.rules.events import MessageRead, MessageSaid, MessageWithdrawn, PlayerRenamed
from game.rules.hall.messages import unread
from game.rules.state import PHASES
from tests.game.rules import given

EVERYBODY = ("P1", "M1", "M3", "P1.2", "M1.2", "M3.2")


def readers(game):
    """Who has something to read."""
    return [name for name in EVERYBODY if unread(game.state, game.state.players[name])]


@pytest.mark.parametrize(
    ("to", "read_by"),
    [
        ({}, list(EVERYBODY)),
        ({"table": 2}, ["P1.2", "M1.2", "M3.2"]),
        ({"player": "M1"}, ["M1"]),
    ],
)
def test_words_reach_whom_they_are_said_to(to, read_by):
    """PHASE-7: all, one table, or one person."""
    game = given.playing(3, 3)
    assert game.when(c.Say("n1", **to)) == [
        MessageSaid(table=to.get("table", 1 if "player" in to else 0), player=to.get("player", ""), note="n1")
    ]
    assert readers(game) == read_by


def test_words_stay_until_each_has_read_them():
    """PHASE-7: and a second tap says nothing anew."""
    game = given.playing(3, 3)
    game.when(c.Say("n1"))
    game.when(c.Say("n2", table=1))
    assert game.when(c.MarkMessageRead("P1", "n1")) == [MessageRead(table=1, player="P1", message="n1")]
    assert game.when(c.MarkMessageRead("P1", "n1")) == []
    assert [m.note for m in unread(game.state, game.state.players["P1"])] == ["n2"]
    assert [m.note for m in unread(game.state, game.state.players["M1"])] == ["n1", "n2"]


def test_withdrawn_words_are_on_no_screen():
    game = given.playing(3, 3)
    game.when(c.Say("n1"))
    assert game.when(c.WithdrawMessage("n1")) == [MessageWithdrawn(note="n1")]
    assert game.when(c.WithdrawMessage("n1")) == []
    assert game.when(c.MarkMessageRead("P1", "n1")) == []
    assert readers(game) == []


def test_the_same_words_are_said_once():
    """The second of two clicks."""
    game = given.playing(3)
    game.when(c.Say("n1"))
    assert game.when(c.Say("n1")) == []


def test_nobody_reads_for_another():
    """A message of another table, or to another person, is not read by this one; a stranger reads nothing."""
    game = given.playing(3, 3)
    game.when(c.Say("n1", table=2))
    game.when(c.Say("n2", player="M1"))
    assert game.when(c.MarkMessageRead("P1", "n1")) == []
    assert game.when(c.MarkMessageRead("P1", "n2")) == []
    given.refused(game, c.MarkMessageRead("stranger", "n1"), refused.NOT_A_PLAYER)


@pytest.mark.parametrize(
    ("wish", "no"),
    [
        (c.Say("n1", table=9), refused.NO_SUCH_TABLE),
        (c.Say("n1", player="nobody"), refused.NO_SUCH_PLAYER),
        (c.Rename("nobody"), refused.NO_SUCH_PLAYER),
    ],
)
def test_words_to_nobody_are_refused(wish, no):
    given.refused(given.playing(3), wish, no)


@pytest.mark.parametrize("phase", PHASES[1:])
def test_words_and_names_have_a_place_in_every_phase(phase):
    """PHASE-7, and the verbs: message and rename are offered always."""
    game = given.lobby(3).lead(phase)
    assert game.when(c.Say("n1")) == [MessageSaid(note="n1")]
    assert game.when(c.Rename("P1")) == [PlayerRenamed(table=1, player="P1")]


def test_nothing_is_said_before_the_doors_open():
    given.refused(given.Game(given.scripted()), c.Say("n1"), refused.NOT_NOW)
