"""A solo game: one person, three colleagues who argue and can be asked, no clock (SOLO-1 to 5)."""

from dataclasses import replace

import pytest

from game.rules import Refused, Settings, at_once, refused, replay, summary
from game.rules import commands as c
from game.rules.bots.arguing import Reason, argument
from game.rules.events import ColleagueAsked, DecisionMade, FactShared, ResourceMoved
from game.rules.road import road
from game.rules.screens import player_screen
from game.rules.state import State
from scenarios.files import read
from scenarios.script import parse
from tests.game.rules import given
from tests.game.rules.given import FULL, Game, only
from tests.game.rules.test_devices import Texts

ME = "me"
DAY = 24 * 60 * 60 * 1000


def begun(role="P1", script=None, rounds=3, **settings):
    """A solo game whose player has just sat down; all that goes on by itself has gone on."""
    game = Game(script or given.lively("all", "P", "M"))
    chosen = {
        "seats": 4,
        "format": "75",
        "timers": "off",
        "pace": 0,
        "bots": True,
        "led_by_bot": True,
        **FULL,
    }
    chosen |= {"plenaries": False, "retention": 90, "solo": role, **settings}
    game.when(c.OpenDoors("hash", "key", tables=1, rounds=rounds, settings=Settings(**chosen)))
    game.when(c.Join(ME))
    game.when(c.TakeSeat(ME, 1, role))
    return go_on(game)


def go_on(game):
    for _ in range(300):
        command = at_once(game.state)
        if command is None:
            return game
        game.when(command)
    raise AssertionError(f"it never stops: {command}")


def does(game, kind, **fields):
    step = game.table().step
    events = game.when(
        kind(player=ME, step=step.number if step and game.state.phase == "playing" else 0, **fields)
    )
    go_on(game)
    return events


def reach(game, name, option="A", confidence=0):
    """Play on with this option until the player is asked for this step."""
    for _ in range(60):
        state, table = game.state, game.table()
        if state.phase not in ("playing", name):
            does(game, c.MarkRead)
            continue
        if name == state.phase or (table.step and table.step.name == name):
            return game
        mine = table.play.votes if table.step.name in ("vote", "runoff") else {}
        open_now = table.play.runoff or table.play.options
        match table.step.name:
            case "gate":
                does(game, c.AnswerIncident, answer=1)
            case "situation":
                does(game, c.MarkRead)
            case "choice":
                does(game, c.Choose, option=option, confidence=confidence)
            case "talk":
                does(game, c.CallVote)
            case "vote" | "runoff" if table.play.tied:
                does(game, c.GiveWord, option=table.play.tied[0])
            case "vote" | "runoff":
                does(game, c.CastVote, option=option if option in open_now else open_now[0])
            case "consequence":
                does(game, c.GoOn)
            case "reflect":
                does(game, c.Reflect)
        assert mine is not None
    raise AssertionError(f"{name} was not reached: {game.state.phase} {game.table().step}")


@pytest.mark.parametrize(
    ("role", "seats"),
    [
        ("P1", ("P1", "P3", "M1", "M3")),
        ("P4", ("P1", "P4", "M1", "M3")),
        ("M1", ("P1", "P3", "M1", "M3")),
        ("M4", ("P1", "P3", "M1", "M4")),
        ("M2", ("P1", "P3", "M1", "M2")),
    ],
)
def test_four_seats_two_of_each_family(role, seats):
    """SOLO-1."""
    game = reach(begun(role), "briefing")
    assert game.table().taken() == seats
    minds = {r: game.state.players[game.table().seats[r]].bot for r in seats}
    assert minds == {r: "" if r == role else "colleague" for r in seats}


def test_it_waits_for_its_player_in_every_phase():
    """SOLO-1: welcome and briefing are read at the own pace; no clock runs."""
    game = begun()
    assert game.state.phase == "welcome"
    assert at_once(game.state) is None
    game.later(30 * DAY)
    assert at_once(game.state) is None
    does(game, c.MarkRead)
    assert game.state.phase == "briefing"
    does(game, c.MarkRead)
    assert (game.state.phase, game.step().name) == ("playing", "situation")


def test_a_whole_game_from_the_door_to_the_end():
    game = reach(begun(), "closed")
    decided = [event for _at, event in game.lines if isinstance(event, DecisionMade)]
    assert len(decided) == 3
    assert game.table().results is not None
    state = replay(State(game.state.script), game.lines)
    assert state.tables == game.state.tables


def test_reveal_and_talk_become_one_step_in_which_colleagues_argue():
    """SOLO-2."""
    game = reach(begun(), "choice")
    does(game, c.Choose, option="C")
    assert game.step().name == "talk"
    told = player_screen(game.state, Texts, ME).part("task").data
    assert [colleague.role for colleague in told.colleagues] == ["P3", "M1", "M3"]
    assert told.pattern
    for colleague in told.colleagues:
        chosen = game.play().choices[colleague.role].option
        assert colleague.argument.option == chosen


def test_the_vote_is_called_by_the_player_alone():
    """SOLO-2: whoever holds the pen."""
    for role in ("P1", "M1"):
        game = reach(begun(role), "talk")
        assert at_once(game.state) is None
        does(game, c.CallVote)
        assert game.step().name == "vote"


