"""What a decision does: ORDER, POLE-1, POLE-3, RES-1, PEOPLE-1, SEED-1, COND-1, COND-2."""

import pytest

from game.rules import commands as c
from game.rules.conditions import holds
from game.rules.events import (
    Marked,
    PeopleMoved,
    PoleMoved,
    ResourceMoved,
    SeedPlanted,
    SituationSet,
    Wobbled,
)
from game.rules.play import Change
from game.rules.state import Stake
from scenarios.conditions import condition
from tests.game.rules import given
from tests.game.rules.given import only

EFFECTS = (ResourceMoved, PoleMoved, PeopleMoved, Marked, SeedPlanted, Wobbled)


def effects(game, votes):
    """The effects of the decision that these votes make."""
    game.reach("vote")
    game.vote(votes)
    return [event for event in game.close() if isinstance(event, EFFECTS)]


def test_effects_come_in_the_fixed_order():
    """ORDER: costs, poles from A1 to D2, Trust and Legitimacy, manner, people in slot order, marks, seeds, wobble."""
    game = given.playing(5).holds(poles={"B1": 2})
    found = effects(game, {"P1": "A", "P3": "A", "M1": "C", "M3": "C"})
    assert found == [
        ResourceMoved(table=1, resource="time", by=-1, cause="cost"),
        ResourceMoved(table=1, resource="budget", by=-1, cause="cost"),
        PoleMoved(table=1, pole="A1", by=1, cause="option"),
        PoleMoved(table=1, pole="B1", by=-1, cause="option"),
        PoleMoved(table=1, pole="C1", by=-1, cause="option"),
        PoleMoved(table=1, pole="C2", by=2, cause="option"),
        PoleMoved(table=1, pole="D2", by=1, cause="option"),
        ResourceMoved(table=1, resource="trust", by=1, cause="option"),
        ResourceMoved(table=1, resource="legitimacy", by=-1, cause="option"),
        PoleMoved(table=1, pole="B2", by=-1, cause="overruled"),
        Marked(table=1, mark="overruled"),
        PeopleMoved(table=1, slot="citizens", attitude=-1, involvement=0),
        PeopleMoved(table=1, slot="media", attitude=0, involvement=1),
        PeopleMoved(table=1, slot="unions", attitude=1, involvement=0),
        Marked(table=1, mark="delegated"),
        SeedPlanted(table=1, seed="slow", dilemma="harbour", option="A", round=1, due=3),
        SeedPlanted(table=1, seed="quick", dilemma="harbour", option="A", round=1, due=2),
        Wobbled(table=1, pole="B2"),
    ]


def test_the_values_follow_from_the_effects():
    """ORDER: what is told is what the table holds."""
    game = given.playing(5)
    effects(game, {"P1": "A", "P3": "A"})
    table = game.table()
    assert dict(table.poles) == {"A1": 5, "A2": 4, "B1": 3, "B2": 4, "C1": 3, "C2": 6, "D1": 4, "D2": 5}
    assert dict(table.resources) == {"time": 4, "budget": 4, "trust": 6, "legitimacy": 4}
    assert table.people["citizens"] == Stake(-1, 1)
    assert table.people["media"] == Stake(0, 1)
    assert dict(table.marks) == {"delegated": 1}
    assert [(s.seed, s.due) for s in table.seeds] == [("slow", 3), ("quick", 2)]


def test_poles_start_at_four():
    """POLE-1."""
    assert set(given.playing(3).table().poles.values()) == {4}


@pytest.mark.parametrize(("rounds", "purse"), [(3, 5), (4, 7), (5, 8), (6, 10), (7, 12)])
def test_time_and_budget_start_by_the_number_of_rounds(rounds, purse):
    """RES-1: the purse that can be overdrawn; Trust and Legitimacy as the scenario says."""
    game = given.lobby(3, rounds=rounds)
    assert dict(game.table().resources) == {"time": purse, "budget": purse, "trust": 5, "legitimacy": 5}


