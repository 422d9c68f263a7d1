"""The facilitator's hand on seats and tables: SEAT-10."""

import pytest

from game.rules import commands as c
from game.rules import refused
from game.rules.events import ClosePlanned, MovePlanned, SeatLeft, SeatTaken, TableChosen, TableClosed
from game.rules.screens import Viewer, screen_for
from tests.game.rules import given
from tests.game.rules.given import MINUTE, names


class NoTexts:
    names, tables, notes, answers = {}, {}, {}, {}


def screen(game, player):
    return screen_for(Viewer("player", player), game.state, NoTexts(), game.now)


def desk(game, slot):
    return screen_for(Viewer("facilitator"), game.state, NoTexts(), game.now).part(slot).data


@pytest.mark.parametrize("phase", ["lobby", "welcome", "briefing"])
def test_before_play_a_player_is_moved_at_once(phase):
    """SEAT-10: and keeps the role where it is free."""
    game = given.lobby(4, 3)
    game.lead(phase)
    events = game.when(c.MovePlayer("P3", 2))
    assert events == [SeatLeft(table=1, player="P3"), SeatTaken(table=2, player="P3", role="P3")]
    assert "P3" not in game.table(1).taken()
    assert game.when(c.MovePlayer("P3", 2)) == []


def test_a_player_whose_role_is_held_there_takes_the_next_one():
    """SEAT-10, SEAT-1."""
    game = given.lobby(3, 3)
    game.when(c.MovePlayer("P1", 2))
    assert game.table(2).seats["P3"] == "P1"


def test_an_empty_table_begins_at_its_gate_when_somebody_is_moved_there():
    """SEAT-10, SEAT-4."""
    game = given.playing(3, 0)
    game.when(c.MovePlayer("M1", 2))
    assert game.state.players["M1"].role
    assert game.step(2).name == "gate"


def test_a_role_that_is_free_at_the_other_table_is_kept():
    """SEAT-10: and not the first free one taken."""
    game = given.lobby(3, 0)
    game.when(c.MovePlayer("M1", 2))
    assert game.state.players["M1"].role == "M1"


def test_in_a_round_a_player_moves_at_the_next_gate():
    """SEAT-10: until then everything stays, and the second tap does nothing."""
    game = given.at("choice", seats=4)
    game = given.playing(4, 3)
    game.when(c.OpenRound(1))
    assert game.when(c.MovePlayer("P3", 2)) == [MovePlanned(table=1, player="P3", to=2)]
    assert game.when(c.MovePlayer("P3", 2)) == []
    assert game.table(1).seats["P3"] == "P3"
    assert screen(game, "P3").part("frame").data.goes_to == 2
    game.decide("A")
    assert game.step(1).name == "gate"
    assert game.table(1).seats["P3"] is None
    assert (game.state.players["P3"].table, game.state.players["P3"].role) == (2, None)
    game.decide("A", 2)
    assert game.table(2).seats["P3"] == "P3"
    assert game.state.players["P3"].goes_to == 0


def test_at_the_gate_a_player_moves_at_once():
    """SEAT-10: to a table at its gate; where a round is under way one watches until the next (SEAT-4)."""
    game = given.playing(4, 4)
    assert names(game.when(c.MovePlayer("P3", 2))) == ["SeatLeft", "SeatTaken"]
    game.when(c.OpenRound(1))
    game.decide("A", 1)
    assert game.when(c.MovePlayer("M3", 2)) == [
        SeatLeft(table=1, player="M3"),
        TableChosen(table=2, player="M3"),
    ]


def test_from_a_sleeping_table_a_player_moves_at_once():
    """SEAT-10, SEAT-9: and wakes a sleeping one by sitting down there, if present."""
    game = given.playing(3, 3)
    game.when(c.OpenRound(1))
    for player in ("P1", "M1", "M3"):
        game.when(c.NoteAway(player))
    game.when(c.NoteAsleep(1))
    assert names(game.when(c.MovePlayer("P1", 2))) == ["SeatLeft", "TableChosen"]
    assert names(game.when(c.MovePlayer("P1.2", 1))) == ["MovePlanned"]
    game.decide("A", 2)
    assert game.table(1).seats["P1"] == "P1.2"
    assert game.table(1).asleep_at is None


def test_the_last_one_awaited_who_is_moved_lets_the_table_go_on():
    """SEAT-10, STEP-2: one who only watches is moved at once."""
    game = given.playing(3, 3)
    game.when(c.OpenRound(1))
    game.when(c.Join("late"))
    game.when(c.TakeSeat("late", 1))
    assert game.when(c.MovePlayer("late", 2)) == [TableChosen(table=2, player="late")]


@pytest.mark.parametrize("planned", [c.MovePlayer("P1", 2), c.ChangeRole("P1", "M1")])
def test_a_plan_is_taken_back_by_moving_to_the_own_table(planned):
    """SEAT-10: undo is *again*."""
    game = given.playing(3, 3)
    game.when(c.OpenRound(1))
    game.when(planned)
    assert game.when(c.MovePlayer("P1", 1)) == [MovePlanned(table=1, player="P1")]
    assert game.when(c.MovePlayer("P1", 1)) == []
    game.decide("A")
    assert game.table(1).seats["P1"] == "P1"


