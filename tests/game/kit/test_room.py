"""What is printed for the room: the first sheet, quick rules, guide, poster and plan pad."""

from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from django.utils.translation import override

from game.kit import (
    guide,
    guide_minutes,
    guide_notes,
    guide_speaking,
    plan_pad,
    poster,
    printing,
    quick_rules,
    start,
)
from game.kit.shape import Kit
from game.rules.effects.incidents import PLACES
from game.rules.fresh import fresh_table
from game.rules.round.moments import PLANNED, PLENARIES, QUESTION_MINUTES, ROUNDS, minutes
from game.rules.settings import Settings
from research import licence
from scenarios.files import read, slugs
from scenarios.script import parse
from tests.pdf_reader import faults, reader, text_of, without_blanks

DOCUMENTS = {d.name: d for room in (start, quick_rules, guide, poster, plan_pad) for d in room.DOCUMENTS}
LOOKS = (("the-long-evenings", "a4", True), ("three-schools-and-a-hill", "letter", False))
#: What a table on paper does not have.
DEVICES = ("phone", "tap ", "screen", "the wall", "device", "badge", "top line", "Show")


@cache
def script(slug):
    found = read(slug)
    return parse(found["document"], found["texts"])


def kit(slug="the-long-evenings", paper="a4", colour=True, **others):
    return Kit(replace(script(slug), **others), "en", paper, colour, "https://example.org", licence.NAME)


@cache
def printed(name, slug="the-long-evenings", paper="a4", colour=True):
    return reader(printing.pdf(kit(slug, paper, colour), DOCUMENTS[name]))


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def said(*parts):
    return without_blanks(" ".join(parts))


def page_texts(pdf):
    return [without_blanks(page.extract_text()) for page in pdf.pages]


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look[1])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_document_is_printed_without_faults_on_its_paper(name, look):
    pdf = printed(name, *look)
    assert faults(pdf) == []
    width, height = (float(n) * 25.4 / 72 for n in pdf.pages[0].mediabox[2:])
    sheet = {"a4": (210, 297), "letter": (215.9, 279.4)}[look[1]]
    wide = 2 if name == "42-debrief-poster" else 1
    assert (width, height) == pytest.approx((wide * sheet[0], sheet[1]), abs=0.1)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look[1])
def test_what_must_be_one_page_is_one_page(look):
    for name in ("41-plan-pad", "42-debrief-poster", "50-quick-rules"):
        assert len(printed(name, *look).pages) == 1
    assert len(printed("00-start-here", *look).pages) <= 2
    assert 10 <= len(printed("51-facilitators-guide", *look).pages) <= 20


@pytest.mark.parametrize("slug", slugs())
def test_guide_and_rules_of_every_scenario_fit(slug):
    assert len(printed("50-quick-rules", slug).pages) == 1
    assert faults(printed("51-facilitators-guide", slug)) == []


@pytest.mark.parametrize("form", ROUNDS)
def test_minutes_of_a_format_sum_to_what_it_is_called(form):
    parts = list(guide_minutes.parts(form))
    assert sum(part.minutes for part in parts) == int(form)
    kinds = [part.kind for part in parts]
    met, shown = kinds.count("incident"), kinds.count("plenary")
    assert sum(n for _phase, n in minutes(form, 0, met, shown)) == int(form)
    assert all(float(part.minutes).is_integer() for part in parts)


@pytest.mark.parametrize("form", ROUNDS)
def test_plan_of_a_format_has_its_incidents_and_reveals_where_the_rules_have_them(form):
    parts = list(guide_minutes.parts(form))
    rounds = ROUNDS[form]
    has = form != "45"
    assert [p.number for p in parts if p.kind == "round"] == list(range(1, rounds + 1))
    assert [p.number for p in parts if p.kind == "incident"] == list(PLACES[rounds] if has else ())
    assert [p.number for p in parts if p.kind == "plenary"] == list(PLENARIES[rounds] if has else ())
    for before, after in pairwise(parts):
        if before.kind == "incident":
            assert (after.kind, after.number) == ("round", before.number)
        if after.kind == "plenary":
            assert (before.kind, before.number) == ("round", after.number)


@pytest.mark.parametrize("slug", slugs())
def test_rounds_of_every_format_are_the_dilemmas_of_its_plan_by_the_clock(slug):
    box = kit(slug)
    for told, form in zip(guide_minutes.told(box), guide_minutes.formats(box.script), strict=True):
        rounds = [line["part"] for line in told["lines"] if line["kind"] == "round"]
        plan = box.script.plan(ROUNDS[form])
        assert rounds == [f"Round {n}: {box.voice.say(name, 'title')}" for n, name in enumerate(plan, 1)]
        at = 0.0
        for line in told["lines"]:
            assert line["at"] == f"{int(at) // 60}:{int(at) % 60:02d}"
            at += float(line["minutes"])
        assert told["end"] == f"{int(form) // 60}:{int(form) % 60:02d}"


