"""The stranger is refused at every door: unknown, removed, without a seat, of another table."""

from dataclasses import fields, replace

import pytest

from game.rules import Refused, refused
from game.rules import commands as c
from tests.game.rules import given
from tests.game.rules.given import MINUTE

#: Where a command of a seated player is welcome, and what it says.
WELCOME = {
    c.MarkRead: ("situation", {}),
    c.Choose: ("choice", {"option": "A"}),
    c.TapReady: ("talk", {}),
    c.CallVote: ("talk", {}),
    c.CastVote: ("vote", {"option": "A"}),
    c.GiveWord: ("word", {"option": "A"}),
    c.CloseStep: ("talk", {}),
    c.TakePen: ("pen", {}),
    c.TakeDevice: ("vote", {}),
    c.PassDevice: ("vote", {}),
    c.GoOn: ("consequence", {}),
    c.Reflect: ("reflect", {"note": "n1"}),
    c.AskForTime: ("talk", {}),
    c.ShareFact: ("talk", {"fact": "held"}),
    c.PlayMove: ("talk", {"worry": "money", "note": "n1"}),
    c.AskStakeholder: ("talk", {"slot": "media", "option": "A"}),
    c.AnswerIncident: ("incident", {"answer": 1}),
    c.AskColleague: ("talk", {"role": "M3"}),
}
STRANGERS = {
    "nobody": refused.NOT_A_PLAYER,
    "M4": refused.REMOVED,
    "watcher": refused.NOT_SEATED,
    "P1.2": refused.MOMENT_IS_GONE,
}


def welcoming(kind):
    """Two tables; the first is where this command is welcome, the second elsewhere; and one stranger of each sort."""
    if kind in LIVELY:
        return lively(kind)
    game = given.playing(5, 3)
    game.when(c.OpenRound(1))
    if kind is not c.Choose:
        game.close(2)
    game.when(c.RemovePlayer("M4"))
    game.when(c.Join("watcher"))
    game.when(c.TakeSeat("watcher", 1))
    step = WELCOME[kind][0]
    tie = {"P1": "A", "P3": "C"}
    game.reach({"word": "vote", "pen": "talk"}.get(step, step), votes={"P1": "A", "P3": "A"})
    if step == "word":
        game.vote(tie)
        game.close()
    if step == "pen":
        game.when(c.NoteAway("P1"))
    if kind is c.AskColleague:
        game.state = replace(game.state, settings=replace(game.state.settings, solo="P1"))
    if kind in (c.TakeDevice, c.PassDevice):
        turn = str(game.step().number) if kind is c.PassDevice else ""
        game.state = game.state.with_player("P1", device="P1", turn=turn)
    return game.later(5 * MINUTE)


#: Commands that are welcome only where more than the core is played.
LIVELY = (c.ShareFact, c.PlayMove, c.AskStakeholder, c.AnswerIncident)


def lively(kind):
    """The same, in the second or third round, where facts, moves and incidents are in play."""
    incidents = kind is c.AnswerIncident
    full = {**given.FULL, "plenaries": False, "incidents": incidents}
    game = given.playing(5, 3, script=given.lively("P", "P", "P"), **full)
    for _ in range(1 + incidents):
        game.decide("C")
    game.decide("C", 2)
    game.when(c.RemovePlayer("M4"))
    game.when(c.Join("watcher"))
    game.when(c.TakeSeat("watcher", 1))
    if incidents:
        game.when(c.OpenRound(3))
        chair = game.table().chair
        game.state = game.state.with_table(1, pen="P1" if chair != "P1" else None)
    else:
        game.reach("talk")
        game.state = game.state.with_play(1, facts={"held": ("P1",)})
    return game


def test_every_command_of_a_seat_is_known_here():
    """STEP-1: every command that names a player and a step is tried by strangers; paper has strangers of its own (PAPER-7)."""
    kinds = [k for k in vars(c).values() if isinstance(k, type) and issubclass(k, c.Command)]
    assert {k for k in kinds if {"player", "step"} <= {f.name for f in fields(k)}} == {*WELCOME, c.EnterPaper}


@pytest.mark.parametrize("kind", WELCOME)
def test_a_seated_player_is_welcome(kind):
    """STEP-1: so that strangers are refused for what they are."""
    game = welcoming(kind)
    who = "M1" if kind is c.TakePen else "P1"
    assert game.does(who, kind, **WELCOME[kind][1])


@pytest.mark.parametrize("stranger", STRANGERS)
@pytest.mark.parametrize("kind", WELCOME)
def test_a_stranger_is_refused(kind, stranger):
    """STEP-1, SEAT-4, SEAT-7."""
    game = welcoming(kind)
    assert game.step(1).number != game.step(2).number
    command = kind(player=stranger, step=game.step(1).number, **WELCOME[kind][1])
    given.refused(game, command, STRANGERS[stranger])


@pytest.mark.parametrize("kind", WELCOME)
def test_a_seat_at_a_closed_table_is_refused(kind):
    """SEAT-10: nothing is played there."""
    game = welcoming(kind)
    game.state = game.state.with_table(1, closed=True)
    who = "M1" if kind is c.TakePen else "P1"
    given.refused(game, game.wish(who, kind, **WELCOME[kind][1]), refused.TABLE_IS_CLOSED)


@pytest.mark.parametrize("stranger", ["nobody", "M4", "watcher"])
def test_a_stranger_reads_no_role_in_briefing(stranger):
    """PHASE-8: step 0."""
    game = given.lobby(5)
    game.when(c.Join("watcher"))
    game.when(c.RemovePlayer("M4"))
    game.lead("briefing")
    with pytest.raises(Refused):
        game.when(c.MarkRead(stranger, 0))


@pytest.mark.parametrize(("stranger", "no"), [("nobody", refused.NOT_A_PLAYER), ("M4", refused.REMOVED)])
def test_a_stranger_takes_no_seat(stranger, no):
    """SEAT-2, SEAT-7, ROOM-1."""
    game = given.lobby(5, assignment="own")
    game.when(c.RemovePlayer("M4"))
    given.refused(game, c.TakeSeat(stranger, 1), no)
    given.refused(game, c.FindSeat(stranger), no)
    given.refused(game, c.SayCalling(stranger, "elected"), no)
