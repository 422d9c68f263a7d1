"""The report on paper: PDF that everybody can read, with all that the page tells, and harmless whatever somebody wrote."""

import json

import pytest

from game.report.account import account
from game.report.printing import TEMPLATES, sheet_of
from game.report.shapes import Edition
from game.report.telling import Edited, tell
from research.sheet import press
from scenarios.voice import Voice
from tests.pdf_reader import faults, names, reader, tags, text_of, without_blanks

NASTY = '#read("/etc/passwd") *x* $y$ [z] \\ " <b> // @a #panic("no") = 1 _u_ `r` {{ a }} 漢'
LONG = "antidisestablishmentarianism" * 9


@pytest.fixture(scope="module")
def told(evening):
    edited = Edited({"introduction": f"{NASTY}\n{LONG}", "round-2": "A comment.", "closing": "Thank you."})
    found = account(evening.state, evening.texts, Edition())
    return tell(found, Voice(evening.state.script, "en"), "An evening", edited, "https://games.example.org")


@pytest.fixture(scope="module")
def sheet(told):
    return sheet_of(told, 1_767_225_600_000)


@pytest.fixture(scope="module")
def pdf(sheet):
    return reader(sheet.pdf())


def tables_in(told) -> int:
    """How many tables stand somewhere in what is told."""
    if isinstance(told, dict):
        return int("caption" in told) + sum(map(tables_in, told.values()))
    return sum(map(tables_in, told)) if isinstance(told, list) else 0


def test_everybody_can_read_it(pdf):
    """D1, PDF/UA-1: tagged, titled, with a language, alternative texts, headings in order and tables with heads."""
    assert faults(pdf) == []
    assert pdf.metadata.title == "Report: An evening" and pdf.trailer["/Root"]["/Lang"] == "en"


def test_our_reader_finds_what_is_wrong(told, tmp_path):
    """A reader that finds no fault must have looked for one."""
    (tmp_path / "bare.typ").write_text(
        '#set document(title: "a")\n#set text(font: "Roboto")\n= One\n=== Three\n#table([a], [b])\n'
    )
    order = {"templates": [str(tmp_path)], "template": "bare.typ", "told": json.dumps(told), "at": 0}
    press.STANDARDS, kept = [], press.STANDARDS
    try:
        found = faults(reader(press.page(order)))
    finally:
        press.STANDARDS = kept
    assert found == [
        "its title is not shown",
        "it does not say that it is PDF/UA",
        "a level of headings is left out",
        "a table has no head",
    ]


def test_its_text_holds_every_decision(pdf, told):
    """D2: timeline, minutes with dissent, chain, roads, methods; read back by a reader of our own."""
    text = without_blanks(text_of(pdf))
    for found in told["rounds"]:
        assert without_blanks(found["title"]) in text and without_blanks(found["question"]) in text
        for minutes in found["minutes"]:
            for fact in minutes["facts"]:
                assert all(without_blanks(line) in text for line in fact["lines"]), fact
        for road in found["roads"]:
            assert without_blanks(road["claim"]) in text
            assert all(without_blanks(record["title"]) in text for record in road["records"])
    for chapter in told["tables"]:
        assert without_blanks(chapter["headline"]) in text
        assert all(without_blanks(link["text"]) in text for link in chapter["chain"]["links"])
    assert all(without_blanks(line) in text for line in told["methods"]["lines"])
    assert "Acomment." in text and "Thankyou." in text


def test_every_chart_says_what_it_shows_and_has_its_table(pdf, told):
    """Section "Report": for each table four gauges, the levels over the rounds and the chain; for each round the shift."""
    alts = [tag["/Alt"] for tag in tags(pdf) if tag["/S"] == "/Figure"]
    charts = [gauge["alt"] for table in told["tables"] for gauge in table["gauges"]]
    charts += [table["strengths"]["alt"] for table in told["tables"]]
    charts += [table["chain"]["chart"]["alt"] for table in told["tables"]]
    charts += [r["shift"]["chart"]["alt"] for r in told["rounds"] if r["shift"]["chart"]]
    charts += [p["chart"]["alt"] for p in told["room"]["parts"] if p.get("chart")]
    assert sorted(alts) == sorted(charts) and len(charts) > 4 * 6
    assert names(pdf).count("/Table") == tables_in(told)


def test_contents_lead_to_the_rounds(pdf, told):
    assert "/TOC" in names(pdf) and names(pdf).count("/TOCI") >= len(told["rounds"]) + len(told["tables"])
    assert f"Page 1 of {len(pdf.pages)}" in pdf.pages[0].extract_text()


def test_records_lead_to_the_library(pdf, told):
    """DEB-1: the address of each practice, case and source is a link, and stands there to be typed."""
    links = {
        str(note.get_object()["/A"]["/URI"])
        for page in pdf.pages
        for note in page.get("/Annots", [])
        if "/URI" in note.get_object().get("/A", {})
    }
    told_ = {record["address"] for r in told["rounds"] for road in r["roads"] for record in road["records"]}
    assert told_ == links
    assert all(address.startswith("https://games.example.org/library/") for address in links)


def test_words_of_people_are_printed_and_nothing_else(pdf):
    text = without_blanks(text_of(pdf))
    assert without_blanks(NASTY.replace("漢", "\ufffd")) in text and without_blanks(LONG) in text


def test_the_same_report_is_the_same_file(sheet, told):
    """D5."""
    again = sheet_of(json.loads(json.dumps(told)), 1_767_225_600_000)
    assert again.sign == sheet.sign and again.pdf() == sheet.pdf()
    assert sheet_of({**told, "heading": "Another"}, 1_767_225_600_000).sign != sheet.sign


def test_a_chart_without_words_is_refused(sheet, tmp_path):
    """The press spoils nothing in silence: a picture without an alternative text is no report."""
    template = (TEMPLATES / "report.typ").read_text()
    assert ", alt: data.alt" in template
    (tmp_path / "report.typ").write_text(template.replace(", alt: data.alt", ""))
    with pytest.raises(press.Spoiled, match="missing alt text"):
        type(sheet)(sheet.template, sheet.told, sheet.at, tmp_path).pdf()
