"""A phone at a table on paper: who may record, what is seen, and what comes of it (PAPER-7, SEAT-12)."""

import pytest

from game.rules import commands as c
from game.rules import refused
from game.rules.events import DecisionMade, PaperRecorded, TableChosen
from game.rules.screens import facilitator_screen, player_screen
from tests.game.rules import given
from tests.game.rules.given import MINUTE, names, only
from tests.game.rules.test_incidents import met
from tests.game.rules.test_paper import Texts

LATE = {"edition": 2, "moves": True, "incidents": False, "safeguards": True, "plenaries": False}


def beside(people=5, closed=0, **settings):
    """A table without any device, in its first situation, and a phone that records for it; table 2 plays on phones.

    One of them may be closed before the round begins.
    """
    game = given.lobby(0, 3, seats=people, **settings)
    game.when(c.PutOnPaper(1, persons=people))
    game.when(c.Join("phone"))
    game.when(c.RecordForTable("phone", 1))
    game.lead("playing")
    if closed:
        game.when(c.CloseTable(closed))
    game.when(c.OpenRound(1))
    return game


def seated(people=5, **settings):
    """A table whose people have phones, and have laid them aside for paper."""
    game = given.playing(people, 3, **settings)
    game.when(c.PutOnPaper(1))
    game.when(c.OpenRound(1))
    return game


def enter(game, who="phone", table=1, **fields):
    return game.when(c.EnterPaper(table, game.step(table).number, player=who, **fields))


def no(game, sentence, who="phone", table=1, **fields):
    given.refused(game, c.EnterPaper(table, game.step(table).number, player=who, **fields), sentence)


def see(game, who="phone"):
    """The name of a screen, and what its task shows."""
    screen = player_screen(game.state, Texts, who)
    return screen.name, screen.part("task").data


# --- who records


def test_phone_that_records_takes_no_seat_and_waits_for_none():
    """PAPER-7, SEAT-4: five people sit there, and one of them holds the phone."""
    game = beside()
    assert game.table().taken() == ("P1", "P3", "M1", "M3", "M4")
    for _round in range(2):
        enter(game, option="A" if game.table().round == 1 else "C")
        game.clock(2 * MINUTE)
        game.when(c.OpenRound(game.table().round))
    assert game.state.players["phone"].role is None
    assert len(game.table().taken()) == 5


def test_recording_twice_does_nothing():
    """STEP-1."""
    game = beside()
    assert not game.when(c.RecordForTable("phone", 1))
    game = seated()
    assert not game.when(c.RecordForTable("M1", 1))


def test_somebody_who_has_come_late_can_record_too():
    """SEAT-4, PAPER-7: with or without having said so."""
    game = beside()
    game.when(c.Join("late"))
    assert not only(game.when(c.TakeSeat("late", 1)), TableChosen).records
    assert only(game.when(c.RecordForTable("late", 1)), TableChosen).records
    assert "DecisionMade" in names(enter(game, "late", option="A"))


@pytest.mark.parametrize("who", ["P1", "M4"])
def test_whoever_sits_there_with_a_phone_can_record(who):
    """PAPER-7."""
    game = seated()
    happened = enter(game, who, deciding=(("A", 2),), advising=(("C", 3),))
    assert only(happened, PaperRecorded).player == who
    assert only(happened, DecisionMade).overruled


def test_mirror_can_record():
    """SEAT-3, PAPER-7."""
    game = given.playing(8, 3)
    game.when(c.Join("ninth"))
    game.when(c.TakeSeat("ninth", 1))
    game.when(c.OpenRound(1))
    game.decide("A").when(c.PutOnPaper(1))
    assert game.state.players["ninth"].mirror
    game.when(c.OpenRound(2))
    assert see(game, "ninth")[0] == "paper"
    assert enter(game, "ninth", option="A")


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("P1.2", refused.RECORDS_ELSEWHERE),
        ("watcher", refused.RECORDS_ELSEWHERE),
        ("standing", refused.RECORDS_ELSEWHERE),
        ("nobody", refused.NOT_A_PLAYER),
        ("paper-1-P1", refused.NOT_A_PLAYER),
        ("gone", refused.REMOVED),
    ],
)
def test_nobody_else_records(who, sentence):
    """PAPER-7: another table's seat, its watcher, somebody without a table, nobody, paper itself, one who was taken out."""
    game = beside()
    for name in ("watcher", "standing", "gone"):
        game.when(c.Join(name))
    game.when(c.TakeSeat("watcher", 2))
    game.when(c.RecordForTable("gone", 1))
    game.when(c.RemovePlayer("gone"))
    no(game, sentence, who, option="A")


def test_nothing_is_recorded_for_a_table_on_phones_or_of_which_some_are_on_paper():
    """PAPER-7, SEAT-12."""
    game = beside()
    no(game, refused.NOT_ON_PAPER, "P1.2", table=2, option="A")
    game.when(c.PutOnPaper(2, "M1"))
    no(game, refused.NOT_ON_PAPER, "P1.2", table=2, option="A")


