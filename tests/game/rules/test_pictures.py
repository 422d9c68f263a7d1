"""What the pictures on the wall hold, and what the desk offers to turn to (C-7, section "Projector")."""

import pytest

from game.rules import commands as c
from game.rules import refused
from game.rules.screens import facilitator_screen, projector_screen
from game.rules.screens.pictures import Bar, Slip, Slips, words
from game.rules.screens.plenary import plenary
from tests.game.rules import given
from tests.game.rules.test_wall import after_play, shared


class Texts:
    names = {"P1": "Ann"}
    tables = {1: "Birch", 2: "Elm"}
    answers = {}
    notes = {
        "P1.q1": "Uneasy.",
        "P1.plan.when": "On Monday",
        "P1.plan.i_will": "ask first",
        "P1.plan.in_the_way": "Bo's temper",
    }


def wall(game):
    return projector_screen(game.state, Texts).part("wall")


def turned(game, what):
    """The picture that the wall shows once it is turned to it."""
    game.when(c.ShowWall(what))
    return wall(game).data.picture


def director(game):
    return facilitator_screen(game.state, Texts, 0).part("director").data


@pytest.mark.parametrize(
    ("what", "template"),
    [
        ("headlines", "headlines"),
        ("decisions-1", "decisions"),
        ("levels", "levels"),
        ("unheard", "unheard"),
        ("moved-1", "moved"),
        ("distance", "distance"),
    ],
)
def test_every_picture_has_a_template_of_its_own(what, template):
    game = after_play(votes="CCCAA", tables=4)
    game.when(c.ShowWall(what))
    shown = projector_screen(game.state, Texts)
    assert (shown.name, shown.part("wall").template) == (f"wall_{template}", f"game/wall/{template}.html")
    assert hash(shown.part("wall")) == hash(shown.part("wall")), "equal parts are rendered once"


@pytest.mark.parametrize(
    ("topic", "phase", "what"), [("q1", "debrief", "answers"), ("plan", "plan", "plans")]
)
def test_words_share_a_template(topic, phase, what):
    game = shared(topic, phase)
    game.when(c.PutOnWall(f"P1.{topic}", 1))
    game.when(c.ShowWall(what))
    assert wall(game).template == "game/wall/slips.html"


def test_decisions_stand_under_their_option_with_one_of_three_manners():
    """KEEP-3: no count of votes, no other manner."""
    game = given.playing(5, 5, 5)
    for number, option in ((1, "C"), (2, "A"), (3, "C")):
        game.decide(option, table=number)
    shown = plenary(game.state, Texts, 1)
    assert [(taken.option, [t.number for t in taken.tables]) for taken in shown.taken] == [
        ("A", [2]),
        ("C", [1, 3]),
    ]
    assert shown.taken[1].by_manner == (("agreed", shown.taken[1].tables),)
    assert [table.number for table in shown.alone] == [2]
    assert shown.longest == 2


def test_of_two_tables_none_stands_alone():
    game = given.playing(5, 5)
    for number, option in ((1, "C"), (2, "A")):
        game.decide(option, table=number)
    assert plenary(game.state, Texts, 1).alone == ()


def test_closed_tables_are_on_no_wall():
    """SEAT-10."""
    game = given.playing(5, 5)
    for number in (1, 2):
        game.decide("A", table=number)
    game.state = game.state.with_table(2, closed=True)
    shown = plenary(game.state, Texts, 1)
    assert ([t.number for t in shown.taken[0].tables], shown.waits) == ([1], 0)


def test_levels_name_each_table_once():
    picture = turned(after_play(), "levels")
    assert [strip.level for strip in picture.strips] == [1, 2, 3, 4]
    named = [table.number for strip in picture.strips for table in strip.tables]
    assert sorted(named) == [1, 2]
    for strip in picture.strips:
        assert tuple(t for _word, tables in strip.by_word for t in tables) == strip.tables


def test_room_from_choices_to_votes_holds_cells_only():
    picture = turned(after_play(votes="CCCAA", tables=4), "moved-1")
    assert (picture.persons, picture.share) == (20, 60)
    assert picture.voted == (Bar(("A",), 8), Bar(("C",), 12))
    assert picture.chosen == (Bar(("A", "C"), 20),)


def test_families_are_told_by_dilemma():
    (row,) = turned(after_play(tables=4), "distance").rows
    assert (row.round, row.dilemma, row.choices) == (1, "harbour", 0)
    assert row.votes > 0


