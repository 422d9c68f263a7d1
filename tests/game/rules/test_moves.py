"""Moves and hearings (MOVE-1, MOVE-2, HEAR-1, FMT-5)."""

import pytest

from game.rules import commands as c
from game.rules import refused
from game.rules.effects.moves import halved
from game.rules.events import HearingHeld, MovePlayed, MoveReturned, NoteHeard, PoleMoved, ResourceMoved
from game.rules.screens import player_screen
from tests.game.rules import given
from tests.game.rules.test_phases import NoTexts


def in_talk(round_=2, seats=8, option="C", script=None, **settings):
    """A table in the talk of this round, after rounds that ended with this option."""
    full = {**given.FULL, "incidents": False, "plenaries": False, **settings}
    game = given.playing(seats, script=script or given.lively(), **full)
    for _ in range(round_ - 1):
        game.decide(option)
    return game.reach("talk")


def moved(events):
    return [
        (event.resource if isinstance(event, ResourceMoved) else event.pole, event.by)
        for event in events
        if isinstance(event, ResourceMoved | PoleMoved)
    ]


def deciding(game, option):
    """Everybody votes for an option; what its consequence did."""
    game.reach("vote")
    before = len(game.lines)
    game.vote({game.table().seats[role]: option for role in game.table().taken()})
    game.close()
    return [event for _at, event in game.lines[before:]]


@pytest.mark.parametrize("role", ["P1", "P2", "P3", "P4", "M1", "M2", "M3", "M4"])
def test_move_is_played_once_per_game(role):
    """MOVE-1: from round 2, in talk; the second tap does nothing, and it never comes back."""
    game = in_talk()
    told = {"worry": "money", "note": "n1"} if role == "P3" else {}
    assert given.only(game.does(role, c.PlayMove, **told), MovePlayed).role == role
    assert game.does(role, c.PlayMove, **told) == []
    game.decide("C").reach("talk")
    given.refused(game, game.wish(role, c.PlayMove, **told), refused.MOVE_IS_PLAYED)


def test_there_is_no_move_and_no_hearing_in_the_first_round():
    """FMT-5."""
    game = in_talk(1)
    given.refused(game, game.wish("M1", c.PlayMove), refused.NO_MOVE_YET)
    asked = game.wish("M1", c.AskStakeholder, slot="media", option="A")
    given.refused(game, asked, refused.NO_MOVE_YET)


def test_formats_without_moves_know_none():
    game = in_talk(moves=False)
    given.refused(game, game.wish("M1", c.PlayMove), refused.NOT_NOW)
    given.refused(game, game.wish("M1", c.AskStakeholder, slot="media", option="A"), refused.NOT_NOW)


@pytest.mark.parametrize("role", ["P2", "P4", "M4"])
def test_move_that_costs_time_needs_time(role):
    """MOVE-1, RES-2: only decisions may overdraw."""
    game = in_talk().holds(resources={"time": 0})
    given.refused(game, game.wish(role, c.PlayMove), refused.NO_TIME_FOR_THAT)
    game.holds(resources={"time": 1})
    assert ("time", -1) in moved(game.does(role, c.PlayMove))


def test_press_conference_is_measured_a_round_later():
    """MOVE-1: Legitimacy +1 now; -2 at the end of the next round if C1 or D2 is lower than at the end of this one."""
    game = in_talk(script=given.lively("M", "P", "all"))
    given.refused(in_talk(3), c.PlayMove("P1", in_talk(3).step().number), refused.NOT_IN_THE_LAST_ROUND)
    assert moved(game.does("P1", c.PlayMove)) == [("legitimacy", 1)]
    deciding(game, "A")
    held = game.table().press
    assert (held.round, held.room, held.partners) == (2, game.table().poles["C1"], game.table().poles["D2"])
    game.reach("reflect").close()
    game.clock()
    game.reach("talk").holds(poles={"C1": held.room - 1})
    assert ("legitimacy", -2) in moved(deciding(game, "B"))
    assert game.table().press is None
    assert player_screen(game.state, NoTexts, "P1").part("task").data.press == -2


def test_press_conference_that_holds_costs_nothing():
    game = in_talk(script=given.lively("M", "P", "all"))
    game.does("P1", c.PlayMove)
    deciding(game, "A")
    game.reach("reflect").close()
    game.clock()
    game.reach("talk")
    assert "legitimacy" not in [name for name, _by in moved(deciding(game, "B"))]
    assert player_screen(game.state, NoTexts, "P1").part("task").data.press == 0


def test_put_on_the_agenda_lets_all_decide():
    """MOVE-1: only where the managers decide; Time -1, B1 +1, and the chair stays."""
    game = in_talk()
    chair = game.table().chair
    assert moved(game.does("P2", c.PlayMove)) == [("time", -1), ("B1", 1)]
    assert game.play().deciders == "all" and game.table().chair == chair
    given.refused(in_talk(3), c.PlayMove("P2", in_talk(3).step().number), refused.ONLY_WHERE_MANAGERS_DECIDE)


