"""How well something is shown: the rule that is printed beside the grade, sentence by sentence."""

from dataclasses import replace

import pytest

from research.editions.grading import Graded, grades, strength_of
from research.editions.links import CaseLink, LevelLink, SourceLink
from research.editions.shapes import Row

LEVELS = (LevelLink(1, "vision", "Vision"), LevelLink(2, "leadership", "Leadership"))
LEVEL = LEVELS[1]


def source(name, *authors):
    return SourceLink(name, "article", authors, 2020, name.title(), "", "", "", True)


def case(name):
    return CaseLink(name, name.title(), "Place", "DK", None, True)


def row(grade=None, name="one", *authors, **more):
    return Row(source(name, *authors), LEVEL, **{"grade": grade, "independent": "yes", **more})


def grade(*rows, is_practice=False):
    """The grade on the level of the rows."""
    [found] = grades([LEVEL], rows, is_practice)
    return found


@pytest.mark.parametrize(
    ("word", "worth"), [("inferred", 0), ("weak", 1), ("moderate", 1), ("strong", 1), ("", None)]
)
def test_until_it_is_graded_a_row_is_worth_what_its_word_says(word, worth):
    assert strength_of(row(strength=word)) == worth
    found = grade(row(strength=word))
    assert (found.grade, found.is_to_be_graded) == (worth, True)


@pytest.mark.parametrize("word", ["inferred", "strong", ""])
@pytest.mark.parametrize("given", [0, 1, 3, 4])
def test_grade_of_a_row_counts_more_than_its_word(given, word):
    assert strength_of(row(given, strength=word)) == given
    assert grade(row(given, strength=word)) == Graded(LEVEL, given)


def test_highest_of_the_supporting_rows_counts():
    assert grade(row(1, "a"), row(3, "b"), row(0, "c")).grade == 3
    assert grade(row(0), row(4, "b")).grade == 4


def test_two_independent_accounts_that_agree_make_two():
    assert grade(row(1, "a", "Ek"), row(1, "b", "Berg")).grade == 2
    assert grade(row(1, "a", "Ek"), row(1, "b", "Berg"), row(1, "c", "Lund")).grade == 2
    assert grade(row(None, "a", "Ek", strength="weak"), row(1, "b", "Berg")).grade == 2


def test_one_account_told_twice_makes_one():
    assert grade(row(1, "a", "Ek"), row(1, "a", "Ek")).grade == 1
    assert grade(row(1, "a"), row(1, "a")).grade == 1
    assert grade(row(1, "a"), row(1, "b")).grade == 2


def test_sources_that_share_an_author_are_not_independent_of_each_other():
    assert grade(row(1, "a", "Ek", "Berg"), row(1, "b", "Berg", "Lund")).grade == 1


def test_sources_that_are_tied_by_a_third_are_not_independent():
    """Ek wrote with Berg, Berg with Lund: the three are one group, in whatever order they stand."""
    tied = [row(1, "a", "Ek"), row(1, "b", "Lund"), row(1, "c", "Ek", "Lund")]
    assert grade(*tied).grade == 1
    assert grade(*reversed(tied)).grade == 1
    assert grade(*tied, row(1, "d", "Holm")).grade == 2


@pytest.mark.parametrize("word", ["no", "unclear", ""])
def test_source_that_is_not_known_to_be_independent_does_not_count_towards_two(word):
    assert grade(row(1, "a", "Ek"), row(1, "b", "Berg", independent=word)).grade == 1


def test_our_own_readings_do_not_add_up():
    assert grade(row(0, "a", "Ek"), row(0, "b", "Berg")).grade == 0
    assert grade(row(0, "a", "Ek"), row(1, "b", "Berg")).grade == 1


def test_practice_that_is_tested_in_two_cases_has_five():
    rows = [row(3, "a", case=case("quay")), row(4, "b", case=case("square"))]
    assert grade(*rows, is_practice=True).grade == 5


def test_five_needs_two_cases_each_with_three_or_more():
    once = row(3, "a", case=case("quay"))
    for other in (
        row(3, "b", case=case("quay")),
        row(3, "b"),
        row(1, "b", case=case("square")),
        row(4, "b", case=case("square"), direction="contradicts"),
        replace(row(3, "b", case=case("square")), level=LEVELS[0]),
    ):
        assert grade(once, other, is_practice=True).grade == max(3, 3), other
    assert grade(once, row(4, "b"), is_practice=True).grade == 4


def test_five_is_for_practices_only():
    rows = [row(3, "a", case=case("quay")), row(4, "b", case=case("square"))]
    assert grade(*rows).grade == 4


@pytest.mark.parametrize(
    ("against", "is_contested"), [(0, False), (1, False), (3, True), (4, True), (None, False)]
)
def test_what_contradicts_as_strongly_makes_it_contested(against, is_contested):
    found = grade(row(3), row(against, "b", direction="contradicts"))
    assert (found.grade, found.is_contested) == (3, is_contested)


def test_what_contradicts_as_strongly_as_a_row_can_makes_even_five_contested():
    rows = [row(3, "a", case=case("quay")), row(4, "b", case=case("square"))]
    assert grade(*rows, row(4, "c", direction="contradicts"), is_practice=True).is_contested
    assert not grade(*rows, row(3, "c", direction="contradicts"), is_practice=True).is_contested


def test_what_is_mixed_neither_supports_nor_contests():
    assert grade(row(1), row(4, "b", direction="mixed")) == Graded(LEVEL, 1)


def test_rows_of_which_none_supports_give_no_grade():
    assert grade(row(4, direction="contradicts")) == Graded(LEVEL, None, is_to_be_graded=True)
    assert grade() == Graded(LEVEL, None)


def test_each_level_is_graded_by_its_own_rows_in_the_order_that_was_asked():
    rows = [replace(row(4), level=LEVELS[0]), row(1), replace(row(3), level=None)]
    assert grades(LEVELS, rows) == [Graded(LEVELS[0], 4), Graded(LEVELS[1], 1)]
    assert [one.level for one in grades(reversed(LEVELS), rows)] == list(reversed(LEVELS))


def test_rows_may_come_from_a_generator():
    assert [one.grade for one in grades(LEVELS, (row(3) for _once in range(1)))] == [None, 3]