def test_silence_is_counted_over_tables():
    picture = turned(after_play(), "unheard")
    assert picture.tables == 2 and picture.places == (1, 2)
    assert all(1 <= row.tables <= 2 for row in picture.rows)


def test_plan_on_the_wall_has_no_name_no_table_and_not_what_stays_at_the_table():
    assert words(Texts, "P1.plan") == Slip(lines=(("when", "On Monday"), ("i_will", "ask first")))


def test_words_whose_row_is_gone_are_not_shown():
    """KEEP-6: a note that was deleted leaves nothing on the wall."""
    game = shared()
    game.when(c.PutOnWall("P1.q1", 1))
    game.when(c.ShowWall("answers"))
    nothing = type("Nothing", (Texts,), {"notes": {}})
    assert projector_screen(game.state, nothing).part("wall").data.picture.slips == ()


@pytest.mark.parametrize(("length", "at_once"), [(20, 6), (110, 6), (111, 4), (260, 4), (261, 2), (481, 1)])
def test_long_words_get_more_room(length, at_once):
    slips = Slips(1, (Slip("short"), Slip("x" * length)))
    assert slips.at_once == at_once


@pytest.mark.parametrize(
    ("page", "kinds"),
    [
        ("debrief 1", ["answers"]),
        ("debrief 2", ["headlines", "decisions"]),
        ("debrief 3", ["levels", "unheard"]),
        ("debrief 4", ["distance", "moved"]),
        ("debrief 5", ["answers"]),
        ("plan", ["plans"]),
        ("results", ["decisions"]),
    ],
)
def test_each_question_suggests_what_fits(page, kinds):
    phase, _blank, question = page.partition(" ")
    game = after_play(phase)
    if question:
        game.when(c.AskQuestion(int(question)))
    found = director(game)
    assert [picture.kind for picture in found.fitting] == kinds
    assert not {*kinds} & {picture.kind for picture in found.others}
    assert found.own.on


def test_desk_marks_what_the_wall_shows():
    game = after_play()
    game.when(c.AskQuestion(2))
    game.when(c.ShowWall("decisions-1"))
    found = director(game)
    on = [turn.what for picture in (*found.fitting, *found.others) for turn in picture.turns if turn.on]
    assert (on, found.own.on) == (["decisions-1"], False)


def test_desk_offers_no_tap_that_would_be_refused():
    """KEEP-3: instead of the tap there is the reason."""
    game = after_play()
    found = director(game)
    for picture in (*found.fitting, *found.others):
        assert bool(picture.turns) != bool(picture.why)
        for turn in picture.turns:
            game.when(c.ShowWall(turn.what))
    reasons = {picture.kind: picture.why for picture in found.others}
    assert reasons["distance"] == refused.FAMILIES_TOO_SMALL


def test_desk_names_tables_that_stood_alone():
    game = given.playing(5, 5, 5)
    for number, option in ((1, "C"), (2, "A"), (3, "C")):
        game.decide(option, table=number)
    game.lead("debrief").when(c.AskQuestion(2))
    assert director(game).alone == ((1, 2, "Elm"),)


def test_desk_shows_words_of_this_question_first():
    game = shared()
    (line,) = director(game).shared
    assert (line.lines, line.table, line.written, line.on_wall, line.may_go) == (
        (("", "Uneasy."),),
        1,
        1,
        False,
        True,
    )
    game.when(c.AskQuestion(2))
    found = director(game)
    assert (found.shared, [line.note for line in found.earlier]) == ((), ["P1.q1"])


def test_desk_reads_the_whole_plan_and_what_of_it_the_room_reads():
    game = shared("plan", "plan")
    (line,) = director(game).shared
    assert line.lines == words(Texts, "P1.plan").lines
    assert line.table_only == (("in_the_way", "Bo's temper"),)


def test_before_the_end_there_is_nothing_to_direct():
    found = director(given.playing(5))
    assert (found.own, found.fitting, found.others, found.shared) == (None, (), (), ())


def test_hidden_words_offer_no_tap_for_the_wall():
    game = shared()
    game.when(c.HideNote("P1.q1"))
    (line,) = director(game).shared
    assert line.hidden and not line.may_go


def test_picture_that_has_become_impossible_gives_way_to_the_question():
    game = after_play(tables=4)
    game.when(c.ShowWall("distance"))
    game.state = game.state.with_table(4, closed=True)
    assert wall(game).template == "game/wall/question.html"
    assert director(game).own.on
