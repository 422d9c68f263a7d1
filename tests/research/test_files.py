"""The shipped records of the library: how many there are, and that what they name exists."""

import pytest
import yaml

from research.files import CONTENT, SUPPORT, records, short_citation

STRENGTHS = {"strong", "moderate", "weak", "inferred"}
COUNTS = {"levels": 4, "organisations": 36, "cases": 24, "practices": 28, "dilemmas": 31, "sources": 181}


@pytest.mark.parametrize(("shelf", "count"), COUNTS.items())
def test_no_record_is_lost(shelf, count):
    found = getattr(records(), shelf)
    assert len(found) == count
    assert all(slug == record.slug for slug, record in found.items())


def test_courses_are_ninety_eight():
    courses = [course for dilemma in records().dilemmas.values() for course in dilemma.courses]
    assert len(courses) == 98
    assert sum(course.support == "inferred" for course in courses) == 21
    assert {len(dilemma.courses) for dilemma in records().dilemmas.values()} == {3, 4}


@pytest.mark.parametrize("shelf", ["cases", "practices", "dilemmas"])
def test_what_a_record_names_exists(shelf):
    """LINK-3: sources, cases, practices and organisations."""
    library = records()
    for record in getattr(library, shelf).values():
        assert set(record.sources) <= library.sources.keys(), record.slug
        assert set(getattr(record, "cases", ())) <= library.cases.keys(), record.slug
        assert set(getattr(record, "practices", ())) <= library.practices.keys(), record.slug
        assert set(getattr(record, "organisations", ())) <= library.organisations.keys(), record.slug


def test_every_course_names_sources_as_its_support_says():
    """LINK-2: our own reasoning names none, everything else at least one."""
    library = records()
    for dilemma in library.dilemmas.values():
        assert dilemma.level in (1, 2, 3, 4)
        for course in dilemma.courses:
            assert course.support in SUPPORT
            assert (course.support == "inferred") == (not course.sources), (dilemma.slug, course.act)
            assert set(course.sources) <= library.sources.keys()


def test_every_change_of_a_case_rests_on_sources():
    library = records()
    for case in library.cases.values():
        assert case.organisations
        assert case.changes
        for change in case.changes:
            assert change.level in (1, 2, 3, 4)
            assert change.strength in STRENGTHS
            assert change.sources
            assert set(change.sources) <= library.sources.keys()


def test_evidence_is_what_the_files_announce():
    """One row for each source of a change and of a practice, none twice; the headers name the two sums."""
    library = records()
    changes = [
        (case.slug, place, source)
        for case in library.cases.values()
        for place, change in enumerate(case.changes)
        for source in change.sources
    ]
    practices = [(p.slug, source) for p in library.practices.values() for source in p.sources]
    for name, rows in (("cases", changes), ("practices", practices)):
        assert len(set(rows)) == len(rows)
        assert f"must give {len(rows)} rows of Evidence" in (CONTENT / f"{name}.yaml").read_text()


def test_levels_are_the_four():
    assert [level.number for level in records().levels.values()] == [1, 2, 3, 4]
    assert {level for practice in records().practices.values() for level in practice.levels} == {1, 2, 3, 4}


def test_no_organisation_is_a_beacon_unasked():
    rows = yaml.safe_load((CONTENT / "organisations.yaml").read_text())["organisations"]
    assert all(row["beacon"] is None for row in rows)


def test_a_lead_is_neither_case_nor_organisation():
    leads = {row["slug"] for row in yaml.safe_load((CONTENT / "cases.yaml").read_text())["leads"]}
    assert len(leads) == 9
    assert not leads & (records().cases.keys() | records().organisations.keys())


def test_a_source_that_is_not_verified_says_so():
    assert sum(not source.verified for source in records().sources.values()) == 8


@pytest.mark.parametrize(
    ("authors", "year", "citation"),
    [
        (["Ann Ek"], 2020, "Ann Ek (2020): Work"),
        (["Ann Ek", "Bo Ask"], 2020, "Ann Ek & Bo Ask (2020): Work"),
        (["Ann Ek", "Bo Ask", "Cy Alm"], 2020, "Ann Ek et al. (2020): Work"),
        (["City of Ek"], None, "City of Ek: Work"),
        ([], 2020, "Journal (2020): Work"),
    ],
)
def test_a_citation_is_short_and_fills_no_gap(authors, year, citation):
    assert (
        short_citation({"authors": authors, "year": year, "title": "Work", "container": "Journal"})
        == citation
    )


def test_a_long_title_is_cut_at_a_word():
    title = "Towards a theory of everything that a council might ever wish to know, and more"
    cut = short_citation({"authors": ["A"], "year": 1, "title": title, "container": "J"}).partition(": ")[2]
    assert cut == "Towards a theory of everything that a council might ever…"
    assert all(len(s.citation) < 160 for s in records().sources.values())
