"""The game, pure: a state and a command lead to a state and events. No clock, no dice, no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from game.rules.commands import Command, NoteAway, NoteBack, NoteDeskAway, NoteDeskBack
from game.rules.copies import replace
from game.rules.decide import decide
from game.rules.due import DESK, Sign, at_once, due
from game.rules.events import Event
from game.rules.evolve import drive, evolve
from game.rules.refused import Refused
from game.rules.settings import Settings
from game.rules.state import MIDTERM, PHASES, State
from game.rules.tally import added
from game.rules.touched import EVERYBODY, touched

__all__ = [
    "DESK",
    "EVERYBODY",
    "LIVE_PHASES",
    "PRESENCE",
    "Refused",
    "Settings",
    "Sign",
    "State",
    "added",
    "apply",
    "at_once",
    "due",
    "replay",
    "summary",
    "touched",
]

A_DAY = 24 * 60 * 60 * 1000
#: A rehearsal is kept so long after its doors opened: with an hour between two sweeps, it is gone by the next day.
REHEARSAL_KEPT = 20 * 60 * 60 * 1000
#: Phases in which a workshop lives: people may act, and time brings something.
LIVE_PHASES = (*PHASES[1:-1], MIDTERM)
#: Commands by which the clock tells who is there.
PRESENCE = (NoteAway, NoteBack, NoteDeskAway, NoteDeskBack)


def apply(state: State, command: Command, at: int) -> tuple[State, tuple[Event, ...]]:
    """Judge a command at a time in milliseconds. Answers the state it leads to and what happened, or raises Refused."""
    state = replace(state, at=max(at, state.at))
    return drive(state, decide(state, command))


def replay(state: State, lines: Iterable[tuple[int, Event]]) -> State:
    """Fold (at, event) pairs into a state."""
    for at, event in lines:
        state = evolve(state if state.at == at else replace(state, at=at), event)
    return state


def summary(state: State) -> Mapping[str, Any]:
    """What the database needs to find a workshop by: phase, doors, and when it is deleted (milliseconds, KEEP-4).

    A solo game is deleted so many days after its last deed, whatever its phase; one that was only opened, after a day
    (SOLO-1). A rehearsal that a person leads goes by the next day, whatever its phase, and a study on the date that its papers
    name (KEEP-5).
    """
    closed = state.phase == "closed"
    until = state.phase_at + state.settings.retention * A_DAY if closed else None
    if state.settings.is_study:
        until = state.settings.kept_until
    if state.settings.solo:
        days = 1 if state.phase in ("lobby", "welcome") else state.settings.retention
        until = state.at + days * A_DAY
    if state.settings.is_led_rehearsal:
        until = state.opened_at + REHEARSAL_KEPT
    return {
        "phase": state.phase,
        "doors_open": state.doors_open,
        "version": state.version,
        "delete_at": until,
    }
