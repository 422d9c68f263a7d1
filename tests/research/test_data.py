"""The open data: what is published and nothing else, described so that programs understand every row."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction

from research.columns import meta_of
from research.models import Evidence, PublishedVersion
from research.models.reviewed import Reviewed
from research.publishing.workflow import withdraw
from research.release.tables import NAMES, OF_VERSION, WITHHELD, tables
from tests.factories import (
    AdaptationFactory,
    CaseFactory,
    OrganisationFactory,
    PracticeFactory,
    SourceFactory,
    publish,
)
from tests.research.looking import ZIP, rows, unpacked, zipped
from tests.research.packages import faults_of_description, faults_of_rows

pytestmark = pytest.mark.django_db


def published(client):
    """All files of the zip once all is published."""
    publish()
    return unpacked(zipped(client).content)


@pytest.fixture
def tied():
    """One record of each kind, all tied to each other, and all that evidence can say."""
    source, case, practice = (
        SourceFactory(slug="work"),
        CaseFactory(slug="deal"),
        PracticeFactory(slug="talk"),
    )
    case.organisations.set([OrganisationFactory(slug="town")])
    case.sources.set([source])
    case.outcome_sources.set([source])
    practice.levels.set([2])
    practice.cases.set([case])
    practice.rungs, practice.do_not_copy_if = {"2": 4}, ["Nobody asked."]
    practice.save()
    graded = {"grade": 4, "independent": "yes", "method": "survey", "kind": "outcome", "quote": "It, held."}
    Evidence.objects.create(
        source=source, case=case, practice=practice, level_id=2, statement="So.", strength="strong", **graded
    )
    Evidence.objects.create(source=source, practice=practice, direction="contradicts")
    return AdaptationFactory(slug="elsewhere", practice=practice, from_case=case, source=source)


def test_description_and_rows_fit_where_everything_is_filled_in(client, tied):
    files = published(client)
    package = json.loads(files["datapackage.json"])
    assert faults_of_description(package) == []
    assert faults_of_rows(package, files) == []
    assert all(rows(files[one["path"]]) for one in package["resources"])
    [told] = rows(files["adaptations.csv"])
    assert (told["practice"], told["from_case"], told["source"]) == ("talk", "deal", "work")
    assert [row["rungs"] for row in rows(files["practices.csv"])] == ['{"2": 4}']
    assert next(row["tensions"] for row in rows(files["levels.csv"])).startswith('[{"between": [')
    evidence = rows(files["evidence.csv"])
    assert len(evidence) == 2
    assert {row["grade"]: (row["case"], row["practice"]) for row in evidence} == {
        "4": ("deal", "talk"),
        "": ("", "talk"),
    }


SPOILED = [
    (lambda package: package.pop("resources"), "'resources' is a required property"),
    (lambda package: package["resources"][0].pop("path"), "datapackage: $.resources[0]"),
    (lambda package: package["resources"][0].update(bytes="many"), "'many' is not of type 'integer'"),
    (lambda package: package["licenses"].clear(), "[] "),
    (lambda package: package["resources"][0]["schema"].pop("fields"), "'fields' is a required property"),
    (lambda package: package["resources"][0]["schema"]["fields"][0].update(type="thing"), "tableschema"),
]


@pytest.mark.parametrize(("spoil", "fault"), SPOILED)
def test_profiles_find_what_is_wrong_in_a_description(client, spoil, fault):
    package = json.loads(published(client)["datapackage.json"])
    spoil(package)
    found = "\n".join(faults_of_description(package))
    assert fault in found


@pytest.mark.parametrize(
    ("name", "column", "cell", "fault"),
    [
        ("cases", "lat", "north", "cases.lat: north is no number"),
        ("cases", "verified", "yes", "cases.verified: yes is no boolean"),
        ("cases", "outcome", "splendid", "cases.outcome: splendid is no code"),
        ("cases", "title", "", "cases.title: empty"),
        ("cases", "version", "first", "cases.version: first is no integer"),
        ("cases", "published_on", "2026-13-01", "cases.published_on: 2026-13-01 is no date"),
        ("cases", "checked", "twice", "cases.checked: twice is no code"),
        ("evidence", "grade", "2", "evidence.grade: 2 is no code"),
        ("evidence", "source", "nobody", "evidence: source leads to nobody, which is not there"),
        ("adaptations", "practice", "nobody", "adaptations: practice leads to nobody, which is not there"),
        ("levels", "number", "2", "levels: the key does not name one row"),
    ],
)
def test_row_that_does_not_fit_is_found(client, tied, name, column, cell, fault):
    files = published(client)
    held = rows(files[f"{name}.csv"])
    held[0][column] = cell
    lines = [list(held[0]), *(row.values() for row in held)]
    files[f"{name}.csv"] = "\r\n".join(
        ",".join('"' + one.replace('"', '""') + '"' for one in line) for line in lines
    ).encode()
    assert fault in faults_of_rows(json.loads(files["datapackage.json"]), files)


def test_what_is_not_published_is_not_given_away(client, tied):
    files = unpacked(zipped(client).content)
    assert len(files) == len(tables()) + 6
    assert [len(rows(files[f"{table.name}.csv"])) for table in tables()] == [0] * len(tables())


def test_what_was_withdrawn_is_named_by_no_row_any_more(client, tied):
    """Its own row is gone; what named it leaves a gap, or is gone too where it says nothing without it."""
    publish()
    head = get_user_model().objects.create_superuser("head")
    withdraw(tied.from_case, head, "The town asked for it.")
    files = unpacked(zipped(client).content)
    assert faults_of_rows(json.loads(files["datapackage.json"]), files) == []
    assert rows(files["cases.csv"]) == rows(files["practices_cases.csv"]) == []
    [told] = rows(files["adaptations.csv"])
    assert (told["practice"], told["from_case"]) == ("talk", "")
    assert [row["case"] for row in rows(files["evidence.csv"])] == ["", ""]
    withdraw(tied.practice, head, "So did the other.")
    files = unpacked(zipped(client).content)
    assert faults_of_rows(json.loads(files["datapackage.json"]), files) == []
    assert rows(files["adaptations.csv"]) == rows(files["evidence.csv"]) == []


def test_row_follows_the_newest_version_and_not_the_record(client):
    case = CaseFactory(title="Before")
    [first] = rows(published(client)["cases.csv"])
    case.title = "After"
    case.save()
    assert rows(unpacked(zipped(client).content)["cases.csv"]) == [first]
    [second] = rows(published(client)["cases.csv"])
    assert [(row["title"], row["version"]) for row in (first, second)] == [("Before", "1"), ("After", "2")]
    assert (
        second["sha256"] == PublishedVersion.objects.get(slug=case.slug, number=2).digest != first["sha256"]
    )


def test_order_of_the_rows_does_not_hang_on_when_they_came(client):
    def made(*slugs):
        with transaction.atomic():
            for slug in slugs:
                OrganisationFactory(slug=slug, name="Place")
            content = published(client)["organisations.csv"]
            transaction.set_rollback(True)
        return content

    assert made("one", "two") == made("two", "one")
    assert len(rows(made("one", "two"))) == 2


@pytest.mark.parametrize("how_many", [1, 3])
def test_zip_costs_the_same_for_few_and_many(client, django_assert_num_queries, how_many):
    """One question for what is public, and one for each kind of record."""
    for _row in range(how_many):
        Evidence.objects.create(source=SourceFactory(), case=CaseFactory())
        AdaptationFactory()
    publish()
    with django_assert_num_queries(7):
        zipped(client)


def test_text_is_quoted_and_otherwise_left_as_it_is(client):
    bad = '=cmd|"x"!A1, and\nmore; «Æ»'
    CaseFactory(title=bad, lesson=bad)
    held = rows(published(client)["cases.csv"])
    assert [(row["title"], row["lesson"]) for row in held] == [(bad, bad)]


def test_every_field_of_the_models_is_given_or_withheld_on_purpose():
    given = {f"{table.name}.{column.name}" for table in tables() for column in table.columns}
    fields = {
        f"{name}.{field.name}"
        for model, name in NAMES.items()
        for field in meta_of(model).fields
        if field.name not in ("id", "folded")
    }
    workflow = {f"{name}.{field}" for name in NAMES.values() for field in Reviewed.WORKFLOW}
    assert fields - given == set(WITHHELD) | (fields & workflow)
    beacons = (
        "beacon_agreed_by",
        "beacon_since",
        "beacon_withdrawn_on",
        "offers",
        "mailbox",
        "mailbox_agreed",
    )
    assert set(WITHHELD) == {f"organisations.{name}" for name in beacons}
    told = {
        f"{name}.{column}" for name in NAMES.values() if name != "evidence" for column, *_how in OF_VERSION
    }
    assert given - fields == told | {
        *("cases_organisations.case", "cases_organisations.organisation", "cases_sources.case"),
        *("cases_sources.source", "cases_outcome_sources.case", "cases_outcome_sources.source"),
        *("practices_levels.practice", "practices_levels.level", "practices_cases.practice"),
        "practices_cases.case",
    }


def test_empty_library_is_a_package_too(client):
    files = published(client)
    assert len(files) == len(tables()) + 6
    assert len(rows(files["levels.csv"])) == 4
    assert rows(files["cases.csv"]) == []


def test_page_explains_the_data_and_leads_to_them(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        text = client.get("/library/data/").content.decode()
    assert f'href="{ZIP}"' in text
    assert "https://creativecommons.org/licenses/by/4.0/" in text
    assert 'href="/library/data/"' in client.get("/library/").content.decode()
    assert client.post("/library/data/").status_code == 405


def test_zip_that_is_made_already_costs_one_look(client, tied, django_assert_num_queries):
    published(client)
    with django_assert_num_queries(1):
        zipped(client)