def test_minority_note_is_read_out_when_its_worry_comes_true():
    """MOVE-1: the first harmful seed with that tag that takes effect later: Trust +1."""
    game = in_talk()
    given.refused(game, game.wish("P3", c.PlayMove, worry="weather"), refused.NO_SUCH_ANSWER)
    game.does("P3", c.PlayMove, worry="money", note="n1")
    deciding(game, "A")  # plants a harmful seed with the tag money
    trust = game.table().resources["trust"]
    game.reach("reflect").close()
    game.clock()
    before = len(game.lines)
    game.reach("situation")
    events = [event for _at, event in game.lines[before:]]
    assert given.only(events, NoteHeard).note == "n1"
    assert game.table().resources["trust"] == trust + 1 and game.table().worries == ()


def test_minority_note_about_something_else_stays_silent():
    game = in_talk()
    game.does("P3", c.PlayMove, worry="media", note="n1")
    game.decide("A").reach("situation")
    assert not any(isinstance(event, NoteHeard) for _at, event in game.lines)
    assert len(game.table().worries) == 1


def test_clear_the_desk_gives_time_and_costs_safety():
    """MOVE-1: Time +2, never above 14, A2 -1."""
    game = in_talk().holds(resources={"time": 13})
    assert moved(game.does("M1", c.PlayMove)) == [("time", 1), ("A2", -1)]


def test_lent_staff_saves_budget_and_tires_the_front_line():
    """MOVE-1: this decision's Budget cost is 1 lower, and the front line's attitude falls by 1."""
    game = in_talk()
    game.does("M2", c.PlayMove)
    events = deciding(game, "C")  # costs Budget 1
    assert ("budget", -1) not in moved(events)
    assert game.table().people["frontline"].attitude == -1
    assert game.table().played == ("M2",)


def test_staff_that_nobody_needs_goes_back_to_the_hand():
    """MOVE-1: a decision without Budget cost."""
    game = in_talk()
    game.does("M2", c.PlayMove)
    events = deciding(game, "A")
    assert given.only(events, MoveReturned).role == "M2"
    assert game.table().people["frontline"].attitude == 0 and game.table().played == ()


def test_pilot_halves_the_poles_and_plants_nothing():
    """MOVE-1: toward zero: +2 to +1, +1 to 0, -1 to 0, -2 to -1; all else stays full."""
    assert [halved(by) for by in (2, 1, 0, -1, -2)] == [1, 0, 0, 0, -1]
    game = in_talk()
    game.does("M3", c.PlayMove)
    events = deciding(game, "A")
    assert [pair for pair in moved(events) if pair[0] in ("A1", "A2")] == [("A1", 1)]
    assert not [seed for seed in game.table().seeds if seed.dilemma == "bridge"]
    assert game.table().people["ngos"].attitude == 1


def test_one_stakeholder_is_heard_once_a_round():
    """HEAR-1: anybody asks, for Time -1; the same tap twice does nothing, another one is refused."""
    game = in_talk()
    asked = game.does("P4", c.AskStakeholder, slot="ngos", option="A")
    assert given.only(asked, HearingHeld).slot == "ngos" and moved(asked) == [("time", -1)]
    assert game.does("M1", c.AskStakeholder, slot="ngos", option="A") == []
    other = game.wish("M1", c.AskStakeholder, slot="media", option="A")
    given.refused(game, other, refused.HEARD_ALREADY)


@pytest.mark.parametrize(("slot", "option"), [("pets", "A"), ("media", "Z"), ("media", "D")])
def test_hearing_about_nothing_that_is_there_is_refused(slot, option):
    """HEAR-1, MOVE-2: of the options that are visible now."""
    game = in_talk()
    wish = game.wish("P4", c.AskStakeholder, slot=slot, option=option)
    given.refused(game, wish, refused.NO_SUCH_ANSWER)


def test_hearing_needs_time():
    """HEAR-1, RES-2."""
    game = in_talk().holds(resources={"time": 0})
    wish = game.wish("P4", c.AskStakeholder, slot="media", option="A")
    given.refused(game, wish, refused.NO_TIME_FOR_THAT)


def test_what_a_move_shows_is_of_the_options_that_are_open():
    """MOVE-2: P4 the citizens' attitude by option, M4 the options that plant a harm of money or law, P3 the worry."""
    game = in_talk()
    for role, told in (("P4", {}), ("M4", {}), ("P3", {"worry": "money", "note": "n1"})):
        game.does(role, c.PlayMove, **told)
    shown = {one.role: one for one in player_screen(game.state, NoTexts, "P1").part("task").data.told}
    assert shown["P4"].shown == (("A", 0), ("B", 0), ("C", 0))
    assert shown["M4"].risky == ("A",)
    assert shown["P3"].worry == "money"


def test_only_the_minority_note_has_a_worry_and_words():
    """MOVE-1: what another role sends along is not kept."""
    game = in_talk()
    played = given.only(game.does("M1", c.PlayMove, worry="money", note="n1"), MovePlayed)
    assert (played.role, played.worry, played.note) == ("M1", "", "")
