"""One page of paper for each practice and case: tagged, whole, the same every time, and harmless whatever a record says."""

import json
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from inspect import signature
from pathlib import Path

import pytest
from django.urls import reverse

from cocreator.bridge import Bridge
from research.editions.links import CaseLink, LevelLink, SourceLink
from research.editions.shapes import CaseEdition, PracticeEdition, Row
from research.models import Level, PublishedVersion
from research.publishing.shelves import said
from research.publishing.workflow import withdraw
from research.sheet import keeping, letters, press, pressing
from research.sheet.parts import MOST_ENTRIES
from research.sheet.sheet import Sheet, sheet_of
from tests.factories import CaseFactory, PracticeFactory, publish
from tests.pdf_reader import names, reader, tags, text_of, without_blanks

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
SITE = "https://library.example.org"
LONG = "A sentence of moderate length that goes on about committees, evenings and coffee. "
NASTY = '#read("/etc/passwd") *x* $y$ [z] \\ " <b> // @a #panic("no") = 1 _u_ `r` ~ --- {{ a }}'


def sheet(version, record=None) -> Sheet:
    return sheet_of(record or said(version), version, f"{SITE}{version.get_absolute_url()}")


def source(number: int, **fields) -> SourceLink:
    told = {"title": f"Work {number}", "container": "Journal", "doi": "", "url": "", "verified": True}
    return SourceLink(f"s-{number}", "article", (f"Author {number}",), 2020, **{**told, **fields})


def levels() -> tuple[LevelLink, ...]:
    return tuple(LevelLink(one.number, one.slug, one.name) for one in Level.objects.order_by("number"))


@pytest.fixture
def practice(db):
    """The first version of a practice that everybody may read."""
    publish(PracticeFactory(slug="meet", name="Meet early"))
    return PublishedVersion.objects.get(slug="meet")


@pytest.fixture
def case(db):
    """The first version of a case that everybody may read."""
    publish(CaseFactory(slug="hall", title="A hall", place="Ærø", start_year=2019, verified=False))
    return PublishedVersion.objects.get(slug="hall")


@pytest.fixture
def templates(tmp_path):
    """A copy of the templates that may be spoiled: `templates("look.typ", "old", "new")` answers the folder."""
    folder = tmp_path / "templates"
    shutil.copytree(press.TEMPLATES, folder)

    def spoil(name, old, new):
        path = folder / name
        assert old in path.read_text()
        path.write_text(path.read_text().replace(old, new))
        return folder

    return spoil


def rich_practice(version) -> PracticeEdition:
    """A practice with everything that a sheet can show."""
    on = levels()
    links = [
        CaseLink(f"c-{number}", f"Case {number}", "Place", "DK", 2010 + number, number > 1)
        for number in range(1, 3)
    ]
    rows = (
        Row(source(1), on[0], grade=0),
        Row(source(2, verified=False), on[1], grade=1),
        Row(source(3), on[2], grade=3, case=links[0]),
        Row(source(4, doi="10.1234/abc"), on[2], grade=4, case=links[1]),
        Row(source(5), on[3], grade=3),
        Row(source(6, url="javascript:alert(1)"), on[3], grade=3, direction="contradicts"),
    )
    return replace(
        said(version),
        levels=on,
        cases=tuple(links),
        evidence=rows,
        do_not_copy_if=("Nobody wants it",),
        takes="Two evenings a month.",
        note="A word of caution.",
    )


def rich_case(version) -> CaseEdition:
    on = levels()
    rows = (
        Row(source(1), on[0], statement="They met weekly.", strength="moderate"),
        Row(source(2), on[0], statement="They met weekly.", strength="moderate"),
        Row(source(3), on[2], statement="A hall was built.", strength="strong"),
        Row(source(4), None, statement="Nothing changed.", strength="", direction="contradicts"),
    )
    return replace(said(version), evidence=rows, outcome_sources=(source(3),), sources=(source(5),))


def test_all_shipped_practices_and_cases_are_one_page_each(library):
    versions = list(PublishedVersion.objects.filter(kind__in=("practice", "case"), is_current=True))
    assert len(versions) == 28 + 24
    with ThreadPoolExecutor(2) as pool:
        printed = list(pool.map(Sheet.pdf, map(sheet, versions)))
    for version, content in zip(versions, printed, strict=True):
        pdf = reader(content)
        assert len(pdf.pages) == 1, version
        assert without_blanks(version.title) in without_blanks(text_of(pdf)), version
        assert letters.UNKNOWN not in text_of(pdf), version


