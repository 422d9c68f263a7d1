"""What is written is read again as it was: our examples, the shipped sources, and anything that Hypothesis thinks of."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from research.citations import formats
from research.citations.formats import FORMATS
from research.citations.kinds import KINDS
from research.citations.report import MOST_TROUBLES
from research.citations.tidying import text_of, tidied
from research.citing import reference_of, source_of
from research.models import Source
from tests.research.citations.examples import ARBITRARY, REFERENCES, TEXT

GOLDEN = Path(__file__).parent / "golden"
ALL = pytest.mark.parametrize("form", FORMATS.values(), ids=lambda form: form.ending)


def test_examples_are_of_every_type_and_tidy():
    assert {reference.type for reference in REFERENCES} == {kind.csl for kind in KINDS}
    assert all(tidied(reference) == reference for reference in REFERENCES)


@ALL
def test_golden_file_is_what_we_write_and_what_we_read(form):
    kept = (GOLDEN / f"examples.{form.ending}").read_bytes().decode()
    assert form.write(REFERENCES) == kept
    reading = form.read(kept)
    assert reading.references == REFERENCES
    assert reading.troubles == ()


@ALL
def test_one_record_alone_is_read_too(form):
    for reference in REFERENCES:
        assert form.read(form.write([reference])).references == (reference,)


@ALL
def test_format_is_guessed_from_what_we_write(form):
    for reference in REFERENCES:
        assert formats.read(form.write([reference]))[0] is form


@ALL
def test_lines_are_those_in_which_records_begin(form):
    text = form.write(REFERENCES)
    starts = {"bib": r"^@", "ris": r"^TY", "json": r"^  \{"}
    found = [
        text.count("\n", 0, hit.start()) + 1 for hit in re.finditer(starts[form.ending], text, re.MULTILINE)
    ]
    assert list(form.read(text).lines) == found


@ALL
@settings(max_examples=300, deadline=None)
@given(references=st.lists(ARBITRARY, max_size=2))
def test_any_reference_is_read_as_it_was_written(form, references):
    reading = form.read(form.write(references))
    assert reading.references == tuple(references)
    assert not references or reading.troubles == ()


@ALL
@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=300))
def test_any_text_is_read_without_an_error(form, text):
    reading = form.read(text)
    assert reading.references or reading.troubles
    assert all(str(trouble) for trouble in reading.troubles)


PIECES = {
    "bib": [
        "@article{",
        "@string(",
        "key,",
        "title",
        "=",
        "{",
        "}",
        '"',
        "#",
        ",",
        "\n",
        "\\'",
        "é",
        "and",
        "jan",
    ],
    "ris": [
        "TY  - JOUR\n",
        "ER  -\n",
        "TI  - x\n",
        "AU  - a, b\n",
        "PY  - ",
        "20",
        "\n",
        "ZZ  - q\n",
        "more",
    ],
    "json": [
        '{"id":',
        '"a"',
        "1",
        ",",
        ':"b"}',
        "[",
        "]",
        '{"type":[]}',
        '"issued":{"date-parts":[[',
        "null",
        "\n",
    ],
}


@ALL
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_any_heap_of_pieces_is_read_without_an_error(form, data):
    pieces = data.draw(st.lists(st.sampled_from(PIECES[form.ending]), max_size=40))
    assert form.read("".join(pieces)).troubles is not None


@ALL
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_any_damage_to_a_good_file_is_read_without_an_error(form, data):
    text = form.write(REFERENCES)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 50)))
    reading = form.read(text[:start] + data.draw(TEXT) + text[end:])
    assert len(reading.troubles) <= MOST_TROUBLES + 1


@settings(max_examples=500, deadline=None)
@given(TEXT | st.text("<>/i&amp;lt#38; ", max_size=60))
def test_tidying_twice_changes_nothing_more(text):
    assert text_of(text_of(text)) == text_of(text)


@settings(max_examples=200, deadline=None)
@given(ARBITRARY)
def test_a_tidy_reference_stays_as_it_is(reference):
    assert tidied(reference) == reference


@ALL
def test_all_shipped_sources_survive(library, form):
    rows = list(Source.objects.all())
    references = tuple(map(reference_of, rows))
    reading = form.read(form.write(references))
    assert len(rows) == 181
    assert reading.troubles == ()
    assert reading.references == references
    for row, reference in zip(rows, reading.references, strict=True):
        again = source_of(reference, row.slug)
        for name in ("slug", "type", "authors", "year", "title", "container", "doi", "url", "note"):
            assert getattr(again, name) == getattr(row, name), (row.slug, name)
