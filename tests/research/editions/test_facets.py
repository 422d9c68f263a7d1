"""By what an edition is filtered and found again, and that no value is taken for another."""

from dataclasses import replace

import pytest

from research.editions.facets import facet, facets_of, links_of
from research.editions.links import CaseLink
from research.editions.shapes import Row
from tests.research.editions.examples import CASE, EXAMPLES, LEVEL, PRACTICE, ROW, SOURCE, TOWN

EXPECTED = {
    "level": {"level:2", "source:ek-2020"},
    "practice": {"level:2", "rung:2/4", "case:quay", "source:ek-2020", "practice:open-desk"},
    "case": {
        *("level:2", "outcome:mixed", "country:DK", "organisation:aeroe", "source:ek-2020"),
        "practice:open-desk",
    },
    "source": {"type:article"},
    "organisation": {"kind:municipality", "country:DK"},
    "adaptation": {"country:DK", "practice:open-desk", "case:quay", "source:ek-2020"},
}


@pytest.mark.parametrize(("kind", "facets"), EXPECTED.items())
def test_edition_is_found_by_its_filters_and_by_what_it_names(kind, facets):
    text = facets_of(EXAMPLES[kind])
    assert set(text.split()) == facets
    assert len(text.split()) == len(facets), "each stands there once"
    assert all(facet(*one.split(":", 1)) in text for one in facets)


def test_no_value_is_taken_for_another_that_begins_or_ends_like_it():
    one = replace(CASE, slug="quay-2")
    text = facets_of(replace(EXAMPLES["practice"], cases=(one,), rungs={"2": 40}))
    assert facet("case", "quay-2") in text
    for other in ("quay", "2", "-2", "quay-2 "):
        assert facet("case", other) not in text
    assert facet("rung", "2/4") not in text
    assert facet("evel", 2) not in text


def test_case_stands_on_the_levels_of_its_evidence_only():
    bare = replace(EXAMPLES["case"], evidence=(Row(SOURCE), Row(SOURCE, replace(LEVEL, number=4))))
    assert [one for one in facets_of(bare).split() if one.startswith("level:")] == ["level:4"]


def test_everything_with_a_page_that_an_edition_names_is_among_its_links():
    assert links_of(EXAMPLES["practice"]) == [CASE, SOURCE, PRACTICE, SOURCE]
    assert links_of(EXAMPLES["case"]) == [TOWN, SOURCE, SOURCE, SOURCE, PRACTICE]
    assert links_of(EXAMPLES["adaptation"]) == [PRACTICE, CASE, SOURCE]
    for kind in ("level", "source", "organisation"):
        assert links_of(EXAMPLES[kind]) == []


def test_link_to_nothing_is_no_link():
    alone = replace(EXAMPLES["adaptation"], from_case=None, source=None)
    assert links_of(alone) == [PRACTICE]
    shown = CaseLink("square", "Square", "Place", "DK", None, True)
    rows = (replace(ROW, practice=None), Row(SOURCE, case=shown))
    assert links_of(replace(EXAMPLES["practice"], cases=(), evidence=rows)) == [SOURCE, SOURCE, shown]
