"""Paper parity: games are played twice, by hand from what is printed, and by the rules, and every number is compared.

What a table needs is read out of the PDFs of the kit. Then whoever plays on paper has all that the engine has.
"""

from __future__ import annotations

import ast
from collections import Counter
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest

from game.kit.box import BOX
from game.kit.shape import Kit
from scenarios.files import read as files_of
from scenarios.files import slugs
from scenarios.script import parse
from tests.game.kit.boxes import ADDRESS, script_of
from tests.game.kit.parity import hand, printed
from tests.game.kit.parity.from_script import kit_of
from tests.game.kit.parity.papers import papers_of
from tests.game.kit.parity.playing import Different, Starts, game
from tests.game.kit.parity.reading import READ, read
from tests.game.kit.parity.text import MINUS, Unreadable

GAMES = 500
SLUG = "the-long-evenings"
#: What must have happened in five hundred games of any scenario, or they prove too little.
MUST_HAPPEN = (
    *(f"move {role}" for role in printed.ROLES),
    *(f"manner {manner}" for manner in ("unanimous", "majority", "runoff", "word", "nobody")),
    *(f"{seats} seats" for seats in range(3, 9)),
    *(f"{rounds} rounds" for rounds in range(3, 8)),
    *("overruled", "unanimity", "trust_lost", "overdraft", "hearing", "option D opened"),
    *("safeguard paid", "safeguard lapsed", "seed held off", "seed lapsed", "seed took effect", "seed waits"),
    *("tone bright", "tone dark", "note heard", "epilogue took effect", "epilogue lapsed", "wobble", "press"),
)


@pytest.mark.parametrize("slug", slugs())
def test_500_games_by_hand_from_the_printed_kit_equal_the_rules(slug, boxes):
    """PAPER-1 to 5: the kit tells all that a table needs, and in one way only."""
    box = Kit(script_of(slug), "en", address=ADDRESS)
    kit = read(papers_of(boxes.shipped(slug)))
    assert kit == kit_of(box)
    happened = Counter[str]()
    starts = Starts(box)
    for number in range(GAMES):
        happened.update(game(starts, kit, f"{slug} {number}"))
    assert [what for what in MUST_HAPPEN if not happened[what]] == []
    unread = {f"section {name}" for name in kit.sections} - set(happened)
    assert unread == set()


def test_an_option_in_another_form_is_played_alike(boxes):
    """COND-2: an other form, and one that needs something; no shipped scenario has all of it."""
    found = files_of(SLUG)
    document, texts = deepcopy(found["document"]), deepcopy(found["texts"])
    pen = next(dilemma for dilemma in document["dilemmas"] if dilemma["id"] == "pen")
    pen["options"]["B"]["alt"] = {
        "if": "A2<=3 and trust>=5",
        "cost": {"time": 0, "budget": 3},
        "poles": {"C1": 2, "D2": 2, "B2": 1, "A2": -1, "B1": -1},
        "att": {"citizens": -1},
        "inv": {"unions": 1},
    }
    pen["options"]["C"] |= {"needs": "legitimacy>=5"}
    texts["en"]["pen"]["B"]["alt"] = "The same, but every meeting is paid for."
    box = Kit(parse(document, texts), "en", address=ADDRESS)
    kit = read(papers_of(boxes.of("other-form", box, [one for one in BOX if one.name in READ])))
    assert kit == kit_of(box)
    starts, happened = Starts(box), Counter[str]()
    for number in range(150):
        happened.update(game(starts, kit, f"other {number}"))
    assert happened["section pen B other"] and happened["section pen B"] and happened["section pen C"]


def _play_many(starts, kit):
    for number in range(GAMES):
        game(starts, kit, f"{SLUG} {number}")


@pytest.mark.parametrize(
    ("document", "told", "misprint"),
    [
        ("10-board", "Time 5 7 8 10 12", "Time 6 7 8 10 12"),
        ("10-board", "Room to act: a track from 0 to 10", "Room to act: a track from 0 to 9"),
        ("20-roles", "Public mindset: 5 or more", "Public mindset: 5 or less"),
        ("21-dilemmas", "Only if Trust: 5 or more", "Only if Trust: 7 or more"),
        ("21-dilemmas", "if Mark 2: ticked", "if Mark 1: ticked"),
        ("21-dilemmas", "The managers decide.", "The politicians decide."),
        ("21-dilemmas", "If nobody decides: B.", "If nobody decides: C."),
        ("21-dilemmas", "7 rounds or more", "6 rounds or more"),
        ("22-hidden-options", "circle triangle", "circle square"),
        ("23-consequence-book", "+2 Shared ambition", "+1 Shared ambition"),
        ("23-consequence-book", "Tick: Given away", "Tick: A visible win"),
        ("24-endings", "Budget: 3 or more", "Budget: 4 or more"),
        ("30-cards-to-fold", "if Frame and support: 3 or less", "if Frame and support: 4 or less"),
        ("30-cards-to-fold", "Held off by: A legal check", "Held off by: A review date"),
        ("30-cards-to-fold", "M4 Head of finance", "M3 Head of finance"),
        ("30-cards-to-fold", "2 rounds on", "1 round on"),
        ("31-cards-to-cut", "+1 Room to act", "+2 Room to act"),
        ("31-cards-to-cut", "Tick: Overdraft", "Tick: Bad press"),
        ("31-cards-to-cut", f"{MINUS}1 Spread leadership", f"{MINUS}2 Spread leadership"),
        ("40-sheets", "3 9 13 13", "3 10 13 13"),
        ("40-sheets", "Mark 1", "Mark one"),
    ],
)
def test_a_misprint_is_found(document, told, misprint, boxes):
    """One number, one word of the kit is wrong: sooner or later a table by hand comes to something else."""
    papers = papers_of(boxes.shipped(SLUG)).with_text(document, told, misprint)
    starts = Starts(Kit(script_of(SLUG), "en", address=ADDRESS))
    with pytest.raises((Different, Unreadable)) as found:
        _play_many(starts, read(papers))
    assert found.type is Unreadable or str(found.value).startswith(f"{SLUG}, game {SLUG} ")


def test_a_difference_tells_scenario_game_round_and_place(boxes):
    kit = read(papers_of(boxes.shipped(SLUG)))
    wrong = replace(kit, starts={**kit.starts, "C1": 5})
    with pytest.raises(Different) as told:
        game(Starts(Kit(script_of(SLUG), "en")), wrong, "1")
    assert str(told.value).startswith(f"{SLUG}, game 1, ")
    assert str(told.value).endswith("round 0: the start, C1: 5 by hand, 4 by the rules")


@pytest.mark.parametrize("module", [hand, printed])
def test_a_table_by_hand_knows_no_program(module):
    tree = ast.parse(Path(module.__file__).read_text())
    found = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    found |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    assert not {
        name
        for name in found
        if name and name.split(".")[0] in ("game", "scenarios", "cocreator", "research")
    }
