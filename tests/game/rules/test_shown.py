"""What a player's page says beside its task: whom it waits for, the role's sheet, the plan, the questions about oneself."""

import pytest

from game.rules.screens import player_screen
from game.rules.screens.around import plan_lines, questions
from tests.game.rules import given

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


def test_the_status_says_that_the_chairs_word_is_awaited():
    """VOTE-5."""
    game = given.at("vote", votes={"P1": "A", "P3": "C"})
    game.close()
    game.vote({"P1": "A", "P3": "C"})
    game.close()
    assert game.play().tied
    assert part(game, "status").kind == "tied"


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
