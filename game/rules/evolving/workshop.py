"""What phases, doors, pauses and the desk change."""

from __future__ import annotations

from dataclasses import replace

from game.rules import events as e
from game.rules.evolving.shared import (
    after,
    shifted,
)
from game.rules.state import Settings, State, fresh_table


@after(e.WorkshopOpened)
def _opened(state: State, event: e.WorkshopOpened) -> State:
    settings = Settings(
        seats=event.seats,
        format=event.format,
        timers=event.timers,
        factor=event.factor,
        pace=event.pace,
        bots=event.bots,
        led_by_bot=event.led_by_bot,
    )
    tables = {n: fresh_table(n, state.script, settings, event.rounds) for n in range(1, event.tables + 1)}
    state = replace(state, settings=settings, draw_key=event.draw_key, plan=event.plan, tables=tables)
    return replace(state, phase="lobby", phase_at=state.at, doors_open=True, stirred_at=state.at)


@after(e.PhaseEntered)
def _phase(state: State, event: e.PhaseEntered) -> State:
    state = replace(state, phase=event.phase, phase_at=state.at, stirred_at=state.at)
    return replace(state, doors_open=False) if event.phase == "closed" else state


@after(e.RoundOpened)
def _round_opened(state: State, event: e.RoundOpened) -> State:
    return replace(state, opened=event.round)


@after(e.DoorsLocked)
def _locked(state: State, event: e.DoorsLocked) -> State:
    return replace(state, doors_open=False)


@after(e.DoorsUnlocked)
def _unlocked(state: State, event: e.DoorsUnlocked) -> State:
    return replace(state, doors_open=True)


@after(e.Paused)
def _paused(state: State, event: e.Paused) -> State:
    return replace(state, paused_at=state.at)


@after(e.Resumed)
def _resumed(state: State, event: e.Resumed) -> State:
    paused_at = state.at if state.paused_at is None else state.paused_at
    for number, table in state.tables.items():
        until = state.at if table.asleep_at is None else table.asleep_at
        state = shifted(state, number, paused_at, until)
    return replace(state, paused_at=None)


@after(e.DeskTaken)
def _desk_taken(state: State, event: e.DeskTaken) -> State:
    return replace(state, settings=replace(state.settings, led_by_bot=False))
