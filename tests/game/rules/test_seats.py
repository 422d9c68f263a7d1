"""Who sits where, and who is there: SEAT-1 to SEAT-7, SEAT-9."""

import pytest

from game.rules import Sign, due, refused
from game.rules import commands as c
from game.rules.events import (
    CameBack,
    PhaseEntered,
    PlayerJoined,
    PlayerRemoved,
    SeatsFixed,
    SeatTaken,
    TableChosen,
    TableSlept,
    TableWoke,
    WentAway,
)
from game.rules.refused import NO_SUCH_PLAYER
from tests.game.rules import given
from tests.game.rules.given import MINUTE, SECOND, names, only

FILLING = ["P1", "M1", "M3", "P3", "M4", "P2", "M2", "P4"]
CHOICES = {"P1": "A", "M1": "A", "M3": "C"}


def test_seats_fill_in_the_fixed_order():
    """SEAT-1."""
    game = given.lobby(0)
    found = []
    for number in range(8):
        game.when(c.Join(f"x{number}"))
        found.append(only(game.when(c.TakeSeat(f"x{number}", 1)), SeatTaken).role)
    assert found == FILLING


def test_a_table_with_fewer_seats_is_full_when_they_are_taken():
    """SEAT-2: in the lobby, seats are those that were set up."""
    game = given.lobby(5, seats=5)
    game.when(c.Join("sixth"))
    given.refused(game, c.TakeSeat("sixth", 1), refused.TABLE_IS_FULL)


@pytest.mark.parametrize("players", [1, 2])
def test_a_small_table_uses_p1_and_m1(players):
    """SEAT-1: one or two players use P1 and M1."""
    game = given.playing(players)
    assert list(game.table().seats) == ["P1", "M1"]


def test_players_choose_among_the_first_codes_only():
    """SEAT-2: with three seats per table, P3 is not on offer."""
    game = given.lobby(2, seats=3)
    game.when(c.Join("x"))
    given.refused(game, c.TakeSeat("x", 1, "P3"), refused.NO_SUCH_SEAT)
    assert names(game.when(c.TakeSeat("x", 1, "M3"))) == ["SeatTaken"]


def test_a_taken_seat_is_refused_and_a_second_seat_releases_the_first():
    """SEAT-2: players choose in the lobby."""
    game = given.lobby(2, 1)
    given.refused(game, c.TakeSeat("M1", 1, "P1"), refused.SEAT_IS_TAKEN)
    game.when(c.TakeSeat("M1", 2, "M3"))
    assert game.table(1).taken() == ("P1",)
    assert game.table(2).seats["M3"] == "M1"
    assert game.when(c.TakeSeat("M1", 2, "M3")) == []


def test_briefing_moves_players_to_the_first_codes():
    """SEAT-2: to the first free code of their family, else of the other."""
    game = given.lobby(0)
    for player, role in (("ann", "P2"), ("bo", "P3"), ("cy", "M4")):
        game.when(c.Join(player))
        game.when(c.TakeSeat(player, 1, role))
    events = game.lead("welcome").when(c.AdvancePhase("welcome"))
    assert names(events) == ["PhaseEntered", "SeatTaken", "SeatTaken", "SeatTaken", "SeatsFixed"]
    assert events[0] == PhaseEntered(phase="briefing")
    assert only(events, SeatsFixed).roles == ("P1", "M1", "M3")
    assert dict(game.table().seats) == {"P1": "ann", "M1": "bo", "M3": "cy"}


def test_a_player_on_a_first_code_stays_in_briefing():
    """SEAT-2: only players on other codes are moved."""
    game = given.lobby(0)
    for player, role in (("ann", "M1"), ("bo", "M2"), ("cy", "P4")):
        game.when(c.Join(player))
        game.when(c.TakeSeat(player, 1, role))
    game.lead("briefing")
    assert dict(game.table().seats) == {"P1": "cy", "M1": "ann", "M3": "bo"}


def test_a_player_is_moved_within_the_family_first():
    """SEAT-2: only who finds no code of the own family goes to the other."""
    game = given.lobby(0)
    for player, role in (("ann", "M2"), ("bo", "M4")):
        game.when(c.Join(player))
        game.when(c.TakeSeat(player, 1, role))
    game.lead("briefing")
    assert dict(game.table().seats) == {"P1": "bo", "M1": "ann"}


def test_seats_are_fixed_from_briefing_on():
    """SEAT-2."""
    game = given.lobby(3)
    game.lead("briefing")
    given.refused(game, c.TakeSeat("P1", 1, "M3"), refused.SEATS_ARE_FIXED)


