"""The half sheets of the kit: they print on every paper, say what is to be known, and keep what is secret."""

from __future__ import annotations

import re

import pytest
from django.utils.translation import override

from game.kit import words
from game.kit.facts import symbol_name, symbols
from game.kit.printing import Unprintable
from scenarios.problems.schema import ENDINGS
from scenarios.script import ROLES
from tests.game.kit.half_kits import (
    ADDRESS,
    HALVES,
    SHIPPED,
    file_in,
    kit_of,
    printed,
    script_of,
    text_in,
    with_text,
)
from tests.pdf_reader import faults, tags, text_of, without_blanks

EVENINGS = "the-long-evenings"


@pytest.mark.parametrize("name", HALVES)
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("slug", [*SHIPPED, "good"])
def test_it_prints_on_both_papers_so_that_everybody_can_read_it(slug, paper, name):
    """In colour on one paper and in grey on the other."""
    pdf = file_in(slug, name, paper)
    assert faults(pdf) == []
    assert kit_of(slug).script.say("title", "en") in text_of(pdf)


@pytest.mark.parametrize("name", HALVES[:-1])
def test_sheets_are_of_the_paper_that_was_asked_for(name):
    wanted = (279.4, 215.9) if name != "22-hidden-options" else (215.9, 279.4)
    for page in file_in("good", name, "letter").pages:
        assert [round(float(n) / 72 * 25.4, 1) for n in page.mediabox[2:]] == list(wanted)


@pytest.mark.parametrize("slug", SHIPPED)
def test_a_role_sheet_has_its_public_front_before_the_fold_and_the_rest_behind_it(slug):
    kit, found = kit_of(slug), text_in(slug, "20-roles")
    sheets = found.split(f"{kit.title} {kit.script.version} · en")[:-1]
    assert len(sheets) == len(ROLES)
    for code, sheet in zip(ROLES, sheets, strict=True):
        front, fold, private = sheet.partition("Fold here. Below, only for you")
        assert fold
        for key in ("title", "purpose", "brief"):
            assert kit.voice.say("roles", code, key) in front
        assert f"{'Politician' if code[0] == 'P' else 'Manager'} {code}" in front
        assert kit.voice.say("roles", code, "aim") in private
        assert kit.voice.say("common.moves", code, "title") in private
        assert private.rstrip().endswith(code)
        with override("en"):
            assert all(words.condition(kit, part) in private for part in kit.script.aims[code])


@pytest.mark.parametrize("slug", SHIPPED)
def test_a_dilemma_card_says_all_but_what_options_do(slug):
    kit, found = kit_of(slug), text_in(slug, "21-dilemmas")
    for name in kit.plan():
        dilemma = kit.script.dilemma(name)
        for key in ("title", "situation", "talk", *(["variant"] if dilemma.variant else [])):
            assert kit.voice.say(name, key) in found
        for letter, option in dilemma.options.items():
            title = kit.voice.say(name, letter, "title")
            if letter == "D":
                assert kit.voice.say(name, letter, "text") not in found
                continue
            price = rf"Time {option.effects.time} +Budget {option.effects.budget}"
            assert re.search(rf"{letter} {re.escape(title)} .*?{price}", found)
            assert kit.voice.say(name, letter, "text") in found
            assert kit.voice.say(name, letter, "story") not in found
        assert not re.search(rf"\b{name}( |\.)(\d|{'|'.join(dilemma.seeds)})\b", found), "a seed"


@pytest.mark.parametrize("name", ["21-dilemmas", "61-print-shop-half-sheets"])
def test_the_title_of_a_hidden_option_stands_on_no_dilemma_card(name):
    for slug in SHIPPED:
        kit, found = kit_of(slug), text_in(slug, name)
        hidden = [one for one in kit.plan() if "D" in kit.script.dilemma(one).options]
        assert found.count("D Something is missing here") == len(hidden)
        cards = [kit.voice.say(one, "title") for one in kit.plan()]
        for one in hidden:
            title = kit.voice.say(one, "D", "title")
            assert title not in found or title in cards


def test_what_holds_only_sometimes_is_on_a_flap_and_the_condition_before_it():
    found = text_in("good", "21-dilemmas")
    fold = re.search(r"Fold back\. Unfold if (.+?), or if Mark 1: ticked\. .*? pen (.*?) · en (.*)", found)
    script = script_of("good")
    assert script.say("pen.variant", "en") in fold[3]
    assert re.search(
        rf"B is now this, if Mark 1: ticked: {re.escape(script.say('pen.B.alt', 'en'))} *Time 3 +Budget 1",
        fold[3],
    )
    assert "Look at the back if" in text_in("good", HALVES[-1])
    assert "Only if Trust: 5 or more" in text_in(EVENINGS, "21-dilemmas")


