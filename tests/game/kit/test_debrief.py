"""What hangs and lies in the room at the end: the poster with the five questions, and the plan pad."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from game.forms import PLAN_LABELS
from game.kit import plan_pad
from tests.game.kit.half_kits import file_in, kit_of
from tests.pdf_reader import text_of, without_blanks

SLUG = "the-long-evenings"


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def kit():
    return kit_of(SLUG)


def said(*parts):
    return without_blanks(" ".join(parts))


@pytest.mark.parametrize("number", range(1, 6))
def test_poster_asks_the_five_questions_in_large_letters(number):
    sizes = {}

    def seen(text, _cm, matrix, _font, size):
        sizes[without_blanks(text)] = abs(size * matrix[0])

    pdf = file_in(SLUG, "42-debrief-poster")
    pdf.pages[0].extract_text(visitor_text=seen)
    question = kit().voice.say("common.debrief", number)
    assert said(question) in without_blanks(text_of(pdf))
    first = said(question.split()[0])
    assert max(size for text, size in sizes.items() if text.startswith(first)) >= 36


def test_poster_shows_the_levels_and_the_plan():
    text = text_of(file_in("three-schools-and-a-hill", "42-debrief-poster", "letter"))
    for words in (
        "1 Vision and mission",
        "4 Roles and mentalities",
        "Room to act · Frame and support",
        "When … I will …",
    ):
        assert without_blanks(words) in without_blanks(text)


def test_plan_pad_has_all_lines_of_the_plan_four_times_and_reads_them_once():
    text = file_in(SLUG, "41-plan-pad").pages[0].extract_text()
    for label in PLAN_LABELS.values():
        assert text.count(str(label)) >= 4
    assert [line["name"] for line in plan_pad.told(kit())["lines"]] == [
        str(label) for label in PLAN_LABELS.values()
    ]