def test_bots_fill_all_seats_on_entering_briefing():
    """SEAT-2 with bots, BOT-2: people keep their seats, bots take what is left of s."""
    game = given.lobby(2, seats=5, bots=True)
    events = game.lead("welcome").when(c.AdvancePhase("welcome"))
    assert [event.role for event in events if isinstance(event, SeatTaken)] == ["M3", "P3", "M4"]
    assert game.table().seats["P1"] == "P1"
    assert game.table().taken() == ("P1", "P3", "M1", "M3", "M4")
    assert all(event.bot for event in events if isinstance(event, PlayerJoined))


def test_a_late_player_in_briefing_takes_the_seat_of_a_bot():
    """SEAT-4, BOT-2: bots only keep seats warm before play."""
    game = given.lobby(2, seats=5, bots=True)
    game.lead("briefing")
    game.when(c.Join("late"))
    assert names(game.when(c.TakeSeat("late", 1))) == ["PlayerRemoved", "SeatTaken"]
    assert game.table().seats["M3"] == "late"


def test_a_late_player_in_briefing_sits_at_once():
    """SEAT-4: next code in the filling order."""
    game = given.lobby(3)
    game.lead("briefing")
    game.when(c.Join("late"))
    assert only(game.when(c.TakeSeat("late", 1)), SeatTaken).role == "P3"


def test_a_late_player_watches_until_the_next_gate():
    """SEAT-4: then takes the next code in the filling order."""
    game = given.at("choice", seats=3)
    game.when(c.Join("late"))
    assert game.when(c.TakeSeat("late", 1)) == [TableChosen(table=1, player="late")]
    assert game.state.players["late"].role is None
    assert game.when(c.TakeSeat("late", 1)) == []
    game.decide("A")
    assert game.state.players["late"].role == "P3"
    assert game.table().step.name == "gate"


def test_whoever_comes_first_to_an_empty_table_in_play_begins_at_its_gate():
    """SEAT-4: where nobody is present at the table, they take a seat at once."""
    game = given.playing(3, 0)
    assert game.table(2).step is None
    game.when(c.Join("late"))
    game.when(c.TakeSeat("late", 2))
    assert game.state.players["late"].role == "P1"
    assert game.step(2).name == "gate"


def test_a_released_seat_goes_to_the_late_player_first():
    """SEAT-4, SEAT-7: a released seat before the next code; it is empty until then."""
    game = given.at("choice", seats=4)
    game.when(c.RemovePlayer("M3"))
    assert game.table().seats["M3"] is None
    for player in ("late", "later"):
        game.when(c.Join(player))
        game.when(c.TakeSeat(player, 1))
    game.decide("A")
    assert game.table().seats["M3"] == "late"
    assert game.table().seats["M4"] == "later"


def test_a_late_player_sits_at_once_where_nobody_is_present():
    """SEAT-4, SEAT-9: at a table without a present seat, which wakes."""
    game = given.at("choice", seats=2)
    for player in ("P1", "M1"):
        game.when(c.NoteAway(player))
    game.later(5 * MINUTE).when(c.NoteAsleep(1))
    game.when(c.Join("late"))
    assert names(game.when(c.TakeSeat("late", 1)))[:2] == ["SeatTaken", "TableWoke"]
    assert game.state.players["late"].role == "M3"


def test_an_empty_table_in_play_comes_to_life_when_somebody_sits_down():
    """SEAT-4: people who sit down at a table that nobody had chosen can play."""
    game = given.playing(3, 0)
    game.when(c.OpenRound(1))
    game.when(c.Join("late"))
    game.when(c.TakeSeat("late", 2))
    assert game.state.players["late"].role == "P1"
    game.clock(10 * SECOND)
    assert game.table(2).step is not None
    assert game.step(2).name == "situation"


def test_locked_doors_keep_late_players_out():
    """SEAT-4, PHASE-6."""
    game = given.at("choice")
    game.when(c.LockDoors())
    given.refused(game, c.Join("late"), refused.DOORS_ARE_LOCKED)


def away_at(game, player, signs=None, started_at=0):
    """When the clock will count a seat as away."""
    return next(
        at for at, command in due(game.state, signs or {}, started_at) if command == c.NoteAway(player)
    )


@pytest.mark.parametrize("step", ["situation", "choice", "vote", "runoff"])
def test_a_silent_phone_is_away_a_minute_after_an_asking_step_opened(step):
    """SEAT-5: counted from the later of the last sign and the opening of the asking step."""
    game = given.at("gate").later(10 * MINUTE)
    game.reach(step)
    opened = game.step().opened_at
    assert opened == 10 * MINUTE
    assert away_at(game, "M1", {"M1": Sign(opened - 4 * MINUTE)}) == opened + MINUTE
    assert away_at(game, "M1", {"M1": Sign(opened + 7 * SECOND)}) == opened + 67 * SECOND


