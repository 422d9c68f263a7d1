"""What others write is read: five samples, invented in the style of publishers, and the sentences about what was not understood."""

import json
import time
from pathlib import Path

import pytest

from research.citations import formats, tex
from research.citations.formats import BIBTEX, CSL, RIS
from research.citations.reference import Name
from research.citations.report import LONGEST_TEXT, MOST_REFERENCES, MOST_TROUBLES

SAMPLES = Path(__file__).parent / "publishers"


def sample(name):
    found, reading = formats.read((SAMPLES / name).read_text(encoding="utf-8"))
    return found, reading.references, [(trouble.line, str(trouble)) for trouble in reading.troubles]


def test_quoted_bibtex_with_accents_and_abbreviations():
    found, (one,), troubles = sample("atom.bib")
    assert found is BIBTEX
    assert troubles == []
    assert [name.plain for name in one.authors] == [
        "Åse Øllgård",
        "Tina Jukić",
        "Đuro Šimčić",
        "Boža Župan",
        "others",
    ]
    assert one.title == "Co-creation & the “COGOV” model – naïve or æsthetic?"  # noqa: RUF001
    assert one.container == "Journal of Invented Publics (Online)"
    assert (one.issued, one.volume, one.issue, one.pages) == ((2020, 3), "12", "3–4", "101-119")  # noqa: RUF001
    assert one.doi == "10.9999/jip.2020_7"


def test_catalogue_bibtex_with_round_brackets_and_comment():
    _found, (chapter, thesis, page), troubles = sample("book.bib")
    assert chapter.authors == (
        Name("van Beek", "Jan"),
        Name("de Vries", "Mary Ann"),
        Name(literal="City of Example"),
        Name("Smith", "John", "Jr."),
    )
    assert chapter.editors == (Name("Müller", "Anna"),)
    assert chapter.title == "The mayor, the manager and the citizen"
    assert (chapter.publisher, chapter.place, chapter.pages) == ("Sage & Daughters", "Genève", "7-21")
    assert (thesis.title, thesis.genre) == ("Nærdemokrati i Åby", "Master's thesis")
    assert thesis.authors == (Name("Berg", "Søren"),)
    assert (page.url, page.container, page.issued) == ("https://example.org/a_b", "", ())
    assert troubles == [(16, "The date n.d. was not understood; it was left out.")]


def test_ris_of_a_publisher_with_head_continued_line_and_missing_end():
    found, (article, chapter, report), troubles = sample("journal.ris")
    assert found is RIS
    assert article.authors == (Name("Sørensen-Test", "Eva"), Name("van Gestel-Test", "N."))
    assert (article.issued, article.pages, article.issn) == ((2019, 3, 1), "211-230", "1234-567X")
    assert article.doi == "10.9999/ipm.2019.0021"
    assert article.abstract == "A first line that goes on in a second one."
    assert article.container == "Invented Public Management"
    assert chapter.editors == (Name("Probe", "Bo", "Jr."),)
    assert chapter.container == "A Book of Tests"
    assert report.authors == (Name(literal="Ministry of Tests"), Name(literal="Centre for Tests, Rijeka"))
    assert report.number == "12/2020"
    assert troubles == [
        (
            1,
            "This stands before the first record: Provider: Our own invention, in the style of a large publis…",
        ),
        (2, "This stands before the first record: Database: Invented Journals"),
        (23, "The record that begins here has no end mark (ER); it was read nevertheless."),
    ]


def test_ris_of_a_reference_manager_with_what_cannot_be_kept():
    _found, (page,), troubles = sample("pages.ris")
    assert page.title == "Our own invention, in the style of a reference manager with tags"
    assert (page.accessed, page.issued, page.doi, page.url) == ((2024, 2, 3), (), "", "")
    assert [line for line, _said in troubles] == [8, 1, 1, 1, 1]
    assert [said for _line, said in troubles] == [
        "The tag QQ is not known; it was left out.",
        "The title Our own invention, in the style of a reference manager <i>w… holds HTML; its tags were removed.",
        "12.34/none is no DOI; it was left out.",
        "www.example.org is no web address; it was left out.",
        "The date in press was not understood; it was left out.",
    ]


