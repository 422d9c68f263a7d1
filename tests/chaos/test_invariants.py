"""Each invariant is seen to fail: a log, a page or an answer is doctored, and exactly that is told."""

import pytest

from tests.chaos import invariants
from tests.chaos.invariants import Acknowledged, Answered

SAVED = [Acknowledged("ann", "4", "A", 1), Acknowledged("ann", "4", "B", 2), Acknowledged("bo", "4", "A", 1)]
LINES = [
    (1, "DoorsOpened", {}, 1_000),
    (2, "VoteCast", {"player": "ann", "tap": 1, "option": "A"}, 2_000),
    (3, "VoteCast", {"player": "bo", "tap": 1, "option": "A"}, 2_000),
    (4, "VoteCast", {"player": "ann", "tap": 2, "option": "B"}, 3_000),
]
ROW = {"phase": "playing", "doors_open": True, "version": 4, "delete_at": None}
FRESH = {"is_same": True, "row": ROW, "replayed": ROW}


def without(number):
    return [line for line in LINES if line[0] != number]


def test_sound_log_breaks_nothing():
    assert not invariants.once(LINES, SAVED)
    assert not invariants.gapless(LINES)
    assert not invariants.folded(FRESH)
    assert not invariants.steady(LINES, 1_000)
    assert not invariants.held({"ann": "B", "bo": "A", "cy": "C"}, SAVED)


def test_saved_vote_that_is_missing_is_told():
    assert invariants.once(without(3), SAVED) == [f"{SAVED[2]} was saved and is not in the log"]


def test_saved_vote_that_was_kept_as_another_is_told():
    wrong = [*without(3), (3, "VoteCast", {"player": "bo", "tap": 1, "option": "C"}, 2_000)]
    assert invariants.once(wrong, SAVED) == [f"{SAVED[2]} was saved and is not in the log"]


@pytest.mark.parametrize("saved", [SAVED, []], ids=["acknowledged", "not acknowledged"])
def test_tap_that_counts_twice_is_told(saved):
    twice = [*LINES, (5, *LINES[2][1:])]
    assert invariants.once(twice, saved) == ["('bo', 1) is in the log as ['A', 'A']"]


def test_vote_that_was_never_acknowledged_may_be_there():
    assert not invariants.once(LINES, SAVED[:1])


@pytest.mark.parametrize("votes", [{"ann": "A", "bo": "A"}, {"bo": "A"}])
def test_state_that_holds_another_than_the_last_saved_vote_is_told(votes):
    (sentence,) = invariants.held(votes, SAVED)
    assert sentence == f"ann last saved 'B', and {votes.get('ann')!r} is held"


@pytest.mark.parametrize("lines", [without(2), [*LINES, LINES[-1]], LINES[::-1], LINES[1:]])
def test_versions_with_a_gap_a_double_or_no_order_are_told(lines):
    assert len(invariants.gapless(lines)) == 1


def test_state_that_is_not_the_log_replayed_is_told():
    assert len(invariants.folded({**FRESH, "is_same": False})) == 1


@pytest.mark.parametrize(
    "wrong", [{"version": 3}, {"phase": "results"}, {"doors_open": False}, {"delete_at": 9}]
)
def test_row_that_says_another_thing_than_the_log_is_told(wrong):
    assert len(invariants.folded({**FRESH, "row": {**ROW, **wrong}})) == 1


@pytest.mark.parametrize(("at", "jump"), [(2_999, -1), (600_000, 597_000)])
def test_time_that_runs_backwards_or_jumps_is_told(at, jump):
    assert invariants.steady([*LINES, (5, "StepClosed", {}, at)], 1_000) == [f"the log jumps by {jump} ms"]


@pytest.mark.parametrize(
    ("shown", "own"),
    [({"ann": "a.b"}, {"ann": "a.c"}), ({}, {"ann": "a.c"}), ({"ann": ""}, {"ann": ""})],
    ids=["old", "nothing", "both nothing"],
)
def test_page_that_is_not_current_or_empty_is_told(shown, own):
    assert len(invariants.current(shown, own)) == 1
    assert not invariants.current({"ann": "a.c", "bo": ""}, {"ann": "a.c"})


@pytest.mark.parametrize(
    "line",
    [
        "Traceback (most recent call last):",
        "2026-11-26 14:00:00,000 ERROR django.request: Internal Server Error: [play]",
        "2026-11-26 14:00:00,000 CRITICAL daphne.server: Listen failure",
        "Unhandled Exception in thread clock",
    ],
)
def test_complaint_is_told_unless_it_is_named(line):
    assert invariants.calm([line], ["something else"]) == [line]
    assert not invariants.calm([line], [line[:12].replace("(", r"\(")])
    assert not invariants.calm(["2026-11-26 14:00:00,000 WARNING cocreator.soft_cache: the cache is away"])


def test_answer_of_a_broken_server_is_told_unless_the_blow_allows_it():
    broken, away, bare = Answered("vote", 500), Answered("vote", 503, "3"), Answered("vote", 503)
    assert len(invariants.answered([broken, away, bare])) == 3
    assert invariants.answered([broken, away], [503]) == ["vote was answered 500"]
    assert invariants.answered([bare], [503]) == ["vote was answered 503"]
    assert not invariants.answered([Answered("vote", 200), Answered("vote", 404), Answered("vote", 0)])