def test_short_scenario_has_only_the_formats_for_which_it_is_long_enough():
    assert guide_minutes.formats(script("the-long-evenings")) == tuple(ROUNDS)
    box = kit(max_rounds=4)
    assert guide_minutes.formats(box.script) == ("45", "75", "90")
    told = guide.told(box)
    assert [one["name"] for one in told["minutes"]["formats"]] == ["45 minutes", "75 minutes", "90 minutes"]
    assert len(told["dilemmas"]["rows"]) == 4
    assert "Midterm" not in [note["name"] for note in told["speaking"]["notes"]]
    assert printing.pdf(box, DOCUMENTS["51-facilitators-guide"])
    assert printing.pdf(kit(max_rounds=3), DOCUMENTS["50-quick-rules"])


def test_dilemmas_stand_with_their_round_in_each_format():
    rows = {row["id"]: row["rounds"] for row in guide_minutes.dilemmas(kit())}
    assert rows["pen"] == ["2", "2", "2", "2", "3"]
    assert rows["missing"] == ["", "", "", "", "2"]


def test_times_of_steps_and_questions_are_those_of_the_rules():
    rows = {row[0]: row[1:] for row in guide_minutes.steps(kit())}
    assert rows["Talk"] == ["2:30", "4:00", "4:00", "4:00", "4:30"]
    assert rows["A round"] == ["8:00", "11:00", "11:00", "11:00", "12:00"]
    for at, form in enumerate(ROUNDS):
        assert rows["Vote"][at] == guide_minutes.seconds(PLANNED[form]["vote"])
        asked = guide_minutes.questions(kit())
        assert [int(row[1 + at]) for row in asked] == list(QUESTION_MINUTES[form])


def test_markers_start_where_the_rules_start_them():
    box = kit("three-schools-and-a-hill")
    for row, form in zip(guide.told(box)["table"]["rows"], ROUNDS, strict=True):
        table = fresh_table(1, box.script, Settings(), ROUNDS[form])
        resources = [table.resources[name] for name in ("time", "budget", "trust", "legitimacy")]
        assert row == [form, *map(str, [ROUNDS[form], *resources])]


def test_guide_says_all_its_pages_in_order_with_their_numbers():
    pdf = printed("51-facilitators-guide")
    first = pdf.pages[0].extract_text().splitlines()
    texts = page_texts(pdf)
    for head in ("Inside a round", "What you say", "The debrief", "What research says", "Afterwards"):
        line = next(line for line in first if line.startswith(head))
        assert without_blanks(head) in texts[int(line.split()[-1]) - 1]


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look[1])
def test_guide_holds_every_note_of_research(look):
    box = kit(*look)
    # A note may go over to the next page: then the foot of its page stands between its halves.
    pages = (
        page.extract_text().rpartition("\nguide · ")[0]
        for page in printed("51-facilitators-guide", *look).pages
    )
    text = without_blanks("".join(pages).replace("\u200b", ""))
    for name in box.plan():
        assert said(box.voice.say(name, "title")) in text
        for letter in box.script.dilemma(name).options:
            for part in ("claim", "holds", "fails"):
                note = box.voice.say(name, letter, "note", part)
                assert note and said(note) in text, (name, letter, part)


def test_notes_name_the_records_that_were_frozen_and_make_none_up():
    shelf = {
        "practices": {"mandate-letter": {"title": "A letter", "strength": "weak"}},
        "cases": {"svelvik-task-committees": {"title": "Committees", "place": "Svelvik", "verified": False}},
        "sources": {"svelvik-roles": {"citation": "Roles (2020)", "verified": True}},
    }
    for library, records in (
        (
            shelf,
            ["Practice: A letter", "Case: Committees, Svelvik (details unconfirmed)", "Source: Roles (2020)"],
        ),
        ({}, []),
    ):
        pen = next(one for one in guide_notes.told(kit(library=library)) if one["id"] == "pen")
        road = pen["roads"][0]
        assert (road["id"], road["support"], road["beside"]) == ("pen A", "Documented", "Rests on")
        assert road["records"] == records
    saving = guide_notes.told(kit())[0]["roads"]
    assert [road["beside"] for road in saving] == ["Compare", "Rests on", "Compare"]
    assert saving[0]["support"] == "Our reasoning"


def test_speaking_notes_speak_of_nothing_that_paper_has_not():
    notes = guide_speaking.told(midterm=True)
    assert len(notes) == len(guide_speaking.MOMENTS)
    for note in notes:
        text = " ".join([note["say"], *note["look"], *(word for pair in note["asked"] for word in pair)])
        assert not [word for word in DEVICES if word in text], note["name"]
        assert note["name"] and len(note["say"].split()) <= 60, note["name"]


def test_speaking_notes_all_stand_in_the_guide():
    text = without_blanks(text_of(printed("51-facilitators-guide")))
    for note in guide_speaking.told(midterm=True):
        for words in (note["say"], *note["look"], *(word for pair in note["asked"] for word in pair)):
            assert said(words) in text
