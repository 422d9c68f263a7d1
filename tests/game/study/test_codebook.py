"""The codebook of a study says of each column its unit, what an empty cell means, and of each event what its fields are."""

import csv
import io
import json
import zipfile

import pytest

from game.rules.effects.guards import PRICES
from game.rules.round.moments import CUSTOM, ROUNDS
from game.rules.round.votes import RULES
from game.rules.seating.roles import ASSIGNMENTS
from game.rules.state import MIDTERM, PHASES
from game.set_up import PROMISES
from game.study import codes, consent, fields
from game.study.events import GIVEN
from game.study.files import exported
from game.study.tables import TABLES
from research.release.codebook import HEADINGS, codebook
from research.release.tables import tables
from scenarios.conditions import POLES, RESOURCES, SLOTS
from tests.factories import lead, reach

BOOK = [dict(zip(HEADINGS, row, strict=True)) for row in codebook(TABLES)]
ROWS = {(row["table"], row["column"]): row for row in BOOK}
EVENT_FIELDS = [(kind, name) for kind, names in GIVEN.items() for name in names]


def values(row):
    return {line.partition(" = ")[0] for line in row["codes"].splitlines()}


def test_each_kind_of_event_has_a_meaning_and_none_is_left_over():
    assert set(fields.KINDS) == set(GIVEN) == values(ROWS["events", "event"])
    assert all(fields.KINDS.values())


@pytest.mark.parametrize(("kind", "name"), EVENT_FIELDS)
def test_each_field_of_each_event_has_a_meaning(kind, name):
    row = ROWS["events", f"data.{kind}.{name}"]
    assert row["description"] and row["label"] and row["type"]
    assert row["missing"].startswith("left out where"), row
    assert row["unit"] or row["codes"] or row["type"] not in ("integer", "number"), row


def test_no_meaning_is_left_over():
    told = {name for _kind, name in EVENT_FIELDS} | {f"{kind}.{name}" for kind, name in EVENT_FIELDS}
    assert set(fields.FIELDS) <= told


@pytest.mark.parametrize("row", BOOK, ids=lambda row: f"{row['table']} {row['column']}")
def test_each_column_says_its_unit_and_what_an_empty_cell_means(row):
    assert bool(row["missing"]) == (row["required"] == "false"), row
    assert row["missing"] != "not recorded", "of a study it is known why"
    assert row["unit"] or row["codes"] or row["type"] not in ("integer", "number", "yearmonth"), row


@pytest.mark.parametrize(
    ("place", "known"),
    [
        (("events", "event"), set(GIVEN)),
        (("workshops", "rule"), set(RULES)),
        (("workshops", "format"), {*ROUNDS, CUSTOM}),
        (("workshops", "voting"), set(PROMISES)),
        (("tables", "ending"), {f"{a}{b}{c}" for a in "yn" for b in "yn" for c in "yn"}),
        (("tables", "tone"), {"bright", "dark"}),
        (("stakeholders", "stakeholder"), set(SLOTS)),
        (("events", "data.WorkshopOpened.rule"), set(RULES)),
        (("events", "data.WorkshopOpened.format"), {*ROUNDS, CUSTOM}),
        (("events", "data.WorkshopOpened.assignment"), set(ASSIGNMENTS)),
        (("events", "data.PhaseEntered.phase"), {*PHASES[1:], MIDTERM}),
        (("events", "data.GuardAttached.guard"), set(PRICES)),
        (("events", "data.ResourceMoved.resource"), set(RESOURCES)),
        (("events", "data.PoleMoved.pole"), set(POLES)),
        (("events", "data.ResultsReached.tone"), {"bright", "dark"}),
    ],
)
def test_closed_lists_have_a_code_for_all_that_the_rules_know(place, known):
    assert values(ROWS[place]) == known


def test_a_field_that_is_left_out_has_the_value_that_the_rules_give_it():
    assert ROWS["events", "data.WorkshopOpened.rule"]["missing"] == "left out where it is majority"
    assert ROWS["events", "data.WorkshopOpened.moves"]["missing"] == "left out where it is false"
    assert ROWS["events", "data.StepEntered.round"]["missing"] == "left out where it is 0"
    assert ROWS["events", "data.SeedPlanted.guard"]["missing"] == "left out where there is none"


@pytest.mark.django_db
def test_what_an_export_holds_is_in_its_codebook(workshop, people):
    consent.give(workshop, people[0].id_in_log, workshop.study.sheets.get())
    reach(workshop, "consequence", votes="A")
    lead(workshop, "closed")
    with zipfile.ZipFile(io.BytesIO(exported(workshop.study))) as archive:
        lines = list(csv.DictReader(io.StringIO(archive.read("events.csv").decode())))
        page = archive.read("codebook.html").decode()
        book = list(csv.DictReader(io.StringIO(archive.read("codebook.csv").decode())))
    assert book == [{name: told.replace("\r\n", "\n") for name, told in row.items()} for row in BOOK]
    steps = {name for name, _meaning in codes.STEPS}
    for line in lines:
        for name, value in json.loads(line["data"]).items():
            row = ROWS["events", f"data.{line['event']}.{name}"]
            assert f">data.{line['event']}.{name}</th>" in page
            held = value if isinstance(value, list) else [value]
            assert not row["codes"] or set(map(str, held)) <= values(row), (line, row["codes"])
        assert line["event"] != "StepEntered" or json.loads(line["data"])["name"] in steps


@pytest.mark.django_db
def test_codebook_of_the_library_says_of_optional_columns_that_nothing_is_recorded():
    book = [dict(zip(HEADINGS, row, strict=True)) for row in codebook(tables())]
    assert {(row["required"], row["missing"]) for row in book} == {("true", ""), ("false", "not recorded")}
