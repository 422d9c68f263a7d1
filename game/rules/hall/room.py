"""What meets the whole room: all decisions shown at once, and incidents that are left out (PHASE-4, INC-1)."""

from __future__ import annotations

from collections.abc import Generator

from game.rules import commands as c
from game.rules import refused
from game.rules.events import ChairNamed, DilemmaDropped, Event, IncidentSkipped, PlenaryShown, StepEntered
from game.rules.refused import Refused
from game.rules.round.moments import plenary_due
from game.rules.round.table import next_chair, settle
from game.rules.state import State

Judge = Generator[Event, State, State]
#: No plan becomes shorter than this.
FEWEST_ROUNDS = 3


def show_plenary(state: State, command: c.ShowPlenary) -> Judge:
    """All decisions on the wall, once all tables that are awake are done, or the facilitator says go (PHASE-4)."""
    if command.round in state.revealed:
        return state
    if state.phase != "playing" or command.round != plenary_due(state):
        raise Refused(refused.NOT_NOW)
    if not command.confirmed and behind(state, command.round):
        raise Refused(refused.TABLES_STILL_DECIDE)
    return (yield from _reveal(state, command.round))


def skip_plenary(state: State, command: c.SkipPlenary) -> Judge:
    """Go on without."""
    if command.round in state.revealed:
        return state
    if state.phase != "playing" or command.round != plenary_due(state):
        raise Refused(refused.NOT_NOW)
    return (yield from _reveal(state, command.round, skipped=True))


def _reveal(state: State, round_: int, skipped: bool = False) -> Judge:
    state = yield PlenaryShown(round=round_, skipped=skipped)
    for number in state.tables:
        state = yield from settle(state, number)
    return state


def behind(state: State, round_: int) -> tuple[int, ...]:
    """Tables that are awake and not yet done with a round."""
    return tuple(
        table.number
        for table in state.tables.values()
        if table.step is not None
        and table.asleep_at is None
        and not table.closed
        and (table.round < round_ or (table.round == round_ and table.step.name != "done"))
    )


def skip_incident(state: State, command: c.SkipIncident) -> Judge:
    """Leave out an incident that no table has met yet; it has no effect."""
    if command.round not in state.incidents:
        return state
    if state.phase != "playing" or command.round <= state.opened:
        raise Refused(refused.NOT_NOW)
    return (yield IncidentSkipped(round=command.round))


def droppable(state: State) -> str:
    """The unopened dilemma that only the longest formats have, as long as more than three rounds are planned (PHASE-5)."""
    left = [state.script.dilemma(name) for name in state.plan[state.opened :]]
    if state.phase not in ("playing", "midterm") or len(state.plan) <= FEWEST_ROUNDS or not left:
        return ""
    return max(left, key=lambda dilemma: dilemma.since).id


def drop_dilemma(state: State, command: c.DropDilemma) -> Judge:
    """All tables play without it; rounds are renumbered, and tables at their gate get the chair of what comes instead."""
    if command.dilemma not in state.plan:
        return state
    if command.dilemma != droppable(state):
        raise Refused(refused.NOT_TO_BE_DROPPED)
    waiting = [
        table.number
        for table in state.tables.values()
        if table.step is not None and table.step.name == "gate" and table.round > state.opened
    ]
    state = yield DilemmaDropped(dilemma=command.dilemma)
    for number in waiting:
        table = state.tables[number]
        if len(table.chairs) < table.round and (table.play is None or not table.play.dilemma):
            state = yield ChairNamed(table=number, role=next_chair(state, table) or "")
        else:
            state = yield StepEntered(table=number, name="done", number=table.steps + 1, round=table.round)
    for number in state.tables:
        state = yield from settle(state, number)
    return state