@pytest.mark.parametrize(
    ("who", "table", "sentence"),
    [
        ("new", 2, refused.NOT_ON_PAPER),
        ("new", 9, refused.NO_SUCH_TABLE),
        ("P1.2", 1, refused.SITS_ELSEWHERE),
        ("nobody", 1, refused.NOT_A_PLAYER),
        ("paper-1-P1", 1, refused.NOT_A_PLAYER),
        ("gone", 1, refused.REMOVED),
    ],
)
def test_who_cannot_record_is_told_why(who, table, sentence):
    """PAPER-7."""
    game = beside()
    game.when(c.Join("new"))
    game.when(c.Join("gone"))
    game.when(c.RemovePlayer("gone"))
    given.refused(game, c.RecordForTable(who, table), sentence)


def test_nobody_comes_to_record_at_a_closed_table_or_when_the_term_is_over():
    """SEAT-10, PAPER-7."""
    game = beside()
    game.when(c.Join("new"))
    enter(game, option="A")
    game.clock(2 * MINUTE)
    game.when(c.CloseTable(1))
    given.refused(game, c.RecordForTable("new", 1), refused.TABLE_IS_CLOSED)
    no(game, refused.TABLE_IS_CLOSED, option="A")
    game.lead("results")
    given.refused(game, c.RecordForTable("new", 1), refused.TERM_IS_OVER)


def test_who_lost_a_table_may_record_for_another():
    """SEAT-10, PAPER-7: the seat at the closed table is given up, for whoever shared it too."""
    game = beside(closed=2)
    assert see(game, "P1.2")[0] == "seat"
    game.when(c.RecordForTable("P1.2", 1))
    player = game.state.players["P1.2"]
    assert (player.table, player.role, player.records) == (1, None, True)
    assert not game.state.tables[2].seats["P1"]
    assert "DecisionMade" in names(enter(game, "P1.2", option="A"))


def test_who_recorded_for_a_table_that_is_closed_waits_for_another_one():
    """SEAT-10, PAPER-7: the desk is asked to seat them, like everybody who watched there."""
    game = beside(closed=1)
    assert game.table().closed and see(game)[0] == "seat"
    screen = facilitator_screen(game.state, Texts, game.now)
    assert [line.player for line in screen.part("people").data.unseated] == ["phone"]
    assert screen.part("seats-1").data.recording == ()


def test_who_recorded_gets_a_seat_when_the_table_is_off_paper():
    """SEAT-4, PAPER-7: at its next gate, like everybody who comes late."""
    game = beside()
    enter(game, option="A")
    game.when(c.TakeOffPaper(1))
    game.when(c.PutOnPaper(1, persons=2))
    game.clock(2 * MINUTE)
    assert game.state.players["phone"].role is None
    game.when(c.OpenRound(2))
    game.when(c.TakeOffPaper(1))
    assert see(game)[0] == "catch_up"


def test_facilitator_sees_who_records_and_is_not_asked_to_seat_them():
    """SEAT-10, PAPER-7."""
    game = beside()
    screen = facilitator_screen(game.state, Texts, game.now)
    panel = screen.part("seats-1").data
    assert ([line.player for line in panel.recording], panel.watching) == (["phone"], ())
    assert screen.part("people").data.unseated == ()


# --- what is recorded


def test_log_says_that_it_was_paper_and_who_recorded():
    """PAPER-7, SEAT-12: and the desk, which needs no name, is not in it."""
    game = beside()
    happened = enter(game, choices=(("A", 3), ("C", 2)), deciding=(("A", 2),), advising=(("C", 3),))
    assert names(happened)[0] == "PaperRecorded"
    assert (happened[0].player, happened[0].origin) == ("phone", "paper")
    game.clock(2 * MINUTE)
    game.when(c.OpenRound(2))
    assert "PaperRecorded" not in names(game.when(c.EnterPaper(1, game.step().number, option="A")))


def test_recorded_is_what_the_desk_would_have_entered():
    """SEAT-12: the same decision, the same poles, the same resources."""
    fields = {"choices": (("A", 3), ("C", 2)), "deciding": (("A", 2),), "advising": (("A", 3),)}
    phone, desk = beside(), beside()
    enter(phone, **fields)
    desk.when(c.EnterPaper(1, desk.step().number, **fields))
    assert phone.table().play.decision == desk.table().play.decision
    assert (phone.table().poles, phone.table().resources) == (desk.table().poles, desk.table().resources)
    assert phone.table().play.decision.paper


