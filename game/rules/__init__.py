"""The game, pure: a state and a command lead to a state and events. No clock, no dice, no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from game.rules.commands import Command, NoteAway, NoteBack
from game.rules.decide import decide
from game.rules.due import Sign, due
from game.rules.events import Event
from game.rules.evolve import evolve
from game.rules.refused import Refused
from game.rules.state import Settings, State

__all__ = ["PRESENCE", "Refused", "Settings", "Sign", "State", "apply", "due", "replay", "summary"]

#: Commands by which the clock tells who is there.
PRESENCE = (NoteAway, NoteBack)


def apply(state: State, command: Command, at: int) -> tuple[State, tuple[Event, ...]]:
    """Judge a command at a time in milliseconds. Answers the state it leads to and what happened, or raises Refused."""
    state = replace(state, at=max(at, state.at))
    judge = decide(state, command)
    happened: list[Event] = []
    try:
        event = next(judge)
        while True:
            state = evolve(state, event)
            happened.append(event)
            event = judge.send(state)
    except StopIteration:
        return state, tuple(happened)


def replay(state: State, lines: Iterable[tuple[int, Event]]) -> State:
    """Fold (at, event) pairs into a state."""
    for at, event in lines:
        state = evolve(replace(state, at=at), event)
    return state


def summary(state: State) -> Mapping[str, Any]:
    """What the database needs to find a workshop by: phase, doors, whether it is in play."""
    return {"phase": state.phase, "doors_open": state.doors_open, "version": state.version}
