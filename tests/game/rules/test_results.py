"""What a term comes to: END-1 to END-8, the epilogue (SEED-2, SEED-3), the path (SEED-5), what stands behind (DEB-1, 2)."""

from dataclasses import replace

import pytest

from game.rules import commands as c
from game.rules.hall import results
from game.rules.screens import player_screen
from game.rules.screens.behind import behind
from game.rules.screens.path import my_view, path
from game.rules.screens.term import final_gauges, front_page
from scenarios.conditions import condition
from tests.game.rules import given
from tests.game.rules.given import names
from tests.game.rules.test_phases import NoTexts

EVEN = dict.fromkeys(("A1", "A2", "B1", "B2", "C1", "C2", "D1", "D2"), 4)


def ended(rounds=3, shift=(0, 0, 0), marks=None, budget=0, legitimacy=5, time=0, **poles):
    """The results of a table that decided so many rounds and holds these values."""
    game = given.playing(3)
    for _round in range(min(rounds, 3)):
        game.decide("C")
    table = game.table()
    past = (*table.past, *((table.play,) if table.play and table.play.decision else ()))
    past = (past * 7)[:rounds] if rounds else ()
    table = replace(
        table,
        past=past,
        play=None,
        poles={**EVEN, **poles},
        marks=marks or {},
        resources={**table.resources, "budget": budget, "legitimacy": legitimacy, "time": time},
    )
    return results.reached(replace(game.state.script, shift=shift), table)


@pytest.mark.parametrize(
    ("pole", "partner", "counts"), [(9, 4, 6), (6, 4, 6), (7, 4, 6), (4, 9, 4), (10, 0, 2), (0, 10, 0)]
)
def test_a_pole_counts_at_most_two_more_than_its_partner(pole, partner, counts):
    """END-1."""
    assert results.counted({**EVEN, "C1": pole, "C2": partner}, "C1") == counts


def test_each_pole_counts_once_in_one_of_three_sums():
    """END-2, counted by hand: C1 + D2, A2 + B1 + C2, A1 + B2 + D1."""
    found = ended(A1=5, A2=6, B1=3, B2=4, C1=7, C2=6, D1=2, D2=3)
    assert (found.solution, found.carry_through, found.lasting) == (7 + 3, 6 + 3 + 6, 5 + 4 + 2)
    assert sorted(pole for poles in results.SUMS.values() for pole in poles) == sorted(EVEN)


@pytest.mark.parametrize(
    ("budget", "overdrafts", "adds"),
    [(0, 0, 0), (1, 0, 0), (2, 0, 1), (3, 0, 1), (4, 0, 2), (9, 0, 2), (4, 1, 1), (0, 2, -2)],
)
def test_leftover_budget_pushes_and_overdrafts_pull(budget, overdrafts, adds):
    """END-3, RES-3."""
    marks = {"overdraft": overdrafts} if overdrafts else {}
    assert ended(budget=budget, marks=marks).carry_through == 12 + adds


def test_time_that_is_left_counts_for_nothing():
    """RES-3."""
    found = [ended(time=time) for time in (0, 9)]
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("rounds", "solution", "carry_through", "lasting"),
    [(2, 8, 12, 12), (3, 9, 13, 13), (4, 9, 13, 14), (5, 10, 13, 15), (6, 10, 14, 16), (7, 11, 15, 16)],
)
@pytest.mark.parametrize("shift", [-1, 0, 1])
def test_a_result_is_reached_at_its_threshold_and_not_one_below(
    rounds, solution, carry_through, lasting, shift
):
    """END-4, END-7."""
    shifts = (shift, shift, shift)
    limits = results.thresholds(replace(given.scripted(), shift=shifts), rounds)
    assert limits == (solution + shift, carry_through + shift, lasting + shift)


def test_the_three_results_are_judged_each_at_its_own_threshold():
    """END-4, END-5."""
    assert ended(C1=5, C2=5, A2=4).ending == "yyn"
    assert ended(C1=5).ending == "ynn"
    assert ended(B1=5).ending == "nyn"
    assert ended(B2=5).ending == "nny"
    assert ended().ending == "nnn"
    assert ended(C1=5, B2=5, D1=4).ending == "yny"
    assert ended(B1=5, B2=5).ending == "nyy"
    assert ended(C1=5, B1=5, B2=5).ending == "yyy"


@pytest.mark.parametrize("rounds", [0, 1])
def test_a_term_of_fewer_than_two_decisions_has_no_ending(rounds):
    """END-7."""
    assert ended(rounds).ending == ""
    assert results.thresholds(given.scripted(), rounds) == ()


@pytest.mark.parametrize(("legitimacy", "tone"), [(0, "dark"), (4, "dark"), (5, "bright"), (10, "bright")])
def test_the_tone_follows_legitimacy(legitimacy, tone):
    """END-6."""
    assert ended(legitimacy=legitimacy).tone == tone