def test_second_tap_and_second_phone_add_nothing():
    """STEP-1: the moment is gone."""
    game = beside()
    command = c.EnterPaper(1, game.step().number, option="A", player="phone")
    game.when(command)
    given.refused(game, command, refused.MOMENT_IS_GONE)
    no(game, refused.NOT_NOW, option="A")


def test_wrong_figure_leaves_nothing_behind():
    """SEAT-12: not even that somebody recorded."""
    game = beside()
    no(game, refused.MORE_THAN_SEATS, deciding=(("A", 9),))
    no(game, refused.NOTHING_ENTERED)
    no(game, refused.VOTES_OR_DECISION, option="A", deciding=(("A", 1),))
    game.when(c.Pause())
    no(game, refused.PAUSED, option="A")


def test_word_of_the_chair_is_recorded():
    """VOTE-5, PAPER-7."""
    game = beside(8)
    for _vote in range(2):
        enter(game, deciding=(("A", 2), ("C", 2)))
    name, task = see(game)
    assert (name, task.entry.tied, [card.letter for card in task.cards]) == ("paper", True, ["A", "B", "C"])
    made = only(enter(game, option="C"), DecisionMade)
    assert (made.option, made.manner) == ("C", "word")


def test_facts_open_the_hidden_option_and_a_safeguard_is_attached():
    """FACT-4, GUARD-1, PAPER-7."""
    game = beside(script=given.lively(), **LATE)
    no(game, refused.NOT_ON_OFFER, option="D")
    assert only(enter(game, facts=("secret",), option="D"), DecisionMade).option == "D"
    for _round in range(2):
        game.clock(2 * MINUTE)
        game.when(c.OpenRound(game.table().round))
        if game.table().round < 3:
            enter(game, option="C")
    assert "GuardAttached" in names(enter(game, option="C", guard="legal_check", wanted=True))


@pytest.mark.parametrize("who", ["phone", "seat"])
def test_incident_is_answered_by_phone(who):
    """INC-2, PAPER-7."""
    game = met()
    game.when(c.PutOnPaper(1))
    game.when(c.Join("phone"))
    game.when(c.RecordForTable("phone", 1))
    who = "phone" if who == "phone" else game.table().seats["P3"]
    name, task = see(game, who)
    assert (name, bool(task.entry.incident)) == ("paper", True)
    assert "IncidentAnswered" in names(enter(game, who, answer=2))


# --- what is seen


def test_way_of_a_phone_through_a_round():
    """PAPER-7, SEAT-12: told, recorded, consequence, done."""
    game = given.lobby(0, 3, seats=5)
    game.when(c.PutOnPaper(1, persons=5))
    game.when(c.Join("phone"))
    game.when(c.RecordForTable("phone", 1))
    for phase in ("lobby", "welcome", "briefing"):
        game.lead(phase)
        assert (see(game)[0], see(game)[1].reason) == ("waiting", "records")
    game.lead("playing")
    assert see(game)[1].reason == "gate"
    game.when(c.OpenRound(1))
    assert see(game)[0] == "paper"
    enter(game, option="A")
    name, task = see(game)
    assert (name, task.option) == ("consequence", "A")
    screen = player_screen(game.state, Texts, "phone")
    assert screen.part("deed").template == "game/parts/nothing.html"
    assert screen.part("frame").data.round == 1
    assert screen.part("nav").data.tabs == ("gauges", "story", "help")
    game.when(c.CloseForTable(1, game.step().number))
    assert see(game)[1].reason == "done"


def test_form_shows_nothing_that_lies_hidden():
    """FACT-1, FACT-4, PAPER-7: a fact by the sign on its card, a hidden option by its letter, until it is open."""
    game = beside(script=given.lively(), **LATE)
    task = see(game)[1]
    assert (task.secret, [card.letter for card in task.cards]) == (("D",), ["A", "B", "C"])
    assert task.entry.facts == ("secret", "rumour")
    game = seated(script=given.lively(), **LATE)
    game.when(c.TakeOffPaper(1))
    game.reach("talk")
    holder = game.table().seats[game.play().facts["secret"][0]]
    game.does(holder, c.ShareFact, fact="secret")
    game.when(c.PutOnPaper(1))
    task = see(game, "P1")[1]
    assert (task.secret, [card.letter for card in task.cards]) == ((), ["A", "B", "C", "D"])


def test_device_of_a_whole_table_records_without_going_round():
    """SEAT-11, PAPER-7."""
    game = given.sharing(4).lead("playing")
    game.reach("choice")
    game.when(c.PutOnPaper(1))
    assert see(game, "P1")[0] == "paper"
    assert enter(game, "P1", option="A")


def test_pen_is_not_missing_on_paper():
    """CHAIR-2, SEAT-12: no phone is asked to stand in for a chair that sits at the table."""
    game = seated()
    for option in ("A", ""):
        status = player_screen(game.state, Texts, "M1").part("status").data
        assert not status.may_take_pen
        if option:
            enter(game, "M1", option=option)
