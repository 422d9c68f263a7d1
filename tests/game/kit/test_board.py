"""The board and what lies on it: it prints on both papers, and its numbers are those of the rules."""

from functools import cache

import pytest

from game.kit import board, markers, printing
from game.kit.shape import PAPERS, Kit
from game.rules.effects.incidents import PLACES
from game.rules.fresh import POLE_START, PURSE, first_resources, fresh_table
from game.rules.round.moments import ROUNDS
from game.rules.settings import FORMATS_WITHOUT, Settings
from game.rules.strength import word
from game.templatetags.pieces import pole, resource
from scenarios.conditions import POLES, RESOURCES, SLOTS
from scenarios.files import read
from scenarios.script import parse
from tests.pdf_reader import faults, reader, tags, text_of

ONE, TWO = board.DOCUMENTS
(MARKERS,) = markers.DOCUMENTS
POINT = 72 / 25.4


def kit(slug="the-long-evenings", **told):
    files = read(slug)
    return Kit(parse(files["document"], files["texts"]), "en", **told)


@cache
def printed(document, slug="the-long-evenings", paper="a4", colour=True):
    return reader(printing.pdf(kit(slug, paper=paper, colour=colour), document))


def alternatives(pdf):
    return [str(tag["/Alt"]) for tag in tags(pdf) if tag["/S"] == "/Figure"]


def sizes(pdf):
    return [tuple(round(float(x) / POINT, 1) for x in page.mediabox[2:]) for page in pdf.pages]


@pytest.mark.parametrize("document", [ONE, TWO, MARKERS], ids=lambda document: document.name)
@pytest.mark.parametrize(
    ("slug", "paper", "colour"),
    [("the-long-evenings", "a4", True), ("three-schools-and-a-hill", "letter", False)],
)
def test_prints_on_both_papers_for_everybody(document, slug, paper, colour):
    assert faults(printed(document, slug, paper, colour)) == []


@pytest.mark.parametrize("paper", PAPERS)
def test_board_is_two_sheets_wide_or_two_sheets(paper):
    width, height = PAPERS[paper]
    assert sizes(printed(ONE, paper=paper)) == [(round(2 * width, 1), height)]
    assert sizes(printed(TWO, paper=paper)) == [(width, height)] * 2


def test_both_boards_say_the_same():
    assert text_of(printed(ONE)) == text_of(printed(TWO))


def test_every_sheet_has_a_foot():
    for document in (TWO, MARKERS):
        assert all(
            "The Long Evenings 4 · en" in page.extract_text().replace("\u200b", "")
            for page in printed(document).pages
        )
    assert [f"board {n}" in page.extract_text() for n, page in enumerate(printed(TWO).pages, 1)] == [
        True,
        True,
    ]


@pytest.mark.parametrize("slug", ["the-long-evenings", "three-schools-and-a-hill"])
def test_tracks_begin_where_the_rules_begin(slug):
    table = fresh_table(1, kit(slug).script, Settings(), 5)
    told = alternatives(printed(ONE, slug))
    for code in POLES:
        assert f"{pole(code)}: a track from 0 to 10, beginning at {table.poles[code]}" in told
    for name in ("trust", "legitimacy"):
        assert f"{resource(name)}: a track from 0 to 10, beginning at {table.resources[name]}" in told
    for slot in SLOTS:
        person = board.told(kit(slug))["people"][SLOTS.index(slot)]
        assert (person["attitude"], person["involvement"]) == (
            table.people[slot].attitude,
            table.people[slot].involvement,
        )
    assert len(told) == len(POLES) + len(RESOURCES) + 2 * len(SLOTS)


@pytest.mark.parametrize("slug", ["the-long-evenings", "three-schools-and-a-hill"])
def test_set_up_is_that_of_the_rules(slug):
    script = kit(slug).script
    starts = [first_resources(script, n) for n in PURSE if n <= script.max_rounds]
    text = text_of(printed(ONE, slug))
    assert " ".join(["Time", *(str(start["time"]) for start in starts)]) in text
    assert " ".join(["Budget", *(str(start["budget"]) for start in starts)]) in text
    assert f"All eight poles: {POLE_START}" in text
    assert f"Trust: {script.trust} · Legitimacy: {script.legitimacy}" in text


def test_set_up_has_no_rounds_that_a_scenario_lacks():
    files = read("the-long-evenings")
    short = Kit(parse({**files["document"], "max_rounds": 4}, files["texts"]), "en")
    assert board.set_up(short)["head"] == ["Rounds", "3", "4"]
    assert [[place["name"] for place in half] for half in board.rounds(short)] == [["1", "2", "3", "4"], [""]]
    assert faults(reader(printing.pdf(short, ONE))) == []


def test_zones_cover_the_track_with_the_words_of_the_rules():
    for zone in board.zones():
        assert {word(n) for n in range(zone["from"], zone["to"] + 1)} == {int(zone["sign"][1])}
    assert [zone["from"] for zone in board.zones()] == [0, 3, 5, 7]


def test_incidents_wait_where_the_rules_have_them():
    left, right = board.rounds(kit())
    told = {int(place["name"]): place["incident"] for place in [*left, *right] if place["incident"]}
    assert told == {
        3: "Incident, but not in 45 minutes",
        5: "Incident, if you play 5 or 6 rounds",
        6: "Incident, if you play 7 rounds",
    }
    assert set(told) == {n for places in PLACES.values() for n in places}


@pytest.mark.parametrize("form", ROUNDS)
def test_a_place_for_an_incident_says_in_which_formats_there_is_none(form):
    left, right = board.rounds(kit())
    for place in [*left, *right]:
        words = place["incident"]
        if not place["name"] or int(place["name"]) not in PLACES[ROUNDS[form]]:
            continue
        is_met = "incidents" not in FORMATS_WITHOUT.get(form, ())
        assert words and (f"not in {form} minutes" in words) is not is_met, (form, place["name"])


def test_there_is_a_marker_for_every_track_and_for_the_round():
    rows = markers.told(kit())["rows"]
    assert [len(row["discs"]) for row in rows] == [8, 5, 6, 6]
    text = text_of(printed(MARKERS))
    assert text.count("Shared ambition") == 2  # on the disc and below it
    assert "Holds the pen" in text
    assert "Challenger" in text


def test_time_and_budget_of_two_rounds_are_the_smallest():
    assert first_resources(kit().script, 2)["time"] == min(PURSE.values())
