"""What the record of processing names stands in the house: each test that guards a measure, and each file that enforces it."""

import re

import pytest

from tests.test_house import ROOT

RECORD = (ROOT / "docs" / "data-protection" / "record-of-processing.md").read_text()
#: `tests/….py`: `test_…`, `test_…`
NAMED = re.compile(r"`(tests/[\w/]+\.py)`: ((?:`test_\w+`(?:, )?)+)")
FILES = sorted(set(re.findall(r"`((?:game|cocreator|research|scenarios|tests)/[\w/]+\.py)`", RECORD)))
GUARDS = sorted({(file, name) for file, names in NAMED.findall(RECORD) for name in re.findall(r"\w+", names)})


@pytest.mark.parametrize(("file", "name"), GUARDS)
def test_each_test_that_the_record_names_is_there(file, name):
    assert re.search(rf"^(async )?def {name}\(", (ROOT / file).read_text(), re.MULTILINE)


@pytest.mark.parametrize("file", FILES)
def test_each_file_that_the_record_names_is_there(file):
    assert (ROOT / file).is_file()


@pytest.mark.parametrize(
    ("test", "measure"),
    [
        ("test_sheet_is_filled_in_with_what_was_chosen", "the sheet of a workshop is filled in"),
        ("test_named_person_fetches_them", "the audit log tells who fetched rows"),
        (
            "test_deleting_by_hand_leaves_what_is_anonymous_too",
            "deleting a study by hand does as its day does",
        ),
        ("test_person_who_would_be_alone_in_a_group_leaves_no_row", "small groups leave nothing"),
        ("test_all_rows_of_a_person_are_of_one_group", "rows carry the group of the last table"),
        ("test_no_two_looks_differ_by_fewer_than_five_in_anything_they_tell", "looks at a follow-up"),
        (
            "test_families_are_compared_only_if_five_are_left_whichever_table_is_taken_away",
            "the distance of the families",
        ),
    ],
)
def test_record_names_what_guards_a_measure(test, measure):
    assert f"`{test}`" in RECORD, measure


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("studies.md", "no log says who fetched"),
        ("data-protection/impact-assessment.md", "no log says who fetched"),
        ("data-protection/record-of-processing.md", "then nothing anonymous stays"),
        ("data-protection/record-of-processing.md", "No test reads it yet"),
    ],
)
def test_what_is_no_longer_true_is_not_said_again(page, words):
    assert words not in (ROOT / "docs" / page).read_text()