def test_csl_of_a_doi_agency_that_breaks_off():
    found, (article, podcast), troubles = sample("items.json")
    assert found is CSL
    assert article.key == "17"
    assert article.authors == (Name("van den Berg", "Jan"), Name(literal="Group of Tests"))
    assert (article.issued, article.volume, article.pages) == ((2018, 7, 4), "3", "1-9")
    assert article.container == "Tests & Trials"
    assert (podcast.type, podcast.issued) == ("document", (2017, 5))
    assert troubles == [
        (8, "The type podcast is not known; the record was read as a document."),
        (9, "This is no record of CSL-JSON; it was left out."),
        (10, "The record c has no title; it was left out."),
        (11, "From here on this is no JSON."),
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"\'e \`e \^e \"e \~n \=a \.z", "é è ê ë ñ ā ż"),
        (r"\'{e}{\'e}\'{\i}\'\i", "ééíí"),
        (r"\v{c}\v c{\v{C}}\c{c}\c c", "ččČçç"),
        (r"\aa\AA{} \ae{}\AE{} \o\O{} \oe \ss \l\L", "åÅ æÆ øØ œßłŁ"),
        (r"\dj{}\DJ{} \H{o} \u{g} \k{a} \r{a} \d{s} \b{b}", "đĐ ő ğ ą å ṣ ḇ"),
        (r"R\&D 5\% \$3 \#1 a\_b \{x\}", "R&D 5% $3 #1 a_b {x}"),
        (r"``a'' -- b --- c~d", "“a” – b — c d"),  # noqa: RUF001
        (r"\textit{a} {\em b} \url{c} $d$", "a b c d"),
        (r"\'{} \"", " "),
        ("{{{deep}}}", "deep"),
    ],
)
def test_latex_is_read(written, meant):
    assert tex.plain(written) == (meant, [])


def test_unknown_latex_is_named():
    reading = BIBTEX.read("@book{a,\n title={A \\wibble{b} \\wobble c}}")
    assert reading.references[0].title == "A b c"
    assert [str(trouble) for trouble in reading.troubles] == [
        "The LaTeX command \\wibble is not known; it was left out.",
        "The LaTeX command \\wobble is not known; it was left out.",
    ]


@pytest.mark.parametrize(
    ("written", "line", "sentence"),
    [
        ("@book{a, title={A}\n\n@book{b, title={B}}", 1, "is not closed"),
        ("@book{a,\n title={A},\n year 2020}", 2, "What follows title in this record"),
        ("@book{a,\n title={A},\n publisher=nobody}", 3, "The abbreviation nobody is not explained"),
        ("@book{a, title = }", 1, "What follows title in this record"),
        ("@book{a, year = 2020}", 1, "The record a has no title"),
        ("@video{a, title = {A}}", 1, "The type @video is not known"),
        ("@book{a, title = {A}, doi={nothing}}", 1, "nothing is no DOI"),
        ("no record at all, but an @", 1, "No record was found"),
    ],
)
def test_bibtex_says_what_it_did_not_understand(written, line, sentence):
    troubles = BIBTEX.read(written).troubles
    assert troubles[0].line == line
    assert sentence in str(troubles[0])


def test_record_after_one_that_is_not_closed_is_read():
    assert [one.key for one in BIBTEX.read("@book{a, title={A}\n\n@book{b, title={B}}").references] == ["b"]


def test_field_after_one_that_cannot_be_read_is_read():
    reading = BIBTEX.read("@book{my key, title = {A} year = 2020, publisher {X},\n volume = , address = {Y}}")
    (one,) = reading.references
    assert (one.key, one.title, one.issued, one.place) == ("mykey", "A", (2020,), "Y")
    assert [trouble.line for trouble in reading.troubles] == [1, 2]


def test_old_line_ends_are_read():
    (one,) = RIS.read("TY  - JOUR\rTI  - A\rAU  - Ek, Ann\rER  - \r").references
    assert (one.title, one.authors) == ("A", (Name("Ek", "Ann"),))