@pytest.mark.parametrize("step", ["gate", "reveal", "talk", "consequence", "reflect"])
def test_a_silent_phone_sleeps_five_minutes_while_people_talk(step):
    """SEAT-5."""
    game = given.at("gate").later(10 * MINUTE)
    game.reach(step, votes={"P1": "A", "P3": "A"})
    seen = game.now - 2 * MINUTE
    assert away_at(game, "M1", {"M1": Sign(seen)}) == seen + 5 * MINUTE


def test_a_page_without_javascript_has_five_minutes():
    """SEAT-5."""
    game = given.at("choice")
    assert away_at(game, "M1", {"M1": Sign(game.now, plain=True)}) == game.now + 5 * MINUTE


def test_who_waits_for_a_seat_is_not_asked_and_has_five_minutes():
    """SEAT-4, SEAT-5."""
    game = given.at("choice", seats=3)
    game.when(c.Join("late"))
    game.when(c.TakeSeat("late", 1))
    assert away_at(game, "late", {"late": Sign(game.now)}) == game.now + 5 * MINUTE


def test_everybody_counts_as_just_seen_after_a_restart():
    """SEAT-5."""
    game = given.at("choice").later(3 * MINUTE)
    assert away_at(game, "M1", {}, started_at=game.now) == game.now + MINUTE
    assert away_at(game, "M1", {"M1": Sign(5)}, started_at=game.now) == game.now + MINUTE


def test_the_next_sign_makes_a_seat_present():
    """SEAT-5: going away and coming back are events."""
    game = given.at("choice")
    assert game.when(c.NoteAway("M1")) == [WentAway(table=1, player="M1")]
    assert game.when(c.NoteAway("M1")) == []
    game.later(SECOND)
    assert (game.now, c.NoteBack("M1")) in due(game.state, {"M1": Sign(game.now)})
    assert game.when(c.NoteBack("M1")) == [CameBack(table=1, player="M1")]
    assert "M1" in game.state.present(game.table())


def test_a_bot_is_always_present():
    """SEAT-5."""
    game = given.playing(1, seats=3, bots=True)
    presence = [command for _, command in due(game.state, {}) if isinstance(command, c.NoteAway)]
    assert presence == [c.NoteAway("P1")]
    bot = game.table().seats["M1"]
    assert game.when(c.NoteAway(bot)) == []


def test_an_away_seat_is_not_waited_for():
    """SEAT-6, STEP-2 b: it holds up the step for 30 seconds at most, and keeps its role."""
    game = given.at("situation", seats=3)
    game.all_do(c.MarkRead, "P1", "M1")
    game.later(31 * SECOND)
    assert names(game.when(c.NoteAway("M3"))) == ["WentAway", "StepClosed", "StepEntered"]
    assert game.table().seats["M3"] == "M3"


def test_an_away_seat_may_still_answer():
    """SEAT-6."""
    game = given.at("choice", seats=3)
    game.when(c.NoteAway("M3"))
    assert names(game.does("M3", c.Choose, option="A")) == ["ChoiceMade"]


def test_removing_a_player_releases_the_seat_and_voids_unclosed_answers():
    """SEAT-7: the choice that is not closed yet, and the vote that is not."""
    game = given.at("choice")
    game.choose({"P1": "A", "M3": "C"})
    events = game.when(c.RemovePlayer("M3"))
    assert events == [PlayerRemoved(table=1, player="M3")]
    assert set(game.play().choices) == {"P1"}
    assert game.play().answered == ("P1",)
    given.refused(game, game.wish("M3", c.Choose, option="A"), refused.REMOVED)
    game.reach("vote")
    game.vote({"P1": "A", "M1": "A"})
    game.when(c.RemovePlayer("M1"))
    assert dict(game.play().votes) == {"P1": "A"}
    assert game.when(c.RemovePlayer("M1")) == []


def test_removing_a_player_keeps_the_choice_that_was_closed():
    """SEAT-7: only unclosed answers are void."""
    game = given.at("reveal", choices=CHOICES)
    game.when(c.RemovePlayer("M3"))
    assert "M3" in game.play().choices


