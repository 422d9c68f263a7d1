"""Two fixed workshops in which everything happens: `python -m tests.game.rules.simulation` writes their logs."""

from __future__ import annotations

import json
import sys

from game.rules import commands as c
from game.rules.codec import encode
from game.rules.state import Stake
from tests.game.rules import given
from tests.game.rules.given import MINUTE, SECOND, Game


def with_bots() -> Game:
    """One table of two people and bots, one of bots alone, led by a bot; one person leaves, then both."""
    game = given.lobby(2, 0, seats=5, bots=True, led_by_bot=True, key="simulation")
    game.clock(3 * MINUTE)
    for turn in range(40):
        if turn == 7:
            game.when(c.NoteAway("M1"))
        if turn == 20:
            game.when(c.NoteAway("P1"))
        for player in ("P1", "M1"):
            _answer(game, player)
        game.clock(31 * SECOND)
    return game


def with_a_desk_that_is_taken() -> Game:
    """A person takes the desk from a bot, at once."""
    game = given.lobby(2, seats=3, bots=True, led_by_bot=True, key="simulation")
    game.when(c.TakeDesk())
    return game


def with_people() -> Game:
    """Three rounds of a table of five and one of three, with a late player, drop-outs, pauses and ways back."""
    game = given.playing(5, 3, key="simulation")
    _first_round(game)
    _second_round(game)
    _third_round(game)
    _afterwards(game)
    return game


def with_one_device() -> Game:
    """A table of four on one device: it goes from hand to hand for choice and vote, and is covered in between."""
    game = given.sharing(5, key="simulation")
    game.when(c.ShareDevice("P1", 1, ("M1", "M3", "P3")))
    game.lead("playing")
    game.when(c.OpenRound(1))
    game.does("P1", c.MarkRead)
    for player in ("P1", "M1", "M3", "P3"):
        game.does(player, c.TakeDevice)
        game.does(player, c.Choose, option="A")
    game.does("P3", c.TakeDevice)
    game.does("P3", c.PassDevice)
    game.clock(MINUTE)
    game.does("P1", c.CallVote)
    return game


def with_paper() -> Game:
    """A table on paper that tells its votes, then only its decision; a seat on paper beside phones."""
    game = given.playing(5, 5, key="simulation")
    game.when(c.NoteAway("M1"))
    game.when(c.PutOnPaper(1))
    game.when(c.PutOnPaper(2, "P3"))
    game.when(c.OpenRound(1))
    game.when(c.EnterPaper(1, game.step().number, (("A", 3), ("C", 2)), (("A", 2),), (("C", 3),)))
    game.reach("choice", table=2)
    game.when(c.EnterPaper(2, game.step(2).number, (("A", 1),)))
    game.reach("vote", table=2)
    game.when(c.EnterPaper(2, game.step(2).number))
    game.clock(2 * MINUTE)
    game.when(c.OpenRound(2))
    game.when(c.Join("recorder"))
    game.when(c.RecordForTable("recorder", 1))
    game.when(c.EnterPaper(1, game.step().number, option="A", tie=True, player="recorder"))
    game.clock(2 * MINUTE)
    game.when(c.TakeOffPaper(1))
    game.when(c.TakeOffPaper(2, "P3"))
    return game


def with_everything() -> Game:
    """Three rounds with facts, moves, a hearing, incidents, a safeguard, a plenary reveal and aims that are shown."""
    game = given.playing(8, script=given.lively(), key="simulation", **given.FULL)
    game.when(c.Join("ninth"))
    game.when(c.TakeSeat("ninth", 1))
    game.reach("talk")
    game.does("M4", c.ShareFact, fact="secret")
    game.decide("C").reach("talk")
    game.holds(people={"frontline": Stake(-3, 1)})
    game.does("P3", c.PlayMove, worry="money", note="n1")
    game.does("P1", c.PlayMove)
    game.does("M1", c.AskStakeholder, slot="media", option="A")
    game.decide("A")
    game.when(c.ShowPlenary(2))
    game.when(c.OpenRound(3))
    game.does(game.table().seats[game.table().chair or ""] or "", c.AnswerIncident, answer=2)
    game.reach("talk")
    game.does("M2", c.PlayMove)
    chair = game.table().seats[game.table().chair or ""] or ""
    game.all_do(c.TapReady, *(p for p in game.table().seats.values() if p and p != chair))
    game.does(chair, c.CallVote, guard="legal_check")
    for player in tuple(game.table().seats.values()):
        game.does(player or "", c.CastVote, option="C", guard="yes")
    game.close()
    game.lead("results")
    game.when(c.RevealAim("P1"))
    return game


