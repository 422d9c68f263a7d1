"""What the pieces of the kit say of each other: names they really carry, counts that are right, rules told alike."""

import re

import pytest
from django.utils.translation import override

from game.kit import (
    book,
    box,
    cut_cards,
    dilemmas,
    guide_minutes,
    guide_words,
    markers,
    quick_rules,
    rule_cards,
    sheets,
    shop_halves,
    start,
)
from game.kit.shape import Kit
from game.rules.effects import guards, moves
from game.rules.settings import FORMATS_WITHOUT
from scenarios.files import read, slugs
from scenarios.script import parse


def kit(slug="the-long-evenings"):
    found = read(slug)
    return Kit(parse(found["document"], found["texts"]), "en", "a4", True, "")


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def rules():
    return {card["code"].removeprefix("rules."): card for card in rule_cards.rules(kit())}


def words_of(card):
    return " ".join(part["label"] + " " + part["text"] for part in card["parts"])


def test_ten_steps_of_the_cards_are_those_of_the_quick_rules():
    parts = [part for name, card in rules().items() if name.startswith("round.") for part in card["parts"]]
    heads = [part["text"].partition(".")[0] + "." for part in parts]
    assert heads == [step["head"] for step in quick_rules.told(kit())["steps"]]
    assert [part["label"] for part in parts] == [str(n) for n in range(1, 11)]


@pytest.mark.parametrize("slug", slugs())
def test_question_of_the_quiet_line_is_the_last_on_its_dilemma_card(slug):
    one = kit(slug)
    for told in dilemmas.told(one)["dilemmas"]:
        assert one.voice.say(told["id"], "reflect") in told["reflect"]
        assert one.voice.say(told["id"], "reflect") not in told["talk"]
    assert "last question on the dilemma card" in quick_rules.told(one)["steps"][-1]["text"]


def test_challenger_is_drawn_from_cards_that_the_box_has():
    assert {card["name"] for card in cut_cards.moves(kit())} == {"Move"}
    for told in (quick_rules.told(kit())["steps"][3]["text"], words_of(rules()["round.2"])):
        assert "move card" in told and "role card" not in told


def test_cards_that_book_and_quick_rules_send_one_to_have_those_names():
    headings = [card["heading"] for card in rule_cards.rules(kit())]
    cover = book.told(kit())["cover"]["order"]
    quick = " ".join(piece["text"] for piece in quick_rules.told(kit())["right"][1]["pieces"])
    named = re.findall("“(.+?)”", quick + " ".join(text for _name, text in cover))
    assert set(named) == {"What people do to each other", "What the press wrote down"}
    assert headings.count("What people do to each other") == 5
    assert {*named, "Overdraft", "Wobble"} <= set(headings)
    crosses = [card for card in rule_cards.rules(kit()) if card["heading"] == "What people do to each other"]
    assert {card["name"] for card in crosses} == {"Line 7"}


def test_first_sheet_counts_as_many_discs_as_there_are():
    discs = sum(len(row["discs"]) for row in markers.told(kit())["rows"])
    assert discs == start.DISCS
    needs = [line for group in start.told(kit())["needs"]["groups"] for line in group["lines"]]
    assert any(line.startswith(f"{discs} coins") for line in needs)


def test_first_sheet_says_what_a_print_shop_gets_instead_of_what():
    told = start.what(kit())
    assert set(told) == {document.name for document in box.BOX}
    halves = shop_halves.told(kit())
    assert (
        halves["roles"] and halves["dilemmas"] and "instead of 20 and 21" in told["61-print-shop-half-sheets"]
    )
    assert "eight sets" in told["60-print-shop-cards"]
    assert sheets.log(kit())["title"].lower() in told["40-sheets"]


def test_what_short_formats_leave_out_is_told():
    told = quick_rules.told(kit())["without"]
    for form, without in FORMATS_WITHOUT.items():
        line = next(line for line in guide_minutes.without(kit().script) if line.startswith(f"In {form} "))
        assert line in told
        for what in ("moves", "incidents", "safeguards"):
            assert (what in line) is (what in without)


def test_short_formats_are_named_on_the_cards_of_what_they_leave_out():
    assert "None in 45 minutes." in words_of(rules()["incidents"])
    assert "None in 45 and 75 minutes." in words_of(rules()["safeguards"])


def test_a_hearing_is_about_an_option_that_is_open():
    """HEAR-1: of one that is locked, or that nobody has found, nothing may be looked up."""
    assert "Name one open option and one of the six" in words_of(rules()["hearing"])
    assert "one stakeholder, one open option" in quick_rules.told(kit())["steps"][4]["text"]


def test_rounds_and_formats_on_cards_are_those_of_the_rules():
    from_moves, from_guards = f"round {moves.FIRST_ROUND}", f"round {guards.FIRST_ROUND}"
    assert f"From {from_moves}: moves, and one hearing." in words_of(rules()["round.3"])
    assert f"From {from_guards} the chair may propose" in words_of(rules()["round.3"])
    assert f"from {from_moves}, once in a round" in words_of(rules()["hearing"])
    assert f"From {from_guards}, the chair may propose" in words_of(rules()["safeguards"])
    assert all(f"From {from_moves}" in words_of(card) for card in cut_cards.moves(kit()))
    for what, card in (("incidents", "incidents"), ("safeguards", "safeguards")):
        formats = [form for form, without in FORMATS_WITHOUT.items() if what in without]
        assert f"None in {' and '.join(formats)} minutes." in words_of(rules()[card])


def test_nothing_private_is_turned_up_in_the_debrief():
    (lies, _lead), *_others = guide_words.debrief()
    assert "turn" not in lies.lower()
    piles = dict(guide_words.at_the_table())
    assert "face up" in piles["Dilemma cards"], "a flap that is folded back lies on the back of its card"


def test_who_holds_the_pen_is_not_told_to_read_aloud():
    reads = quick_rules.told(kit())["steps"][1]["text"]
    assert "Whoever comes after the chair reads aloud" in reads
    (pen,) = [tent for tent in markers.told(kit())["tents"] if tent["id"] == "pen"]
    assert "is read aloud" in pen["lines"][1] and "Read" not in pen["lines"][1]
