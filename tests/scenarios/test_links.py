"""What scenarios rest on: links made on saving (LINK-5), what is built on a record, and which basis is newer."""

import importlib

import pytest
from django.apps import apps
from django.utils import timezone

from research.loading import load as load_library
from research.models import Practice, PublishedVersion
from scenarios.built import built_on
from scenarios.links import KINDS, Rest, current_versions, outdated, rests
from scenarios.management.commands.load_scenarios import load
from scenarios.models import Link, Scenario
from tests.factories import SHIPPED, ScenarioFactory, publish, shipped

DOCUMENT = {
    "slug": "small",
    "rests_on": {"cases": ["wigan-deal"]},
    "dilemmas": [
        {
            "id": "pen",
            "options": {
                "A": {"rests_on": {"support": "sourced", "practices": ["mandate-letter"], "sources": ["s"]}},
                "B": {"rests_on": {"support": "inferred", "practices": ["mandate-letter", "mandate-letter"]}},
                "C": {},
            },
        }
    ],
}


def test_every_option_and_the_whole_are_told_once():
    assert rests(DOCUMENT) == (
        Rest("practice", "mandate-letter", "pen", "A", "sourced"),
        Rest("source", "s", "pen", "A", "sourced"),
        Rest("practice", "mandate-letter", "pen", "B", "inferred"),
        Rest("case", "wigan-deal"),
    )


@pytest.mark.parametrize(
    "document",
    [None, [], "x", {"dilemmas": 3}, {"dilemmas": ["x", None]}, {"dilemmas": [{"options": ["A"]}]},
     {"dilemmas": [{"options": {"A": "x"}}]}, {"dilemmas": [{"options": {"A": {"rests_on": {"cases": "wigan"}}}}]},
     {"rests_on": {"cases": [3, None, ["x"]]}}],
)  # fmt: skip
def test_what_is_misshapen_rests_on_nothing(document):
    assert rests(document) == ()


@pytest.mark.django_db
def test_versions_are_the_numbers_of_what_is_public(django_assert_num_queries):
    load_library()
    with django_assert_num_queries(1):
        versions = current_versions()
    assert {kind for kind, _slug in versions} == set(KINDS.values())
    assert len(versions) == 28 + 24 + 181
    assert set(versions.values()) == {"1"}
    practice = Practice.objects.get(slug="plain-deal")
    practice.note = "Read again."
    practice.save()
    publish(practice)
    assert current_versions()["practice", "plain-deal"] == "2"
    PublishedVersion.objects.filter(slug="plain-deal").update(withdrawn_at=timezone.now())
    assert ("practice", "plain-deal") not in current_versions()


@pytest.mark.django_db
def test_saving_makes_the_links_anew_in_the_versions_of_today():
    load_library()
    row = Scenario.objects.create(slug="small", document=DOCUMENT, texts={})
    now = current_versions()
    found = [(link.kind, link.slug, link.dilemma, link.option, link.version) for link in row.links.all()]
    assert found == [
        (rest.kind, rest.slug, rest.dilemma, rest.option, now.get((rest.kind, rest.slug), ""))
        for rest in rests(DOCUMENT)
    ]
    assert [version for *_rest, version in found].count("") == 1
    row.document = {"slug": "small", "dilemmas": []}
    row.save(update_fields=["version"])
    assert row.links.count() == 4
    row.save()
    assert row.links.count() == 0
    Scenario.objects.create(slug="other", document=DOCUMENT, texts={}).delete()
    assert not Link.objects.exists()


@pytest.mark.django_db
def test_loading_makes_the_links_of_the_shipped_scenario():
    load_library()
    load(SHIPPED)
    assert Link.objects.count() == len(rests(shipped()["document"]))
    assert not Link.objects.filter(version="").exists()
    assert set(Link.objects.filter(slug="plain-deal").values_list("dilemma", "option")) == {
        ("saving", "A"), ("saving", "B"), ("missing", "B"),
    }  # fmt: skip


@pytest.mark.django_db
def test_migration_links_what_was_there_and_claims_no_version():
    ScenarioFactory(is_shipped=True)
    Link.objects.all().delete()
    importlib.import_module("scenarios.migrations.0002_links").link_all(apps, None)
    assert Link.objects.count() == len(rests(shipped()["document"]))
    assert set(Link.objects.values_list("version", flat=True)) == {""}
    assert outdated(Link.objects.all(), current_versions()) == []


def test_outdated_is_what_has_another_version_now():
    class Basis:
        def __init__(self, slug, version):
            self.kind, self.slug, self.version = "case", slug, version

    same, other, gone, unknown = (
        Basis("a", "1"), Basis("b", "1"), Basis("c", "1"), Basis("b", ""),
    )  # fmt: skip
    now = {("case", "a"): "1", ("case", "b"): "2", ("practice", "a"): "9"}
    assert outdated([same, other, gone, unknown], now) == [other]


@pytest.mark.django_db
def test_built_on_tells_titles_in_the_language_or_in_english():
    ScenarioFactory(is_shipped=True)
    row = Scenario.objects.get()
    row.texts = {**row.texts, "da": {"title": "De lange aftener", "pen": {"C": {"title": "På  dansk"}}}}
    row.save()
    (built,) = built_on("practice", "handover-bridge", "da")
    (dilemma,) = built.dilemmas
    assert (built.slug, built.version, built.title) == (SHIPPED, shipped()["version"], "De lange aftener")
    assert (dilemma.title, dilemma.options["C"].title) == (
        shipped()["texts"]["en"]["pen"]["title"],
        "På dansk",
    )
    assert [way.letter for way in dilemma.resting] == ["C"]
    assert dilemma.options["D"].title == ""


@pytest.mark.django_db
def test_scenario_that_rests_on_it_as_a_whole_is_told_without_a_dilemma():
    Scenario.objects.create(slug="small", document=DOCUMENT, texts={"en": {"title": "Small"}})
    (built,) = built_on("case", "wigan-deal", "en")
    assert (built.title, built.dilemmas) == ("Small", ())


@pytest.mark.django_db
@pytest.mark.parametrize("how_many", [1, 3])
def test_what_is_built_costs_two_queries(django_assert_num_queries, how_many):
    for number in range(how_many):
        ScenarioFactory(slug=f"town-{number}", document={**shipped()["document"], "slug": f"town-{number}"})
    with django_assert_num_queries(2):
        assert len(built_on("practice", "mandate-letter", "en")) == how_many
