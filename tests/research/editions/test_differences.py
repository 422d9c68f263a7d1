"""What differs between two versions is told field by field, in words that can be read."""

from dataclasses import replace

from research.editions.codec import encode
from research.editions.differences import Difference, Piece, differences
from research.editions.shapes import Row
from tests.research.editions.examples import EXAMPLES, LEVEL, ROW, SOURCE


def between(kind, **changes):
    """What differs when an example says something else, by field."""
    before = EXAMPLES[kind]
    found = differences(encode(before), encode(replace(before, **changes)))
    assert len({one.field for one in found}) == len(found)
    return {one.field: one for one in found}


def test_nothing_differs_where_the_same_is_said():
    for kind in EXAMPLES:
        assert between(kind) == {}


def test_only_the_fields_that_changed_are_named_in_the_order_of_the_version():
    found = between("case", lesson="Build in spring.", title="Quay", verified=False)
    assert list(found) == ["title", "lesson", "verified"]


def test_text_is_told_word_by_word():
    found = between("case", lesson="Build in late summer, gladly.")
    assert found["lesson"].pieces == (
        Piece("same", "Build in"),
        Piece("gone", "summer."),
        Piece("new", "late summer, gladly."),
    )


def test_text_that_came_or_went_is_told_whole():
    assert between("practice", takes="")["takes"] == Difference("takes", gone=("Two hours a week.",))
    found = differences({"takes": ""}, {"takes": "A day."})
    assert found == [Difference("takes", new=("A day.",))]


def test_number_and_yes_or_no_are_told_before_and_after():
    found = between("case", start_year=None, verified=False, lat=55.0)
    assert (found["start_year"].gone, found["start_year"].new) == (("2018",), ())
    assert (found["verified"].gone, found["verified"].new) == (("True",), ("False",))
    assert (found["lat"].gone, found["lat"].new) == (("54.89",), ("55.0",))


def test_number_that_became_nought_is_told():
    assert differences({"grade": 3}, {"grade": 0}) == [Difference("grade", gone=("3",), new=("0",))]


def test_list_is_told_entry_by_entry():
    found = between("practice", risks=("Habit", "Cost"))
    assert found["risks"] == Difference("risks", gone=("Noise",), new=("Cost",))


def test_list_in_another_order_is_told_whole():
    """Whoever reads that something differs must see what."""
    found = between("practice", risks=("Habit", "Noise"))
    assert found["risks"] == Difference("risks", gone=("Noise", "Habit"), new=("Habit", "Noise"))


def test_entry_that_stood_there_twice_is_told():
    assert differences({"risks": ["Noise", "Noise"]}, {"risks": ["Noise"]}) == [
        Difference("risks", gone=("Noise", "Noise"), new=("Noise",))
    ]


def test_row_of_evidence_is_one_line_in_readable_words():
    found = between("case", evidence=(replace(ROW, locator="p. 8"),))
    [gone], [new] = found["evidence"].gone, found["evidence"].new
    for word in (
        *("Meetings on Ærø · Political and administrative leadership · Open desk", "order: 1"),
        *(
            "statement: Councillors came more often.",
            "strength: moderate",
            "direction: contradicts",
            "grade: 3",
        ),
        *("kind: outcome", "independent: yes", "method: survey", "quote: we came"),
    ):
        assert word in gone and word in new
    assert ("locator: p. 7" in gone, "locator: p. 8" in new) == (True, True)
    assert "{" not in gone and "None" not in gone


def test_row_that_came_is_told_without_what_was_not_recorded():
    found = between("case", evidence=(ROW, Row(SOURCE, LEVEL)))
    [line] = found["evidence"].new
    assert line == (
        "Meetings on Ærø · Political and administrative leadership · direction: supports · order: 0"
    )
    assert found["evidence"].gone == ()


def test_linked_record_is_told_by_its_name():
    found = between("practice", cases=())
    assert "title: The quay" in found["cases"].gone[0] and "slug: quay" in found["cases"].gone[0]
    found = between("adaptation", source=None)
    assert "title: Meetings on Ærø" in found["source"].gone[0]


def test_rungs_and_tensions_are_told_without_brackets():
    found = between("practice", rungs={"2": 5, "3": 1})
    assert (found["rungs"].gone, found["rungs"].new) == (("2: 4",), ("2: 5 · 3: 1",))
    tension = {"between": ["mandate", "voice"], "source_ids": [], "note": ""}
    found = between("level", tensions=(tension,))
    assert found["tensions"].new == ("between: mandate, voice",)


def test_field_that_an_older_version_did_not_have_is_told_as_new():
    assert differences({}, {"takes": "A day."}) == [Difference("takes", new=("A day.",))]
    assert differences({"takes": "A day."}, {}) == [Difference("takes", gone=("A day.",))]
    assert differences({}, {"do_not_copy_if": [], "takes": "", "grade": None}) == []
