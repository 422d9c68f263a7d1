"""The wall after the play: turned from the desk, refused where nothing may be shown, words only after a look (C-7, KEEP-3)."""

from dataclasses import replace

import pytest

from game.rules import commands as c
from game.rules import refused
from game.rules.events import NotePutOnWall, NoteTakenOffWall, WallTurned
from game.rules.hall import wall
from game.rules.play import Change
from scenarios.conditions import SLOTS
from tests.game.rules import given

SEATS = ("P1", "M1", "M3", "P3", "M4")


def after_play(phase="debrief", votes="AAACC", tables=2, **settings):
    """Tables of five that have played one round, in which all chose A and voted these letters."""
    game = given.playing(*[5] * tables, script=given.scripted("all", "M", "P"), **settings)
    for number in range(1, tables + 1):
        seats = [role if number == 1 else f"{role}.{number}" for role in SEATS]
        ballots = dict(zip(seats, votes, strict=True))
        game.reach("consequence", choices=dict.fromkeys(seats, "A"), votes=ballots, table=number)
    return game.lead(phase)


def shared(topic="q1", phase="debrief"):
    """P1 has shown an answer or a plan to the table."""
    game = given.debrief(3, 3).lead(phase)
    game.when(c.SharePlan("P1") if topic == "plan" else c.ShareNote("P1", topic))
    return game


@pytest.mark.parametrize("phase", ["results", "debrief", "plan"])
def test_wall_is_turned_and_turned_back(phase):
    game = after_play(phase)
    assert wall.shown(game.state) == ""
    assert game.when(c.ShowWall("levels")) == [WallTurned(what="levels")]
    assert wall.shown(game.state) == "levels"
    assert game.when(c.ShowWall("levels")) == [], "the second tap does nothing"
    assert game.when(c.ShowWall("")) == [WallTurned()]
    assert wall.shown(game.state) == ""


def test_what_the_phase_shows_by_itself_is_the_way_back():
    game = after_play()
    game.when(c.ShowWall("levels"))
    assert game.when(c.ShowWall("question")) == [WallTurned()]
    assert game.when(c.ShowWall("question")) == []


@pytest.mark.parametrize("phase", ["lobby", "welcome", "briefing", "playing", "closed"])
def test_wall_is_led_only_after_the_play(phase):
    game = given.lobby(5, 5).lead(phase)
    given.refused(game, c.ShowWall("levels"), refused.NOT_NOW)
    given.refused(game, c.ShowWall(""), refused.NOT_NOW)


def test_next_question_and_next_phase_turn_the_wall_back():
    game = after_play()
    game.when(c.ShowWall("levels"))
    game.when(c.AskQuestion(2))
    assert game.state.wall == ""
    game.when(c.ShowWall("levels"))
    game.lead("plan")
    assert game.state.wall == ""


@pytest.mark.parametrize(
    "what", ["nothing", "moved", "moved-", "moved-0", "moved-4", "moved-01", "levels-1", "now"]
)
def test_there_is_no_such_picture(what):
    given.refused(after_play(), c.ShowWall(what), refused.NO_SUCH_PICTURE)


def test_pictures_of_too_few_are_refused_with_a_sentence():
    """KEEP-3: eight of ten voted as they chose, so nothing but one cell is left."""
    game = after_play(votes="AAAAA")
    given.refused(game, c.ShowWall("moved-1"), refused.TOO_FEW_TO_SHOW)
    given.refused(game, c.ShowWall("moved-2"), refused.TOO_FEW_TO_SHOW)
    given.refused(game, c.ShowWall("distance"), refused.FAMILIES_TOO_SMALL)


def test_one_table_alone_is_compared_with_nobody():
    """KEEP-3: its counts are its own; what it decided may be told."""
    game = after_play(tables=1, votes="CCCCC")
    given.refused(game, c.ShowWall("moved-1"), refused.TOO_FEW_TO_SHOW)
    assert game.when(c.ShowWall("decisions-1"))


def test_room_that_moved_is_shown():
    assert after_play(votes="CCCAA", tables=4).when(c.ShowWall("moved-1"))


def test_families_are_compared_where_five_are_left_whichever_table_is_taken_away():
    """KEEP-3: of five at a table two are politicians, so that three tables are too few."""
    given.refused(after_play(tables=3), c.ShowWall("distance"), refused.FAMILIES_TOO_SMALL)
    assert after_play(tables=4).when(c.ShowWall("distance"))


