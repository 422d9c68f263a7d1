"""KEEP-3: what may be told of what became of plans."""

from itertools import chain, combinations

from hypothesis import given
from hypothesis import strategies as st

from game.rules.figures.cells import Cell
from game.rules.figures.follow_up import Look, follow_ups
from game.rules.hall.follow_up import OUTCOMES, REASONS
from game.rules.tally import FEWEST_PERSONS

NONE = dict.fromkeys(REASONS, 0)
answers = st.lists(
    st.tuples(
        st.sampled_from(OUTCOMES), st.sets(st.sampled_from(REASONS)), st.sets(st.sampled_from(REASONS))
    ),
    max_size=40,
)


def look(given_answers):
    """How many there are of (outcome, helped, hindered) of each person."""
    outcome = {key: sum(one[0] == key for one in given_answers) for key in OUTCOMES}
    helped, hindered = (
        {key: sum(key in one[place] for one in given_answers) for key in REASONS} for place in (1, 2)
    )
    return Look(len(given_answers), outcome, helped, hindered)


def differences(one, other):
    """All that comes out when one told look is taken away from another."""

    def sums(told):
        sets = chain.from_iterable(combinations(told.outcome, n) for n in range(1, len(told.outcome) + 1))
        yield from (
            (frozenset(key for c in cells for key in c.keys), sum(c.persons for c in cells)) for cells in sets
        )
        for side in ("helped", "hindered"):
            for key, n in getattr(told, side):
                yield from (((side, key, "yes"), n), ((side, key, "no"), told.persons - n))

    mine, yours = dict(sums(one)), dict(sums(other))
    return [abs(mine[name] - yours[name]) for name in mine.keys() & yours.keys()]


@given(answers)
def test_no_figure_tells_of_fewer_than_five_persons_nor_leaves_fewer_than_five(given_answers):
    found = follow_ups([look(given_answers)])
    assert (found is None) == (len(given_answers) < FEWEST_PERSONS)
    if found is None:
        return
    assert sum(cell.persons for cell in found.outcome) == found.persons == len(given_answers)
    assert all(cell.persons >= FEWEST_PERSONS for cell in found.outcome)
    for _key, persons in (*found.helped, *found.hindered):
        assert FEWEST_PERSONS <= persons <= found.persons - FEWEST_PERSONS


def test_large_figures_are_told_one_by_one():
    counts = {"done": 6, "partly": 7, "not": 5}
    found = follow_ups([Look(18, counts, {**NONE, "time": 6, "money": 13}, {**NONE, "rules": 5})])
    assert found.outcome == (Cell(("done",), 6), Cell(("not",), 5), Cell(("partly",), 7))
    assert (found.helped, found.hindered) == ((("time", 6), ("money", 13)), (("rules", 5),))


def test_small_ones_are_put_together_and_ticks_of_few_are_left_out():
    found = follow_ups(
        [Look(9, {"done": 6, "partly": 2, "not": 1}, {**NONE, "time": 4}, {**NONE, "money": 9})]
    )
    assert found.outcome == (Cell(("done", "not", "partly"), 9),)
    assert (found.helped, found.hindered) == ((), ())


waves = st.lists(
    st.tuples(answers.filter(lambda wave: len(wave) >= FEWEST_PERSONS), st.integers(0, 6), answers),
    max_size=5,
)


@given(waves)
def test_no_two_looks_differ_by_fewer_than_five_in_anything_they_tell(given_waves):
    """Whoever comes, and however many change their minds."""
    people, looks, seen = [], [], []
    for new, changed, minds in given_waves:
        people = [*minds[:changed], *people[len(minds[:changed]) :], *new] if people else list(new)
        looks.append(look(people))
        seen.append(follow_ups(looks))
    for one, other in combinations(seen, 2):
        assert all(n >= FEWEST_PERSONS for n in differences(one, other)), (one, other)


def test_one_newcomer_is_not_found_by_taking_an_earlier_look_away():
    """Of ten five are done; of the next five one is, which the two looks together would tell."""
    first = Look(10, {"done": 5, "partly": 3, "not": 2}, {**NONE, "time": 5}, NONE)
    second = Look(15, {"done": 6, "partly": 5, "not": 4}, {**NONE, "time": 6}, NONE)
    third = Look(21, {"done": 11, "partly": 5, "not": 5}, {**NONE, "time": 11}, NONE)
    assert len(follow_ups([first]).outcome) == 2
    found = follow_ups([first, second])
    assert found.outcome == (Cell(("done", "not", "partly"), 15),) and found.helped == ()
    assert len(follow_ups([second]).outcome) == 2, "what it would tell to somebody who has not looked before"
    found = follow_ups([first, second, third])
    assert [cell.persons for cell in found.outcome] == [11, 5, 5] and found.helped == (("time", 11),)
