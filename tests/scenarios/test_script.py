"""Scenarios as data: what can be played, what is refused with a sentence, and what the shipped one says."""

import contextlib
import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.conditions import POLES, SLOTS, ScriptError, Term, condition
from scenarios.files import read, slugs
from scenarios.script import LEVEL_POLES, PARTNER, ROLES, flat, parse

DOCUMENT = {
    "slug": "small",
    "version": 3,
    "start": {"trust": 6, "legitimacy": 4, "budget": -1},
    "people": {"citizens": {"att": -1, "inv": 2}},
    "dilemmas": [
        {
            "id": "later", "stage": 5, "from": 4, "level": 1, "decides": "all", "fallback": "A",
            "options": {"A": {"cost": {"time": 1}}},
        },
        {
            "id": "first", "stage": 2, "from": 3, "level": 4, "decides": "M", "fallback": "B", "dossier": "d",
            "variant": {"if": "tie"},
            "options": {
                "A": {"cost": {"time": 1, "budget": 2}, "poles": {"D2": 1, "A1": -1}, "needs": "trust>=5",
                      "att": {"unions": 1, "citizens": -2}, "inv": {"media": 1}, "marks": ["x"], "seeds": ["s"]},
                "B": {"trust": 1, "legitimacy": -1, "alt": {"if": "not x", "cost": {"time": 3}, "poles": {"B1": 1}}},
                "D": {"opens_if": ["fact"]},
            },
            "seeds": {
                "s": {"kind": "harm", "tag": "legal", "after": 2, "if": "C2<=3 and not x",
                      "effects": {"A2": -2, "legitimacy": -1, "att": {"ngos": 1}}, "guarded_by": ["legal_check"]},
            },
        },
    ],
}  # fmt: skip


def changed(path, value):
    """The document with one value changed, or left out."""
    document = copy.deepcopy(DOCUMENT)
    place = document
    for key in path[:-1]:
        place = place[key]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return document


def test_a_document_becomes_a_script():
    """COND-2, SEED-1: options with costs, poles, people, marks and seeds, in the fixed orders."""
    script = parse(DOCUMENT, {})
    first = script.dilemma("first")
    assert (script.slug, script.version) == ("small", 3)
    assert (script.trust, script.legitimacy, script.budget) == (6, 4, -1)
    assert list(script.people) == list(SLOTS)
    assert (script.people["citizens"], script.people["unions"]) == ((-1, 2), (0, 0))
    a, b, d = first.options.values()
    assert (a.effects.time, a.effects.budget) == (1, 2)
    assert list(a.effects.poles.items()) == [("A1", -1), ("D2", 1)]
    assert list(a.effects.attitude.items()) == [("citizens", -2), ("unions", 1)]
    assert (dict(a.effects.involvement), a.effects.marks, a.seeds) == ({"media": 1}, ("x",), ("s",))
    assert a.needs == (Term("trust", ">=", 5),)
    assert (b.effects.trust, b.effects.legitimacy, b.alt.effects.time) == (1, -1, 3)
    assert (b.alt.condition, dict(b.alt.effects.poles)) == ((Term("x", "<=", 0),), {"B1": 1})
    assert d.opens_if == ("fact",)
    assert first.variant == (Term("tie", ">=", 1),)


def test_a_seed_knows_when_and_what():
    """SEED-1."""
    seed = parse(DOCUMENT, {}).dilemma("first").seeds["s"]
    assert (seed.kind, seed.tag, seed.after, seed.guarded_by) == ("harm", "legal", 2, ("legal_check",))
    assert seed.condition == (Term("C2", "<=", 3), Term("x", "<=", 0))
    assert dict(seed.effects.poles) == {"A2": -2}
    assert (seed.effects.legitimacy, dict(seed.effects.attitude)) == (-1, {"ngos": 1})


