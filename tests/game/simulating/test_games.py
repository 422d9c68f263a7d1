"""Simulated games, whatever the script: SIM-1 to 4 rest on them. No statistical target is asked for here."""

from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from game.rules.state import FILLING_ORDER
from game.simulating.figures import counted, seeds
from game.simulating.games import ONE_SIDED, ORDINARY, all_games, briefed, play, schedule
from game.simulating.targets import ENDINGS
from game.simulating.telling import tell
from scenarios.files import read
from scenarios.script import parse
from tests.game.rules.anything import on_track
from tests.game.simulating.towns import town

GAMES = 400


@cache
def script_of(name):
    """The invented town, or the scenario that is shipped."""
    if name == "town":
        return town()
    found = read(name)
    return parse(found["document"], found["texts"])


@cache
def games_of(name, key="key"):
    script = script_of(name)
    return list(all_games(script, schedule(script, GAMES, key)))


@pytest.fixture(params=["town", "the-long-evenings"])
def name(request):
    return request.param


def test_games_are_spread_evenly_over_rounds_and_minds():
    """SIM-1, SIM-2: half of the tables random, half attentive, and a tenth of each one-sided mind beside them."""
    planned = schedule(town(), 402, "key")
    assert Counter((g.rounds, g.mind) for g in planned) == {
        (3, "random"): 101, (3, "attentive"): 100, (3, "always_open"): 21, (3, "always_control"): 21,
        (4, "random"): 101, (4, "attentive"): 100, (4, "always_open"): 21, (4, "always_control"): 21,
    }  # fmt: skip
    assert len({g.key for g in planned}) == len(planned)
    longer = schedule(replace(town(), max_rounds=7), 10, "key")
    assert Counter(g.rounds for g in longer if g.mind in ORDINARY) == dict.fromkeys(range(3, 8), 2)


def test_every_game_ends(name):
    """END-5, SEED-2: every round decided, nothing left in the ground, an ending in a tone."""
    for game in games_of(name):
        assert [step.dilemma for step in game.taken] == [p.dilemma for p in game.table.past]
        assert len(game.taken) == game.rounds == game.table.results.rounds
        assert game.table.results.ending in ENDINGS
        assert game.table.results.tone in ("bright", "dark")
        assert game.table.seeds == ()


def test_games_stay_on_their_tracks(name):
    """POLE-1, RES-1: it is the rules that move the values."""
    script = script_of(name)
    start = briefed(script, script.max_rounds)
    for game in games_of(name):
        on_track(replace(start, tables={1: replace(game.table, step=None)}, plan=start.plan[: game.rounds]))


def test_the_same_key_gives_the_same_figures(name):
    """Draw key: the same games, the same table of figures; another key gives others."""
    script = script_of(name)

    def told(key):
        return list(tell(script, counted(script, all_games(script, schedule(script, 60, key))), "shown"))

    assert told("one") == told("one")
    assert told("one") != told("two")


def test_figures_add_up(name):
    """SIM-1 to 4: what is counted is what was played."""
    script, games = script_of(name), games_of(name)
    found = counted(script, games)
    assert list(found) == list(range(3, script.max_rounds + 1))
    for rounds, figures in found.items():
        mine = [g for g in games if g.rounds == rounds]
        ordinary = [g for g in mine if g.mind in ORDINARY]
        assert figures.games == Counter(g.mind for g in mine)
        assert sum(figures.endings.values()) == len(mine)
        assert figures.ordinary == len(ordinary) == GAMES // len(found)
        attentive = figures.games["attentive"]
        for dilemma in script.plan(rounds):
            letters = script.dilemma(dilemma).options
            assert sum(figures.taken[dilemma, letter] for letter in letters) == attentive
            assert all(figures.taken[dilemma, x] <= figures.offered[dilemma, x] <= attentive for x in letters)
        for (dilemma, seed), known in seeds(script, rounds).items():
            grown = [x for g in ordinary for x in g.table.sprouts if (x.dilemma, x.seed) == (dilemma, seed)]
            assert figures.sprouted[dilemma, seed] == sum(x.round > 0 for x in grown)
            assert figures.sprouted[dilemma, seed] <= figures.planted[dilemma, seed]
            if not dilemma:
                assert figures.planted[dilemma, seed] == len(ordinary)
                continue
            planting = [o.letter for o in script.dilemma(dilemma).options.values() if seed in o.seeds]
            planted = sum(
                (s.dilemma == dilemma) and (s.option in planting) for g in ordinary for s in g.taken
            )
            assert figures.planted[dilemma, seed] == planted, known
        assert figures.overdrawn == sum("overdraft" in g.table.marks for g in ordinary)
        assert all(count <= figures.ordinary for count in figures.met.values())


