"""Copies of frozen things are what `dataclasses.replace` would make: the log leads to the same state."""

import dataclasses

import pytest

from game.rules.copies import replace
from game.rules.events import PenTaken, PeopleMoved, PoleMoved, RoundOpened, StepClosed
from game.rules.evolve import evolve
from tests.game.rules import given


def test_a_copy_has_the_changes_and_nothing_else():
    state = given.playing(3).state
    for thing, changes in (
        (state, {"version": 9, "phase": "plan"}),
        (state.tables[1], {"round": 2, "marks": {"tie": 1}}),
        (state.tables[1].step, {"extra": 5}),
        (state.players["P1"], {}),
    ):
        copy = replace(thing, **changes)
        assert copy == dataclasses.replace(thing, **changes)
        assert type(copy) is type(thing)
        assert (copy == thing) == (not changes)


def test_what_happened_leaves_the_state_before_as_it_was():
    """Every event makes another state, one version later, even where nothing else changes."""
    game = given.playing(3)
    before, kept = game.state, dataclasses.replace(game.state)
    for event in (PoleMoved(1, "A1", 1), PeopleMoved(1, "media", 0, 1), RoundOpened(round=1), PoleMoved(1, "A1", 0),
                  StepClosed(1, "reveal"), PenTaken(1, "M1")):  # fmt: skip
        after = evolve(before, event)
        assert after is not before
        assert (before, after.version) == (kept, before.version + 1)


def test_a_field_that_is_not_there_cannot_be_changed():
    with pytest.raises(AttributeError):
        replace(given.playing(3).state, colour="red")