def test_record_without_a_key_is_read():
    (one,) = BIBTEX.read("@book{title={A}, author={OECD}}").references
    assert (one.key, one.title, one.authors) == ("record", "A", (Name(literal="OECD"),))


def test_what_is_nothing_is_named():
    for text in ("", "   ", "hello", "<html><body>no</body></html>", "\x00\x01"):
        found, reading = formats.read(text)
        assert found is None
        assert [str(trouble) for trouble in reading.troubles] == [
            "This is neither BibTeX nor RIS nor CSL-JSON."
        ]


@pytest.mark.parametrize("form", [BIBTEX, RIS, CSL])
def test_five_megabytes_are_refused_with_a_sentence(form):
    for reading in (form.read("@" * 5_000_000), formats.read("@" * 5_000_000)[1]):
        assert reading.references == ()
        assert "too long" in str(reading.troubles[0])


@pytest.mark.parametrize(
    ("form", "record"),
    [
        (BIBTEX, "@book{a, title={A}}\n"),
        (RIS, "TY  - BOOK\nTI  - A\nER  -\n"),
        (CSL, '{"title":"A","type":"book"},'),
    ],
)
def test_more_than_a_thousand_records_are_not_read(form, record):
    reading = form.read(record * (MOST_REFERENCES + 5))
    assert len(reading.references) == MOST_REFERENCES
    assert [str(trouble) for trouble in reading.troubles] == [
        "Only the first 1000 records were read. Bring the others in parts."
    ]


@pytest.mark.parametrize(
    ("form", "piece"),
    [
        (BIBTEX, "@a{"),
        (BIBTEX, "@a{{"),
        (BIBTEX, "@a{b,c={"),
        (BIBTEX, "@string{a=a#a#a}"),
        (BIBTEX, "@book{a,title={" + "\\'{" * 50 + "}}\n"),
        (BIBTEX, '"'),
        (BIBTEX, "@ "),
        (BIBTEX, "@book{a,author={" + " " * 90_000 + "x}, doi={http://" + "/10.1234/" * 900 + "\\}}"),
        (BIBTEX, "@book{" + " " * 90_000 + "="),
        (BIBTEX, "@book{a," + "\n" * 90_000 + "x}"),
        (RIS, "XX  - \n"),
        (RIS, "TY  - JOUR\n"),
        (RIS, "more \n"),
        (CSL, "["),
        (CSL, '{"a":'),
        (CSL, "[[],"),
        (CSL, "9"),
    ],
)
def test_malice_costs_little_time(form, piece):
    """Up to the longest text that is read at all; a few seconds of an idle machine, with a margin."""
    text = piece * (LONGEST_TEXT // len(piece))
    started = time.monotonic()
    for bomb in (text, f"[{text}", f"TY  - JOUR\nTI  - {text}"):
        assert len(form.read(bomb[:LONGEST_TEXT]).troubles) <= MOST_TROUBLES + 1
    assert time.monotonic() - started < 30


def test_abbreviations_that_double_do_not_grow_without_end():
    text = '@string{a0="xxxxxxxxxx"}\n' + "".join(f"@string{{a{n + 1}=a{n}#a{n}#a{n}}}\n" for n in range(60))
    (one,) = BIBTEX.read(f"{text}@book{{k, title=a60}}").references
    assert len(one.title) == 20_000


@pytest.mark.parametrize("text", ["&" + "amp;" * 400_000, "<" * 900_000 + "i>" * 500_000])
def test_nested_marks_cost_little_time(text):
    started = time.monotonic()
    RIS.read(f"TY  - JOUR\nTI  - {text}\nER  - ")
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("pages", ["2-9", "2--9", "2 – 9", "2–--9", "2−-–9", "2 - - 9"])  # noqa: RUF001
def test_pages_have_one_hyphen_whatever_dashes_stand_there(pages):
    [read] = CSL.read(json.dumps([{"id": "a", "type": "book", "title": "T", "page": pages}])).references
    assert read.pages == "2-9"
