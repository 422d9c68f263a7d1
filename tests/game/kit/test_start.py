"""The first sheet of the box: what to print how often, how long it takes, and what one may do with it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils.translation import override

from game.kit import box, printing, start
from game.kit.shape import Kit
from research import licence
from tests.game.kit.boxes import script_of
from tests.pdf_reader import reader, text_of

(SHEET,) = start.DOCUMENTS


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def kit(paper="a4"):
    return Kit(script_of("the-long-evenings"), "en", paper, True, "https://example.org", licence.NAME)


def test_first_sheet_counts_for_a_table_and_for_the_room():
    told = start.told(kit())
    rows = {row[0]: row[1:] for group in told["files"]["groups"] for row in group["rows"]}
    assert rows["41-plan-pad"][1:] == ["2", "12"]
    assert rows["11-board-on-two-sheets"][1:] == ["(1)", "(6)"]
    assert rows["42-debrief-poster"][1:] == ["", "1"]
    assert {document.name for document in box.BOX} == rows.keys() and len(rows) == 19
    assert 4 * start.FOR_TABLES[12][1] >= start.MOST
    assert "A3" in rows["10-board"][0]
    assert "tabloid" in start.what(kit(paper="letter"))["10-board"]


def test_steps_of_the_first_sheet_sum_to_half_an_hour():
    told = start.told(kit())["together"]
    assert told["head"] == "Together in 30 minutes"
    assert sum(int(step["minutes"].split()[0]) for step in told["steps"]) == 30


def test_licence_is_that_of_the_scenario_and_else_not_made_up():
    text = text_of(reader(printing.pdf(kit(), SHEET)))
    assert licence.ADDRESS in text and "CC BY 4.0" in text
    other = replace(kit(), licence="")
    assert start.licence_address(other) == ""
    assert "ask whoever wrote" in start.licence_line(other)
