"""What a player's page says beside its task: whom it waits for, the role's sheet, the plan, the questions about oneself."""

import pytest

from game.rules import commands as c
from game.rules.screens import Viewer, player_screen, screen_for
from game.rules.screens.around import plan_lines, questions
from tests.game.rules import given
from tests.game.rules.given import MINUTE

FIVE = ("P1", "M1", "M3", "P3", "M4")


class Words:
    """A whole plan of P1's, not in the order of its lines."""

    names, tables = {}, {}
    answers = {"P1.back-2": 3, "P1.now-2": 8}
    notes = {f"P1.plan.{line}": line for line in ("in_the_way", "first_sign", "by", "with", "i_will", "when")}


def part(game, slot, player="P1"):
    return player_screen(game.state, Words, player).part(slot).data


@pytest.mark.parametrize(
    ("step", "kind", "answered", "asked"),
    [
        ("situation", "asks", 0, 5),
        ("choice", "asks", 0, 5),
        ("talk", "talk", 0, 2),
        ("vote", "asks", 0, 5),
        ("consequence", "asks", 0, 5),
    ],
)
def test_the_status_says_what_the_step_waits_for(step, kind, answered, asked):
    """STEP-3, TALK-1."""
    game = given.at(step, votes=dict.fromkeys(FIVE, "A"))
    status = part(game, "status")
    assert (status.kind, status.answered, status.asked) == (kind, answered, asked)
    assert status.step == game.step().number
    assert status.chair == game.table().penholder
    assert status.changeable is (step in ("choice", "vote"))


def test_the_status_says_that_the_chairs_word_is_awaited():
    """VOTE-5."""
    game = given.at("vote", votes={"P1": "A", "P3": "C"})
    assert player_screen(game.state, Words, "P1").name == "vote"
    assert part(game, "frame").ends_at == game.step().ends_at
    game.close()
    game.vote({"P1": "A", "P3": "C"})
    game.close()
    assert game.play().tied
    assert part(game, "status").kind == "tied"
    assert part(game, "frame").ends_at == game.now + MINUTE
    assert player_screen(game.state, Words, "P1").name == "word"


def test_a_table_that_is_done_sees_what_it_has_decided():
    """While the others go on."""
    game = given.playing(3)
    for last in (False, False, True):
        game.decide("A")
        if last:
            shown = part(game, "task")
            assert (shown.reason, shown.dilemma, shown.decided, shown.last) == ("done", "clock", "A", True)
    assert game.step().name == "done"


def test_the_status_of_a_page_counts_people_and_no_bots():
    """How many have read it, of those who can."""
    game = given.lobby(3, seats=5, bots=True).lead("briefing")
    assert len(game.table().taken()) == 5
    game.when(c.MarkRead("M1", 0))
    status = part(game, "status")
    assert (status.kind, status.answered, status.asked, status.mine) == ("page", 1, 3, False)
    assert part(game, "status", "M1").mine


@pytest.mark.parametrize("moves", [False, True])
def test_the_sheet_tells_of_a_move_where_moves_are_played(moves):
    """MOVE-1."""
    game = given.playing(3, edition=2, moves=moves)
    assert part(game, "role").has_move is moves


def test_a_plan_has_its_lines_in_the_order_of_the_page():
    """The debrief's plan: when, what, with whom, by when, the first sign, what may be in the way."""
    lines = plan_lines(Words, "P1.plan")
    assert [name for name, _text in lines] == ["when", "i_will", "with", "by", "first_sign", "in_the_way"]


def test_afterwards_one_looks_back_and_says_how_it_is_now():
    """Section "Questions asked": five rows each, with what was answered."""
    game = given.debrief(3)
    shown = questions(Words, game.state.players["P1"], "after")
    assert [(row.item, row.time) for row in shown.rows] == [
        (item, time) for item in range(1, 6) for time in ("back", "now")
    ]
    assert {row.name: row.value for row in shown.rows if row.item == 2} == {"back-2": 3, "now-2": 8}


