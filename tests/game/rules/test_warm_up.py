"""The warm-up: a minute of practice between briefing and round 1, without effects (ROOM-2)."""

import pytest

from game.rules import commands as c
from game.rules import refused
from game.rules.screens import player_screen, projector_screen
from tests.game.rules import given
from tests.game.rules.test_devices import Texts

FIVE = ("P1", "P3", "M1", "M3", "M4")


def warming(stage="choice", seats=5, **settings):
    """A briefed workshop whose warm-up is in a stage."""
    game = given.lobby(seats, **settings).lead("briefing")
    for leaving in ("", "choice", "vote"):
        game.when(c.LeadWarmUp(leaving))
        if game.state.warm_up.stage == stage:
            return game
    raise AssertionError(stage)


def answer(game, letters):
    for player, letter in zip(FIVE, letters, strict=False):
        game.when(c.AnswerWarmUp(player, game.state.warm_up.stage, letter))


def shown(game, player="P1"):
    screen = player_screen(game.state, Texts, player)
    return screen.name, screen.part("task").data


def test_everybody_chooses_sees_the_pattern_votes_and_hears_the_outcome():
    """CHOICE-3 and VOTE-2, as in the game."""
    game = warming()
    assert shown(game)[0] == "warm_up"
    answer(game, "AAABC")
    status = player_screen(game.state, Texts, "P1").part("status").data
    assert (status.answered, status.asked, status.mine) == (5, 5, True)
    game.when(c.LeadWarmUp("choice"))
    assert (shown(game)[1].pattern, shown(game)[1].option) == ("leaning", "")
    answer(game, "CCCCA")
    assert shown(game, "M4")[1].option == "A"
    game.when(c.LeadWarmUp("vote"))
    assert shown(game)[1].decided == "C"
    game.when(c.LeadWarmUp("told"))
    assert shown(game)[0] == "role"


def test_half_is_not_more_than_half():
    game = warming("vote", seats=4)
    answer(game, "AABB")
    game.when(c.LeadWarmUp("vote"))
    assert shown(game)[1].decided == ""


def test_nobody_hears_how_another_table_voted():
    game = given.lobby(3, 3).lead("briefing")
    game.when(c.LeadWarmUp(""))
    game.when(c.LeadWarmUp("choice"))
    for player in ("P1.2", "M1.2", "M3.2"):
        game.when(c.AnswerWarmUp(player, "vote", "B"))
    game.when(c.LeadWarmUp("vote"))
    assert shown(game, "P1")[1].decided == ""
    assert shown(game, "P1.2")[1].decided == "B"


def test_it_has_no_effect():
    game = given.lobby(5).lead("briefing")
    before = game.table()
    game.when(c.LeadWarmUp(""))
    answer(game, "AAAAA")
    game.when(c.LeadWarmUp("choice"))
    answer(game, "AAAAA")
    game.when(c.LeadWarmUp("vote"))
    game.when(c.LeadWarmUp("told"))
    assert game.table() == before
    assert game.state.warm_up is None


def test_the_second_of_two_clicks_moves_nothing():
    """PHASE-8."""
    game = warming()
    game.when(c.LeadWarmUp(""))
    assert game.state.warm_up.stage == "choice"


def test_an_answer_may_be_changed_and_the_same_one_again_is_no_event():
    game = warming()
    answer(game, "A")
    assert game.when(c.AnswerWarmUp("P1", "choice", "A")) == []
    answer(game, "B")
    assert shown(game)[1].option == "B"


def test_it_is_over_when_the_first_round_is_near():
    game = warming()
    game.lead("playing")
    assert game.state.warm_up is None


@pytest.mark.parametrize("phase", ["lobby", "welcome", "playing", "debrief"])
def test_there_is_none_outside_the_briefing(phase):
    game = given.debrief(5) if phase == "debrief" else given.lobby(5).lead(phase)
    given.refused(game, c.LeadWarmUp(""), refused.NOT_NOW)


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (c.AnswerWarmUp("nobody", "choice", "A"), refused.NOT_SEATED),
        (c.AnswerWarmUp("P1", "choice", "D"), refused.NO_SUCH_ANSWER),
        (c.AnswerWarmUp("P1", "vote", "A"), refused.MOMENT_IS_GONE),
        (c.AnswerWarmUp("P1", "told", "A"), refused.MOMENT_IS_GONE),
    ],
)
def test_what_cannot_be_answered_is_refused(command, message):
    given.refused(warming(), command, message)


def test_without_a_warm_up_there_is_nothing_to_answer():
    given.refused(
        given.lobby(5).lead("briefing"), c.AnswerWarmUp("P1", "choice", "A"), refused.MOMENT_IS_GONE
    )


def test_the_wall_shows_the_question_and_nobody_s_answer():
    game = warming()
    answer(game, "AABBC")
    wall = projector_screen(game.state, Texts)
    assert wall.name == "wall_warm_up"
    assert not {"A", "B", "C"} & {str(value) for value in vars_of(wall.part("wall").data)}


def vars_of(data):
    return [getattr(data, name) for name in data.__slots__]


def test_a_shared_device_asks_for_a_show_of_hands():
    """SEAT-11: the question stands there once for all."""
    game = given.sharing(3).lead("briefing")
    game.when(c.LeadWarmUp(""))
    screen = player_screen(game.state, Texts, "P1")
    assert (screen.name, screen.part("task").common) == ("warm_up", True)
