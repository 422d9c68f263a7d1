"""The consequence book says what the rules do, in their order, and nothing of what is to come (ORDER, SEED-5, PAPER-3)."""

from __future__ import annotations

import re

import pytest
from django.utils.translation import override

from game.kit import words
from game.kit.printing import Unprintable
from game.rules.effects.consequences import take_effect
from game.rules.events import Marked, PeopleMoved, PoleMoved, ResourceMoved, SeedPlanted
from game.rules.evolve import drive
from game.rules.play import Decision, Play
from game.rules.state import Stake, State, Table
from game.templatetags.pieces import pole, resource
from scenarios.conditions import POLES, RESOURCES, SLOTS
from tests.game.kit.half_kits import SHIPPED, kit_of, printed, script_of, text_in, with_text
from tests.pdf_reader import without_blanks

BOOK = "23-consequence-book"
NAMES = (
    *("Pay", "Safeguard", "Levels", "Trust, Legitimacy", "How you decided", "People", "Cross effects"),
    *("Marks and seeds", "Wobble", "Press conference"),
)
CARDS = {
    "Safeguard": "Pay for it if you agreed on one, else go on.",
    "How you decided": "Overruled, tied, of one mind, nobody? See cards.",
    "Cross effects": "See the five cards, from 1 to 5.",
    "Wobble": "See the card Wobble.",
    "Press conference": "Was there one in the round before? See the card.",
}
FORMS = [
    pytest.param(slug, name, letter, is_other, id=f"{slug} {name} {letter}{' other' * is_other}")
    for slug in (*SHIPPED, "good")
    for name in script_of(slug).plan(script_of(slug).max_rounds)
    for letter, option in sorted(script_of(slug).dilemma(name).options.items())
    for is_other in (False, True)
    if option.alt or not is_other
]


def played(slug, name, letter, is_other):
    """What the rules do at a table where every track has room both ways, as lines of paper under the name of their step."""
    script = script_of(slug)
    table = Table(
        number=1,
        seats={},
        poles=dict.fromkeys(POLES, 5),
        resources=dict.fromkeys(RESOURCES, 6),
        people=dict.fromkeys(SLOTS, Stake(0, 1)),
        round=1,
        play=Play(
            round=1,
            dilemma=name,
            alts=(letter,) if is_other else (),
            decision=Decision(letter, "majority", "all"),
        ),
    )
    _state, events = drive(*_judged(State(script=script, plan=(name,), tables={1: table})))
    found = {step: [] for step in NAMES}
    for event in events:
        step, lines = _line(kit_of(slug), event)
        found[step] += lines
    return found


def _judged(state):
    return state, take_effect(state, 1)


def _line(kit, event):
    match event:
        case ResourceMoved(resource=name, by=by, cause=cause):
            return "Pay" if cause == "cost" else "Trust, Legitimacy", [words.line(resource(name), by)]
        case PoleMoved(pole=name, by=by):
            return "Levels", [words.line(pole(name), by)]
        case PeopleMoved(slot=slot, attitude=attitude, involvement=involvement):
            named = ((words.attitude(kit, slot), attitude), (words.involvement(kit, slot), involvement))
            return "People", [words.line(name, by) for name, by in named if by]
        case Marked(mark=mark):
            return "Marks and seeds", [words.tick(kit, mark)]
        case SeedPlanted(seed=seed, dilemma=dilemma, round=now, due=due):
            after = f"{due - now} round{'s' * (due - now > 1)} on"
            return "Marks and seeds", [f"Lay seed {words.seed(kit.script.dilemma(dilemma), seed)}: {after}"]
    raise AssertionError(event)


def section(slug, name, letter, is_other):
    """What a section says, from its id to the foot of its page."""
    script = script_of(slug)
    title = script.say(f"{name}.title", "en")
    head = f"{name} {letter}{', other form' * is_other} {title}"
    found = re.search(rf"{re.escape(head)} {letter} (.*?) book \d+ ", text_in(slug, BOOK))
    assert found, head
    return found[1]


@pytest.mark.parametrize(("slug", "name", "letter", "is_other"), FORMS)
def test_every_option_has_a_section_with_what_the_rules_do_in_their_order(slug, name, letter, is_other):
    script, say = script_of(slug), lambda key: script_of(slug).say(f"{name}.{letter}.{key}", "en")
    with override("en"):
        done = played(slug, name, letter, is_other)
    option = script.dilemma(name).options[letter]
    budget = (option.alt.effects if is_other else option.effects).budget
    told = []
    for number, step in enumerate(NAMES, 1):
        back = "Lend staff goes back to the hand." if step == "Pay" and not budget else ""
        told += [
            str(number),
            step,
            CARDS.get(step, ""),
            *(done[step] or ["" if step in CARDS else "nothing"]),
            back,
        ]
    found = section(slug, name, letter, is_other)
    assert without_blanks(found).startswith(without_blanks(say("title") + say("story")))
    assert found.endswith(" ".join(part for part in told if part))


@pytest.mark.parametrize("slug", SHIPPED)
def test_quotes_are_those_of_people_whom_the_option_moves(slug):
    script = script_of(slug)
    for name in script.plan(7):
        for letter, option in script.dilemma(name).options.items():
            found = section(slug, name, letter, is_other=False)
            for slot in {*option.effects.attitude, *option.effects.involvement}:
                quote = script.say(f"{name}.{letter}.reactions.{slot}", "en")
                who = script.say(f"people.{slot}", "en")
                assert not quote or without_blanks(f"{who}: “{quote}”") in without_blanks(found)


@pytest.mark.parametrize("slug", SHIPPED)
def test_what_seeds_do_is_in_no_section_and_their_names_do_not_tell_it(slug):
    """SEED-5: a seed that is called unlawful would be read out long before it comes true."""
    script, found = script_of(slug), text_in(slug, BOOK)
    for name in script.plan(7):
        for number, seed in enumerate(script.dilemma(name).seeds, 1):
            assert re.search(rf"Lay seed {name} {number}: \d", found)
            assert f"{name}.{seed}" not in found
            assert script.say(f"{name}.seeds.{seed}", "en") not in found


def test_every_section_has_a_page_of_its_own_and_the_cover_comes_first():
    sections = sum(len(script_of("good").dilemma(name).options) for name in script_of("good").plan(7)) + 1
    feet = re.findall(r"book (\d+)", text_in("good", BOOK))
    assert feet == [str(n) for n in range(1, sections + 2)]
    cover = text_in("good", BOOK).partition("book 1")[0]
    places = [cover.find(f"{number} {name}") for number, name in enumerate(NAMES, 1)]
    assert -1 not in places
    assert places == sorted(places)


def test_a_story_that_is_too_long_stops_the_book_and_is_named():
    kit = with_text(kit_of("the-long-evenings"), "pen.B.story", "Three evenings of talk and soup. " * 60)
    with pytest.raises(Unprintable, match=r"does not fit: pen B \(\d+ mm too much\)$"):
        printed(kit, BOOK)


def test_only_what_an_other_form_may_change_differs_in_it():
    """COND-2: costs, poles and people are those of the form; marks and seeds are the option's own."""
    mine, other = (section("good", "pen", "B", is_other) for is_other in (False, True))
    marks = re.compile(r"8 Marks and seeds (.*?) 9 Wobble")
    assert mine != other
    assert marks.search(mine)[1] == marks.search(other)[1]