def test_a_colleague_who_is_asked_puts_their_facts_on_the_table():
    """SOLO-2: Time -1, once per round and colleague; the hidden option may open."""
    game = reach(begun(), "talk")
    holder = next(role for role in ("P3", "M1", "M3") if "secret" in facts_of(game, role))
    time = game.table().resources["time"]
    events = does(game, c.AskColleague, role=holder)
    assert only(events, ColleagueAsked).role == holder
    assert "secret" in {event.fact for event in events if isinstance(event, FactShared)}
    assert only(events, ResourceMoved).by == -1 and game.table().resources["time"] == time - 1
    assert "D" in game.play().options
    assert does(game, c.AskColleague, role=holder) == []
    asked = {x.role: x for x in player_screen(game.state, Texts, ME).part("task").data.colleagues}[holder]
    assert (asked.asked, asked.may_ask) == (True, False) and "secret" in asked.told


def facts_of(game, role):
    return [fact for fact, roles in game.play().facts.items() if role in roles]


def test_unasked_they_keep_what_they_know():
    game = reach(begun(), "talk")
    assert game.play().shared == ()


def test_without_time_nobody_can_be_asked():
    game = reach(begun(), "talk").holds(resources={"time": 0})
    step = game.step().number
    given.refused(game, c.AskColleague(ME, step, "M1"), refused.NO_TIME_FOR_THAT)


@pytest.mark.parametrize("role", ["P1", "P4", "?", ""])
def test_only_a_colleague_at_the_table_can_be_asked(role):
    game = reach(begun(), "talk")
    given.refused(game, c.AskColleague(ME, game.step().number, role), refused.NOT_NOW)


def test_at_a_table_of_people_nobody_is_asked_so():
    game = given.playing(5).reach("talk")
    given.refused(game, c.AskColleague("P1", game.step().number, "M1"), refused.NOT_NOW)


def test_there_only_the_chair_calls_the_vote():
    """CHAIR-3."""
    game = given.playing(5).reach("talk")
    other = next(p for p in ("P1", "P3", "M1") if p != game.table().seats[game.table().penholder])
    given.refused(game, c.CallVote(other, game.step().number), refused.ONLY_THE_CHAIR)


def evenings():
    found = read("the-long-evenings")
    return parse(found["document"], found["texts"])


@pytest.mark.parametrize("role", ["P1", "P2", "P3", "P4", "M1", "M2", "M3", "M4"])
@pytest.mark.parametrize("rounds", [3, 4])
def test_every_role_of_a_shipped_scenario_gets_to_the_end(role, rounds):
    form = "75" if rounds == 3 else "90"
    game = reach(begun(role, evenings(), rounds, format=form), "closed", option="B", confidence=2)
    assert len(game.table().decided) == rounds


def test_the_player_answers_incidents_whoever_holds_the_pen():
    game = begun("M3", evenings(), 4, format="90")
    reach(game, "closed")
    assert {type(event).__name__ for _at, event in game.lines} >= {"IncidentShown", "IncidentAnswered"}


def test_what_research_says_follows_each_round():
    """SOLO-5."""
    game = reach(begun(), "reflect")
    assert player_screen(game.state, Texts, ME).part("task").data.road == game.play().decision.option


def test_at_a_table_of_people_it_waits_for_the_debrief():
    game = given.at("reflect")
    assert player_screen(game.state, Texts, "P1").part("task").data.road == ""


def test_a_game_is_deleted_so_long_after_its_last_deed():
    """SOLO-1, KEEP-4."""
    game = begun()
    does(game, c.MarkRead)
    game.later(10 * DAY)
    does(game, c.MarkRead)
    assert summary(game.state)["delete_at"] == game.now + 90 * DAY


def test_an_argument_says_what_helps_most_and_what_harms_most():
    """SOLO-2, SOLO-3: M1 cares for A2; C lowers it, or costs what is not there."""
    game = reach(begun(), "talk")
    says = argument(game.state, game.table(), "M1")
    assert says.option in game.play().options
    assert says.because.kind in ("pole", "att", "inv", "trust", "legitimacy", "mark", "least")
    assert (says.against == "") == (says.why_not is None)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("A1", "pole"), ("att.citizens", "att"), ("inv.media", "inv"), ("trust", "trust"), ("legitimacy", "legitimacy"),
     ("cost", "cost"), ("least", "least"), ("visible_win", "mark"), ("overdraft", "mark")],
)  # fmt: skip
def test_every_reason_has_its_kind_of_words(name, kind):
    assert Reason(name).kind == kind


def test_a_stale_tap_from_another_tab_is_refused():
    """STEP-1."""
    game = reach(begun(), "talk")
    old = game.step().number
    does(game, c.CallVote)
    with pytest.raises(Refused) as no:
        game.when(c.CallVote(ME, old))
    assert no.value.message == refused.MOMENT_IS_GONE


def test_the_road_not_taken_remembers_who_was_asked():
    """END-10: the term as it went is the one that was played."""
    game = begun("P1", evenings(), 4, format="90")
    for _round in range(3):
        reach(game, "talk")
        does(game, c.AskColleague, role="M1")
        does(game, c.CallVote)
        reach(game, "reflect")
        does(game, c.Reflect)
    reach(game, "results")
    found = road(game.state, 1, 1, "B" if game.table().decided[0].decision.option != "B" else "A")
    assert [(pole, was) for pole, was, _would in found.poles] == list(game.table().poles.items())


def test_a_game_that_was_only_opened_is_gone_after_a_day():
    """SOLO-1, KEEP-4."""
    game = begun()
    assert summary(game.state)["delete_at"] == game.now + DAY


def test_nobody_is_asked_to_read_aloud_or_to_send_a_lead():
    """ROOM-3, ROOM-5: there is nobody to read to, and no table that agrees."""
    game = reach(begun(), "situation")
    assert player_screen(game.state, Texts, ME).part("task").data.reader == ""
    reach(game, "debrief")
    game.state = replace(game.state, question=5)
    assert not player_screen(game.state, Texts, ME).part("task").data.asks_lead
