"""One device for a whole table: who plays on it, what is asked once, and what goes from hand to hand (SEAT-11)."""

import pytest

from game.rules import Sign, refused
from game.rules import commands as c
from game.rules.events import DecisionMade
from game.rules.screens import player_screen
from game.rules.state import FILLING_ORDER
from tests.game.rules import given
from tests.game.rules.given import MINUTE, SECOND, names, only

FIVE = ("P1", "M1", "M3", "P3", "M4")


class Texts:
    """One name, a reason that one seat has written, and the plan of another."""

    names = {"M1": "Maja"}
    tables: dict[int, str] = {}
    notes = {"M1.q1": "Uneasy.", "P1.plan.i_will": "Ask first."}
    answers: dict[str, int] = {}


def shown(game, device="P1"):
    return player_screen(game.state, Texts, device)


def task(game):
    return shown(game).part("task").data


def play(people=5, **settings):
    """A table on one device at its first gate."""
    return given.sharing(people, **settings).lead("playing")


def hand_round(game, *kinds_and_fields):
    """Each seat in turn takes the device, and answers."""
    kind, fields = kinds_and_fields
    for player in FIVE:
        game.does(player, c.TakeDevice)
        game.does(player, kind, **fields)


def test_device_takes_the_seats_of_a_table():
    """SEAT-11, SEAT-1: in the filling order, by players that belong to it."""
    game = given.lobby(1, seats=5)
    happened = game.when(c.ShareDevice("P1", 1, ("a", "b", "c")))
    assert names(happened) == ["PlayerJoined", "SeatTaken"] * 3 + ["DeviceShared"]
    assert game.table().seats == {"P1": "P1", "M1": "a", "M3": "b", "P3": "c", "M4": None}
    assert {player.device for player in game.state.players.values()} == {"P1"}


def test_whoever_has_the_device_needs_no_seat_before():
    """SEAT-11."""
    game = given.lobby(0, 0, seats=5)
    game.when(c.Join("x"))
    game.when(c.ShareDevice("x", 2, ("y",)))
    assert game.table(2).taken() == ("P1", "M1")
    assert game.state.players["x"].role == "P1"


def test_second_tap_on_the_same_number_does_nothing():
    """STEP-1, SEAT-11: the players of the second tap are others, and none of them joins."""
    game = given.sharing(4)
    assert not game.when(c.ShareDevice("P1", 1, ("x", "y", "z")))


def test_another_number_mends_it():
    """SEAT-11: more join, and of too many those are released who came last."""
    game = given.sharing(3)
    assert names(game.when(c.ShareDevice("P1", 1, ("x", "y", "z", "w")))) == [
        *("PlayerJoined", "SeatTaken") * 2, "DeviceShared",
    ]  # fmt: skip
    game.when(c.ShareDevice("P1", 1, ("q",)))
    assert game.table().taken() == ("P1", "M1")


@pytest.mark.parametrize(
    ("people", "seats", "no"),
    [(1, 5, refused.NOT_SO_MANY_HERE), (9, 8, refused.NOT_SO_MANY_HERE), (6, 5, refused.NOT_SO_MANY_SEATS)],
)
def test_number_that_cannot_be_is_refused(people, seats, no):
    """SEAT-11: 2 to 8, and no more than there are seats."""
    game = given.lobby(1, seats=seats)
    given.refused(game, c.ShareDevice("P1", 1, tuple("abcdefgh"[: people - 1])), no)


def test_seats_of_others_are_left_alone():
    """SEAT-11: a table may have phones beside a device."""
    game = given.lobby(2, seats=5)
    game.when(c.ShareDevice("P1", 1, ("a", "b")))
    assert game.table().seats["M1"] == "M1"
    assert game.state.players["M1"].device == ""


def test_nobody_who_is_here_already_is_taken_onto_a_device():
    """SEAT-11: the seats beside are for new players; whoever has joined stays who they are."""
    game = given.lobby(2, seats=5)
    game.when(c.Join("late"))
    for other in ("M1", "late"):
        given.refused(game, c.ShareDevice("P1", 1, (other, "new")), refused.NOT_NOW)


