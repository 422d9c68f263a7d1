"""Phases, rounds, pauses and the facilitator's other verbs (section "The workshop" of the rules)."""

from __future__ import annotations

from collections.abc import Generator

from game.rules import commands as c
from game.rules import refused
from game.rules.events import (
    DeskTaken,
    DoorsLocked,
    DoorsUnlocked,
    Event,
    Paused,
    PhaseEntered,
    Resumed,
    RoundOpened,
    SteppedBack,
    TimeAdded,
    WorkshopOpened,
)
from game.rules.moments import MINUTE
from game.rules.refused import Refused
from game.rules.seats import fix_seats
from game.rules.state import BEFORE_DECISION, State, Table
from game.rules.table import enter, leave, settle

Judge = Generator[Event, State, State]
NEXT_PHASE = {"lobby": "briefing", "briefing": "playing", "playing": "closed"}


def open_doors(state: State, command: c.OpenDoors) -> Judge:
    """Freeze the script, fix the draw key, open the doors."""
    if state.phase != "draft":
        raise Refused(refused.ALREADY_OPEN)
    settings = command.settings
    return (
        yield WorkshopOpened(
            script_hash=command.script_hash,
            draw_key=command.draw_key,
            tables=command.tables,
            rounds=command.rounds,
            plan=command.plan or state.script.plan(command.rounds),
            seats=settings.seats,
            format=settings.format,
            timers=settings.timers,
            factor=settings.factor,
            pace=settings.pace,
            bots=settings.bots,
            led_by_bot=settings.led_by_bot,
        )
    )


def advance_phase(state: State, command: c.AdvancePhase) -> Judge:
    """Leave a phase; the second of two clicks changes nothing (PHASE-8)."""
    if command.leaving != state.phase:
        return state
    following = NEXT_PHASE.get(state.phase)
    if following is None:
        raise Refused(refused.NOT_NOW)
    state = yield PhaseEntered(phase=following)
    for number, table in state.tables.items():
        if following == "briefing":
            state = yield from fix_seats(state, number)
        if following == "playing" and table.taken():
            state = yield from enter(state, number, "gate")
    return state


def open_round(state: State, command: c.OpenRound) -> Judge:
    """Let tables into a round, once one has reached its gate (PHASE-3)."""
    if command.round <= state.opened:
        return state
    at_the_gate = [
        t for t in state.tables.values() if t.step and t.step.name == "gate" and t.round == command.round
    ]
    if state.phase != "playing" or command.round != state.opened + 1 or not at_the_gate:
        raise Refused(refused.NOT_NOW)
    if state.paused_at is not None:
        raise Refused(refused.PAUSED)
    state = yield RoundOpened(round=command.round)
    for table in at_the_gate:
        state = yield from settle(state, table.number)
    return state


def lock_doors(state: State, command: c.LockDoors) -> Judge:
    """The code stops working; the same wish twice does nothing."""
    return (yield DoorsLocked()) if state.doors_open else state


def unlock_doors(state: State, command: c.UnlockDoors) -> Judge:
    """The code works again, unless the workshop is over (PHASE-6)."""
    if state.phase in ("draft", "closed"):
        raise Refused(refused.NOT_NOW)
    return state if state.doors_open else (yield DoorsUnlocked())


def pause(state: State, command: c.Pause) -> Judge:
    """Freeze all clocks (TIME-3)."""
    if state.phase in ("draft", "closed"):
        raise Refused(refused.NOT_NOW)
    return state if state.paused_at is not None else (yield Paused())


def resume(state: State, command: c.Resume) -> Judge:
    """Let all clocks go on; nothing ran out meanwhile."""
    if state.paused_at is None:
        return state
    state = yield Resumed()
    for number in state.tables:
        state = yield from settle(state, number)
    return state


def take_desk(state: State, command: c.TakeDesk) -> Judge:
    """A person leads from now on."""
    return (yield DeskTaken()) if state.settings.led_by_bot else state


def extend(state: State, command: c.Extend) -> Judge:
    """One or two minutes more (TIME-3)."""
    table = _table_in(state, command.table, command.step)
    if (
        state.phase != "playing"
        or command.minutes not in (1, 2)
        or table.step is None
        or not table.step.planned
    ):
        raise Refused(refused.NOT_NOW)
    span = state.settings.paced(MINUTE) * command.minutes
    return (yield TimeAdded(table=command.table, milliseconds=span))


def close_for_table(state: State, command: c.CloseForTable) -> Judge:
    """Close a step, or open the vote, for a table (STEP-2 d)."""
    table = _table_in(state, command.table, command.step)
    if state.phase != "playing" or table.step is None or table.step.name in ("gate", "done"):
        raise Refused(refused.NOT_NOW)
    if state.paused_at is not None:
        raise Refused(refused.PAUSED)
    return (yield from leave(state, command.table))


def step_back(state: State, command: c.StepBack) -> Judge:
    """Until the decision, back to any earlier step of the round (BACK-1 to 3)."""
    table = _table_in(state, command.table, command.step)
    if state.phase != "playing" or table.step is None:
        raise Refused(refused.NOT_NOW)
    here = table.step.name
    if here not in BEFORE_DECISION or command.to not in BEFORE_DECISION[:5]:
        raise Refused(refused.TOO_LATE_TO_GO_BACK)
    if BEFORE_DECISION.index(command.to) >= BEFORE_DECISION.index(here):
        raise Refused(refused.NOT_NOW)
    state = yield SteppedBack(table=command.table, to=command.to, voided=here in ("vote", "runoff"))
    return (yield from enter(state, command.table, command.to, again=True))


def time_is_up(state: State, command: c.TimeIsUp) -> Judge:
    """Something planned is due; for another step than the present one it means nothing."""
    table = state.tables.get(command.table)
    if table is None or table.step is None or table.step.number != command.step:
        return state
    return (yield from settle(state, command.table))


def _table_in(state: State, number: int, step: int) -> Table:
    table = state.tables.get(number)
    if table is None:
        raise Refused(refused.NO_SUCH_TABLE)
    if table.step is None or table.step.number != step:
        raise Refused(refused.MOMENT_IS_GONE)
    return table
