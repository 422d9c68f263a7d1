"""Parts of a script beside options and seeds: facts, aims, voices, standing seeds, incidents; and the shared incidents."""

import copy
import json
from pathlib import Path

import pytest

from scenarios.aims import AIMS
from scenarios.conditions import SLOTS, ScriptError, Term, condition
from scenarios.files import read, slugs
from scenarios.incidents import INCIDENTS
from scenarios.script import ROLES, Effects, Fact, Incident, Standing, parse

GOLDEN = Path(__file__).resolve().parents[1] / "game" / "rules" / "golden"
DOCUMENT = {
    "slug": "small",
    "dilemmas": [
        {
            "id": "first", "stage": 2, "from": 3, "level": 4, "decides": "M", "fallback": "B", "classic": "B",
            "facts": [{"id": "key", "to": ["P4", "P3"]}, {"id": "bill", "to": ["M4"]}],
            "options": {"A": {"voices": {"P1": "for", "M2": "against"}, "seeds": ["s"]}, "B": {}, "D": {"opens_if": ["key"]}},
            "seeds": {"s": {"kind": "gain", "tag": "money", "after": 1, "effects": {"time": -1, "budget": 1, "D2": 1}}},
        },
    ],
    "standing": [
        {"id": "flu", "kind": "harm", "tag": "staff", "round": 3, "if": "budget<=2", "effects": {"A2": -1, "time": -1}},
    ],
    "incidents": [
        {"id": "thanks", "opening": {"inv": {"media": 1}}, "answers": [{"A1": 1, "budget": -1}, {"D1": 1, "marks": ["x"]}]},
        {"id": "quiet", "answers": [{"trust": 1}, {"time": 1}]},
    ],
    "exclude_incidents": ["cellar"],
    "roles": {"P3": {"aim": ["trust>=6", "not x"]}},
}  # fmt: skip


def changed(path, value):
    document = copy.deepcopy(DOCUMENT)
    place = document
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return document


def test_a_dilemma_has_facts_and_may_name_the_classic_way():
    """FACT-2, OPT-4: facts in their order, each with the roles that it goes to."""
    first = parse(DOCUMENT, {}).dilemma("first")
    assert first.facts == (Fact("key", ("P4", "P3")), Fact("bill", ("M4",)))
    assert first.classic == "B"


def test_an_option_has_voices():
    """SOLO-2: for some roles words are written."""
    options = parse(DOCUMENT, {}).dilemma("first").options
    assert options["A"].voices == {"P1": "for", "M2": "against"}
    assert options["B"].voices == {}


def test_a_standing_seed_waits_for_its_condition():
    """SEED-4."""
    assert parse(DOCUMENT, {}).standing == (
        Standing("flu", "harm", "staff", 3, condition("budget<=2"), Effects(time=-1, poles={"A2": -1})),
    )


def test_own_incidents_and_those_it_excludes():
    """INC-1, INC-2: an opening may be missing."""
    script = parse(DOCUMENT, {})
    assert script.incidents == (
        Incident(
            "thanks",
            Effects(involvement={"media": 1}),
            (Effects(budget=-1, poles={"A1": 1}), Effects(poles={"D1": 1}, marks=("x",))),
        ),
        Incident("quiet", Effects(), (Effects(trust=1), Effects(time=1))),
    )
    assert script.excluded == ("cellar",)


def test_seeds_and_incidents_keep_their_signs():
    """SEED-1, INC-2: time and budget are changes there, not costs."""
    seed = parse(DOCUMENT, {}).dilemma("first").seeds["s"].effects
    assert (seed.time, seed.budget, dict(seed.poles)) == (-1, 1, {"D2": 1})


def test_aims_are_the_scenarios_own_or_the_usual_ones():
    """AIM-1: two conditions for each of the eight roles."""
    aims = parse(DOCUMENT, {}).aims
    assert list(aims) == list(ROLES)
    assert aims["P3"] == ((Term("trust", ">=", 6),), (Term("x", "<=", 0),))
    assert aims["M1"][1] == (Term("att.frontline", ">=", 0), Term("overdraft", "<=", 0))
    assert {role: tuple(map(condition, told)) for role, told in AIMS.items() if role != "P3"} == {
        role: aim for role, aim in aims.items() if role != "P3"
    }


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("roles", "P3", "aim"), ["trust>=6"]),
        (("roles", "P3", "aim"), "ab"),
        (("roles", "P3", "aim"), ["trust is high", "x"]),
        (("roles",), ["P3"]),
        (("incidents", 0, "answers"), [{"A1": 1}]),
        (("incidents", 0, "opening"), 3),
        (("standing", 0, "if"), "budget is low"),
        (("standing", 0, "round"), "late"),
        (("dilemmas", 0, "facts"), ["key"]),
    ],
)
def test_parts_that_cannot_be_read_are_refused(path, value):
    with pytest.raises(ScriptError):
        parse(changed(path, value), {})