def test_bots_make_room():
    """SEAT-4, SEAT-11."""
    game = given.lobby(1, seats=5, bots=True)
    game.when(c.AdvancePhase("lobby", confirmed=True))
    game.when(c.ShareDevice("P1", 1, ("a", "b", "c", "d")))
    assert not any(game.state.players[game.table().seats[role]].bot for role in game.table().taken())


@pytest.mark.parametrize("phase", ["briefing", "playing"])
def test_device_is_shared_before_the_roles_are_dealt(phase):
    """SEAT-2, SEAT-11."""
    game = given.lobby(3, seats=5).lead(phase)
    given.refused(game, c.ShareDevice("P1", 1, ("a",)), refused.NOT_NOW)


def test_locked_doors_are_locked_for_a_device_too():
    """PHASE-6."""
    game = given.lobby(1, seats=5)
    game.when(c.LockDoors())
    given.refused(game, c.ShareDevice("P1", 1, ("a",)), refused.DOORS_ARE_LOCKED)


def test_stranger_shares_nothing():
    """SEAT-7, SEAT-11."""
    game = given.lobby(2, seats=5)
    given.refused(game, c.ShareDevice("nobody", 1, ("a",)), refused.NOT_A_PLAYER)
    game.when(c.RemovePlayer("M1"))
    given.refused(game, c.ShareDevice("M1", 1, ("a",)), refused.REMOVED)


def test_seat_with_a_device_of_its_own_takes_no_shared_one():
    """SEAT-11."""
    game = given.lobby(2, seats=5)
    game.when(c.ShareDevice("P1", 1, ("a",)))
    game.lead("briefing")
    given.refused(game, c.TakeDevice("M1", 0), refused.NO_SHARED_DEVICE)


def test_seats_are_present_while_the_device_is():
    """SEAT-5, SEAT-11: its signs are those of all."""
    game = play()
    game.when(c.OpenRound(1))
    game.clock(2 * MINUTE, signs={"P1": Sign(game.now + 2 * MINUTE)})
    assert game.state.present(game.table()) == ("P1", "P3", "M1", "M3", "M4")
    game.clock(10 * MINUTE, signs={"P1": Sign(game.now)})
    assert game.state.present(game.table()) == ()


def test_situation_is_read_once_for_all():
    """SEAT-11, STEP-2 (a)."""
    game = play()
    game.when(c.OpenRound(1))
    assert names(game.does("M3", c.MarkRead)) == ["ReadMarked"] * 5 + ["StepClosed", "StepEntered"]


def test_choice_goes_from_hand_to_hand():
    """SEAT-11: covered, then one seat's own, then covered for the next."""
    game = play()
    game.reach("choice")
    assert (shown(game).name, task(game).next.role) == ("cover", "P1")
    game.does("P1", c.TakeDevice)
    assert shown(game).name == "choice"
    assert shown(game).part("task").who == "P1"
    game.does("P1", c.Choose, option="A")
    assert (shown(game).name, task(game).next.role) == ("cover", "P3")


def test_cover_says_when_all_have_answered():
    """SEAT-11: before the step closes there is nobody to hand the device to."""
    game = play(3)
    game.reach("choice")
    for player in FIVE[:3]:
        game.when(c.TakeDevice(player, game.step().number))
        game.does(player, c.Choose, option="A")
    assert (shown(game).name, task(game).next) == ("cover", None)
    assert all(hand.answered for hand in task(game).hands)


def test_nothing_of_a_choice_shows_on_the_cover():
    """SEAT-11, CHOICE-1: not on any part of the page."""
    game = play()
    game.reach("choice")
    game.does("P1", c.TakeDevice)
    game.does("P1", c.Choose, option="C", reason="lasting")
    assert "lasting" not in repr(shown(game))
    assert "'C'" not in repr(shown(game))


def test_another_seat_may_take_it_first_and_who_has_answered_may_change():
    """SEAT-11, CHOICE-1."""
    game = play()
    game.reach("choice")
    game.does("M4", c.TakeDevice)
    assert shown(game).part("task").who == "M4"
    game.does("M4", c.Choose, option="A")
    game.does("M4", c.TakeDevice)
    assert task(game).option == "A"
    game.does("M4", c.Choose, option="C")
    assert game.play().choices["M4"].option == "C"
    assert shown(game).name == "cover"