def test_before_one_is_asked_for_one_time_only():
    """Section "Questions asked"."""
    game = given.lobby(3)
    shown = questions(Words, game.state.players["P1"], "before")
    assert [row.name for row in shown.rows] == [f"before-{item}" for item in range(1, 6)]


@pytest.mark.parametrize(("time", "over"), [(3, False), (2, True)])
def test_the_consequence_tells_of_an_overdraft(time, over):
    """RES-1: C costs three of Time."""
    game = given.playing(5).holds(resources={"time": time, "budget": 5})
    game.reach("consequence", votes=dict.fromkeys(FIVE, "C"))
    assert part(game, "task").overdraft is over


def test_the_consequence_tells_the_largest_changes_first():
    """Section 14: four poles at most, three stakeholders at most; of equals the one that comes first."""
    game = given.at("consequence", votes=dict.fromkeys(FIVE, "A"))
    shown = part(game, "task")
    assert (shown.guard, shown.guard_fate) == ("", "")
    assert [(move.pole, move.by) for move in shown.moves] == [("C2", 2), ("A1", 1), ("B1", -1), ("C1", -1)]
    assert [quote.slot for quote in shown.quotes] == ["citizens", "unions", "media"]


def test_whoever_has_read_the_welcome_is_asked_about_themselves_once():
    """Section "Questions asked": in the welcome, where the format has time; it may be left out."""
    game = given.lobby(3, format="90").lead("welcome")
    assert player_screen(game.state, Words, "P1").name == "welcome"
    game.when(c.MarkRead("P1", 0))
    assert player_screen(game.state, Words, "P1").name == "before"
    game.when(c.AnswerQuestions("P1", "before"))
    assert player_screen(game.state, Words, "P1").name == "welcome"


def test_whoever_has_read_the_plan_is_asked_once_how_it_is_now():
    """Section "Questions asked"."""
    game = given.debrief(3, format="90").lead("plan")
    assert player_screen(game.state, Words, "P1").name == "plan"
    game.when(c.MarkRead("P1", 0))
    assert player_screen(game.state, Words, "P1").name == "after"
    game.when(c.AnswerQuestions("P1", "after"))
    assert player_screen(game.state, Words, "P1").name == "plan"


@pytest.mark.parametrize(
    ("phase", "tabs"),
    [
        ("lobby", ("help",)),
        ("briefing", ("gauges", "role", "story", "help")),
        ("playing", ("gauges", "role", "story", "help")),
        ("results", ("gauges", "path", "mine", "help")),
        ("debrief", ("gauges", "path", "mine", "behind", "help")),
    ],
)
def test_the_tabs_of_a_phase(phase, tabs):
    """What can be looked up grows with what has happened."""
    game = given.lobby(3)
    if phase in ("results", "debrief"):
        game.lead("playing").decide("A")
    assert part(game.lead(phase), "nav").tabs == tabs


def test_without_timers_the_wall_counts_nothing_down():
    """TIME-1."""
    game = given.playing(5, timers="off").reach("choice")
    wall = screen_for(Viewer("projector"), game.state, Words, game.now).part("wall").data
    assert (wall.step, wall.ends_at, wall.planned) == ("choice", 0, 0)


def test_the_wall_says_where_the_room_is():
    """Section "The wall": the round and its dilemma, how many tables and people, and the planned time."""
    game = given.playing(5, 3).reach("choice")
    wall = screen_for(Viewer("projector"), game.state, Words, game.now).part("wall").data
    assert (wall.round, wall.rounds, wall.dilemma, wall.tables, wall.people) == (1, 3, "harbour", 2, 8)
    assert (wall.step, wall.question, wall.paused, wall.waits) == ("situation", 0, False, False)
    assert (wall.ends_at, wall.planned) == (game.step(2).ends_at, game.step(2).planned)
    game.decide("A").decide("A", 2)
    game.lead("debrief")
    wall = screen_for(Viewer("projector"), game.state, Words, game.now).part("wall").data
    assert (wall.round, wall.dilemma, wall.step, wall.question) == (0, "", "", 1)