@pytest.mark.parametrize("kind", ["practice", "case"])
def test_sheet_is_tagged_for_programs_that_read_aloud(kind, request):
    version = request.getfixturevalue(kind)
    record = {"practice": rich_practice, "case": rich_case}[kind](version)
    pdf = reader(sheet(version, record).pdf())
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712  an object of its own
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert pdf.metadata.title == version.title
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert re.search(r"<pdfuaid:part>1</pdfuaid:part>|pdfuaid:part=\"1\"", metadata)
    assert re.search(r"<pdfaid:part>2</pdfaid:part>|pdfaid:part=\"2\"", metadata)
    found = names(pdf)
    assert found.count("/H1") == 1 and found.index("/H1") < found.index("/H2")
    heads = [node for node in tags(pdf) if node["/S"] == "/TH"]
    assert len(heads) == {"practice": 2, "case": 3}[kind]
    assert {node["/A"][0].get_object()["/Scope"] for node in heads} == {"/Column"}
    assert found.index("/TH") < found.index("/TD")
    pictures = [node for node in tags(pdf) if node["/S"] == "/Figure"]
    assert [node["/Alt"] for node in pictures] == [
        f"QR code that leads to {SITE}{version.get_absolute_url()}"
    ]


def test_sheet_of_a_practice_says_everything_that_it_must(practice):
    text = text_of(reader(sheet(practice, rich_practice(practice)).pdf()))
    for words in (
        *(
            "CO-CREATOR library",
            "Practice",
            "Meet early",
            "Too few meet.",
            "Let them meet.",
            "A room",
            "Noise",
        ),
        *("Nobody wants it", "Two evenings a month.", "A word of caution."),
        *("Weak", "Seen in one place or in a self-report.", "0 of 5 our reading", "1 of 5 one account"),
        *("5 of 5 tested in several cases", "3 of 5 before and after, or a comparison, contested"),
        *("Case 1 Place, Denmark, since 2011 (details to be confirmed)", "Case 2 Place, Denmark, since 2012"),
        *("2 Author 2 (2020): Work 2 (details to be confirmed)", "4 Author 4 (2020): Work 4"),
        "Version 1, published",
        "Editorial check only: no scholar has reviewed it yet.",
        *("Creative Commons Attribution 4.0 International", "https://creativecommons.org/licenses/by/4.0/"),
        f"Lasting address {SITE}/library/practices/meet/v/1/",
        "How to cite CO-CREATOR library.",
    ):
        assert without_blanks(words) in without_blanks(text), words
    for level in levels():
        assert f"{level.number} {level.name}" in text


def test_sheet_of_a_case_says_everything_that_it_must(case):
    text = text_of(reader(sheet(case, rich_case(case)).pdf()))
    for words in (
        *(
            "Case",
            "Ærø, Denmark, since 2019 (details to be confirmed)",
            "A hall",
            "Too few meet.",
            "They met.",
        ),
        *("What changed, level by level", "They met weekly.", "moderate Sources 1, 2", "strong Sources 3"),
        *("Nothing changed.", "speaks against it, not recorded Sources 4"),
        *("strong: peer-reviewed or independent evaluation states it", "What did not go well"),
        *(
            "Some could not come.",
            "Mixed",
            "Basis of this word: our reading of the outcomes text",
            "Sources 3",
        ),
        *("The lesson we draw", "“Meet early.”", "Who took part: residents", "Policy area: care"),
        *("5 Author 5 (2020): Work 5", f"{SITE}/library/cases/hall/v/1/", "What went well", "not recorded"),
    ):
        assert without_blanks(words) in without_blanks(text), words


def test_fonts_are_ours_and_stand_in_the_file(practice):
    pdf = reader(sheet(practice).pdf())
    fonts = [font.get_object() for font in pdf.pages[0]["/Resources"]["/Font"].values()]
    assert {font["/BaseFont"].partition("+")[2].partition("-")[0] for font in fonts} == {
        "Newsreader",
        "Roboto",
    }
    for font in fonts:
        described = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert "/FontFile2" in described or "/FontFile3" in described


