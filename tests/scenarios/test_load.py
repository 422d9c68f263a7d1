"""Loading the shipped scenarios: once, again, after an edit, and after a new release."""

from io import StringIO

import pytest
from django.core.management import call_command

from scenarios.files import read, slugs
from scenarios.management.commands.load_scenarios import digest_of, load
from scenarios.models import Scenario
from tests.factories import shipped

pytestmark = pytest.mark.django_db

SLUG = "the-long-evenings"


def told():
    out = StringIO()
    call_command("load_scenarios", stdout=out)
    return out.getvalue()


def older():
    """The scenario as an earlier release shipped it."""
    row = Scenario.objects.get(slug=SLUG)
    row.texts["en"]["title"] = "The Long Afternoons"
    row.version = 0
    row.digest = digest_of(row)
    row.save()


def test_scenarios_are_loaded_and_told():
    assert told() == "".join(f"{slug}: created\n" for slug in slugs())
    row = Scenario.objects.get(slug=SLUG)
    assert row.script().say("title", "en") == "The Long Evenings"
    assert row.digest == digest_of(row) == read(SLUG)["digest"]


def test_loading_again_changes_nothing(django_assert_num_queries):
    told()
    before = list(Scenario.objects.values())
    with django_assert_num_queries(len(slugs())):
        assert told() == "".join(f"{slug}: unchanged\n" for slug in slugs())
    assert list(Scenario.objects.values()) == before


def test_edited_scenario_is_left_alone():
    told()
    Scenario.objects.filter(slug=SLUG).update(digest="of an earlier release", texts={"en": {"title": "Mine"}})
    assert f"{SLUG}: edited here, left alone\n" in told()
    assert Scenario.objects.get(slug=SLUG).texts == {"en": {"title": "Mine"}}


def test_edit_survives_while_the_files_stay_the_same():
    told()
    Scenario.objects.filter(slug=SLUG).update(texts={"en": {"title": "Mine"}})
    told()
    assert Scenario.objects.get(slug=SLUG).texts == {"en": {"title": "Mine"}}


def test_scenario_of_an_earlier_release_is_updated():
    told()
    older()
    assert f"{SLUG}: updated\n" in told()
    row = Scenario.objects.get(slug=SLUG)
    assert (row.texts["en"]["title"], row.version) == ("The Long Evenings", shipped()["version"])
    assert load(SLUG) == "unchanged"


def test_earlier_release_that_was_edited_is_left_alone():
    told()
    older()
    row = Scenario.objects.get(slug=SLUG)
    row.document["start"]["trust"] = 9
    row.save()
    assert load(SLUG) == "edited here, left alone"
    assert Scenario.objects.get(slug=SLUG).document["start"]["trust"] == 9


def test_scenario_of_somebody_else_is_not_touched():
    Scenario.objects.create(slug="our-own", document={"slug": "our-own"}, texts={})
    told()
    assert Scenario.objects.get(slug="our-own").document == {"slug": "our-own"}