def test_two_exchange_their_roles():
    """SEAT-10: whoever holds the role takes the other."""
    game = given.lobby(3)
    game.when(c.ChangeRole("P1", "M1"))
    assert dict(game.table().seats) | {"P1": "M1", "M1": "P1"} == dict(game.table().seats)
    assert game.when(c.ChangeRole("P1", "M1")) == []


def test_in_a_round_roles_change_at_the_next_gate():
    """SEAT-10: before the chair of the round is named."""
    game = given.at("choice", seats=3)
    assert game.when(c.ChangeRole("M1", "P3")) == [MovePlanned(table=1, player="M1", role="P3")]
    assert game.when(c.ChangeRole("M1", "P3")) == []
    game.decide("A")
    assert game.table().seats["P3"] == "M1"
    assert game.table().seats["M1"] is None
    assert game.table().chair == "M3"


def test_wishes_that_cross_are_all_heard():
    """SEAT-10: two who want each other's role, and one who wants the same."""
    game = given.at("choice", seats=4)
    for player, role in (("P1", "M1"), ("M1", "P1"), ("M3", "M1")):
        game.when(c.ChangeRole(player, role))
    game.decide("A")
    assert set(game.table().seats.values()) >= {"P1", "M1", "M3", "P3"}
    assert game.table().seats["M1"] == "M3"
    assert all(not player.becomes for player in game.state.players.values())


@pytest.mark.parametrize(
    ("command", "no"),
    [
        (c.MovePlayer("nobody", 2), refused.NO_SUCH_PLAYER),
        (c.MovePlayer("M4", 2), refused.READMIT_FIRST),
        (c.MovePlayer("P1", 9), refused.NO_SUCH_TABLE),
        (c.MovePlayer("P1", 2), refused.TABLE_IS_FULL),
        (c.MovePlayer("P1", 3), refused.TABLE_IS_CLOSED),
        (c.ChangeRole("nobody", "P1"), refused.NO_SUCH_PLAYER),
        (c.ChangeRole("M4", "P1"), refused.READMIT_FIRST),
        (c.ChangeRole("stands", "P1"), refused.NOT_SEATED),
        (c.ChangeRole("P1", "P9"), refused.NO_SUCH_SEAT),
        (c.CloseTable(9), refused.NO_SUCH_TABLE),
        (c.ReopenTable(9), refused.NO_SUCH_TABLE),
    ],
)
def test_what_cannot_be_is_refused(command, no):
    """SEAT-10."""
    game = given.lobby(5, 8, 2)
    game.when(c.RemovePlayer("M4"))
    game.when(c.Join("stands"))
    game.when(c.CloseTable(3))
    given.refused(game, command, no)


@pytest.mark.parametrize(
    "command", [c.MovePlayer("P1", 2), c.ChangeRole("P1", "M1"), c.CloseTable(1), c.ReopenTable(1)]
)
def test_from_results_on_everybody_stays(command):
    """SEAT-10."""
    game = given.playing(3, 3).lead("results")
    given.refused(game, command, refused.NOT_NOW)


def test_a_table_closes_at_once_before_play_and_nobody_waits_for_it():
    """SEAT-10, PHASE-2: who sits there stands, and sits down elsewhere."""
    game = given.lobby(3, 2)
    assert game.when(c.CloseTable(2)) == [TableClosed(table=2)]
    assert game.when(c.CloseTable(2)) == []
    given.refused(game, c.AdvancePhase("lobby"), refused.SOME_STAND)
    seats = screen(game, "P1.2").part("task").data
    assert (seats.mine, seats.lost, [card.number for card in seats.tables]) == ("", True, [1])
    given.refused(game, c.TakeSeat("P1.2", 2, "M3"), refused.TABLE_IS_CLOSED)
    for player in ("P1.2", "M1.2"):
        game.when(c.TakeSeat(player, 1))
    game.when(c.AdvancePhase("lobby"))
    game.lead("playing")
    assert game.table(2).step is None
    assert len(game.table(1).taken()) == 5


def test_in_a_round_a_table_closes_at_its_next_gate():
    """SEAT-10: until then it plays; then nobody waits for it, and what its seats send is refused."""
    game = given.playing(3, 3)
    game.when(c.OpenRound(1))
    assert game.when(c.CloseTable(1)) == [ClosePlanned(table=1)]
    assert game.when(c.CloseTable(1)) == []
    game.decide("A")
    assert game.table(1).closed
    assert game.table(1).decided
    assert screen(game, "P1").name == "seat"
    game.decide("C", 2)
    assert game.state.opened == 1
    game.when(c.OpenRound(2))
    assert game.step(1).name == "gate"
    given.refused(game, game.wish("M1", c.TakePen), refused.TABLE_IS_CLOSED)
    given.refused(game, c.CloseForTable(1, game.step(1).number), refused.TABLE_IS_CLOSED)