def test_the_sign_leads_to_the_table_s_own_page_and_is_left_out_without_an_address():
    kit = kit_of("good")
    figures = [one.get("/Alt") for one in tags(file_in("good", "21-dilemmas")) if one["/S"] == "/Figure"]
    assert figures == [f"QR code that leads to {ADDRESS}/card/good/{name}/" for name in kit.plan()]
    bare = printed(kit_of("good", address=""), "21-dilemmas")
    assert "/Figure" not in [one["/S"] for one in tags(bare)]
    assert "Scan to" not in text_of(bare)


@pytest.mark.parametrize("slug", SHIPPED)
def test_a_strip_says_outside_which_facts_open_it_and_inside_what_it_is(slug):
    kit, found = kit_of(slug), text_in(slug, "22-hidden-options")
    opening = "Open this when these facts lie on the table, before the vote:"
    for name in kit.plan():
        dilemma = kit.script.dilemma(name)
        if "D" not in dilemma.options:
            continue
        option = dilemma.options["D"]
        signs = " +".join(symbol_name(n) for n in sorted(symbols(dilemma)[fact] for fact in option.opens_if))
        title, text = (re.escape(kit.voice.say(name, "D", key)) for key in ("title", "text"))
        assert re.search(
            rf"{re.escape(kit.voice.say(name, 'title'))} Something is missing here {opening} +{signs} .*?"
            rf"D {title} {text} +Time {option.effects.time} +Budget {option.effects.budget}"
            rf" If you decide for it: {name} D in the consequence book\.",
            found,
        )


def test_symbols_go_by_the_place_of_a_fact():
    dilemma = script_of(EVENINGS).dilemma("pen")
    assert symbols(dilemma) == {"grant": 1, "auditor": 2, "leaders": 3}
    assert len({symbol_name(n) for n in range(1, 5)}) == 4


@pytest.mark.parametrize("slug", SHIPPED)
def test_every_ending_has_a_front_page_in_both_tones(slug):
    """END-8: a bright headline or standfirst stands in where there is no dark one."""
    say, found = kit_of(slug).voice.say, text_in(slug, "24-endings")
    for ending in ENDINGS:
        for tone in ("bright", "dark"):
            page = found.partition(f" ending {ending}, {tone} ")[2]
            kinds = [say("endings", ending, f"{kind}_dark" * (tone == "dark")) or say("endings", ending, kind) for kind in ("headline", "standfirst")]  # fmt: skip
            assert without_blanks(page).startswith(
                without_blanks("".join((*kinds, say("endings", ending, tone))))
            )
    assert say("common.cut_short.headline") in found
    # The screen speaks of its gauges, and paper has none.
    assert "how things stood is on the board" in found and "gauges" not in found


@pytest.mark.parametrize("slug", SHIPPED)
def test_news_stand_in_order_with_their_conditions_and_those_of_every_paper_last(slug):
    kit, found = kit_of(slug), text_in(slug, "24-endings")
    with override("en"):
        told = [
            f"{words.condition(kit, condition)} news.{name} {kit.voice.say('news', name)}"
            for name, condition in kit.script.news
        ]
    told += [
        f"Overdraft: ticked news.overdraft {kit.voice.say('common.news.overdraft')}",
        f"Bad press: ticked news.bad_press {kit.voice.say('common.news.bad_press')}",
    ]
    places = [without_blanks(found).find(without_blanks(item)) for item in told]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("name", "key", "place"),
    [
        ("20-roles", "roles.P3.brief", "P3, front"),
        ("20-roles", "roles.M2.aim", "M2, private"),
        ("21-dilemmas", "pen.situation", "pen"),
        ("21-dilemmas", "pen.variant", "pen"),
        ("22-hidden-options", "pen.D.text", "pen D, inside"),
        ("24-endings", "endings.yyn.dark", "ending yyn, dark"),
        ("24-endings", "news.soup", "news 1"),
        ("61-print-shop-half-sheets", "pen.variant", "pen, back"),
    ],
)
def test_a_text_that_is_too_long_stops_its_document_and_is_named(name, key, place):
    kit = with_text(kit_of(EVENINGS), key, "Nobody has gone home early. " * 80)
    with pytest.raises(Unprintable, match=rf"{name}: does not fit: .*{re.escape(place)} \(\d+ mm too much\)"):
        printed(kit, name)


def test_a_language_that_needs_a_third_more_room_finds_it():
    kit = kit_of(EVENINGS)
    for key, text in kit.script.texts["en"].items():
        parts = text.split()
        kit = with_text(kit, key, " ".join(parts + parts[: round(len(parts) * 0.3)]))
    for name in HALVES:
        assert printed(kit, name).pages