def test_page_is_covered_again_by_a_tap_and_by_the_next_step():
    """SEAT-11."""
    game = play()
    game.reach("choice")
    game.does("P1", c.TakeDevice)
    assert not game.does("P1", c.TakeDevice)
    assert names(game.does("P1", c.PassDevice)) == ["DevicePassed"]
    assert not game.does("P1", c.PassDevice)
    game.does("P3", c.TakeDevice)
    game.close()
    assert shown(game).name == "reveal"
    game.reach("vote")
    assert shown(game).name == "cover"


def test_only_one_page_is_open_at_a_time():
    """SEAT-11."""
    game = play()
    game.reach("choice")
    game.does("P1", c.TakeDevice)
    game.does("M1", c.TakeDevice)
    assert shown(game).part("task").who == "M1"
    assert game.state.players["P1"].turn == ""


@pytest.mark.parametrize("step", ["situation", "reveal", "talk", "consequence", "reflect"])
def test_what_all_see_is_shown_once_and_goes_to_nobody(step):
    """SEAT-11: and its deeds are those of who holds the pen."""
    game = play()
    game.reach(step, votes=dict.fromkeys(FIVE, "A"))
    assert shown(game).name == step
    assert shown(game).part("task").common
    assert shown(game).part("task").who == game.table().seats[game.table().chair]
    given.refused(game, game.wish("M1", c.TakeDevice), refused.MOMENT_IS_GONE)


def test_facts_lie_behind_show():
    """SEAT-11, FACT-1: on the page that all see there are none; each seat's own are folded."""
    game = play(script=given.lively(), **given.FULL)
    game.reach("situation")
    assert task(game).facts == ()
    private = {one.role: one.facts for one in shown(game).part("hand").data.private}
    assert private == {"M4": ("secret",), "P3": ("rumour",)}
    game.reach("talk")
    assert (task(game).mine, task(game).move) == ((), None)
    game.does("M4", c.ShareFact, fact="secret")
    assert [one.role for one in shown(game).part("hand").data.private] == ["P3"]


def test_moves_lie_behind_show():
    """SEAT-11, MOVE-1: from round 2 on, and never on the page that all see."""
    game = play(script=given.lively(), **given.FULL)
    game.decide("A").reach("talk")
    assert game.table().round == 2
    assert task(game).move is None and not task(game).challenged
    private = {one.role: one.move.role for one in shown(game).part("hand").data.private}
    assert private == {role: role for role in FIVE}


def test_one_tap_of_the_chair_calls_the_vote():
    """SEAT-11, TALK-1: all at the device are ready with it."""
    game = play()
    game.reach("talk")
    happened = game.does(game.table().seats[game.table().chair], c.CallVote)
    assert names(happened) == ["ReadyTapped"] * 4 + ["VoteCalled", "StepClosed", "StepEntered"]


def test_device_without_the_chair_is_ready_with_one_tap():
    """SEAT-11, TALK-1: beside phones."""
    game = given.lobby(2, seats=5)
    game.when(c.ShareDevice("M1", 1, ("a", "b", "d")))
    game.lead("playing")
    game.reach("talk")
    assert game.table().chair == "P1"
    assert names(game.does("b", c.TapReady)) == ["ReadyTapped"] * 4


def test_whole_round_on_one_device():
    """SEAT-11, STEP-2, STEP-3: the same commands as everybody's lead to the decision and to done."""
    game = play()
    game.when(c.OpenRound(1))
    game.does("P1", c.MarkRead)
    hand_round(game, c.Choose, {"option": "A"})
    game.clock(31 * SECOND)
    game.reach("talk")
    game.does("P1", c.CallVote)
    hand_round(game, c.CastVote, {"option": "A"})
    happened = game.clock(6 * SECOND)
    assert only(happened, DecisionMade).option == "A"
    game.later(20 * SECOND)
    assert names(game.does("P1", c.GoOn)).count("WentOn") == 5
    assert names(game.does("P1", c.Reflect)).count("Reflected") == 5
    assert game.table().round == 2


def test_role_is_read_by_each_and_the_welcome_by_all():
    """SEAT-11: in briefing the device goes round."""
    game = given.sharing(5).lead("welcome")
    assert shown(game).name == "welcome"
    assert names(game.when(c.MarkRead("P1", 0))) == ["ReadMarked"] * 5
    game.lead("briefing")
    assert (shown(game).name, task(game).next.role) == ("cover", "P1")
    game.when(c.TakeDevice("P1", 0))
    assert (shown(game).name, task(game).role) == ("role", "P1")
    assert names(game.when(c.MarkRead("P1", 0))) == ["ReadMarked"]
    assert (shown(game).name, task(game).next.role) == ("cover", "P3")


