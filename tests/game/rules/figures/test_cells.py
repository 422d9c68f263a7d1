"""KEEP-3: what becomes of counts before anybody beyond one table sees them."""

from hypothesis import given
from hypothesis import strategies as st

from game.rules.figures.cells import Cell, merged
from game.rules.tally import FEWEST_PERSONS

counts = st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 12))


@given(counts)
def test_no_cell_holds_fewer_than_five_and_nobody_is_lost(given_counts):
    cells = merged(given_counts)
    assert all(cell.persons >= FEWEST_PERSONS for cell in cells)
    if sum(given_counts.values()) < FEWEST_PERSONS:
        assert cells == ()
        return
    keys = [key for cell in cells for key in cell.keys]
    assert sorted(keys) == sorted(given_counts), "every key is in one cell"
    assert all(cell.persons == sum(given_counts[key] for key in cell.keys) for cell in cells)


@given(counts)
def test_only_small_cells_and_at_most_one_host_are_merged(given_counts):
    cells = merged(given_counts)
    mixed = [cell for cell in cells if len(cell.keys) > 1]
    assert len(mixed) <= 1
    for cell in mixed:
        large = [key for key in cell.keys if given_counts[key] >= FEWEST_PERSONS]
        assert len(large) <= 1
        if large:
            small = sum(given_counts[key] for key in cell.keys if key not in large)
            assert small < FEWEST_PERSONS
            assert all(given_counts[large[0]] <= c.persons for c in cells if c is not cell)


def test_small_cells_become_other():
    assert merged({"A": 9, "B": 3, "C": 2}) == (Cell(("A",), 9), Cell(("B", "C"), 5))


def test_other_that_is_still_small_takes_in_the_smallest_cell():
    assert merged({"A": 9, "B": 6, "C": 4}) == (Cell(("A",), 9), Cell(("B", "C"), 10))
    assert merged({"A": 6, "B": 6, "C": 4}) == (Cell(("A", "C"), 10), Cell(("B",), 6))


def test_an_option_with_nobody_is_a_small_cell_too():
    """Otherwise the picture would say of everybody that they are not there."""
    assert merged({"A": 9, "B": 0}) == (Cell(("A", "B"), 9),)


def test_fewer_than_five_in_all_show_nothing():
    assert merged({"A": 2, "B": 2}) == ()
    assert merged({}) == ()


def test_five_are_enough():
    assert merged({"A": 5, "B": 5}) == (Cell(("A",), 5), Cell(("B",), 5))
