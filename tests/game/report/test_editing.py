"""What facilitators write into a report: plain text, saved only over what its writer saw, and nothing lost."""

import pytest

from game.models import REPORT_TEXT_LENGTH, ReportText
from game.report.editing import Clash, TextForm, edited, leave_out, put_back, write
from game.report.words import seen
from tests.factories import WorkshopFactory

pytestmark = pytest.mark.django_db

EMPTY = seen("")


@pytest.fixture
def workshop():
    return WorkshopFactory()


def test_words_stand_at_their_place_until_they_are_taken_out(workshop):
    assert write(workshop, "round-1", "One.", EMPTY) is None
    assert write(workshop, "round-1", "Two.", seen("One.")) is None
    assert edited(workshop).texts == {"round-1": "Two."}
    assert write(workshop, "round-1", "", seen("Two.")) is None
    assert edited(workshop).texts == {} and not ReportText.objects.exists()


def test_who_did_not_see_what_stands_there_overwrites_nothing(workshop):
    """Two facilitators at once: the second is shown both texts, and may then save over what is there."""
    write(workshop, "closing", "The first.", EMPTY)
    clash = write(workshop, "closing", "The second.", EMPTY)
    assert clash == Clash("closing", "The second.", "The first.", seen("The first."))
    assert edited(workshop).texts == {"closing": "The first."}
    assert write(workshop, "closing", "Both.", clash.seen) is None
    assert edited(workshop).texts == {"closing": "Both."}


def test_the_second_tap_changes_nothing_and_is_no_clash(workshop):
    assert write(workshop, "closing", "The same.", EMPTY) is None
    assert write(workshop, "closing", "The same.", EMPTY) is None
    assert edited(workshop).texts == {"closing": "The same."}


def test_another_workshop_has_its_own_words(workshop):
    write(workshop, "closing", "Ours.", EMPTY)
    leave_out(workshop, "shift")
    other = edited(WorkshopFactory())
    assert (other.texts, set(other.without)) == ({}, set())


def test_what_is_left_out_can_be_put_back_and_twice_is_once(workshop):
    for _tap in range(2):
        leave_out(workshop, "chain")
    assert set(edited(workshop).without) == {"chain"}
    for _tap in range(2):
        put_back(workshop, "chain")
    assert set(edited(workshop).without) == set()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  One \r\n\r\n\r\n two\x00\u202e ", "One\n\ntwo"),
        ("<b>bold</b> #panic()", "<b>bold</b> #panic()"),
        ("x" * REPORT_TEXT_LENGTH, "x" * REPORT_TEXT_LENGTH),
        (" \n ", ""),
    ],
)
def test_text_is_plain_lines(typed, kept):
    form = TextForm({"place": "closing", "text": typed})
    assert form.is_valid() and form.cleaned_data["text"] == kept


def test_text_that_is_too_long_is_answered_with_both_numbers():
    form = TextForm({"place": "closing", "text": "x" * (REPORT_TEXT_LENGTH + 1)})
    assert form.errors["text"] == ["Write at most 4000 signs; these are 4001."]
