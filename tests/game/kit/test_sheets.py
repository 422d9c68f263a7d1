"""Sheets to write on: they print on both papers, and what one adds up by hand is what the rules add up."""

from functools import cache
from itertools import product

import pytest
from django.conf import settings
from django.utils.translation import override

from game.kit import endings, printing, sheets, words
from game.kit.shape import Kit
from game.rules.fresh import fresh_table
from game.rules.hall.results import FEWEST_ROUNDS, SUMS, counted, push, sums, thresholds
from game.rules.settings import Settings
from game.templatetags.pieces import pole
from scenarios.conditions import POLES
from scenarios.files import read
from scenarios.problems.schema import ENDINGS
from scenarios.script import ROLES, parse
from tests.pdf_reader import faults, reader, text_of

(SHEETS,) = sheets.DOCUMENTS


def kit(slug="the-long-evenings", **told):
    files = read(slug)
    return Kit(parse(files["document"], files["texts"]), "en", **told)


@cache
def printed(slug="the-long-evenings", paper="a4", colour=True):
    return reader(printing.pdf(kit(slug, paper=paper, colour=colour), SHEETS))


@pytest.mark.parametrize(
    ("slug", "paper", "colour"),
    [
        ("the-long-evenings", "a4", True),
        ("three-schools-and-a-hill", "letter", False),
        ("the-square-and-the-site", "letter", True),
    ],
)
def test_prints_on_both_papers_for_everybody(slug, paper, colour):
    pdf = printed(slug, paper, colour)
    assert faults(pdf) == []
    assert len(pdf.pages) == 4


def test_every_sheet_has_its_foot():
    found = [page.extract_text().replace("\u200b", "") for page in printed().pages]
    assert all("The Long Evenings 4 · en" in text for text in found)
    for name, text in zip(("results", "marks", "log", "reason slip"), found, strict=True):
        assert name in text
    assert found[3].count("The Long Evenings 4 · en") == sheets.SLIPS


@pytest.mark.parametrize("slug", ["the-long-evenings", "the-square-and-the-site"])
def test_thresholds_are_those_of_the_rules_with_the_shift_of_the_scenario(slug):
    script, text = kit(slug).script, text_of(printed(slug))
    for n in range(FEWEST_ROUNDS, script.max_rounds + 1):
        assert " ".join(map(str, (n, *thresholds(script, n)))) in text
    assert f"Fewer than {FEWEST_ROUNDS} rounds decided?" in text


@pytest.mark.parametrize("budget", range(8))
def test_push_is_that_of_the_rules(budget):
    told = sheets.results(kit())["push"]
    table = fresh_table(1, kit().script, Settings(), 5)
    table.resources["budget"] = budget

    def holds(span):
        first, _, last = span.partition("\N{EN DASH}")
        return int(first) <= budget <= int(last) if last else budget >= int(span.split()[0])

    (column,) = [n for n, span in enumerate(told["head"][1:], 1) if holds(span)]
    assert told["row"][column] == f"+{push(table)}"


def test_adding_up_by_the_sheet_gives_what_the_rules_give():
    table = fresh_table(1, kit().script, Settings(), 5)
    table.poles.update(A1=2, A2=9, B1=5, B2=4, C1=10, C2=3, D1=0, D2=7)
    table.marks["overdraft"] = 1
    names = {pole(code): counted(table.poles, code) for code in POLES}
    names |= {"Push": push(table), "Overdrafts": table.marks["overdraft"]}
    by_hand = [
        sum(names[part["name"]] * (-1 if part["sign"] == words.MINUS else 1) for part in row["parts"])
        for row in sheets.results(kit())["sums"]["rows"]
    ]
    assert by_hand == [sums(table)[name] for name in SUMS]


def test_every_pattern_leads_to_its_ending():
    rows = sheets.results(kit())["endings"]["rows"]
    assert [row["id"] for row in rows] == [f"ending {''.join(found)}" for found in product("yn", repeat=3)]
    assert rows[1]["reached"] == [True, True, False]
    assert all(row["id"] in text_of(printed()) for row in rows)


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_the_sheet_sends_one_to_pages_that_the_booklet_has(language):
    with override(language):
        rows, booklet = sheets.results(kit())["endings"]["rows"], endings.told(kit())
        short = sheets.results(kit())["short"]
    pages = [page["id"] for page in booklet["pages"]]
    assert len(rows) == len(ENDINGS) and len(pages) == 2 * len(rows)
    for row in rows:
        assert [page.startswith(f"{row['id']}, ") for page in pages].count(True) == 2, row["id"]
    by_answers = {tuple(row["reached"]): row["page"] for row in booklet["find"]["rows"]}
    assert {tuple(row["reached"]): row["id"] for row in rows} == by_answers
    assert short in booklet["find"]["steps"] and booklet["short"]["id"] in short


def test_all_marks_can_be_ticked():
    text = text_of(printed("three-schools-and-a-hill"))
    assert all(name in text for _, name in words.marks(kit("three-schools-and-a-hill")))


def test_log_has_every_round_and_every_move():
    told = sheets.log(kit())
    assert len(told["rounds"]) == kit().script.max_rounds
    assert len(told["roles"]["rows"]) == len(ROLES)
    assert all(title and move for title, move in told["roles"]["rows"])
