"""Seeds that come back: when they are due, whether they take effect, in which order (SEED-1 to 3, SEED-5)."""

from functools import cache
from types import SimpleNamespace

from game.rules import commands as c
from game.rules.events import SeedHeld, SeedLapsed, SeedSprouted, SituationSet, StepEntered
from game.rules.screens import player_screen
from scenarios.script import Script, parse
from tests.game.rules import given

NO_TEXTS = SimpleNamespace(names={}, tables={}, notes={})


@cache
def garden(takes: str = "time") -> Script:
    """Three rounds; A of the first plants five seeds, due in the second, of which the fourth is false.

    The first of them gives Time, or takes a resource when told which.
    """
    one = {"D2": 2, "time": 1, "trust": -1} if takes == "time" else {takes: -1}
    options = {
        "A": {"cost": {}, "poles": {"A1": 1}, "seeds": ["one", "two", "three", "four", "late"]},
        "B": {"cost": {}, "poles": {"A2": 1}},
        "C": {"cost": {}, "poles": {"B1": 1}},
    }
    seeds = {
        "one": {"kind": "gain", "tag": "staff", "after": 1, "effects": one},
        "two": {
            "kind": "harm",
            "tag": "law",
            "after": 1,
            "if": "D2>=6",
            "effects": {"inv": {"media": 1}, "marks": ["x"]},
        },
        "three": {"kind": "harm", "tag": "law", "after": 1, "effects": {"C1": -1}},
        "four": {"kind": "harm", "tag": "law", "after": 1, "if": "C1<=0", "effects": {"C2": -1}},
        "late": {"kind": "gain", "tag": "law", "after": 2, "if": "x", "effects": {"B2": 1}},
    }
    first = {"id": "first", "stage": 1, "from": 3, "level": 1, "decides": "P", "fallback": "A"}
    rest = [{**first, "id": name, "stage": stage} for name, stage in (("second", 2), ("third", 3))]
    plain = {letter: {**option, "seeds": []} for letter, option in options.items()}
    dilemmas = [{**first, "options": options, "seeds": seeds}, *({**d, "options": plain} for d in rest)]
    return parse({"slug": "garden", "dilemmas": dilemmas}, {"en": {}})


def in_round(number: int) -> given.Game:
    """A table of five that voted for A in every round, at the situation of this one."""
    game = given.playing(5, script=garden())
    for _ in range(number - 1):
        game.decide("A")
    return game.reach("situation")


def happened(game: given.Game, *kinds: type) -> list[tuple[str, str]]:
    return [(type(e).__name__, e.seed) for _at, e in game.lines if isinstance(e, kinds)]


def test_a_seed_is_due_after_its_rounds_and_opens_the_situation():
    """SEED-1, SEED-2: planted in round 1 with after 1, it takes effect when round 2 opens, before anything is fixed."""
    game = in_round(2)
    kinds = [type(event) for _at, event in game.lines]
    entered = next(
        i
        for i, (_at, e) in enumerate(game.lines)
        if isinstance(e, StepEntered) and (e.name, e.round) == ("situation", 2)
    )
    assert entered < kinds.index(SeedSprouted) < len(kinds) - 1 - kinds[::-1].index(SituationSet)
    assert (game.table().poles["D2"], game.table().resources["time"]) == (6, 6)


def test_seeds_are_taken_in_the_order_of_the_file_each_on_what_the_one_before_left():
    """SEED-3: "two" needs what "one" has just brought about."""
    game = in_round(2)
    assert happened(game, SeedSprouted) == [("SeedSprouted", "one"), ("SeedSprouted", "two")]
    assert game.table().people["media"].involvement == 1
    assert game.table().marks["x"] == 1


def test_after_two_the_rest_wait_one_round():
    """SEED-3: and are judged only then."""
    game = in_round(2)
    assert happened(game, SeedHeld) == [("SeedHeld", "three"), ("SeedHeld", "four")]
    assert {p.seed: p.due for p in game.table().seeds} == {"three": 3, "four": 3, "late": 3}


def test_a_seed_whose_condition_does_not_hold_is_gone_for_good():
    """SEED-3."""
    game = in_round(3)
    assert ("SeedLapsed", "four") in happened(game, SeedLapsed)
    assert [p.seed for p in game.table().seeds] == []
    assert happened(game, SeedSprouted)[2:] == [("SeedSprouted", "three"), ("SeedSprouted", "late")]


def test_a_sprouted_seed_remembers_its_decision():
    """SEED-5: so that the results can draw it back."""
    sprouts = {s.seed: s for s in in_round(3).table().sprouts}
    assert (sprouts["one"].option, sprouts["one"].planted, sprouts["one"].round) == ("A", 1, 2)
    assert sprouts["four"].round == 0


def test_planted_seeds_are_on_no_screen_before_they_take_effect():
    """SEED-5: neither their names nor that there are any."""
    game = in_round(1)
    game.reach("consequence", votes={"P1": "A", "P3": "A"})
    assert "late" in {p.seed for p in game.table().seeds}
    screens = [player_screen(game.state, NO_TEXTS, player) for player in game.state.players]
    assert not any(
        seed in repr(screen) for screen in screens for seed in ("'one'", "'two'", "'three'", "'late'")
    )


def test_a_sprouted_seed_opens_the_situation_screen_and_is_not_told_as_a_consequence():
    """SEED-3, PEOPLE-2: what a seed moved is told with the seed, and nowhere else."""
    game = in_round(2)
    task = player_screen(game.state, NO_TEXTS, "P1").part("task").data
    assert [(told.text, told.is_gain) for told in task.seeds] == [
        ("first.seeds.one", True),
        ("first.seeds.two", False),
    ]
    assert [(move.pole, move.by, move.before, move.after) for move in task.seeds[0].moves] == [
        ("D2", 2, 1, 2)
    ]
    game.reach("consequence", votes={"P1": "B", "P3": "B"})
    consequence = player_screen(game.state, NO_TEXTS, "P1").part("task").data
    assert [move.pole for move in consequence.moves] == ["A2"]
    assert consequence.quotes == ()


def test_going_back_to_the_situation_grows_nothing_again():
    """BACK-3: seeds that took effect stay, once."""
    game = in_round(2)
    game.reach("talk")
    before = happened(game, SeedSprouted, SeedHeld)
    game.when(c.StepBack(1, game.step().number, "situation"))
    assert happened(game, SeedSprouted, SeedHeld) == before


def test_only_a_decision_overdraws():
    """RES-2: what a seed takes from an empty purse is not there to take, and nobody has overdrawn."""
    game = given.playing(5, script=garden(takes="budget")).decide("A")
    game.holds(resources={"budget": 0}).reach("situation")
    assert "one" in [sprout.seed for sprout in game.table().sprouts]
    assert game.table().resources["budget"] == 0
    assert "overdraft" not in game.table().marks
