"""KEEP-3, KEEP-7: what a workshop adds to the pooled figures, and that nothing can be told from what is shown of them."""

from collections import Counter
from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.rules import Refused, Settings, State, added, apply, replay
from game.rules import commands as c
from game.rules.play import Decision, Play
from game.rules.state import Player, Table
from game.rules.tally import (
    FEWEST_PERSONS,
    FEWEST_TABLES,
    FEWEST_WORKSHOPS,
    Batch,
    Cell,
    Count,
    cells,
    joined,
    pooled,
)
from tests.game.rules.given import scripted

LETTERS = "ABC"
PLAIN = Settings()
#: A workshop: what each of its tables decided, and how many voted there.
tables = st.tuples(st.sampled_from(LETTERS), st.integers(3, 8))
workshops = st.lists(tables, min_size=1, max_size=8)
#: Some sequences lean so much that nearly all decide alike.
leaning = st.tuples(st.sampled_from("AAAAAAAAAAAB"), st.integers(3, 8))
sequences = st.one_of(
    *(
        st.lists(kind, min_size=3, max_size=20)
        for kind in (workshops, st.lists(leaning, min_size=1, max_size=8))
    )
)


def played(*decided, phase="plan", settings=PLAIN, bots=False):
    """A workshop whose tables have decided: each of `decided` is a table's (dilemma, option, voters, manner)."""
    script = scripted()
    found = {}
    for number, rounds in enumerate(decided, 1):
        past = tuple(
            Play(round=n, dilemma=dilemma, decision=Decision(option, manner, "all", voters=voters))
            for n, (dilemma, option, voters, manner) in enumerate(rounds, 1)
        )
        found[number] = Table(number, {}, {}, {}, {}, past=past)
    players = {"x": Player("x", bot="open")} if bots else {}
    return State(script, phase=phase, settings=settings, tables=found, players=players)


def close(state):
    """What closing it adds, by dilemma."""
    return added(state, replace(state, phase="closed"))


def counts_of(workshop):
    """What a workshop of the sequences above decided, as the rules count it."""
    found = dict.fromkeys(LETTERS, Count())
    for option, persons in workshop:
        sofar = found[option]
        found[option] = Count(sofar.tables + 1, sofar.persons + persons, sofar.largest + persons)
    return found


def run(sequence):
    """Let workshops close one after another: what was read after each, and the closed batches.

    A batch is told as its cells and the workshops that are in it.
    """
    batch, told, inside, readings, closed = Batch(), [], [], [], []
    for workshop in sequence:
        batch = joined(batch, counts_of(workshop))
        inside.append(workshop)
        if batch.is_full:
            shown = cells(batch.counts)
            closed.append((shown, inside))
            told += [shown] if shown else []
            batch, inside = Batch(batch.number + 1), []
        readings.append(pooled(told) if told else ())
    return readings, closed


def persons_behind(sequence):
    """For each different reading in turn, by cell, the persons that it counts: as pairs of a table and a seat there."""
    number, batches, found = 0, [], []
    everybody = {}
    for shown, inside in run(sequence)[1]:
        homes = dict.fromkeys((cell.options for cell in shown), 0)
        for option, persons in (table for workshop in inside for table in workshop):
            number += 1
            everybody[number] = {(number, seat) for seat in range(persons)}
            homes |= {options: mask | 1 << number for options, mask in homes.items() if option in options}
        if shown:
            # tables are told apart by one bit each, so that the sums of the rules are sets of tables
            batches.append(tuple(replace(cell, tables=homes[cell.options]) for cell in shown))
            reading = {cell.options: cell.tables for cell in pooled(batches)}
            found.append(
                {
                    options: {one for n in everybody if mask >> n & 1 for one in everybody[n]}
                    for options, mask in reading.items()
                }
            )
    return found


# --- what is counted ---------------------------------------------------------------------------


def test_closing_counts_decisions_by_dilemma_with_those_who_voted():
    """A road that nobody took is there with nothing; a hidden one, which cannot be taken yet, is not."""
    state = played(
        [("harbour", "A", 5, "majority"), ("bridge", "B", 4, "unanimous")],
        [("harbour", "A", 3, "word")],
        [("harbour", "C", 6, "runoff")],
    )
    assert close(state) == {
        "harbour": {"A": Count(2, 8, 8), "B": Count(), "C": Count(1, 6, 6)},
        "bridge": {"A": Count(), "B": Count(1, 4, 4), "C": Count()},
    }


def test_round_that_has_just_been_decided_counts_too():
    state = played([])
    play = Play(round=1, dilemma="clock", decision=Decision("B", "majority", "all", voters=5))
    state = state.with_table(1, play=play)
    assert close(state)["clock"]["B"] == Count(1, 5, 5)


