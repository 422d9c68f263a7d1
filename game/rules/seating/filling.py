"""Which seat comes next: a released one, the next code, or one to share (SEAT-1, SEAT-3)."""

from __future__ import annotations

from collections.abc import Generator

from game.rules.events import Event, SeatShared, SeatTaken
from game.rules.play import Role
from game.rules.state import FILLING_ORDER, PlayerId, State, Table

Judge = Generator[Event, State, State]


def free_role(state: State, table: Table) -> Role | None:
    """A released seat, else the next code in the filling order (SEAT-4)."""
    released = next((role for role in FILLING_ORDER if role in table.seats and not table.seats[role]), None)
    return released or next((role for role in FILLING_ORDER if role not in table.seats), None)


def free_mirror(state: State, table: Table) -> Role | None:
    """With all eight seats taken, the first in the filling order that a person holds alone (SEAT-3)."""
    if free_role(state, table) is not None:
        return None
    held = {role: state.players[table.seats[role] or ""] for role in FILLING_ORDER}
    return next((role for role in FILLING_ORDER if role not in table.mirrors and not held[role].bot), None)


def is_full(state: State, table: Table) -> bool:
    """Whether who comes now can only watch (SEAT-3)."""
    return free_role(state, table) is None and free_mirror(state, table) is None


def admit(state: State, number: int, player: PlayerId) -> Judge:
    """Give somebody a seat, else a share in one; who finds neither looks on."""
    table = state.tables[number]
    role = free_role(state, table)
    if role:
        return (yield SeatTaken(table=number, player=player, role=role))
    role = free_mirror(state, table)
    return (yield SeatShared(table=number, player=player, role=role)) if role else state


def inherit(state: State, number: int, role: Role) -> Judge:
    """A seat that was left belongs to its mirror at once (SEAT-3)."""
    table = state.tables[number]
    mirror = table.mirrors.get(role)
    if mirror is None or table.seats.get(role):
        return state
    return (yield SeatTaken(table=number, player=mirror, role=role))


def promote(state: State, number: int) -> Judge:
    """Free seats go to mirrors first, in filling order (SEAT-3)."""
    for role in FILLING_ORDER:
        table = state.tables[number]
        free = free_role(state, table)
        if role in table.mirrors and free:
            state = yield SeatTaken(table=number, player=table.mirrors[role], role=free)
    return state
