"""What incidents and the plenary reveal change."""

from __future__ import annotations

from dataclasses import replace

from game.rules import events as e
from game.rules.evolving.shared import after
from game.rules.state import State


@after(e.IncidentsDrawn)
def _drawn(state: State, event: e.IncidentsDrawn) -> State:
    return replace(state, incidents=dict(event.places))


@after(e.IncidentSkipped)
def _skipped(state: State, event: e.IncidentSkipped) -> State:
    left = {place: incident for place, incident in state.incidents.items() if place != event.round}
    return replace(state, incidents=left)


@after(e.IncidentShown)
def _shown(state: State, event: e.IncidentShown) -> State:
    state = state.with_play(event.table, incident=event.incident)
    return state.with_step(event.table, stirred_at=state.at)


@after(e.IncidentAnswered)
def _answered(state: State, event: e.IncidentAnswered) -> State:
    return state.with_play(event.table, answer=event.answer)


@after(e.PlenaryShown)
def _plenary(state: State, event: e.PlenaryShown) -> State:
    return replace(
        state,
        revealed=(*state.revealed, event.round),
        showing=0 if event.skipped else event.round,
        stirred_at=state.at,
    )
