"""Any two things that leave a room, one taken from the other, tell of no fewer than five persons (KEEP-3, P7)."""

import json
from collections import Counter
from itertools import combinations

from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st

from game.decisions import as_csv
from game.log import Texts
from game.report.account import account
from game.report.shapes import PLAYERS, Edition
from game.report.telling import Edited, tell
from game.rules import events as e
from game.rules import replay
from game.rules.figures import choices, families
from game.rules.figures.sureness import counted
from game.rules.tally import FEWEST_PERSONS
from scenarios.voice import Voice
from tests.game.rules.figures.rooms import room, table

PAIRS = st.tuples(st.sampled_from("ABC"), st.sampled_from("ABC")).map("".join)
TABLES = st.lists(st.lists(PAIRS, min_size=3, max_size=8), min_size=1, max_size=5)
DILEMMA = "harbour"


def rooms(seats, erased):
    """The room as it was decided, and as it is once each of some people, one after the other, wanted to be forgotten."""
    made = room(*(table(number, *pairs) for number, pairs in enumerate(seats, 1)))
    yield made
    for pick in erased:
        people = [player for player in made.players.values() if not player.erased]
        if not people:
            return
        gone = people[pick % len(people)]
        told = e.PlayerErased(
            table=gone.table, player=gone.id, role=gone.role or "", rounds=((gone.table, 1),)
        )
        made = replay(made, [(made.at, told)])
        yield made


def cells(state):
    """All that is told of persons in a room, by where it stands: how many."""
    moved = choices.choices_to_votes(state, DILEMMA)
    if moved is None:
        return {}
    found = {"persons": moved.persons}
    for side, told in (("chosen", moved.chosen), ("voted", moved.voted)):
        found |= {f"{side} {' '.join(cell.keys)}": cell.persons for cell in told}
    if moved.moved is not None:
        found |= {"moved": moved.moved, "stayed": moved.persons - moved.moved}
    return found


@settings(max_examples=200)
@any_of(TABLES, st.lists(st.integers(0, 40), max_size=4))
def test_no_figure_and_no_difference_of_two_is_of_fewer_than_five(seats, erased):
    looks = [cells(state) for state in rooms(seats, erased)]
    for look in looks:
        assert all(n >= FEWEST_PERSONS for n in look.values()), look
    for one, other in combinations(looks, 2):
        for name in one.keys() & other.keys():
            assert one[name] == other[name] or abs(one[name] - other[name]) >= FEWEST_PERSONS, (one, other)


@settings(max_examples=200)
@any_of(TABLES)
def test_no_figure_less_one_table_that_knows_itself_is_of_fewer_than_five(seats):
    """Whoever sat at a table can take its own answers away from what the room is told."""
    look = cells(next(rooms(seats, [])))
    for side, place in (("chosen", 0), ("voted", 1)):
        for name in (name for name in look if name.startswith(side)):
            letters = set(name.split()[1:])
            for pairs in seats:
                own = sum(pair[place] in letters for pair in pairs)
                assert look[name] - own >= FEWEST_PERSONS, (look, seats)


@settings(max_examples=100)
@any_of(TABLES, st.integers(0, 40))
def test_families_are_told_apart_only_where_both_have_five_less_any_table_and_nobody_is_gone(seats, pick):
    before, *after = rooms(seats, [pick])
    told = families.distance(before, DILEMMA, "votes")
    if told is not None:
        for f in "PM":
            at = Counter(player.table for player in before.players.values() if player.role.startswith(f))
            assert all(at.total() - n >= FEWEST_PERSONS for n in at.values()), (told, at)
    assert all(families.distance(state, DILEMMA, "votes") is None for state in after)


@settings(max_examples=200)
@any_of(st.lists(st.lists(st.integers(0, 10), max_size=7), min_size=1, max_size=6))
def test_medians_move_by_five_answers_or_not_at_all(waves):
    """However answers come in, and however often somebody looks."""
    answers, known, number = {}, {}, 0
    for wave in waves:
        for value in wave:
            number += 1
            answers[f"p{number}.now-1"] = value
        fresh = counted(answers, [f"p{n}" for n in range(1, number + 1)], known)
        before, now = known.get("now-1", (0, 0))[1], fresh.get("now-1", (0, 0))[1]
        assert now == before or now - before >= FEWEST_PERSONS
        assert now != before or fresh.get("now-1") == known.get("now-1")
        known = fresh


def test_file_and_both_editions_of_one_evening_differ_in_words_and_never_in_a_count(evening):
    """The three things that are taken home from one workshop rest on the same cells."""
    tables = sorted(evening.state.tables)
    editions = [Edition(), Edition(PLAYERS, 0), *(Edition(PLAYERS, number) for number in tables)]
    told = [account(evening.state, evening.texts, edition) for edition in editions]
    assert len({(one.room, tuple((r.shift, r.distance) for r in one.rounds)) for one in told}) == 1
    file = as_csv(evening.state, evening.texts, "en")
    assert file == as_csv(evening.state, Texts(tables=evening.texts.tables), "en")
    whole = json.dumps([tell(one, Voice(evening.state.script, "en"), "", Edited()) for one in told])
    for player in evening.state.players:
        assert player not in whole and player not in file