def test_aims_lie_behind_show_on_the_sheets_of_all():
    """SEAT-11, AIM-1."""
    game = play(script=given.lively(), **given.FULL)
    sheets = shown(game).part("role").data.sheets
    assert [sheet.role for sheet in sheets] == ["P1", "P3", "M1", "M3", "M4"]
    assert all(sheet.has_aim for sheet in sheets)


def test_own_words_and_votes_are_on_no_page_of_all():
    """SEAT-11, KEEP-1: only on the own page of whoever takes the device."""
    game = play()
    game.decide("A").lead("debrief")
    game.when(c.KeepNote("M1", "q1"))
    assert "Uneasy." not in repr(shown(game))
    assert "mine" not in shown(game).part("nav").data.tabs
    game.when(c.TakeDevice("M1", 0))
    assert "Uneasy." in repr(shown(game))
    assert "mine" in shown(game).part("nav").data.tabs


def test_plan_goes_from_hand_to_hand_and_stays_covered_when_all_is_closed():
    """SEAT-11."""
    game = play()
    game.decide("A").lead("plan")
    assert shown(game).name == "cover"
    game.when(c.TakeDevice("P1", 0))
    assert shown(game).name == "plan"
    game.when(c.MarkRead("P1", 0))
    assert (shown(game).name, task(game).next.role) == ("cover", "P3")
    game.lead("closed")
    assert (shown(game).name, task(game).lines) == ("closed", ())


def test_plan_of_whoever_speaks_is_not_on_the_last_page_of_all():
    """SEAT-11, KEEP-1: it is on the own page alone."""
    game = play()
    game.decide("A").lead("plan")
    game.when(c.TakeDevice("P1", 0))
    assert "Ask first." in repr(shown(game))
    game.when(c.MarkRead("P1", 0))
    game.lead("closed")
    assert "Ask first." not in repr(shown(game))


def test_message_to_one_seat_reaches_the_device_and_is_read_once():
    """PHASE-7, SEAT-11."""
    game = play()
    game.when(c.Say("say1"))
    game.when(c.Say("say2", player="M1"))
    assert [note for note, _words in shown(game).part("message").data.lines] == ["say1", "say2"]
    game.when(c.MarkMessageRead("P1", "say1"))
    game.when(c.MarkMessageRead("P1", "say2"))
    assert shown(game).part("message").data.lines == ()


def test_released_seat_is_not_asked_and_the_device_plays_on():
    """SEAT-7, SEAT-11: even if it is the seat of who has the device."""
    game = play()
    game.reach("choice")
    game.when(c.RemovePlayer("P1"))
    assert [hand.role for hand in task(game).hands] == ["P3", "M1", "M3", "M4"]
    for player in FIVE[1:]:
        game.when(c.RemovePlayer(player))
    assert shown(game).name == "removed"


def test_every_role_has_a_place_on_the_device():
    """SEAT-11: eight seats, in the order of the codes."""
    game = given.sharing(8, seats=8).lead("briefing")
    assert [hand.role for hand in task(game).hands] == sorted(FILLING_ORDER, key=lambda r: (r[0] == "M", r))


def test_seat_of_a_device_stays_with_its_table():
    """SEAT-10, SEAT-11: nobody could answer for it elsewhere; another role it may have."""
    game = given.lobby(1, 3, seats=5)
    game.when(c.ShareDevice("P1", 1, ("a", "b")))
    given.refused(game, c.MovePlayer("a", 2), refused.SHARES_A_DEVICE)
    given.refused(game, c.TakeSeat("a", 2), refused.SHARES_A_DEVICE)
    assert game.when(c.ChangeRole("a", "P3"))


def test_device_at_a_closed_table_says_so():
    """SEAT-10, SEAT-11."""
    game = play()
    game.when(c.CloseTable(1))
    assert (shown(game).name, task(game).closed) == ("device", True)
    given.refused(game, game.wish("P1", c.TakeDevice), refused.TABLE_IS_CLOSED)
