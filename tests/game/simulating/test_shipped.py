"""A smaller sample of each shipped scenario keeps within wider bands, so that an edit that upsets its balance is noticed."""

import pytest

from game.simulating.figures import counted
from game.simulating.games import all_games, schedule
from game.simulating.targets import rows
from scenarios.files import read, slugs
from scenarios.script import parse

#: Three hundred games of each number of rounds: a share near 3 % may be anything from 1 to 5 %.
GAMES, KEY = 1500, "shipped"
#: What a figure of each kind may be at least and at most. The real targets are for ten thousand games.
BANDS = {
    "ending": (0.01, 0.45),
    "all three": (0.12, 0.40),
    "ratio": (1.1, None),
    "mind": (None, 0.10),
    "option": (0.04, 0.75),
    "classic": (0.17, 0.75),
    "harms": (0.22, 0.68),
    "overdraft": (0.02, 0.45),
    "aim": (0.05, 0.95),
}
ORDINARY = ("random", "attentive")


@pytest.fixture(scope="module", params=slugs())
def script(request):
    found = read(request.param)
    return parse(found["document"], found["texts"])


@pytest.fixture(scope="module")
def figures(script):
    return counted(script, all_games(script, schedule(script, GAMES, KEY)))


def band(script, row):
    if row.kind == "ending" and row.name == "yyy":
        return BANDS["all three"]
    if row.kind == "option":
        dilemma, letter = row.name.split(".")
        return BANDS["classic" if script.dilemma(dilemma).classic == letter else "option"]
    return BANDS[row.kind]


def test_scenario_is_balanced_in_every_number_of_rounds(script, figures):
    """SIM-1 to 4: if this fails, run `manage.py simulate` on it and read docs/balance.md."""
    assert list(figures) == [3, 4, 5, 6, 7]
    outside = []
    for rounds, found in figures.items():
        for row in rows(script, found):
            if row.kind in ("harm", "gain") or (row.kind == "mind" and row.name in ORDINARY):
                continue
            least, most = band(script, row)
            if row.value is None or row.value < (least or 0) or (most is not None and row.value > most):
                outside.append((rounds, row.rule, row.kind, row.name, row.value, least, most))
    assert outside == []


def test_every_seed_is_a_question(script, figures):
    """SIM-4: over all games each is planted, takes effect in some of them, and in some not."""
    idle = []
    for name in script.plan(script.max_rounds):
        for seed in script.dilemma(name).seeds:
            planted = sum(found.planted[name, seed] for found in figures.values())
            sprouted = sum(found.sprouted[name, seed] for found in figures.values())
            if not 0 < sprouted < planted:
                idle.append((name, seed, sprouted, planted))
    assert idle == []