def without_its_incident() -> Game:
    """An incident that is skipped, and a safeguard that finds no majority."""
    game = given.playing(8, script=given.lively(), key="simulation", **given.FULL)
    game.when(c.SkipIncident(3))
    game.decide("C").decide("C")
    game.when(c.SkipPlenary(2))
    game.reach("talk")
    chair = game.table().seats[game.table().chair or ""] or ""
    game.all_do(c.TapReady, *(p for p in game.table().seats.values() if p and p != chair))
    game.does(chair, c.CallVote, guard="review_date")
    game.does(chair, c.CastVote, option="C", guard="no")
    game.close()
    return game


def with_a_plan_that_changes() -> Game:
    """A dilemma that is dropped, a midterm, and a vote that is opened again."""
    from tests.game.rules.test_room import at_midterm

    game = at_midterm()
    game.when(c.AdvancePhase("playing"))
    game.later(MINUTE).when(c.AdvancePhase("midterm"))
    game.when(c.DropDilemma("d7"))
    game.when(c.SetEnd(30))
    game.when(c.ApplyClock((("talk", "150"), ("reflect", "30")), "say.clock"))
    game.reach("talk")
    game.when(c.Nudge(1, game.step().number))
    game.reach("consequence")
    game.when(c.AskSpotlight(1))
    game.when(c.AnswerSpotlight(game.table().seats[game.table().chair or ""] or "", True))
    game.when(c.EndSpotlight())
    game.when(c.ReopenVote(1, game.step().number))
    game.decide("A")
    return game


def with_tables_that_merge() -> Game:
    """Two small tables become one, and the first is opened again for somebody who comes late."""
    game = given.lobby(2, 3, key="simulation", assignment="swap")
    game.when(c.SayCalling("P1", "elected"))
    game.lead("playing").when(c.OpenRound(1))
    game.reach("talk")
    game.when(c.MovePlayer("P1", 2))
    game.when(c.ChangeRole("P1.2", "M1"))
    game.when(c.MovePlayer("M1", 2))
    game.when(c.CloseTable(1))
    game.decide("A").decide("C", table=2)
    game.when(c.Join("late"))
    game.when(c.ReopenTable(1))
    game.when(c.TakeSeat("late", 1))
    game.when(c.OpenRound(2))
    game.decide("B").decide("B", table=2)
    return game


def with_votes_that_are_forgotten() -> Game:
    """A minute of practice, and an anonymous vote."""
    game = given.lobby(5, voting="anonymous", key="simulation").lead("briefing")
    game.when(c.LeadWarmUp())
    game.when(c.AnswerWarmUp("P1", "choice", "A"))
    game.when(c.LeadWarmUp("choice"))
    game.when(c.LeadWarmUp(over=True))
    game.lead("playing")
    game.reach("consequence", choices={"P1": "A", "M1": "C"}, votes={"P1": "A", "P3": "A"})
    return game


def with_somebody_forgotten() -> Game:
    """Somebody at the second of two tables is forgotten in the talk of the second round, and the tables play on."""
    game = given.playing(5, 5)
    for number in (1, 2):
        game.decide("A", table=number)
    game.reach("talk", table=2, choices={"M3.2": "B", "M4.2": "C"})
    game.when(c.Erase("M3.2"))
    for number in (1, 2):
        game.decide("B", table=number)
    return game


def alone() -> Game:
    """A solo game in which a colleague is asked."""
    from tests.game.rules.test_solo import begun, reach

    game = reach(begun(), "talk")
    game.does("me", c.AskColleague, role="M1")
    return game