def test_anonymous_votes_have_no_families():
    """VOTE-10."""
    game = after_play(tables=3, voting="anonymous")
    given.refused(game, c.ShowWall("distance"), refused.NOBODY_KNOWS_FAMILIES)


def test_what_nobody_decided_is_refused():
    game = given.playing(5, 5).lead("debrief")
    for what in ("decisions-1", "unheard"):
        given.refused(game, c.ShowWall(what), refused.NO_TABLE_DECIDED)
    given.refused(game, c.ShowWall("levels"), refused.NO_TABLE_ENDED)


def test_where_everybody_was_heard_there_is_nobody_to_name():
    game = after_play()
    heard = tuple(Change("involvement", slot, 1, 1) for slot in SLOTS)
    for number, table in game.state.tables.items():
        game.state = game.state.with_table(number, past=(replace(table.past[0], changes=heard),))
    given.refused(game, c.ShowWall("unheard"), refused.ALL_WERE_HEARD)


def test_words_reach_the_wall_only_after_a_look():
    game = shared()
    given.refused(game, c.ShowWall("answers"), refused.NOTHING_FOR_THE_WALL)
    assert game.when(c.PutOnWall("P1.q1", 1)) == [NotePutOnWall(table=1, note="P1.q1")]
    assert game.when(c.PutOnWall("P1.q1", 1)) == [], "the second tap does nothing"
    assert game.when(c.ShowWall("answers"))
    assert wall.readable(game.state, "answers") == ("P1.q1",)


def test_words_are_taken_off_the_wall_and_stay_at_the_table():
    game = shared()
    game.when(c.PutOnWall("P1.q1", 1))
    assert game.when(c.TakeOffWall("P1.q1")) == [NoteTakenOffWall(table=1, note="P1.q1")]
    assert game.when(c.TakeOffWall("P1.q1")) == []
    assert (game.state.on_wall, dict(game.state.shared)) == ((), {"P1.q1": 1})


def test_last_words_that_leave_the_wall_turn_it_back():
    game = shared()
    game.when(c.PutOnWall("P1.q1", 1))
    game.when(c.ShowWall("answers"))
    game.when(c.TakeOffWall("P1.q1"))
    assert wall.shown(game.state) == ""


def test_words_that_were_not_shared_cannot_be_put_on_the_wall():
    """KEEP-1."""
    game = given.debrief(3)
    game.when(c.KeepNote("P1", "q1"))
    for note in ("P1.q1", "nobody.q1", ""):
        given.refused(game, c.PutOnWall(note, 1), refused.NOT_NOW)
        given.refused(game, c.TakeOffWall(note), refused.NOT_NOW)


def test_hidden_words_are_on_no_wall():
    game = shared()
    game.when(c.PutOnWall("P1.q1", 1))
    game.when(c.HideNote("P1.q1"))
    assert game.state.on_wall == ()
    given.refused(game, c.PutOnWall("P1.q1", 1), refused.HIDDEN_FROM_ALL)
    game.when(c.ShowNote("P1.q1"))
    assert game.state.on_wall == (), "shown to the table again, and still not to the room"


def test_words_that_their_owner_changes_leave_the_wall():
    game = shared("plan", "plan")
    game.when(c.PutOnWall("P1.plan", 1))
    game.when(c.SharePlan("P1"))
    assert game.state.on_wall == ()
    assert game.when(c.PutOnWall("P1.plan", 2))


def test_words_that_changed_while_they_were_read_are_refused():
    """What stands on the wall is exactly what the facilitator has read."""
    game = shared()
    game.when(c.KeepNote("P1", "q1"))
    given.refused(game, c.PutOnWall("P1.q1", 1), refused.WORDS_HAVE_CHANGED)
    given.refused(game, c.PutOnWall("P1.q1", 3), refused.WORDS_HAVE_CHANGED)


def test_answers_on_the_wall_are_those_to_the_question_of_the_moment():
    game = shared()
    game.when(c.PutOnWall("P1.q1", 1))
    game.when(c.AskQuestion(2))
    given.refused(game, c.ShowWall("answers"), refused.NOTHING_FOR_THE_WALL)
    given.refused(game, c.ShowWall("plans"), refused.NOTHING_FOR_THE_WALL)
    game.when(c.AskQuestion(1))
    assert game.when(c.ShowWall("answers"))


def test_nothing_is_put_on_the_wall_once_the_workshop_is_closed():
    game = shared().lead("closed")
    given.refused(game, c.PutOnWall("P1.q1", 1), refused.NOT_NOW)
