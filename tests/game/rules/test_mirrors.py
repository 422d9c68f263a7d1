"""Persons beyond eight: mirrors, one for each seat, then observers. SEAT-3."""

import pytest

from game.rules import commands as c
from game.rules import refused
from game.rules.events import PlayerRemoved, SeatShared, SeatTaken, TableChosen, WentAway
from game.rules.screens import Viewer, screen_for
from game.rules.state import FILLING_ORDER
from tests.game.rules import given
from tests.game.rules.given import MINUTE, SECOND, names, only


class Names:
    names, tables, notes, answers = {"P1": "Ann", "x0": "Xenia"}, {}, {"n1": "Because."}, {}


def screen(game, player):
    return screen_for(Viewer("player", player), game.state, Names(), game.now)


def crowd(game, how_many):
    """So many more persons come to table 1."""
    for number in range(how_many):
        game.when(c.Join(f"x{number}"))
        game.when(c.TakeSeat(f"x{number}", 1))
    return game


def mirrored(step="choice", how_many=1, **settings):
    """Eight seats, the first of them shared, in a step of the first round."""
    return crowd(given.lobby(8, **settings), how_many).lead("playing").reach(step)


@pytest.mark.parametrize("phase", ["lobby", "welcome", "briefing"])
def test_before_play_the_ninth_shares_a_seat_at_once(phase):
    """SEAT-3: one for each seat in filling order; the second tap does nothing."""
    game = given.lobby(8).lead(phase)
    game.when(c.Join("ninth"))
    assert game.when(c.TakeSeat("ninth", 1)) == [SeatShared(table=1, player="ninth", role="P1")]
    if phase == "briefing":
        given.refused(game, c.TakeSeat("ninth", 1), refused.SEATS_ARE_FIXED)
    else:
        assert game.when(c.TakeSeat("ninth", 1)) == []
    game.when(c.Join("tenth"))
    assert only(game.when(c.TakeSeat("tenth", 1)), SeatShared).role == "M1"


def test_in_play_the_ninth_shares_a_seat_at_the_next_gate():
    """SEAT-3, SEAT-4."""
    game = given.at("choice", seats=8)
    game.when(c.Join("ninth"))
    assert game.when(c.TakeSeat("ninth", 1)) == [TableChosen(table=1, player="ninth")]
    game.decide("A")
    assert dict(game.table().mirrors) == {"P1": "ninth"}


def test_the_last_tap_of_either_counts():
    """SEAT-3: the seat has one answer, and both see it."""
    game = mirrored()
    game.does("P1", c.Choose, option="A")
    game.does("x0", c.Choose, option="C", note="n1")
    assert game.play().choices["P1"].option == "C"
    assert game.play().answered == ("P1",)
    for player in ("P1", "x0"):
        form = screen(game, player).part("task").data
        assert (form.option, form.note) == ("C", "Because.")
    assert game.does("P1", c.Choose, option="C", note="n1") == []


def test_a_mirror_sees_the_private_things_of_its_seat_only():
    """SEAT-3."""
    game = mirrored("situation", script=given.lively(), edition=2)
    game.state = game.state.with_play(1, facts={"held": ("P1",), "other": ("M1",)})
    assert (
        screen(game, "x0").part("task").data.facts == screen(game, "P1").part("task").data.facts == ("held",)
    )
    assert screen(game, "x0").part("role").data.role == "P1"


def test_each_reads_with_whom_the_seat_is_shared():
    """SEAT-3."""
    game = mirrored()
    assert screen(game, "x0").part("frame").data.shares == "Ann"
    assert screen(game, "P1").part("frame").data.shares == "Xenia"
    assert screen(game, "M1").part("frame").data.shares == ""


def test_nobody_is_waited_for_because_of_a_mirror():
    """SEAT-3, STEP-2 a: eight answers close the step, whoever gave them."""
    game = mirrored("situation")
    for player in ("x0", *FILLING_ORDER[1:]):
        game.does(player, c.MarkRead)
    game.clock()
    assert game.step().name == "choice"


def test_the_presence_of_either_counts():
    """SEAT-3, SEAT-5: the seat is away when both are."""
    game = mirrored()
    game.when(c.NoteAway("P1"))
    assert "P1" in game.state.present(game.table())
    assert game.when(c.NoteAway("x0")) == [WentAway(table=1, player="x0")]
    assert "P1" not in game.state.present(game.table())
    game.when(c.NoteBack("x0"))
    assert "P1" in game.state.present(game.table())


def test_a_mirror_holds_the_pen_of_its_seat():
    """SEAT-3, CHAIR-3."""
    game = mirrored("talk")
    assert game.table().chair == "P1"
    assert names(game.does("x0", c.CallVote)) == ["VoteCalled"]


def test_a_mirror_wakes_a_sleeping_table():
    """SEAT-3, SEAT-9."""
    game = mirrored()
    for player in list(game.state.players):
        game.when(c.NoteAway(player))
    game.clock(5 * MINUTE)
    assert names(game.later(SECOND).when(c.NoteBack("x0"))) == ["CameBack", "TableWoke"]


def test_a_seat_that_is_left_belongs_to_its_mirror():
    """SEAT-3, SEAT-7: at once, and the choice that was shared stays."""
    game = mirrored("reveal")
    game = mirrored()
    game.does("P1", c.Choose, option="A")
    game.close()
    assert game.when(c.RemovePlayer("P1")) == [
        PlayerRemoved(table=1, player="P1"),
        SeatTaken(table=1, player="x0", role="P1"),
    ]
    assert game.play().choices["P1"].option == "A"
    assert (game.state.players["x0"].mirror, dict(game.table().mirrors)) == (False, {})


