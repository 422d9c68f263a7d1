"""What phases, doors, pauses and the desk change."""

from __future__ import annotations

from game.rules import events as e
from game.rules.copies import replace
from game.rules.evolving.shared import (
    after,
    shifted,
)
from game.rules.fresh import first_seats, fresh_table
from game.rules.settings import Settings
from game.rules.state import FILLING_ORDER, State


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
        retention=event.retention,
        chairs_may_open=event.chairs_may_open,
        edition=event.edition,
        moves=event.moves,
        incidents=event.incidents,
        safeguards=event.safeguards,
        plenaries=event.plenaries,
        rule=event.rule,
        mode=event.mode,
        midterm=event.midterm,
        rehearsal=event.rehearsal,
        assignment=event.assignment,
        voting=event.voting,
        solo=event.solo,
        dates=event.dates,
        finale=event.finale,
        follow_up=event.follow_up,
        kept_until=event.kept_until,
    )
    tables = {n: fresh_table(n, state.script, settings, event.rounds) for n in range(1, event.tables + 1)}
    state = replace(
        state, settings=settings, draw_key=event.draw_key, rounds=event.rounds, plan=event.plan, tables=tables
    )
    now = state.at
    return replace(
        state, phase="lobby", opened_at=now, phase_at=now, doors_open=True, stirred_at=now, desk_turned_at=now
    )


@after(e.PhaseEntered)
def _phase(state: State, event: e.PhaseEntered) -> State:
    came_from, since = state.phase, state.phase_at
    state = replace(
        state,
        phase=event.phase,
        phase_at=state.at,
        stirred_at=state.at,
        warm_up=None,
        spot=0,
        spot_shown=False,
        wall="",
    )
    if event.phase == "lobby":
        state = _free_seats_again(state)
    if event.phase == "welcome" and came_from == "lobby":
        state = replace(state, began_at=state.at)
    if event.phase == "midterm":
        state = replace(state, had_midterm=True)
    if came_from == "midterm" and event.phase == "playing":  # the tables' clocks stood still
        for number, table in state.tables.items():
            state = shifted(state, number, since, state.at if table.asleep_at is None else table.asleep_at)
    if event.phase == "briefing" and came_from == "playing":
        for number in state.tables:
            state = state.with_table(number, step=None, round=0, play=None, chairs=(), pen=None)
    return replace(state, doors_open=False) if event.phase == "closed" else state


def _free_seats_again(state: State) -> State:
    """Back in the lobby, every seat that the table began with can be chosen again (SEAT-2)."""
    first = first_seats(state.settings)
    for number, table in state.tables.items():
        roles = [role for role in FILLING_ORDER if role in first or table.seats.get(role)]
        state = state.with_table(number, seats={role: table.seats.get(role) for role in roles})
    return state


@after(e.QuestionAsked)
def _question_asked(state: State, event: e.QuestionAsked) -> State:
    return replace(state, question=event.question, question_at=state.at, stirred_at=state.at, wall="")


@after(e.DeskLeft, e.DeskBack)
def _desk_presence(state: State, event: e.DeskLeft | e.DeskBack) -> State:
    return replace(state, desk_away=isinstance(event, e.DeskLeft), desk_turned_at=state.at)


@after(e.RoundOpened)
def _round_opened(state: State, event: e.RoundOpened) -> State:
    return replace(state, opened=event.round, showing=0, spot=0, spot_shown=False)


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
        if state.settings.mode == "slow" and table.step is not None:  # its end is a date, which moves along
            state = state.with_step(number, extra=table.step.extra + state.at - paused_at)
        else:
            state = shifted(state, number, paused_at, until)
    stood = state.at - paused_at
    return replace(
        state, paused_at=None, phase_at=state.phase_at + stood, question_at=state.question_at + stood
    )


@after(e.DeskTaken)
def _desk_taken(state: State, event: e.DeskTaken) -> State:
    return replace(state, settings=replace(state.settings, led_by_bot=False), desk_turned_at=state.at)


@after(e.EndSet)
def _end_set(state: State, event: e.EndSet) -> State:
    return replace(state, ends_at=event.at)


@after(e.ClockReplanned)
def _replanned(state: State, event: e.ClockReplanned) -> State:
    return replace(state, settings=replace(state.settings, spans=event.spans))


@after(e.TableNudged)
def _nudged(state: State, event: e.TableNudged) -> State:
    return state.with_table(event.table, nudged=event.step)