@pytest.mark.parametrize(
    ("option", "voters", "manner"), [("A", 0, "nobody"), ("A", 4, "nobody"), ("A", 2, "majority"), ("A", 1, "unanimous")]
)  # fmt: skip
def test_what_no_table_decided_is_not_counted(option, voters, manner):
    """The fallback is nobody's decision, and one or two are no table."""
    assert close(played([("harbour", option, voters, manner)])) == {}


@pytest.mark.parametrize(
    "changes",
    [
        {"settings": Settings(bots=True)},
        {"settings": Settings(led_by_bot=True)},
        {"settings": Settings(pace=10)},
        {"settings": Settings(rehearsal=True)},
        {"bots": True},
    ],
)
def test_people_only_are_counted(changes):
    """KEEP-7: no bots in the seats or at the desk, and no rehearsal."""
    rounds = [("harbour", "A", 5, "majority")]
    assert close(played(rounds))
    assert close(played(rounds, **changes)) == {}


@pytest.mark.parametrize(
    ("before", "after"), [("playing", "results"), ("closed", "closed"), ("plan", "debrief")]
)
def test_nothing_is_added_but_by_closing(before, after):
    state = played([("harbour", "A", 5, "majority")], phase=before)
    assert added(state, replace(state, phase=after)) == {}


def test_closing_counts_once_and_neither_a_second_closing_nor_a_replay_counts_again():
    """KEEP-7."""
    state, events = apply(State(scripted()), c.OpenDoors("digest", "key", 1, 3, Settings()), 1)
    lines, sums = [(1, event) for event in events], []

    def when(command):
        nonlocal state, lines
        before = state
        state, events = apply(state, command, state.at + 1)
        lines += [(state.at, event) for event in events]
        sums.append(added(before, state))

    for name in ("one", "two", "three"):
        when(c.Join(name))
        when(c.TakeSeat(name, 1))
    while state.phase != "plan":
        when(c.AdvancePhase(state.phase, confirmed=True))
    play = Play(round=1, dilemma="clock", decision=Decision("B", "majority", "all", voters=3))
    state = state.with_table(1, past=(play,))
    when(c.AdvancePhase("plan"))
    assert (state.phase, sums.pop()["clock"]["B"]) == ("closed", Count(1, 3, 3))
    when(c.AdvancePhase("plan"))
    with pytest.raises(Refused):
        when(c.AdvancePhase("closed"))
    assert not any(sums)
    assert replay(State(scripted()), lines).phase == "closed"


# --- batches and cells -------------------------------------------------------------------------


def test_batch_is_full_from_ten_tables_in_three_workshops_and_then_from_twice_as_many():
    """KEEP-7."""

    def batch(number, tables, workshops):
        return Batch(number, workshops, {"A": Count(tables, 5 * tables, 5)})

    assert not batch(0, 9, 9).is_full
    assert not batch(0, 100, 2).is_full
    assert batch(0, 10, 3).is_full
    assert [next(n for n in range(999) if batch(number, n, 3).is_full) for number in range(7)] == [
        10, 20, 40, 80, 160, 160, 160,
    ]  # fmt: skip


def test_small_cells_go_together():
    """KEEP-3."""
    counts = {"A": Count(6, 30, 10), "B": Count(2, 8, 4), "C": Count(2, 9, 4), "D": Count(2, 8, 5)}
    assert cells(counts) == (Cell("A", 6, 30), Cell("BD", 4, 16), Cell("C", 2, 9))


def test_small_cells_that_stay_small_go_into_the_smallest():
    counts = {"A": Count(6, 30, 10), "B": Count(3, 15, 5), "C": Count(1, 4, 4), "D": Count()}
    assert cells(counts) == (Cell("A", 6, 30), Cell("BCD", 4, 19))


def test_road_that_nobody_took_is_not_told_as_such():
    counts = {"A": Count(6, 30, 10), "B": Count(4, 20, 10), "C": Count()}
    assert cells(counts) == (Cell("A", 6, 30), Cell("BC", 4, 20))


@pytest.mark.parametrize(
    "counts",
    [
        {"A": Count(10, 50, 20), "B": Count(), "C": Count()},
        {"A": Count(9, 45, 20), "B": Count(1, 5, 5), "C": Count()},
        {"A": Count(5, 25, 25), "B": Count(5, 25, 25), "C": Count()},
        {"A": Count(1, 3, 3), "B": Count(1, 3, 3)},
        {},
    ],
)
def test_where_merging_does_not_help_nothing_is_shown(counts):
    assert cells(counts) == ()


def test_cell_of_one_workshop_alone_is_not_shown():
    """Whoever led that workshop would know the rest."""
    counts = {"A": Count(8, 40, 15), "B": Count(5, 25, 25), "C": Count(4, 20, 10)}
    assert cells(counts) == (Cell("A", 8, 40), Cell("BC", 9, 45))