def test_sources_lead_to_the_work_and_nowhere_else(practice):
    pdf = reader(sheet(practice, rich_practice(practice)).pdf())
    found = {note.get_object()["/A"]["/URI"] for note in pdf.pages[0]["/Annots"]}
    assert found == {
        "https://doi.org/10.1234/abc",
        f"{SITE}/library/practices/meet/v/1/",
        "https://creativecommons.org/licenses/by/4.0/",
    }


def test_the_same_version_makes_the_same_bytes(practice):
    first, second = sheet(practice), sheet(practice)
    assert first.sign == second.sign
    assert first.pdf() == second.pdf()
    elsewhere = sheet_of(said(practice), practice, "https://elsewhere.example/library/practices/meet/v/1/")
    assert elsewhere.sign != first.sign


def test_what_a_record_says_is_printed_and_never_run(practice):
    record = replace(
        said(practice),
        name=NASTY,
        problem=NASTY,
        how=NASTY,
        conditions=(NASTY,),
        takes=NASTY,
        evidence=(Row(source(1, title=NASTY[:50])),),
    )
    pdf = reader(sheet(practice, record).pdf())
    text = without_blanks(text_of(pdf))
    assert pdf.metadata.title == NASTY
    assert text.count(without_blanks(NASTY)) == 5
    assert without_blanks(NASTY[:50]) in text
    assert "root:" not in text


def longest_practice(version) -> PracticeEdition:
    rows = tuple(Row(source(number, title=LONG * 4), levels()[number % 4], grade=1) for number in range(150))
    return replace(
        rich_practice(version),
        name=(LONG * 3)[:160],
        problem=LONG * 40,
        how=LONG * 200,
        conditions=(LONG * 3,) * 60,
        risks=("W" * 900,) * 60,
        do_not_copy_if=(LONG * 100,) * 9,
        takes=LONG * 50,
        note=LONG * 50,
        cases=rich_practice(version).cases * 40,
        evidence=rows,
    )


def longest_case(version) -> CaseEdition:
    rows = tuple(
        Row(
            source(number, title=LONG * 4),
            levels()[number % 4],
            statement=f"{number} {LONG * 9}",
            strength="weak",
        )
        for number in range(150)
    )
    return replace(
        said(version),
        title=(LONG * 3)[:160],
        place="M" * 120,
        organisation="O" * 200,
        policy_area="q" * 200,
        actors=(LONG,) * 60,
        problem=LONG * 40,
        what_was_done=LONG * 300,
        obstacles=LONG * 100,
        went_well=LONG * 100,
        went_badly=LONG * 40,
        outcome_basis="b " * 100,
        lesson=LONG * 60,
        evidence=rows,
    )


@pytest.mark.parametrize("kind", ["practice", "case"])
def test_the_longest_texts_still_make_one_page_and_say_that_there_is_more(kind, request):
    version = request.getfixturevalue(kind)
    record = {"practice": longest_practice, "case": longest_case}[kind](version)
    pdf = reader(sheet(version, record).pdf())
    assert len(pdf.pages) == 1
    text = text_of(pdf)
    assert without_blanks(record.heading) in without_blanks(text)
    left = re.findall(r"and (\d+) more on the page", text)
    assert left and max(map(int, left)) > 150 - MOST_ENTRIES
    assert "more on the page" in text and "Version 1, published" in text and "Lasting address" in text


@pytest.mark.parametrize("kind", ["practice", "case"])
def test_nothing_is_printed_outside_the_page(kind, request):
    version = request.getfixturevalue(kind)
    record = {"practice": longest_practice, "case": longest_case}[kind](version)
    width, height = 595.3, 841.9
    outside = []

    def look(text, page, line, _font, _size):
        across = line[4] * page[0] + line[5] * page[2] + page[4]
        up = line[4] * page[1] + line[5] * page[3] + page[5]
        if text.strip() and not (40 < across < width - 40 and 30 < up < height - 30):
            outside.append((text, across, up))

    reader(sheet(version, record).pdf()).pages[0].extract_text(visitor_text=look)
    assert outside == []


def test_a_short_record_leaves_room_for_notes(practice):
    assert "Room for your notes" in text_of(reader(sheet(practice).pdf()))
    assert "Room for your notes" not in text_of(reader(sheet(practice, longest_practice(practice)).pdf()))


