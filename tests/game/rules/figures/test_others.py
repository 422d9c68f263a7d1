"""Families, stakeholders never heard, weakest levels and how sure people are, as figures."""

from dataclasses import replace

from game.rules.figures.families import Distance, distance
from game.rules.figures.heard import never_heard
from game.rules.figures.levels import WeakLevel, weakest
from game.rules.figures.sureness import Sure, counted, sureness
from game.rules.play import Change, Hearing
from tests.game.rules import given
from tests.game.rules.figures.rooms import ended, room, table

#: In filling order: P1 M1 M3 P3 M4 P2 M2 P4.
APART = ("AA", "BB", "BB", "AA", "BB", "AA", "BB", "AA")


def test_families_that_answer_alike_are_not_apart():
    state = room(*(table(number, *["AB"] * 8) for number in (1, 2, 3)))
    assert distance(state, "harbour", "choices") == Distance("harbour", 0, 12, 12)


def test_families_with_nothing_in_common_are_apart_by_a_hundred():
    state = room(*(table(number, *APART) for number in (1, 2, 3)))
    assert distance(state, "harbour", "votes") == Distance("harbour", 100, 12, 12)


def test_distance_is_half_the_sum_of_the_differences_of_shares():
    """Politicians: 11 of 12 for A, 1 for B; managers: 5 of 12 for A, 7 for B; so 50."""
    first = ("AA", "AA", "BB", "AA", "BB", "AA", "BB", "BB")
    second = ("AA", "AA", "AA", "AA", "BB", "AA", "BB", "AA")
    state = room(table(1, *first), table(2, *second), table(3, *second))
    assert distance(state, "harbour", "choices").percent == 50


def test_families_are_compared_only_if_both_have_five():
    """KEEP-3: twelve politicians, six managers, of whom a table has two."""
    first = ("AA", "BB", "..", "AA", "BB", "AA", "..", "AA")
    state = room(*(table(number, *first) for number in (1, 2, 3)))
    assert distance(state, "harbour", "votes") is None


def test_families_are_compared_only_if_five_are_left_whichever_table_is_taken_away():
    """KEEP-3: a table knows its own answers. Four politicians and four managers voted alike; the other table has one politician."""
    known, other = ("AA",) * 8, ("AA", "AA", ".A", "BB", ".A")
    assert distance(room(table(1, *known), table(2, *other)), "harbour", "votes") is None
    more = [table(number, *known) for number in (1, 3)]
    assert distance(room(*more, table(2, *other)), "harbour", "votes") is not None


def test_families_of_one_table_are_not_compared():
    assert distance(room(table(1, *APART)), "harbour", "votes") is None


def test_bots_make_no_family_large_enough():
    bots = ("M1", "M3")
    state = room(*(table(number, *APART, bots=bots) for number in (1, 2, 3)))
    assert distance(state, "harbour", "votes") is None


def test_forgotten_answers_have_no_family():
    """VOTE-10."""
    flows = (("A", "A", 8),)
    state = room(*(table(number, *APART, flows=flows) for number in (1, 2, 3)), voting="anonymous")
    assert distance(state, "harbour", "votes") is None


def told(number, *changes, hearing=None, closed=False):
    made, people = table(number, "AA", closed=closed)
    return replace(made, past=(replace(made.past[0], changes=changes, hearing=hearing),)), people


def test_stakeholders_without_involvement_from_start_to_end_were_never_heard():
    """The test script begins with citizens and associations taking part."""
    found = dict(never_heard(room(told(1), told(2))))
    assert found == {"businesses": 2, "frontline": 2, "media": 2, "unions": 2}
    assert list(found) == ["businesses", "frontline", "media", "unions"], "slot order"


def test_who_was_brought_in_in_one_round_was_heard():
    found = dict(never_heard(room(told(1, Change("involvement", "media", 1, 1)), told(2))))
    assert found["media"] == 1


def test_who_lost_involvement_at_once_was_not_heard():
    change = Change("involvement", "citizens", -1, 0)
    assert dict(never_heard(room(told(1, change))))["citizens"] == 1


def test_who_was_asked_in_a_hearing_was_heard():
    """HEAR-1."""
    assert "unions" not in dict(never_heard(room(told(1, hearing=Hearing("unions", "A")))))


def test_closed_tables_heard_and_missed_nobody():
    assert never_heard(room(told(1, closed=True))) == ()


def test_played_rounds_tell_who_was_never_heard():
    game = given.playing(5, 5)
    for number in (1, 2):
        game.decide("A", table=number)
    assert dict(never_heard(game.state)) == {"businesses": 2, "frontline": 2, "unions": 2}


def test_weakest_level_of_each_table_is_the_lower_number_of_equals():
    """POLE-3."""
    state = room(ended(1, {"C2": 1}), ended(2, {"B1": 3, "D2": 3}), ended(3, {"A1": 5}, closed=True))
    assert weakest(state) == (WeakLevel(1, 3, 0), WeakLevel(2, 2, 1))


def test_tables_without_results_have_no_weakest_level():
    assert weakest(given.playing(5, 5).state) == ()
    assert weakest(room(ended(1, rounds=0))) == ()


def answers(name, *values):
    return {f"p{n}.{name}": value for n, value in enumerate(values)}


def test_sureness_is_a_median_from_five_answers():
    given_answers = {**answers("before-1", 1, 3, 5, 7, 9), **answers("back-1", 2, 2, 4, 5, 9, 10)}
    first = sureness(given_answers, [f"p{n}" for n in range(6)])[0]
    assert first == Sure(1, 50, 45, None, 5, 6, 0)


def test_four_answers_are_not_told_not_even_how_many():
    """KEEP-3."""
    assert sureness(answers("now-2", 1, 2, 3, 4), [f"p{n}" for n in range(4)])[1] == Sure(
        2, None, None, None, 0, 0, 0
    )


def test_only_these_players_are_asked_and_each_once():
    given_answers = answers("now-5", 0, 0, 0, 10, 10, 10)
    assert sureness(given_answers, ["p0", "p1", "p2", "p3", "p3", "p3"])[4].n_now == 0
    assert sureness(given_answers, ["p0", "p1", "p2", "p3", "p4"])[4] == Sure(5, None, None, 0, 0, 0, 5)


def test_all_five_questions_are_there():
    assert [found.item for found in sureness({}, [])] == [1, 2, 3, 4, 5]


def test_two_looks_never_differ_by_one_person():
    """KEEP-3: a median changes only where five more have answered, and nobody is seen to change an answer."""
    people = [f"p{n}" for n in range(10)]
    answers = {f"p{n}.now-1": n for n in range(5)}
    first = counted(answers, people, {})
    assert first == {"now-1": (20, 5)}
    for n in range(5, 9):
        assert (
            counted(answers | {f"p{k}.now-1": 10 for k in range(5, n + 1)} | {"p0.now-1": 9}, people, first)
            == first
        )
    assert counted(answers | {f"p{k}.now-1": 10 for k in range(5, 10)}, people, first) == {"now-1": (70, 10)}