def _first_round(game: Game) -> None:
    """Agreement, a challenger, a step back, a split between two deciders and the chair's word."""
    game.when(c.LockDoors())
    game.when(c.UnlockDoors())
    game.when(c.OpenRound(1))
    game.all_do(c.MarkRead)
    game.choose(dict.fromkeys(("P1", "P3", "M1", "M3", "M4"), "A"))
    game.does("M1", c.Choose, option="A", reason="fair", note="n1")
    game.clock(5 * SECOND)
    game.when(c.StepBack(1, game.step().number, "choice"))
    game.reach("talk", choices={"P1": "A", "M1": "C", "M3": "A"})
    game.when(c.Pause())
    game.later(MINUTE).when(c.Resume())
    game.does("M4", c.AskForTime)
    game.all_do(c.TapReady, "M1", "M3")
    game.does("P1", c.CallVote)
    game.vote({"P1": "A", "P3": "C", "M1": "C", "M3": "C", "M4": ""})
    game.clock(5 * SECOND)
    game.does("P1", c.GiveWord, option="A")
    game.later(25 * SECOND).all_do(c.GoOn)
    game.all_do(c.Reflect, note="n2")
    game.clock()
    game.decide("C", table=2)


def _second_round(game: Game) -> None:
    """A table that sleeps, a late player, a removed one, a circle that widens, a runoff, the clock's word."""
    game.when(c.Join("late"))
    game.when(c.TakeSeat("late", 1))
    game.when(c.RemovePlayer("M4"))
    for player in ("M1", "M3", "P3"):
        game.when(c.NoteAway(player))
    game.when(c.OpenRound(2))
    game.when(c.NoteAway("P1"))
    game.clock(6 * MINUTE)
    game.when(c.NoteBack("P1"))
    game.when(c.Readmit("M4"))
    game.reach("talk", choices={"P1": "A"})
    game.does("P1", c.TakePen)
    game.reach("vote")
    game.does("P1", c.CastVote, option="B")
    game.clock(MINUTE)
    for player in ("M1", "M3", "P3"):
        game.when(c.NoteBack(player))
    game.clock(5 * MINUTE)
    game.decide("A", table=2)


def _third_round(game: Game) -> None:
    """A runoff with a tie, and nobody's word; the weak side pulls the strong one down."""
    game.when(c.OpenRound(3))
    game.reach("vote", choices={"P1": "A", "M1": "B"})
    players = [game.table().seats[role] or "" for role in game.table().taken()]
    game.vote({player: "AB"[n % 2] for n, player in enumerate(players[:4])})
    game.close()
    game.vote({players[0]: "A", players[1]: "B"})
    game.close()
    game.clock(10 * MINUTE)
    game.decide("A", table=2)


def _afterwards(game: Game) -> None:
    """Results, the debrief with an answer that is shown and hidden, the plan, and the questions at the end."""
    game.when(c.NoteDeskAway())
    game.when(c.NoteDeskBack())
    game.when(c.Say("say1", table=1))
    game.when(c.MarkMessageRead("P1", "say1"))
    game.when(c.WithdrawMessage("say1"))
    game.when(c.Rename("P1"))
    game.lead("results")
    game.when(c.MarkRead("P1", 0))
    game.lead("debrief")
    game.when(c.KeepNote("P1", "q1"))
    game.when(c.AskQuestion(2))
    game.when(c.ShareNote("P1", "q2"))
    game.when(c.AskQuestion(5))
    game.when(c.SendLead("P1", "lead1"))
    game.when(c.PutOnWall("P1.q2", game.state.written.get("P1.q2", 0)))
    game.when(c.ShowWall("headlines"))
    game.when(c.TakeOffWall("P1.q2"))
    game.when(c.HideNote("P1.q2"))
    game.when(c.ShowNote("P1.q2"))
    game.lead("plan")
    game.when(c.SharePlan("P1"))
    game.lead("closed")
    game.when(c.AnswerQuestions("P1", "after"))


def _answer(game: Game, player: str) -> None:
    """A person who answers whatever is asked, some time after the bots."""
    from tests.game.rules.anything import apt, attempt

    known = game.state.players[player]
    if not known.away and known.role and game.state.phase == "playing":
        command = apt(game.state, game.table(known.table), known.role, 1)
        if command:
            attempt(game, command)


MADE = (
    with_bots,
    with_people,
    with_a_desk_that_is_taken,
    with_everything,
    without_its_incident,
    with_a_plan_that_changes,
    with_tables_that_merge,
    with_one_device,
    with_paper,
    with_votes_that_are_forgotten,
    with_somebody_forgotten,
    alone,
)


def main() -> None:
    for make in MADE:
        game = make()
        for at, event in game.lines:
            sys.stdout.write(json.dumps([at, *encode(event)]) + "\n")


if __name__ == "__main__":
    main()
