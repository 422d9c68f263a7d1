"""How long a bot lets pass before it acts: seconds, or in a rehearsal that a person leads as long as people would."""

from __future__ import annotations

from game.rules import chance
from game.rules.play import Role, Step
from game.rules.round.moments import GIVE_TIME_TO_READ, PLANNED
from game.rules.state import State, Table

#: From and to, in milliseconds after the step opened, a bot lets pass before it answers.
PATIENCE = {
    "gate": (6_000, 12_000),
    "situation": (2_000, 5_000),
    "choice": (3_000, 7_000),
    "reveal": (GIVE_TIME_TO_READ + 5_000, GIVE_TIME_TO_READ + 5_000),
    "talk": (4_000, 9_000),
    "vote": (3_000, 7_000),
    "runoff": (3_000, 7_000),
    "word": (4_000, 6_000),
    "consequence": (GIVE_TIME_TO_READ + 1_000, GIVE_TIME_TO_READ + 3_000),
    "reflect": (1_000, 3_000),
}
#: The same in a rehearsal, in per cent of the planned time. In the talk the others are ready before the chair calls.
OF_PLANNED, OF_TALK, OF_CHAIR = (40, 100), (30, 80), (85, 105)
#: Planned seconds of what has no planned time of its own.
UNPLANNED = {"gate": 60, "word": 45}
#: In a rehearsal one table in so many takes that many per cent of its time in a round, so that a tile turns amber.
ONE_IN, DAWDLING = 6, 170


def patience(state: State, table: Table, step: Step, name: str, role: Role) -> int:
    """How long a bot lets pass before it acts, in milliseconds since the step opened."""
    draw = chance.number(state.draw_key, step.number, table.number, role, "patience")
    if not state.settings.is_led_rehearsal:
        low, high = PATIENCE[name]
        return state.settings.paced(low + draw % (high - low + 1))
    low, high = OF_PLANNED
    if name == "talk":
        low, high = OF_CHAIR if role == table.penholder else OF_TALK
    share = low + draw % (high - low + 1)
    seconds = PLANNED[state.settings.format].get(name) or UNPLANNED[name]
    return state.settings.stretched(seconds * 10 * share * _dawdling(state, table) // 100)


def _dawdling(state: State, table: Table) -> int:
    """In per cent, how much longer than planned a table takes in this round."""
    draw = chance.number(state.draw_key, table.round, table.number, "dawdling")
    return DAWDLING if draw % ONE_IN == 0 else 100