def test_news_come_in_the_scenarios_order_four_at_most_and_shared_ones_last():
    """END-8."""
    game = given.playing(3).decide("A").decide("A").lead("results")
    items = tuple((f"n{n}", condition("A1>=0" if n != 1 else "A1>=11")) for n in range(7))
    game.state = replace(game.state, script=replace(game.state.script, news=items))
    player = game.state.players["P1"]
    assert front_page(game.state, game.table(), player).news == ("news.n0", "news.n2", "news.n3", "news.n4")
    game.holds(marks={"overdraft": 1, "bad_press": 1})
    assert front_page(game.state, game.table(), player).news == (
        "news.n0",
        "news.n2",
        "common.news.overdraft",
        "common.news.bad_press",
    )


def test_gauges_show_both_figures_and_the_sums_that_they_make():
    """END-1: the page shows the value and what of it counts."""
    game = given.playing(3).decide("A").decide("A").lead("results")
    game.holds(poles={"B1": 9, "B2": 3})
    shown = final_gauges(game.state, game.table())
    level = shown.levels[1]
    assert (level.left.value, level.left.counted, level.strength) == (9, 5, 3)
    assert level.held_back == (level.left,)
    for one in shown.sums:
        assert one.value == sum(n for _pole, n in one.poles) + one.push - one.overdrafts


def test_what_is_still_in_the_ground_takes_effect_in_the_epilogue():
    """PHASE-2, SEED-2, SEED-5: planted in round 1 and due in round 2, called before; drawn back to its decision."""
    game = given.playing(3).decide("A")
    assert len(game.table().seeds) == 2
    events = game.when(c.AdvancePhase("playing", confirmed=True))
    assert names(events).count("SeedSprouted") + names(events).count("SeedLapsed") == 2
    assert names(events).index("ResultsReached") > names(events).index("SeedSprouted")
    assert game.table().seeds == ()
    grown = path(game.state, game.table()).epilogue
    assert {(seed.seed, seed.option, seed.planted, seed.in_epilogue) for seed in grown} >= {
        ("quick", "A", 1, True)
    }
    assert path(game.state, game.table()).rounds[0].led_to == grown
    assert next(seed for seed in grown if seed.seed == "quick").moves[0].pole == "A1"


def test_the_path_shows_a_seed_at_the_round_in_which_it_came_up():
    """SEED-5: and at the round whose decision it goes back to, and nowhere else."""
    game = given.playing(3).decide("A").decide("A").lead("results")
    rounds = path(game.state, game.table()).rounds
    assert [{seed.seed for seed in each.came_up} for each in rounds] == [set(), {"quick"}]
    assert not any(seed.in_epilogue for seed in rounds[1].came_up)
    assert "quick" in {seed.seed for seed in rounds[0].led_to}
    assert "quick" not in {seed.seed for seed in rounds[1].led_to}


def test_no_screen_tells_of_a_seed_before_it_takes_effect():
    """SEED-5: in no phase before the results."""
    game = given.playing(3).decide("A")
    for step in ("situation", "choice", "reveal", "talk", "vote", "consequence", "reflect"):
        game.reach(step, votes={"P1": "A", "M1": "A", "M3": "A"})
        for player in ("P1", "M1", "M3"):
            assert "'slow'" not in repr(player_screen(game.state, NoTexts, player))


def test_my_view_shows_only_the_rounds_of_who_held_the_seat():
    """KEEP-2: who takes over a released seat never sees the choices and votes of the one before."""
    game = given.playing(3).decide("A")
    game.when(c.RemovePlayer("M3"))
    game.when(c.Join("late"))
    game.when(c.TakeSeat("late", 1))
    game.decide("B")
    assert game.table().seats["M3"] == "late" or game.state.players["late"].role
    game.lead("results")
    late, first = game.state.players["late"], game.state.players["P1"]
    assert [step.round for step in my_view(game.state, game.table(), first).rounds] == [1, 2]
    assert all(step.round > 1 for step in my_view(game.state, game.table(), late).rounds)


def test_behind_shows_roads_taken_and_not_and_what_was_not_played():
    """DEB-1, DEB-2: D stays out while it cannot be opened."""
    game = given.playing(3).decide("A").lead("debrief")
    levels = {level.level: level for level in behind(game.state, game.table()).levels}
    played = levels[3].stories[0]
    assert (played.dilemma, played.round) == ("harbour", 1)
    assert [(road.letter, road.taken) for road in played.roads] == [("A", True), ("B", False), ("C", False)]
    assert [(story.dilemma, story.round) for story in levels[1].stories] == [("bridge", 0)]
    assert levels[4].stories == ()


@pytest.mark.parametrize("phase", ["results", "debrief", "plan", "closed"])
def test_no_screen_after_the_rounds_names_another_player(phase):
    """KEEP-2: neither ids nor votes of others; END-9: nothing of another table."""
    game = given.playing(3, 3).decide("A").lead(phase)
    for player in ("P1", "M1"):
        shown = repr(player_screen(game.state, NoTexts, player))
        others = {p for p in game.state.players if p != player and "." in p}
        assert not any(f"'{other}'" in shown for other in others)
        assert "holders" not in shown