def test_earlier_batches_count_where_they_tell_the_same_options_apart():
    first = (Cell("A", 6, 30), Cell("B", 2, 10), Cell("C", 2, 10))
    second = (Cell("A", 12, 60), Cell("BC", 8, 40))
    third = (Cell("A", 20, 100), Cell("B", 10, 50), Cell("C", 10, 50))
    assert pooled([first]) == first
    assert pooled([first, second]) == (Cell("A", 18, 90), Cell("BC", 12, 60))
    assert pooled([first, second, third]) == (Cell("A", 26, 130), Cell("B", 12, 60), Cell("C", 12, 60))


# --- what nobody can find out, in whatever order workshops close -----------------------------------


@given(sequences)
def test_every_reading_holds_ten_tables_of_three_workshops_and_no_small_cell(sequence):
    """KEEP-3, KEEP-7."""
    readings, closed = run(sequence)
    for reading in readings:
        assert len(reading) != 1
        assert not reading or sum(cell.tables for cell in reading) >= FEWEST_TABLES
        assert all(cell.persons >= FEWEST_PERSONS for cell in reading)
    for shown, inside in closed:
        assert not shown or len(inside) >= FEWEST_WORKSHOPS


@given(sequences)
def test_two_readings_never_differ_by_fewer_than_five_persons(sequence):
    """KEEP-3: whatever cells of two readings are laid beside each other, none holds one to four who are not in the other."""
    for before, after in combinations(persons_behind(sequence), 2):
        for older, newer in product(before.values(), after.values()):
            for difference in (newer - older, older - newer, older & newer):
                assert not difference or len(difference) >= FEWEST_PERSONS
        new = set().union(*after.values()) - set().union(*before.values())
        assert len({table for table, _seat in new}) >= FEWEST_TABLES


@given(sequences)
def test_every_reading_is_a_sum_of_cells_that_may_be_shown_by_themselves(sequence):
    """KEEP-3: so no comparison of any readings tells more than these cells, and no table is in two of them."""
    readings, closed = run(sequence)
    released = [shown for shown, _inside in closed if shown]
    for shown, inside in closed:
        counted = Counter()
        for option, _persons in (table for workshop in inside for table in workshop):
            counted.update(cell.options for cell in shown if option in cell.options)
        assert all(cell.tables == counted[cell.options] for cell in shown)
    assert readings[-1] == (pooled(released) if released else ())


@given(sequences)
def test_who_knows_one_workshop_of_a_batch_knows_no_other_tables_decision(sequence):
    """Of the others, at least five persons are left in each of two cells, whichever workshop is taken away."""
    for shown, inside in run(sequence)[1]:
        for known in range(len(inside)):
            others = [table for n, workshop in enumerate(inside) if n != known for table in workshop]
            assert len(shown) != 1
            for cell in shown:
                left = [persons for option, persons in others if option in cell.options]
                assert sum(left) >= FEWEST_PERSONS


@given(sequences, st.randoms(use_true_random=False))
def test_when_a_batch_is_closed_says_nothing_about_what_was_decided(sequence, chance):
    """The same workshops with any other decisions close the same batches."""
    other = [[(chance.choice(LETTERS), persons) for _option, persons in workshop] for workshop in sequence]
    lengths = [[len(inside) for _shown, inside in run(one)[1]] for one in (sequence, other)]
    assert lengths[0] == lengths[1]


@given(sequences, st.randoms(use_true_random=False))
def test_what_is_read_is_the_same_whoever_of_a_batch_decided_it(sequence, chance):
    """Workshops of one batch may have closed in any order: a reading does not tell which brought what."""
    _readings, closed = run(sequence)
    mixed = []
    for _shown, inside in closed:
        mixed += chance.sample(inside, len(inside))
    sizes = [len(inside) for _shown, inside in closed]
    assert [shown for shown, _inside in _cut(mixed, sizes)] == [shown for shown, _inside in closed]


def _cut(sequence, sizes):
    """Batches of these sizes, whichever workshop stands where."""
    found, start = [], 0
    for number, size in enumerate(sizes):
        batch = Batch(number)
        for workshop in sequence[start : start + size]:
            batch = joined(batch, counts_of(workshop))
        found.append((cells(batch.counts), sequence[start : start + size]))
        start += size
    return found


def test_sequences_of_these_tests_are_shown_sometimes():
    """The properties above are about something."""
    even = [[("A", 5), ("B", 5), ("C", 5)]] * 30
    readings, closed = run(even)
    assert [len(shown) for shown, _inside in closed] == [3, 3, 3]
    assert sum(cell.tables for cell in readings[-1]) == 12 + 21 + 42
    assert not run([[("A", 5)]] * 40)[0][-1]