def test_a_pole_stops_at_the_end_of_its_track():
    """POLE-1: every single change; what is told is how far it went."""
    game = given.playing(5).holds(poles={"C2": 9, "B1": 0, "A1": 10, "C1": 4})
    found = effects(game, {"P1": "A", "P3": "A"})
    moved = {event.pole: event.by for event in found if isinstance(event, PoleMoved)}
    assert moved == {"C2": 1, "C1": -1, "D2": 1}
    assert (game.table().poles["C2"], game.table().poles["A1"]) == (10, 10)


def test_every_single_change_stops_at_once():
    """POLE-1, ORDER: a pole at 0 that falls stays; what comes later counts from there."""
    game = given.playing(5).holds(poles={"A2": 0, "B2": 0})
    found = effects(game, {"P1": "C", "P3": "C", "M1": "A", "M3": "A"})
    assert not [e for e in found if isinstance(e, PoleMoved) and e.cause == "overruled"]
    assert game.table().poles["B2"] == 0


@pytest.mark.parametrize(
    ("poles", "pole"),
    [
        ({"D1": 2, "D2": 6}, "D2"),
        ({"D1": 7, "D2": 0}, "D1"),
        ({"D1": 2, "D2": 2}, None),
        ({"D1": 3, "D2": 9}, None),
        ({"B1": 1, "B2": 5, "D1": 1, "D2": 5}, "B2"),
        ({"B1": 2, "B2": 5, "D1": 1, "D2": 5}, "D2"),
        ({"B1": 1, "B2": 1, "D1": 1, "D2": 5}, None),
    ],
)
def test_the_weak_side_pulls_the_strong_one_down(poles, pole):
    """POLE-3: the level with the smallest strength, of equals the lower number; strength 0-2, poles that differ."""
    game = given.playing(5, script=given.scripted("all", "M", "all")).holds(poles=poles)
    found = effects(game, {"P1": "C", "M1": "C"})
    expected = [] if pole is None else [Wobbled(table=1, pole=pole)]
    assert [e for e in found if isinstance(e, Wobbled)] == expected
    if pole:
        assert game.table().poles[pole] == poles[pole] - 1
        assert Change("wobble", pole, -1, poles[pole] - 1) in game.play().changes


@pytest.mark.parametrize(
    ("has", "left", "over"),
    [
        ({"time": 3, "budget": 2}, {"time": 0, "budget": 0}, False),
        ({"time": 2, "budget": 5}, {"time": 0, "budget": 3}, True),
        ({"time": 5, "budget": 1}, {"time": 2, "budget": 0}, True),
        ({"time": 1, "budget": 0}, {"time": 0, "budget": 0}, True),
    ],
)
def test_an_overdraft_is_felt_once(has, left, over):
    """RES-1, COND-3: whatever is short becomes 0; Trust falls by two once, and the mark is set."""
    game = given.playing(5).holds(resources=has)
    found = effects(game, {"P1": "C", "P3": "C"})
    felt = [
        ResourceMoved(table=1, resource="trust", by=-2, cause="overdraft"),
        Marked(table=1, mark="overdraft"),
    ]
    assert [event for event in found if event in felt] == (felt if over else [])
    assert {name: game.table().resources[name] for name in has} == left
    assert game.table().marks.get("overdraft", 0) == int(over)


def test_trust_stops_at_zero():
    """RES-1, ORDER: Trust of one falls by one."""
    game = given.playing(5).holds(resources={"time": 0, "trust": 1})
    found = effects(game, {"P1": "C", "P3": "C"})
    assert ResourceMoved(table=1, resource="trust", by=-1, cause="overdraft") in found
    assert game.table().resources["trust"] == 0


@pytest.mark.parametrize(
    ("slot", "stake", "move"),
    [
        ("citizens", Stake(-3, 1), None),
        ("citizens", Stake(-2, 1), (-1, 0)),
        ("unions", Stake(3, 0), None),
        ("media", Stake(0, 3), None),
        ("media", Stake(0, 2), (0, 1)),
    ],
)
def test_people_stop_at_the_ends_of_their_tracks(slot, stake, move):
    """PEOPLE-1: attitude from -3 to 3, involvement from 0 to 3."""
    game = given.playing(5).holds(people={slot: stake})
    found = effects(game, {"P1": "A", "P3": "A"})
    mine = [(e.attitude, e.involvement) for e in found if isinstance(e, PeopleMoved) and e.slot == slot]
    assert mine == ([] if move is None else [move])


