"""LINK-3: a script holds what is published when it is frozen, and leads to that version ever after."""

import pytest

from game.templatetags.results import record_page
from research.files import records
from research.models import Practice
from research.publishing.workflow import withdraw
from scenarios.shelf import copied
from tests.factories import PracticeFactory, SourceFactory, publish

pytestmark = pytest.mark.django_db

DOCUMENT = {
    "dilemmas": [{"options": {"A": {"rests_on": {"practices": ["mandate-letter"], "sources": ["ek-2020"]}}}}]
}


def test_frozen_script_holds_the_published_version_and_its_number():
    practice = PracticeFactory(slug="mandate-letter", name="A letter")
    SourceFactory(slug="ek-2020", title="Towns")
    publish()
    practice.name = "Another letter"
    practice.save()
    frozen = copied(DOCUMENT, records())
    held = frozen["practices"]["mandate-letter"]
    assert (held["title"], held["version"]) == ("A letter", "1")
    assert record_page("practice", "mandate-letter", held) == "/library/practices/mandate-letter/v/1/"
    assert frozen["sources"]["ek-2020"]["citation"] == "Ann Ek (2020): Towns"
    publish()
    assert copied(DOCUMENT, records())["practices"]["mandate-letter"]["version"] == "2"


def test_frozen_script_falls_back_on_the_files_where_nothing_is_published():
    held = copied(DOCUMENT, records())["practices"]["mandate-letter"]
    assert held["title"] == "Mandate letter for an arena"
    assert len(held["version"]) == 64
    assert record_page("practice", "mandate-letter", held) == "/library/practices/mandate-letter/"


def test_what_neither_library_nor_files_hold_is_left_out():
    assert copied(DOCUMENT, records())["sources"] == {}


def test_withdrawn_record_is_not_copied_as_published():
    PracticeFactory(slug="mandate-letter", name="A letter")
    publish()
    withdraw(Practice.objects.get(), None, "It was wrong.")
    assert copied(DOCUMENT, records())["practices"]["mandate-letter"]["title"] != "A letter"


@pytest.mark.parametrize("how_many", [1, 3])
def test_freezing_asks_the_library_once(django_assert_num_queries, how_many):
    for number in range(how_many):
        PracticeFactory(slug=f"p-{number}")
    publish()
    asked = {"practices": [f"p-{number}" for number in range(how_many)]}
    with django_assert_num_queries(1):
        assert (
            len(copied({"dilemmas": [{"options": {"A": {"rests_on": asked}}}]}, records())["practices"])
            == how_many
        )