@pytest.mark.parametrize(
    ("rounds", "plan"), [(2, ()), (3, ("first",)), (4, ("first", "later")), (7, ("first", "later"))]
)
def test_the_plan_is_in_order_of_stage(rounds, plan):
    """FMT-1: the dilemmas that a workshop of so many rounds plays."""
    assert parse(DOCUMENT, {}).plan(rounds) == plan


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("slug",), None),
        (("dilemmas",), None),
        (("dilemmas", 0, "decides"), "Q"),
        (("dilemmas", 0, "decides"), None),
        (("dilemmas", 0, "fallback"), "C"),
        (("dilemmas", 1, "fallback"), "A"),
        (("dilemmas", 1, "fallback"), "D"),
        (("dilemmas", 0, "options"), {"E": {}, "A": {}}),
        (("dilemmas", 0, "options"), ["A"]),
        (("dilemmas", 1, "options", "B", "seeds"), ["unknown"]),
        (("dilemmas", 1, "options", "A", "needs"), "trust is high"),
        (("dilemmas", 1, "seeds", "s", "kind"), None),
        (("dilemmas", 1, "seeds", "s", "if"), "a and b and c"),
        (("dilemmas", 0), "text"),
        (("people",), ["citizens"]),
        (("start",), 5),
        (("version",), "one"),
        (("dilemmas", 0, "stage"), "early"),
        (("dilemmas", 0, "options", "A", "cost"), {"time": "much"}),
    ],
)
def test_a_document_that_cannot_be_played_is_refused(path, value):
    """With a ScriptError, whatever is wrong."""
    with pytest.raises(ScriptError):
        parse(changed(path, value), {})


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("A1<=3", (Term("A1", "<=", 3),)),
        ("att.citizens<=-1", (Term("att.citizens", "<=", -1),)),
        ("inv.ngos>=2", (Term("inv.ngos", ">=", 2),)),
        ("overdraft<=0", (Term("overdraft", "<=", 0),)),
        ("visible_win", (Term("visible_win", ">=", 1),)),
        ("not legal_breach", (Term("legal_breach", "<=", 0),)),
        ("C2>=5 and not legal_breach", (Term("C2", ">=", 5), Term("legal_breach", "<=", 0))),
    ],
)
def test_a_condition_is_read(text, terms):
    """COND-1."""
    assert condition(text) == terms


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "A1<3",
        "A1=3",
        "A1<=",
        "<=3",
        "A1 <= 3",
        "not A1<=3",
        "a or b",
        "a and b and c",
        "a and",
        "A1<=3;",
        "A1<=x",
    ],
)
def test_what_is_no_condition_is_refused(text):
    """COND-1: nothing else, so that paper can do it."""
    with pytest.raises(ScriptError):
        condition(text)


@pytest.mark.parametrize("text", ["att.nobody>=1", "inv.city<=2", "att.>=1"])
def test_a_condition_on_people_that_do_not_exist_is_refused(text):
    """COND-1: att.<slot> and inv.<slot>; it would stop a table in the middle of its round."""
    with pytest.raises(ScriptError):
        condition(text)


@given(st.text(max_size=20))
def test_any_text_is_a_condition_or_a_script_error(text):
    """COND-1: one or two terms."""
    with contextlib.suppress(ScriptError):
        assert len(condition(text)) in (1, 2)


def test_texts_are_flat_and_folded():
    """Keys follow from ids."""
    tree = {"pen": {"A": {"title": "A firm\n  frame "}, "seeds": {"x": "y"}}, "n": 3}
    assert flat(tree) == {"pen.A.title": "A firm frame", "pen.seeds.x": "y", "n": "3"}


def test_a_missing_text_is_english_or_empty():
    """A text that is missing in a language appears in English with a label."""
    script = parse(DOCUMENT, {"en": {"a": "one", "b": "two"}, "da": {"a": "en"}})
    assert [script.say(key, "da") for key in "abc"] == ["en", "two", ""]
    assert [script.speaks(key, "da") for key in "abc"] == [True, False, False]


def test_levels_pair_the_poles():
    """POLE-1: two poles per level, each the other's partner."""
    assert [pole for pair in LEVEL_POLES.values() for pole in pair] == list(POLES)
    assert all(PARTNER[left] == right and PARTNER[right] == left for left, right in LEVEL_POLES.values())
    assert [role[0] for role in ROLES] == list("PPPPMMMM")


