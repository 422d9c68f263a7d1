"""How the term stands, told in words while it is played: POLE-2, POLE-4."""

from dataclasses import asdict

import pytest

from game.rules.screens.gauges import gauges, word
from tests.game.rules import given

FAILING, FRAGILE, WORKABLE, STRONG = range(4)


@pytest.mark.parametrize(
    ("words", "values"),
    [(FAILING, (0, 1, 2)), (FRAGILE, (3, 4)), (WORKABLE, (5, 6)), (STRONG, (7, 8, 9, 10))],
)
def test_a_figure_has_one_of_four_words(words, values):
    """POLE-2."""
    assert {word(value) for value in values} == {words}


def test_only_time_and_budget_are_figures_during_play():
    """POLE-4: two tables whose words are the same are shown the same, whatever the figures behind."""
    low, high = (
        given.playing(3).holds(
            poles={"A1": 5 + more, "A2": 7 + more}, resources={"trust": 3 + more, "time": 4, "budget": 2}
        )
        for more in (0, 1)
    )
    shown = [asdict(gauges(game.table())) for game in (low, high)]
    assert shown[0] == shown[1]
    assert (shown[0]["time"], shown[0]["budget"]) == (4, 2)
