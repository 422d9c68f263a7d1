"""KEEP-3: what may be told of what became of plans."""

from hypothesis import given
from hypothesis import strategies as st

from game.rules.figures.cells import Cell
from game.rules.figures.follow_up import follow_ups
from game.rules.hall.follow_up import OUTCOMES, REASONS
from game.rules.tally import FEWEST_PERSONS

NONE = dict.fromkeys(REASONS, 0)
answers = st.lists(
    st.tuples(
        st.sampled_from(OUTCOMES), st.sets(st.sampled_from(REASONS)), st.sets(st.sampled_from(REASONS))
    ),
    max_size=40,
)


def told(given_answers):
    """What is told of (outcome, helped, hindered) of each person."""
    outcome = {key: sum(one[0] == key for one in given_answers) for key in OUTCOMES}
    helped, hindered = (
        {key: sum(key in one[place] for one in given_answers) for key in REASONS} for place in (1, 2)
    )
    return follow_ups(len(given_answers), outcome, helped, hindered)


@given(answers)
def test_no_figure_tells_of_fewer_than_five_persons_nor_leaves_fewer_than_five(given_answers):
    found = told(given_answers)
    assert (found is None) == (len(given_answers) < FEWEST_PERSONS)
    if found is None:
        return
    assert sum(cell.persons for cell in found.outcome) == found.persons == len(given_answers)
    assert all(cell.persons >= FEWEST_PERSONS for cell in found.outcome)
    for _key, persons in (*found.helped, *found.hindered):
        assert FEWEST_PERSONS <= persons <= found.persons - FEWEST_PERSONS


def test_large_figures_are_told_one_by_one():
    counts = {"done": 6, "partly": 7, "not": 5}
    found = follow_ups(18, counts, {**NONE, "time": 6, "money": 13}, {**NONE, "rules": 5})
    assert found.outcome == (Cell(("done",), 6), Cell(("not",), 5), Cell(("partly",), 7))
    assert (found.helped, found.hindered) == ((("time", 6), ("money", 13)), (("rules", 5),))


def test_small_ones_are_put_together_and_ticks_of_few_are_left_out():
    found = follow_ups(9, {"done": 6, "partly": 2, "not": 1}, {**NONE, "time": 4}, {**NONE, "money": 9})
    assert found.outcome == (Cell(("done", "not", "partly"), 9),)
    assert (found.helped, found.hindered) == ((), ())