def test_a_table_that_overdraws_twice_is_one_table():
    """SIM-4, RES-1."""
    script, (first, *_) = script_of("town"), games_of("town")
    for mark, tables in ((0, 0), (1, 1), (2, 1)):
        game = replace(first, table=replace(first.table, marks={"overdraft": mark}))
        assert counted(script, [game])[first.rounds].overdrawn == tables


def test_tables_decide_only_for_what_is_on_offer(name):
    """COND-2, FACT-4: the hidden option opens with the facts, in half of the rounds; a gated one with its condition."""
    script, opened = script_of(name), []
    for game in games_of(name):
        for step, past in zip(game.taken, game.table.past, strict=True):
            assert step.option == past.decision.option
            assert step.option in step.offered
            assert set(step.offered) - {"D"} == set(past.options) - {"D"}
            if "D" in script.dilemma(step.dilemma).options:
                opened.append("D" in step.offered)
    assert 0.42 < sum(opened) / len(opened) < 0.58


def test_manners_are_drawn_as_often_as_they_should(name):
    """WHO-4, VOTE-5, VOTE-7: advice overruled in a fifth of the rounds of one family, unanimity in a fifth, ties in a tenth."""
    decisions = [past.decision for game in games_of(name) for past in game.table.past]
    of_families = [d for d in decisions if d.decided_by != "all"]
    assert 0.16 < sum(d.overruled for d in of_families) / len(of_families) < 0.24
    assert 0.16 < sum(d.manner == "unanimous" for d in decisions) / len(decisions) < 0.24
    assert 0.07 < sum(d.manner == "word" for d in decisions) / len(decisions) < 0.13
    assert all(d.trust_lost == (d.manner == "word") for d in decisions)
    assert not any(d.overruled and (d.manner == "unanimous" or d.decided_by == "all") for d in decisions)
    assert {d.decided_by for d in decisions} == {"P", "M", "all"}
    for game in games_of(name):
        paid = [past.decision.unanimity for past in game.table.past]
        assert not any(first and second for first, second in pairwise(paid))


def test_a_game_begins_at_a_full_table():
    """SEAT-1: all eight roles, so that whatever the rules deal to seats finds them."""
    start = briefed(town(), 4)
    assert start.phase == "briefing"
    assert set(start.tables[1].taken()) == set(FILLING_ORDER)
    assert start.plan == ("harbour", "bridge", "clock", "ferry")


def test_one_sided_minds_always_take_the_same_side():
    """BOT-1, SIM-2, COND-2: the most open way, or the most controlled one in the form it has; of equals, one is drawn."""
    start, equals = briefed(town(), 3), set()
    for number in range(20):
        open_, control = (play(start, mind, f"k{number}").taken for mind in ONE_SIDED)
        assert [step.option for step in open_[:2]] == ["C", "A"]
        assert (control[0].option, control[2].option) == ("A", "A")
        equals.add(control[1].option)
    assert equals == {"B", "C"}


def test_a_standing_seed_waits_in_every_game_that_reaches_its_round():
    """SEED-4, SIM-4: counted as if planted in all of them; it takes effect in some."""
    found = counted(town(), games_of("town"))
    assert ("", "fair") not in seeds(town(), 3)
    for rounds, name in ((3, "frost"), (4, "frost"), (4, "fair")):
        assert found[rounds].planted["", name] == found[rounds].ordinary
        assert 0 < found[rounds].sprouted["", name] < found[rounds].ordinary


def test_tables_meet_incidents_and_answer_by_draw():
    """INC-1, INC-2, SIM-1: at the gate of round 3, both answers, and the opening takes effect."""
    met = [past for game in games_of("town") for past in game.table.past if past.incident]
    assert {past.round for past in met} == {3}
    assert len(met) == len(games_of("town"))
    assert {past.answer for past in met} == {1, 2}
    assert len({past.incident for past in met}) > 6
