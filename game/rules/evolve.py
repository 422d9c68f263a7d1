"""State and event to state. Nothing is judged here: what happened, happened."""

from __future__ import annotations

from dataclasses import replace

from game.rules.events import Event
from game.rules.evolving import effects, messages, results, room, rounds, seats, table_talk, workshop
from game.rules.evolving.shared import EVOLVERS
from game.rules.state import State

#: Importing a module registers its evolvers.
MODULES = (workshop, seats, rounds, table_talk, effects, room, results, messages)


def evolve(state: State, event: Event) -> State:
    """The state after an event, one version later, at the state's own time."""
    return replace(EVOLVERS[type(event)](state, event), version=state.version + 1)