def test_a_closed_table_opens_no_round_and_ends_no_term():
    """SEAT-10, PHASE-2, PHASE-3: guards skip it."""
    game = given.playing(3, 3)
    game.when(c.OpenRound(1))
    game.decide("A")
    game.when(c.CloseTable(1))
    given.refused(game, c.OpenRound(2), refused.NOT_NOW)
    assert desk(game, "next").round == 0
    game.when(c.ReopenTable(1))
    assert desk(game, "next").round == 2
    for _ in range(2):
        game.decide("A")
    game.when(c.CloseTable(1))
    assert game.state.phase == "playing"
    given.refused(game, c.AdvancePhase("playing"), refused.TABLES_STILL_PLAY)


def test_a_reopened_table_goes_on_where_it_was():
    """SEAT-10, SEAT-9: its clock stood still, also through a pause."""
    game = given.playing(3, 3)
    game.when(c.OpenRound(1))
    game.when(c.NoteAway("P1"))
    game.when(c.NoteAway("M1"))
    game.when(c.NoteAway("M3"))
    game.later(MINUTE).when(c.NoteAsleep(1))
    left = game.step(1).ends_at - game.now
    game.when(c.CloseTable(1))
    assert names(game.when(c.NoteBack("P1"))) == ["CameBack"]
    game.later(MINUTE).when(c.Pause())
    game.later(MINUTE).when(c.Resume())
    assert names(game.when(c.ReopenTable(1))) == ["TableReopened", "TableWoke"]
    assert game.step(1).name == "situation"
    assert game.step(1).ends_at - game.now == left
    assert game.when(c.ReopenTable(1)) == []


def test_a_table_that_is_closing_can_stay_open():
    """SEAT-10."""
    game = given.playing(3)
    game.when(c.OpenRound(1))
    game.when(c.CloseTable(1))
    assert names(game.when(c.ReopenTable(1))) == ["TableReopened"]
    game.decide("A")
    assert not game.table().closed


def test_a_table_that_was_closed_before_play_begins_at_its_gate():
    """SEAT-10, SEAT-2: its seats are fixed then."""
    game = given.lobby(3, 2)
    game.when(c.CloseTable(2))
    game.lead("playing")
    game.when(c.ReopenTable(2))
    assert game.step(2).name == "gate"
    assert list(game.table(2).seats) == ["P1", "M1"]
    assert game.table(2).chair


def test_two_tables_become_one():
    """SEAT-10: the players of the first are moved, and it is closed."""
    game = given.playing(2, 3)
    game.when(c.OpenRound(1))
    for player in ("P1", "M1"):
        game.when(c.MovePlayer(player, 2))
    game.when(c.CloseTable(1))
    game.decide("A").decide("A", 2)
    assert game.table(1).closed
    assert game.table(1).taken() == ()
    assert set(game.table(2).seats.values()) == {"P1", "M1", "P1.2", "M1.2", "M3.2"}
    assert desk(game, "head").tables == 1


def test_nobody_is_brought_to_a_table_that_closes_meanwhile():
    """SEAT-10: the plan lapses."""
    game = given.playing(3, 3)
    game.when(c.OpenRound(1))
    game.when(c.MovePlayer("P1", 2))
    game.when(c.CloseTable(2))
    game.decide("A")
    assert game.table(1).seats["P1"] == "P1"
    assert game.state.players["P1"].goes_to == 0


def test_the_desk_offers_open_tables_and_the_roles_of_the_own():
    """SEAT-10: a panel knows where its people can go."""
    game = given.lobby(3, 2, 1, seats=3)
    game.when(c.CloseTable(3))
    panel, people = desk(game, "table-1"), desk(game, "seats-1")
    assert [number for number, _name in people.tables] == [1, 2]
    assert [role for role, _holder in people.roles] == ["P1", "M1", "M3", "P3"]
    assert (panel.closed, panel.may_close, desk(game, "table-3").closed) == (False, True, True)
    assert desk(game, "tile-3").mood == "shut"


def test_a_closed_table_has_no_headline_on_the_wall():
    """SEAT-10: results skip it; who sat there can still read what was played."""
    game = given.playing(3, 3)
    game.when(c.OpenRound(1))
    game.decide("A").decide("A", 2)
    game.when(c.CloseTable(1))
    game.lead("results")
    wall = screen_for(Viewer("projector"), game.state, NoTexts(), game.now).part("wall").data
    assert [line.number for line in wall.headlines] == [2]
    assert screen(game, "P1").name == "front_page"


def test_a_bot_that_had_made_room_plays_again_at_a_table_that_is_reopened():
    """SEAT-10: its seat would be dead else."""
    game = given.lobby(3, 3, seats=3, bots=True).lead("briefing")
    game.when(c.CloseTable(1))
    for player in ("P1", "M1", "M3"):
        game.when(c.MovePlayer(player, 2))
    game.when(c.ReopenTable(1))
    bot = game.table().seats["P1"]
    game.when(c.Join("late"))
    game.when(c.TakeSeat("late", 1, "P1"))
    game.when(c.CloseTable(1))
    game.when(c.MovePlayer("late", 2))
    game.when(c.ReopenTable(1))
    assert game.table().seats["P1"] == bot
    assert not game.state.players[bot].removed