def test_involvement_does_not_fall_below_zero():
    """PEOPLE-1."""
    game = given.playing(5).decide("A").holds(people={"ngos": Stake(0, 0)})
    found = effects(game, {"M1": "C", "M3": "C"})
    assert not [e for e in found if isinstance(e, PeopleMoved)]


def test_a_seed_is_planted_with_the_round_it_is_due():
    """SEED-1, SEED-2: planting round and so many rounds after."""
    game = given.playing(5, script=given.scripted("P", "M", "all"))
    game.decide("A")
    assert [(s.seed, s.round, s.due, s.option, s.dilemma) for s in game.table().seeds] == [
        ("slow", 1, 3, "A", "harbour"),
        ("quick", 1, 2, "A", "harbour"),
    ]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("A1<=4", True),
        ("A1<=3", False),
        ("A1>=4", True),
        ("A1>=5", False),
        ("time>=5", True),
        ("budget<=4", False),
        ("trust>=6", False),
        ("legitimacy<=5", True),
        ("att.unions<=-1", True),
        ("att.unions<=-2", False),
        ("inv.citizens>=1", True),
        ("delegated", False),
        ("not delegated", True),
        ("tie", True),
        ("not tie", False),
        ("tie>=2", True),
        ("tie>=3", False),
        ("overdraft<=0", True),
        ("A1>=4 and tie", True),
        ("A1>=5 and tie", False),
        ("A1>=4 and not tie", False),
    ],
)
def test_a_condition_is_one_or_two_comparisons(text, held):
    """COND-1: poles, resources, people, marks; a bare mark means at least one."""
    game = given.playing(3).holds(people={"unions": Stake(-1, 0)}, marks={"tie": 2})
    assert holds(condition(text), game.table()) is held


@pytest.mark.parametrize(("trust", "options"), [(6, ("A", "C")), (7, ("A", "B", "C"))])
def test_a_gated_option_is_open_when_its_condition_holds(trust, options):
    """COND-2; D is never open before facts exist (FACT-5, OPT-5)."""
    game = given.playing(3).holds(resources={"trust": trust})
    assert only(game.when(c.OpenRound(1)), SituationSet).options == options


@pytest.mark.parametrize(("attitude", "variant"), [(-1, True), (0, False)])
def test_a_variant_holds_when_its_condition_holds(attitude, variant):
    """COND-2."""
    game = given.playing(3).decide("A").decide("A")
    game.holds(people={"citizens": Stake(attitude, 1)})
    assert only(game.when(c.OpenRound(3)), SituationSet).variant is variant


def test_conditions_are_judged_once_and_hold_for_the_round():
    """COND-2: on entering the situation."""
    game = given.at("situation").holds(resources={"trust": 9})
    game.reach("vote")
    assert game.play().options == ("A", "C")


def second_round(first, **values):
    """The second dilemma, after a first round that decided this."""
    return given.playing(5).decide(first).holds(**values)


def test_an_alt_has_other_costs_poles_and_people():
    """COND-2: what is not a cost, a pole or a person stays: Trust, marks, seeds."""
    game = second_round("A")
    before = dict(game.table().resources)
    found = effects(game, {"M1": "B", "M3": "B"})
    assert game.play().alts == ("B",)
    assert found == [
        ResourceMoved(table=1, resource="budget", by=-3, cause="cost"),
        PoleMoved(table=1, pole="A1", by=-2, cause="option"),
        ResourceMoved(table=1, resource="trust", by=1, cause="option"),
        PeopleMoved(table=1, slot="ngos", attitude=-2, involvement=0),
        Marked(table=1, mark="bridge"),
    ]
    assert game.table().resources["budget"] == before["budget"] - 3


def test_without_its_condition_an_option_keeps_its_form():
    """COND-2."""
    game = second_round("C")
    found = effects(game, {"M1": "B", "M3": "B"})
    assert game.play().alts == ()
    assert ResourceMoved(table=1, resource="time", by=-2, cause="cost") in found
    assert PoleMoved(table=1, pole="A2", by=2, cause="option") in found
