"""The tracks of a table: every single change stops at the end of its track at once (POLE-1, ORDER)."""

from __future__ import annotations

from collections.abc import Generator

from game.rules.events import Event, Marked, PeopleMoved, PoleMoved, ResourceMoved
from game.rules.state import LONGEST, POLE_MAX, State
from scenarios.conditions import POLES, RESOURCES, SLOTS
from scenarios.script import Effects

Effect = Generator[Event, State, State]


def take(state: State, number: int, effects: Effects, why: str) -> Effect:
    """All that a seed or an incident changes: resources, poles, people, marks, in this order."""
    for resource in RESOURCES:
        state = yield from move_resource(state, number, resource, getattr(effects, resource), why)
    for pole in POLES:
        state = yield from move_pole(state, number, pole, effects.poles.get(pole, 0), why)
    for slot in SLOTS:
        attitude, involvement = effects.attitude.get(slot, 0), effects.involvement.get(slot, 0)
        state = yield from move_people(state, number, slot, attitude, involvement, why)
    for mark in effects.marks:
        state = yield Marked(table=number, mark=mark)
    return state


def move_pole(state: State, number: int, pole: str, by: int, cause: str) -> Effect:
    """Move a pole, as far as its track goes (POLE-1)."""
    now = state.tables[number].poles[pole]
    by = min(POLE_MAX, max(0, now + by)) - now
    return (yield PoleMoved(table=number, pole=pole, by=by, cause=cause)) if by else state


def move_resource(state: State, number: int, resource: str, by: int, cause: str) -> Effect:
    """Move a resource, as far as its track goes."""
    now = state.tables[number].resources[resource]
    by = min(LONGEST[resource], max(0, now + by)) - now
    return (yield ResourceMoved(table=number, resource=resource, by=by, cause=cause)) if by else state


def move_people(
    state: State, number: int, slot: str, attitude: int, involvement: int, cause: str = ""
) -> Effect:
    """Move a stakeholder: attitude within -3 to 3, involvement within 0 to 3."""
    stake = state.tables[number].people[slot]
    attitude = min(3, max(-3, stake.attitude + attitude)) - stake.attitude
    involvement = min(3, max(0, stake.involvement + involvement)) - stake.involvement
    if not attitude and not involvement:
        return state
    return (
        yield PeopleMoved(table=number, slot=slot, attitude=attitude, involvement=involvement, cause=cause)
    )