@pytest.mark.parametrize("slug", slugs())
def test_every_shipped_scenario_can_be_played(slug):
    """It parses, in three rounds there is something to decide, and each title is there in English."""
    found = read(slug)
    script = parse(found["document"], found["texts"])
    assert script.slug == slug
    assert script.plan(3)
    for dilemma in script.dilemmas:
        keys = [f"{dilemma.id}.{key}" for key in ("title", "situation", "talk", "reflect")]
        for letter in dilemma.options:
            keys += [f"{dilemma.id}.{letter}.{key}" for key in ("title", "text", "story")]
        keys += [f"{dilemma.id}.seeds.{seed}" for seed in dilemma.seeds]
        assert [key for key in keys if not script.say(key, "en")] == []


def test_the_shipped_pen_has_the_numbers_of_the_design():
    """Each option +5/-2 on poles; costs 1, 3, 2, 3."""
    found = read("the-long-evenings")
    pen = parse(found["document"], found["texts"]).dilemma("pen")
    costs = {letter: option.effects.time + option.effects.budget for letter, option in pen.options.items()}
    assert costs == {"A": 1, "B": 3, "C": 2, "D": 3}
    for option in pen.options.values():
        moved = option.effects.poles.values()
        assert (sum(n for n in moved if n > 0), sum(n for n in moved if n < 0)) == (5, -2)
    assert {seed.id: seed.after for seed in pen.seeds.values()} == {
        "empty_chairs": 2,
        "unlawful": 2,
        "neighbours_cook": 1,
        "two_hats": 2,
        "first_names": 2,
        "late_receipts": 1,
        "open_books": 2,
    }


def test_the_long_evenings_have_seven_stages():
    """FMT-1, FMT-3, OPT-4: which dilemma is played from when, who decides it, and where something is hidden."""
    found = read("the-long-evenings")
    script = parse(found["document"], found["texts"])
    assert [(d.id, d.since, d.level, d.decides, "D" in d.options) for d in script.dilemmas] == [
        ("saving", 3, 1, "all", False),
        ("missing", 7, 4, "all", True),
        ("pen", 3, 3, "P", True),
        ("kitchen", 5, 4, "M", False),
        ("radio", 4, 2, "P", False),
        ("baker", 3, 4, "M", True),
        ("bill", 6, 1, "all", True),
    ]
    assert [d.stage for d in script.dilemmas] == list(range(1, 8))
    assert script.plan(5) == ("saving", "pen", "kitchen", "radio", "baker")


def test_handing_over_the_kitchen_comes_back_with_the_fire():
    """COND-2, SEED-1: the key sets a mark and plants a harm, and both meet the table on the radio."""
    script = parse(read("the-long-evenings")["document"], {})
    key = script.dilemma("kitchen").options["B"]
    assert key.effects.marks == ("stove",)
    fire = script.dilemma("kitchen").seeds[key.seeds[0]]
    assert (fire.kind, fire.tag, fire.after) == ("harm", "staff", 1)
    assert script.dilemma("radio").variant == (Term("stove", ">=", 1),)


def test_what_happens_by_itself_on_the_long_evenings():
    """SEED-4, INC-2."""
    script = parse(read("the-long-evenings")["document"], {})
    assert [(s.id, s.kind, s.round, s.condition) for s in script.standing] == [
        ("flu", "harm", 3, (Term("budget", "<=", 2),)),
        ("clubhouse", "gain", 4, (Term("att.ngos", ">=", 2),)),
    ]
    hours, thanks = script.incidents
    assert [(a.budget, dict(a.poles)) for a in hours.answers] == [(0, {"A1": -1, "A2": 1}), (-1, {"D1": 1})]
    assert [(dict(a.poles), dict(a.involvement)) for a in thanks.answers] == [
        ({"A1": 1}, {"media": 1}),
        ({"D1": 1}, {}),
    ]
