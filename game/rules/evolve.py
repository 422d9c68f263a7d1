"""State and event to state. Nothing is judged here: what happened, happened."""

from __future__ import annotations

from collections.abc import Generator

from game.rules.copies import replace, stamped
from game.rules.events import Event
from game.rules.evolving import (
    effects,
    erasing,
    messages,
    paper,
    results,
    room,
    rounds,
    seats,
    table_talk,
    workshop,
)
from game.rules.evolving.shared import EVOLVERS
from game.rules.state import State

#: Importing a module registers its evolvers.
MODULES = (workshop, seats, erasing, rounds, paper, table_talk, effects, room, results, messages)


def evolve(state: State, event: Event) -> State:
    """The state after an event, one version later, at the state's own time."""
    following = EVOLVERS[type(event)](state, event)
    return stamped(replace(state) if following is state else following, version=state.version + 1)


def drive(state: State, judge: Generator[Event, State, object]) -> tuple[State, tuple[Event, ...]]:
    """Let a judge speak to its end, and hand it the state after each event. Answers the last state and what happened."""
    happened: list[Event] = []
    try:
        event = next(judge)
        while True:
            state = evolve(state, event)
            happened.append(event)
            event = judge.send(state)
    except StopIteration:
        return state, tuple(happened)
