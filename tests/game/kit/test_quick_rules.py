"""The quick rules: they have all steps, letters that can be read in every language, and the numbers of the rules."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.utils.translation import override

from game.kit import printing, quick_rules
from game.kit.shape import Kit
from game.kit.words import line, signed
from game.rules.effects import guards, moves
from game.rules.effects.consequences import take_effect
from game.rules.effects.moves import halved
from game.rules.effects.seeds import MOST_AT_ONCE
from game.rules.events import PeopleMoved, PoleMoved, ResourceMoved, Wobbled
from game.rules.evolve import drive
from game.rules.hall import results
from game.rules.play import Decision, Made, Play, Press
from game.rules.round.moments import WORD
from game.rules.state import Stake, State, Table
from game.templatetags.pieces import pole, resource
from scenarios.conditions import POLES, RESOURCES, SLOTS
from scenarios.files import read
from tests.game.kit.boxes import script_of
from tests.pdf_reader import reader

SLUG = "the-long-evenings"
(DOCUMENT,) = quick_rules.DOCUMENTS
#: In points: no words are smaller, but for the foot of the page.
SMALLEST = 7
#: So large are nearly all words; other languages need more words than English, and have smaller ones.
READABLE = {"en": 9.5}
READABLE_ELSE = 8.5


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def kit(language="en", paper="a4", **others):
    return Kit(replace(script_of(SLUG), **others), language, paper)


def test_quick_rules_have_ten_steps_and_their_picture_has_as_many():
    told = quick_rules.told(kit())
    assert len(told["steps"]) == len(told["flow"]) == 10
    assert [one["time"] for one in told["flow"]][1:5] == ["1:30", "1:00", "0:30", "4:00"]
    order = next(group for group in told["right"] if group.get("numbered"))
    assert len(order["pieces"]) == 10


@pytest.mark.parametrize("shift", [(0, 0, 0), (1, -1, 0)])
def test_quick_rules_tell_the_thresholds_with_the_shift_of_the_scenario(shift):
    box = kit(shift=shift)
    rows = quick_rules.told(box)["sums"]["rows"]
    for at, row in enumerate(rows):
        assert row[2:] == [str(results.thresholds(box.script, n)[at]) for n in range(3, 8)]
    assert max(results.THRESHOLDS) == box.script.max_rounds


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("language", read(SLUG)["texts"])
def test_quick_rules_are_large_enough_to_read_in_every_language(language, paper):
    found = []

    def seen(text, _cm, matrix, _font, size):
        if text.strip():
            found.append((abs(size * matrix[0]), text))

    (page,) = reader(printing.pdf(kit(language, paper), DOCUMENT)).pages
    page.extract_text(visitor_text=seen)
    small = " ".join(text.strip() for size, text in found if size < SMALLEST)
    assert small.replace("\u200b", "") in ("", f"rules {kit(language).title} 4 · {language}")
    floor = READABLE.get(language, READABLE_ELSE)
    readable = sum(len(text) for size, text in found if round(size, 2) >= floor)
    assert readable > 0.85 * sum(len(text) for _size, text in found)


def words_of(group):
    """What one part of the quick rules says, with its pieces on one line each."""
    told = quick_rules.told(kit())
    (found,) = [one for one in (*told["left"], *told["right"]) if one["head"] == group]
    return [f"{piece['head']} {piece['text']}".strip() for piece in found["pieces"]]


def driven(manner="majority", by="all", made=(), press=None, markers=None, **others):
    """What the rules do by a decision for B of a dilemma, at a table with these markers: how it ends, and all events."""
    at = markers or {}
    table = Table(
        number=1,
        seats={},
        poles={name: at.get(name, 5) for name in POLES},
        resources={name: at.get(name, 6) for name in RESOURCES},
        people=dict.fromkeys(SLOTS, Stake(0, 1)),
        round=2,
        play=Play(round=2, dilemma="pen", moves=made, decision=Decision("B", manner, by, **others)),
        press=press,
    )
    state = State(script=script_of(SLUG), plan=("saving", "pen"), tables={1: table})
    return drive(state, take_effect(state, 1))


def decided(*how, **others):
    """All events of such a decision."""
    return driven(*how, **others)[1]


def moved(events, cause):
    """The one thing that moved for this reason, as paper tells it."""
    (found,) = [one for one in events if isinstance(one, ResourceMoved | PoleMoved) and one.cause == cause]
    name = resource(found.resource) if isinstance(found, ResourceMoved) else pole(found.pole)
    return line(name, found.by)


def test_what_quick_rules_say_of_advice_is_what_the_rules_do():
    (overruled,) = [text for text in words_of("Who decides") if text.startswith("Advice overruled")]
    by_politicians, by_managers = (
        moved(decided(by=family, overruled=True), "overruled") for family in ("P", "M")
    )
    assert f"Politicians decided: {by_politicians}. Managers decided: {by_managers}." in overruled


def test_what_quick_rules_say_of_a_vote_without_winner_is_what_the_rules_do():
    two, _runoff, equal, nobody = words_of("No winner in the vote")
    word = moved(decided("word", trust_lost=True), "tie")
    assert f"the chair's word for one of them. {word}, tick Tie." in equal and equal.count(word) == 2
    assert f"No word in {WORD // 1000} seconds" in equal
    assert f"{moved(decided('nobody', trust_lost=True), 'undecided')}, tick Nobody decided." in nobody
    assert "no Trust is lost" in two
    assert not [one for one in decided("word") if isinstance(one, ResourceMoved) and one.cause == "tie"]


def test_what_quick_rules_say_of_a_decision_is_what_the_rules_do():
    pay, _guard, levels, _own, manner, people, _crosses, _seeds, wobble, press = words_of(
        "What follows, in this order"
    )
    assert f"once {moved(decided(markers={'time': 0, 'budget': 0}), 'overdraft')}, tick Overdraft" in pay
    assert f"half, toward zero (2 to {halved(2)}, 1 to {halved(1)})" in levels
    assert f"to one option: {moved(decided(unanimity=True), 'unanimity')}, but" in manner
    promised = Press(round=1, room=10, partners=10)
    assert f"lower than then? {moved(decided(press=promised), 'press')}." in press
    (end, plain), (lending, lent) = driven(), driven(made=(Made("M2"),))
    (staff,) = [one for one in lent if isinstance(one, PeopleMoved) and one not in plain]
    assert staff.slot == "frontline" and f"Staff was lent: {signed(staff.attitude)} for their" in people
    saved = lending.tables[1].resources["budget"] - end.tables[1].resources["budget"]
    assert f"staff was lent: {saved} less" in pay
    ends = [driven(markers={"B2": n}) for n in range(5)]
    failing = [n for n, (_end, events) in enumerate(ends) if any(isinstance(one, Wobbled) for one in events)]
    assert f"Is that pole at {failing[0]} to {failing[-1]}, and the other higher?" in wobble
    by = ends[failing[-1]][0].tables[1].poles["B1"] - ends[failing[-1] + 1][0].tables[1].poles["B1"]
    assert wobble.endswith(f"The other {signed(by)}.")


def test_rounds_seeds_and_sums_of_quick_rules_are_those_of_the_rules():
    told = quick_rules.told(kit())["steps"]
    assert f"From round {moves.FIRST_ROUND}: each role's move" in told[4]["text"]
    assert f"From round {guards.FIRST_ROUND} the chair may propose" in told[5]["text"]
    (seeds,), (end,) = words_of("Seeds"), words_of("The end")
    assert f"After {MOST_AT_ONCE} that came true" in seeds and f"in order; {MOST_AT_ONCE} take effect" in end
    assert re.findall(r"\d+", end) == [
        str(n)
        for n in (
            *(MOST_AT_ONCE, results.LEAD, 1, results.BUDGET_PER_PUSH, results.LARGEST_PUSH, 1),
            results.BRIGHT,
        )
    ]