def test_a_new_player_on_a_released_seat_does_not_hold_the_old_answer():
    """CHOICE-1, SEAT-7: a choice is private to who made it, not to the seat; what was closed stays told."""
    game = given.at("reveal", seats=3, choices=CHOICES)
    game.when(c.RemovePlayer("M3"))
    for player in ("P1", "M1"):
        game.when(c.NoteAway(player))
    game.when(c.Join("late"))
    assert only(game.when(c.TakeSeat("late", 1)), SeatTaken).role == "M3"
    assert "M3" not in game.play().choices
    assert game.play().pattern == "leaning"


def test_removing_a_player_keeps_the_vote_that_was_closed():
    """SEAT-7, VOTE-6: while the chair's word is awaited the vote is closed, and advice given in it counts."""
    game = given.at("vote", choices={"M4": "A"}, votes={})
    game.vote({"P1": "A", "P3": "C", "M1": "C"})
    game.close()
    assert game.play().tied == ("A", "C")
    game.when(c.RemovePlayer("M1"))
    game.clock(2 * MINUTE)
    assert game.play().decision.option == "C"


def test_removing_the_last_one_awaited_lets_the_table_go_on():
    """SEAT-7, STEP-2 a."""
    game = given.at("situation", seats=3)
    game.all_do(c.MarkRead, "P1", "M1")
    assert names(game.when(c.RemovePlayer("M3"))) == ["PlayerRemoved", "StepClosed", "StepEntered"]


def test_a_readmitted_player_may_choose_a_seat_again():
    """SEAT-7."""
    game = given.at("choice")
    given.refused(game, c.Readmit("M3"), refused.NOTHING_TO_READMIT)
    game.when(c.RemovePlayer("M3"))
    given.refused(game, c.TakeSeat("M3", 1), refused.REMOVED)
    assert names(game.when(c.Readmit("M3"))) == ["PlayerReadmitted"]
    assert names(game.when(c.TakeSeat("M3", 1))) == ["TableChosen"]


def test_removing_nobody_is_refused():
    """SEAT-7."""
    given.refused(given.playing(3), c.RemovePlayer("nobody"), NO_SUCH_PLAYER)


def asleep_in_choice(slept=10 * MINUTE):
    """P1 has chosen; then nobody was there, and the table has been asleep for a while."""
    game = given.at("choice", seats=3)
    game.choose({"P1": "A"})
    for player in ("P1", "M1", "M3"):
        game.later(SECOND).when(c.NoteAway(player))
    return game, game.clock(5 * MINUTE), game.later(slept)


def test_a_table_without_a_present_seat_sleeps_after_five_minutes():
    """SEAT-9: and not while somebody is there."""
    game = given.at("choice", seats=2)
    assert game.when(c.NoteAsleep(1)) == []
    game.when(c.NoteAway("P1"))
    game.when(c.NoteAway("M1"))
    assert game.clock(5 * MINUTE - 1) == []
    assert game.clock(1) == [TableSlept(table=1)]


def test_a_sleeping_table_does_not_move_by_time():
    """SEAT-9, STEP-3: nothing closes by time at a dormant table."""
    game = given.at("consequence", seats=2, votes={"P1": "A", "M1": "A"})
    game.when(c.NoteAway("P1"))
    game.when(c.NoteAway("M1"))
    game.when(c.NoteAsleep(1))
    assert game.clock(60 * MINUTE) == []


def test_a_sleeping_table_wakes_with_the_first_sign_at_its_step():
    """SEAT-9: its clock stood still meanwhile."""
    game, events, _ = asleep_in_choice()
    assert names(events) == ["TableSlept"]
    left = game.step().ends_at - game.table().asleep_at
    assert names(game.when(c.NoteBack("M1"))) == ["CameBack", "TableWoke"]
    assert game.step().name == "choice"
    assert game.step().ends_at - game.now == left
    assert game.table().penholder == "P1"
    assert TableWoke(table=1) in [event for _, event in game.lines]


def test_a_woken_table_goes_on_as_soon_as_all_who_are_there_have_answered():
    """SEAT-9, STEP-2 b: its clock stood still; it does not wait as long again as it has slept."""
    game, _, _ = asleep_in_choice()
    game.when(c.NoteBack("P1"))
    assert "StepClosed" in names(game.clock(MINUTE))


def test_a_step_that_the_facilitator_opened_at_a_sleeping_table_is_not_in_the_future():
    """SEAT-9, STEP-2 d: a sleeping table was taken on; when it wakes, its step has just begun."""
    game, _, _ = asleep_in_choice()
    game.close()
    game.later(10 * MINUTE).when(c.NoteBack("P1"))
    assert game.step().name == "reveal"
    assert game.step().opened_at <= game.now
    assert game.step().ends_at <= game.now + 30 * SECOND