def test_every_letter_that_counts_as_printable_is_in_the_fonts(tmp_path):
    (tmp_path / "all.typ").write_text(
        '#set document(title: "a")\n#set text(lang: "en")\n#let told = json(bytes(sys.inputs.told))\n'
        '#for weight in (400, 600) { for font in (("Roboto",), ("Newsreader", "Roboto")) {\n'
        "  text(font: font, weight: weight, told) } }"
    )
    told = "\n".join(sorted(letters.letters()))
    order = {"templates": [str(tmp_path)], "template": "all.typ", "at": 0}
    assert press.page({**order, "told": json.dumps(told)})
    with pytest.raises(press.Spoiled, match="could not be displayed"):
        press.page({**order, "told": json.dumps("漢")})


def test_letters_that_cannot_be_printed_have_a_mark_of_their_own(practice):
    record = replace(
        said(practice), name="Ćao, Ελλάδα, Київ, 漢字 😀 A\u0301 co\u2011op", how="x\x00y\u202ez"
    )
    pdf = reader(sheet(practice, record).pdf())
    assert pdf.metadata.title == "Ćao, Ελλάδα, Київ, \ufffd\ufffd \ufffd Á co\u2011op"
    assert "Ελλάδα" in text_of(pdf) and "xyz" in text_of(pdf)


def test_a_missing_alternative_text_is_refused(practice, templates):
    folder = templates("look.typ", ", alt: data.code_means", "")
    with pytest.raises(press.Spoiled, match="missing alt text"):
        sheet(practice).pdf(folder)


def test_a_font_that_is_not_ours_is_refused(practice, templates):
    folder = templates("base.typ", '("Roboto",)', '("Liberation Sans", "Roboto")')
    with pytest.raises(press.Spoiled, match="unknown font family"):
        sheet(practice).pdf(folder)