def test_a_mirror_who_is_removed_takes_nothing_along():
    """SEAT-3, SEAT-7: the seat keeps its answer."""
    game = mirrored()
    game.does("x0", c.Choose, option="A")
    assert game.when(c.RemovePlayer("x0")) == [PlayerRemoved(table=1, player="x0")]
    assert game.play().answered == ("P1",)
    assert game.table().seats["P1"] == "P1"


def test_a_free_seat_goes_to_a_mirror_at_the_next_gate():
    """SEAT-3: before anybody who came later."""
    game = mirrored(how_many=2)
    game.when(c.RemovePlayer("P4"))
    game.when(c.Join("late"))
    game.when(c.TakeSeat("late", 1))
    game.decide("A")
    assert game.table().seats["P4"] == "x0"
    assert dict(game.table().mirrors) == {"M1": "x1", "P1": "late"}


def test_mirrors_sit_down_before_seats_are_fixed():
    """SEAT-3, SEAT-2."""
    game = crowd(given.lobby(8, 0), 1)
    game.when(c.TakeSeat("M4", 2))
    game.lead("briefing")
    assert game.table().seats["M4"] == "x0"
    assert len(game.table().taken()) == 8


def test_after_sixteen_one_observes():
    """SEAT-3: no seat and no share; at the next gate what has become free."""
    game = crowd(given.lobby(8, 3), 8)
    game.when(c.Join("seventeenth"))
    assert game.when(c.TakeSeat("seventeenth", 1)) == [TableChosen(table=1, player="seventeenth")]
    assert game.when(c.TakeSeat("seventeenth", 1)) == []
    game.lead("welcome")
    assert screen(game, "seventeenth").name == "observer"
    game.lead("playing").reach("choice")
    assert game.state.players["seventeenth"].role is None
    game.when(c.RemovePlayer("x3"))
    game.decide("A")
    assert game.state.players["seventeenth"].mirror


def observed(step):
    game = crowd(given.lobby(8, 1), 8)
    game.when(c.Join("watcher"))
    game.when(c.TakeSeat("watcher", 1))
    game.lead("playing").reach(step, choices={"P1": "A", "M1": "C", "M3": "A"}, votes={"P1": "A", "P2": "A"})
    return game, screen(game, "watcher").part("task").data


def test_an_observer_sees_what_the_table_sees_in_common():
    """SEAT-3: the pattern once it is open, the decision once it is made; never an answer of a seat."""
    game, seen = observed("choice")
    assert screen(game, "watcher").name == "observer"
    assert screen(game, "watcher").part("nav").data.tabs == ("gauges", "story", "help")
    assert screen(game, "watcher").part("gauges").template == "game/parts/gauges.html"
    assert (seen.dilemma, seen.pattern, seen.reasons, seen.decided) == ("harbour", "", (), "")
    assert [card.letter for card in seen.options] == ["A", "B", "C"]
    game, seen = observed("reveal")
    assert (seen.pattern, seen.decided) == (game.play().pattern, "")
    game, seen = observed("vote")
    assert "Vote" not in repr(seen)
    game, seen = observed("consequence")
    assert seen.decided == "A"
    assert seen.moves


def test_an_observer_answers_nothing():
    """SEAT-3, STEP-1."""
    game, _seen = observed("choice")
    given.refused(game, game.wish("watcher", c.Choose, option="A"), refused.NOT_SEATED)


def test_a_mirror_reads_its_own_view_and_shows_no_aim():
    """SEAT-3, AIM-1: what it chose with the seat; the aim is shown by the seat's own player."""
    game = mirrored("talk", edition=2)
    game.decide("A").lead("debrief")
    mine = screen(game, "x0").part("mine").data
    assert [round_.decided for round_ in mine.rounds] == ["A"]
    assert not mine.may_show
    given.refused(game, c.RevealAim("x0"), refused.NOT_SEATED)


def test_a_walk_in_shares_a_seat_where_all_are_taken():
    """SEAT-3, ROOM-1: and sits down rather than sharing."""
    game = given.lobby(8, 8)
    game.when(c.Join("new"))
    assert only(game.when(c.FindSeat("new")), SeatShared).table == 1
    game.when(c.RemovePlayer("M1.2"))
    game.when(c.Join("newer"))
    assert only(game.when(c.FindSeat("newer")), SeatTaken).table == 2


def test_a_mirror_is_moved_like_anybody():
    """SEAT-3, SEAT-10: but changes no role, as the seat is another's."""
    game = mirrored()
    given.refused(game, c.ChangeRole("x0", "M1"), refused.NOT_SEATED)
    game = crowd(given.lobby(8, 2), 1)
    game.when(c.MovePlayer("x0", 2))
    assert (game.state.players["x0"].table, game.state.players["x0"].role) == (2, "M3")
    assert dict(game.table().mirrors) == {}


def test_the_mirror_of_a_seat_stays_with_it_when_roles_change():
    """SEAT-3, SEAT-10: mirrors belong to seats."""
    game = crowd(given.lobby(8), 1)
    game.when(c.ChangeRole("P1", "M1"))
    assert (game.table().seats["P1"], game.table().mirrors["P1"]) == ("M1", "x0")


def test_the_desk_lists_who_shares_a_seat():
    """SEAT-3."""
    game = mirrored()
    panel = screen_for(Viewer("facilitator"), game.state, Names(), game.now).part("seats-1").data
    assert [seat.player for seat in panel.mirrors] == ["x0"]
    assert len(panel.seats) == 8
