"""Word counts, readability and support of the scenarios: right by hand, and in docs/texts.md as they are."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from scenarios.measuring import measure, support, syllables_of

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("choir", 1),
        ("evening", 3),
        ("baker", 2),
        ("agree", 2),
        ("table", 2),
        ("cooked", 1),
        ("wanted", 2),
        ("the", 1),
    ],
)
def test_syllables_are_groups_of_vowels_that_are_heard(word, syllables):
    assert syllables_of(word) == syllables


def test_figures_are_those_one_counts_by_hand():
    """Two sentences, eight words, one long, twelve groups of vowels; a title counts as words and is no prose."""
    told = measure({"title": "Who holds the pen", "situation": "The choir has come. Everybody has said why."})
    assert (told.words, told.prose, told.sentences, told.long) == (12, 8, 2, 1)
    assert told.length == 4
    assert told.lix == pytest.approx(4 + 100 / 8)
    assert told.ease == pytest.approx(206.835 - 1.015 * 4 - 84.6 * 12 / 8)


def test_shared_texts_are_not_counted():
    assert measure({"common": {"reflect": "Many words that belong to all."}}).words == 0


def test_a_text_without_words_has_no_figures():
    told = measure({"situation": "..."})
    assert (told.lix, told.ease, told.length) == (0, 0, 0)


def test_support_is_counted_by_option():
    options = {
        letter: {"rests_on": {"support": kind}}
        for letter, kind in zip("ABC", ("sourced", "partly", "partly"), strict=True)
    }
    assert support({"dilemmas": [{"options": options}]}) == {"sourced": 1, "partly": 2, "inferred": 0}


def test_the_table_in_the_docs_is_the_one_that_is_printed():
    out = StringIO()
    call_command("report_texts", stdout=out)
    assert out.getvalue().strip() in (DOCS / "texts.md").read_text(), (
        "manage.py report_texts, into docs/texts.md"
    )