def test_a_template_sees_no_file_outside_its_folder(practice, templates, tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    folder = templates("practice.typ", "#sheet(", '#read("../secret.txt")\n#sheet(')
    with pytest.raises(press.Spoiled, match=r"outside|escape|denied"):
        sheet(practice).pdf(folder)


def test_colours_and_shapes_are_those_of_the_pages():
    look = (press.TEMPLATES / "base.typ").read_text()
    tokens = (ROOT / "static/css/tokens.css").read_text().partition("Dark:")[0]
    sprite = (ROOT / "templates/includes/sprite.svg").read_text().replace('"', "'")
    colours = re.findall(r'rgb\("(#\w+)"\)', look)
    assert len(colours) >= 7 and all(colour in tokens for colour in colours)
    for name, shape in re.findall(r'^  (\w+): "(<.*>)",$', look, re.MULTILINE):
        assert f"<symbol id='{name}' viewBox='0 0 24 24'>{shape}</symbol>" in sprite


def test_everybody_gets_the_sheet(client, practice, case):
    for version, name in ((practice, "practice-meet"), (case, "case-hall")):
        answer = client.get(reverse(f"{version.kind}_sheet", args=[version.slug, 1]))
        assert answer.status_code == 200
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"] == f'inline; filename="co-creator-{name}-v1.pdf"'
        assert "no-cache" in answer["Cache-Control"] and answer["X-Frame-Options"] == "DENY"
        assert "-src" not in answer["Content-Security-Policy"], "Chromium would draw an empty page"
        assert f"http://testserver{version.get_absolute_url()}" in text_of(reader(answer.content))


def test_who_has_the_sheet_is_told_so(client, practice):
    address = reverse("practice_sheet", args=["meet", 1])
    sign = client.get(address)["ETag"]
    again = client.get(address, headers={"if-none-match": sign})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(address, headers={"if-none-match": '"another"'}).status_code == 200


def test_sheet_says_what_its_version_says(client, practice):
    record = PracticeFactory._meta.model.objects.get(slug="meet")
    record.name = "Meet late"
    record.save()
    publish(record)
    old, new = (client.get(reverse("practice_sheet", args=["meet", number])) for number in (1, 2))
    assert old["ETag"] != new["ETag"]
    assert reader(old.content).metadata.title == "Meet early"
    assert reader(new.content).metadata.title == "Meet late"


def test_draft_unknown_version_and_other_kinds_have_no_sheet(client, practice):
    PracticeFactory(slug="draft")
    for slug, number in (("draft", 1), ("meet", 2), ("meet", 0), ("nobody", 1)):
        assert client.get(reverse("practice_sheet", args=[slug, number])).status_code == 404
    assert client.get("/library/sources/meet/v/1/sheet.pdf").status_code == 404
    assert client.post(reverse("practice_sheet", args=["meet", 1])).status_code == 405


def test_withdrawn_record_has_a_tombstone_instead(client, case):
    withdraw(CaseFactory._meta.model.objects.get(slug="hall"), None, "It rested on a mistake.")
    answer = client.get(reverse("case_sheet", args=["hall", 1]))
    assert answer.status_code == 410
    assert "It rested on a mistake." in answer.content.decode()
    assert "Content-Security-Policy" in answer


def test_a_crowd_is_asked_to_come_again_and_what_is_kept_is_still_given(client, practice, case, monkeypatch):
    kept, other = reverse("practice_sheet", args=["meet", 1]), reverse("case_sheet", args=["hall", 1])
    assert client.get(kept).status_code == 200
    monkeypatch.setattr(keeping, "LONGEST_WAIT_SECONDS", 0)
    for _turn in range(keeping.AT_ONCE):
        assert keeping._turns.acquire(blocking=False)
    try:
        answer = client.get(other)
        assert answer.status_code == 503 and int(answer["Retry-After"]) > 0
        assert "Content-Security-Policy" in answer
        assert "Please try again in a few seconds." in answer.content.decode()
        assert f'href="{other}"' in answer.content.decode()
        assert client.get(kept).status_code == 200
    finally:
        for _turn in range(keeping.AT_ONCE):
            keeping._turns.release()
    assert client.get(other).status_code == 200


def test_a_crowd_leaves_workers_to_the_game(practice):
    for _place in range(keeping.AT_ONCE + keeping.WAITING):
        assert keeping._places.acquire(blocking=False)
    try:
        with pytest.raises(keeping.Busy):
            keeping.made(sheet(practice))
    finally:
        for _place in range(keeping.AT_ONCE + keeping.WAITING):
            keeping._places.release()
    assert signature(Bridge).parameters["workers"].default > keeping.AT_ONCE + keeping.WAITING
    assert keeping.made(sheet(practice)).startswith(b"%PDF")


def test_a_machine_without_time_is_busy_and_nothing_is_kept(practice, monkeypatch):
    monkeypatch.setattr(pressing, "LONGEST_SECONDS", 0)
    with pytest.raises(keeping.Busy):
        keeping.made(sheet(practice))
    monkeypatch.undo()
    assert keeping.made(sheet(practice)).startswith(b"%PDF")


def test_a_spoiled_sheet_gives_its_turn_back():
    for _time in range(keeping.AT_ONCE + 1):
        with pytest.raises(press.Spoiled, match="No such file"):
            keeping.made(Sheet("no-such-template.typ", "{}", 0))


def test_pages_link_their_sheet(client, practice, case):
    for version in (practice, case):
        page = client.get(version.get_absolute_url()).content.decode()
        address = reverse(f"{version.kind}_sheet", args=[version.slug, 1])
        assert f'<a href="{address}" type="application/pdf">One page to print (PDF)</a>' in page
        assert f'<link rel="alternate" type="application/pdf" href="{address}">' in page
        assert f'<meta name="citation_pdf_url" content="http://testserver{address}">' in page


def test_an_open_press_prints_page_after_page_and_survives_a_spoiled_one(tmp_path):
    (tmp_path / "one.typ").write_text(
        '#set document(title: "a")\n#set text(lang: "en", font: "Roboto")\n= #json(bytes(sys.inputs.told))'
    )
    order = {"templates": [str(tmp_path)], "template": "one.typ", "told": '"Hello"', "at": 0}
    with pressing.open_press() as print_:
        first = print_(order)
        with pytest.raises(press.Spoiled, match="No such file"):
            print_({**order, "template": "none.typ"})
        assert print_(order) == first
    assert "Hello" in text_of(reader(first))


def test_a_press_that_dies_says_so(monkeypatch, tmp_path):
    (tmp_path / "press.py").write_text("raise SystemExit")
    monkeypatch.setattr(press, "__file__", str(tmp_path / "press.py"))
    with pressing.open_press() as print_, pytest.raises(press.Spoiled, match="the press stopped"):
        print_({"templates": [], "template": "one.typ", "told": "{}", "at": 0})