def test_a_script_from_before_has_none_of_them():
    """Old frozen scripts are read as they are, and every role has its usual aim."""
    stored = json.loads((GOLDEN / "pen.json").read_text(encoding="utf-8"))["script"]
    bare = {key: value for key, value in stored.items() if key in ("slug", "dilemmas")}
    for dilemma in bare["dilemmas"]:
        for key in ("facts", "classic"):
            dilemma.pop(key, None)
    script = parse(bare, {})
    assert (script.standing, script.incidents, script.excluded) == ((), (), ())
    assert all((d.facts, d.classic) == ((), "") for d in script.dilemmas)
    assert script.aims == {role: tuple(map(condition, aim)) for role, aim in AIMS.items()}


@pytest.mark.parametrize("slug", slugs())
def test_every_part_of_a_shipped_scenario_is_in_its_script(slug):
    """Nothing that an author wrote is lost on the way."""
    document = read(slug)["document"]
    script = parse(document, {})
    assert [s.id for s in script.standing] == [s["id"] for s in document.get("standing", ())]
    assert [i.id for i in script.incidents] == [i["id"] for i in document.get("incidents", ())]
    for dilemma in document["dilemmas"]:
        found = script.dilemma(dilemma["id"])
        assert [fact.id for fact in found.facts] == [fact["id"] for fact in dilemma["facts"]]
        assert found.classic == dilemma.get("classic", "")


def moved(effects):
    """All changes of some effects, a mark counting as 1."""
    resources = {n: getattr(effects, n) for n in ("time", "budget", "trust", "legitimacy")}
    people = {
        f"{kind}.{slot}": getattr(effects, kind).get(slot, 0)
        for kind in ("attitude", "involvement")
        for slot in SLOTS
    }
    found = {**resources, **effects.poles, **people, **dict.fromkeys(effects.marks, 1)}
    return {name: number for name, number in found.items() if number}  # fmt: skip


def test_there_are_twelve_shared_incidents():
    """INC-1, INC-2: an opening of at most one change, two answers, every change by one."""
    assert len(INCIDENTS) == 12
    for name, incident in INCIDENTS.items():
        assert incident.id == name
        assert len(moved(incident.opening)) <= 1
        assert len(incident.answers) == 2
        for effects in (incident.opening, *incident.answers):
            assert set(moved(effects).values()) <= {-1, 1}
        assert all(moved(answer) for answer in incident.answers)


def test_the_shared_incidents_have_the_numbers_of_the_rules():
    """INC-2, one by one."""
    told = {
        name: [moved(effects) for effects in (incident.opening, *incident.answers)]
        for name, incident in INCIDENTS.items()
    }
    assert told == {
        "savings": [{"budget": -1}, {"trust": 1, "legitimacy": -1}, {"time": -1, "D2": 1}],
        "election": [{}, {"C1": 1, "B1": -1}, {"B1": 1, "C2": -1, "visible_win": 1}],
        "petition": [{}, {"B1": 1, "time": -1}, {"involvement.citizens": 1, "C2": -1}],
        "viral": [{"involvement.media": 1}, {"A2": 1, "attitude.media": -1}, {"D2": 1, "A2": -1}],
        "new_rule": [{}, {"A2": 1, "C1": -1}, {"time": -1, "A1": 1}],
        "sick_leave": [
            {},
            {"time": -1, "attitude.frontline": 1},
            {"B2": 1, "attitude.frontline": -1},
        ],
        "sponsor": [{}, {"A2": 1, "attitude.businesses": -1}, {"budget": 1, "C1": -1}],
        "copied": [{}, {"time": -1, "A1": 1}, {"C2": 1, "D1": -1}],
        "question": [{}, {"A2": 1, "trust": -1}, {"time": -1, "trust": 1}],
        "auditor": [{}, {"A2": 1, "time": -1}, {"C2": 1, "budget": -1}],
        "burnout": [
            {"attitude.ngos": -1},
            {"D2": -1, "time": 1},
            {"budget": -1, "attitude.ngos": 1},
        ],
        "cellar": [{}, {"time": -1, "A2": 1}, {"budget": -1, "involvement.citizens": 1}],
    }
