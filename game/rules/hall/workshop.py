"""Phases, rounds, pauses and the facilitator's other verbs (section "The workshop" of the rules)."""

from __future__ import annotations

from collections.abc import Generator
from itertools import pairwise

from game.rules import commands as c
from game.rules import refused
from game.rules.effects import incidents
from game.rules.events import (
    DeskBack,
    DeskLeft,
    DeskTaken,
    DoorsLocked,
    DoorsUnlocked,
    Event,
    Paused,
    PhaseEntered,
    QuestionAsked,
    Resumed,
    RoundOpened,
    WorkshopOpened,
)
from game.rules.hall.results import end_term
from game.rules.hall.room import behind
from game.rules.hall.seats import fill, fix_seats
from game.rules.refused import Refused
from game.rules.round.moments import MIDTERM, midterm_due, plenary_due
from game.rules.round.table import enter, settle
from game.rules.state import PHASES, QUESTIONS, State, Table

Judge = Generator[Event, State, State]
NEXT_PHASE = {**dict(pairwise(PHASES[1:])), "midterm": "playing"}
#: Where a phase may be left backwards; playing only until its first round has opened (PHASE-1).
EARLIER_PHASE = {
    "welcome": "lobby",
    "briefing": "welcome",
    "playing": "briefing",
    "debrief": "results",
    "plan": "debrief",
}
#: A table with fewer players is small: it plays with its facilitator's word (section "The workshop").
FEWEST_PLAYERS = 3


def open_doors(state: State, command: c.OpenDoors) -> Judge:
    """Freeze the script, fix the draw key, open the doors. In a rehearsal that a person leads bots sit down at once."""
    if state.phase != "draft":
        raise Refused(refused.ALREADY_OPEN)
    settings = command.settings
    state = yield WorkshopOpened(
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
        retention=settings.retention,
        chairs_may_open=settings.chairs_may_open,
        edition=settings.edition,
        moves=settings.moves,
        incidents=settings.incidents,
        safeguards=settings.safeguards,
        plenaries=settings.plenaries,
        rule=settings.rule,
        mode=settings.mode,
        midterm=settings.midterm,
        rehearsal=settings.rehearsal,
        assignment=settings.assignment,
        voting=settings.voting,
        solo=settings.solo,
        dates=settings.dates,
        finale=settings.finale,
        follow_up=settings.follow_up,
        kept_until=settings.kept_until,
    )
    for number in state.tables if settings.is_led_rehearsal else ():
        state = yield from fill(state, number)
    return state


def advance_phase(state: State, command: c.AdvancePhase) -> Judge:
    """Leave a phase; the second of two clicks changes nothing (PHASE-8)."""
    if command.leaving != state.phase:
        return state
    following = command.to or next(iter(phases_from(state)), "")
    if following not in phases_from(state):
        raise Refused(refused.NOT_NOW)
    if not command.confirmed and following in (NEXT_PHASE[state.phase], "midterm"):
        _must_be_ready(state)
    state = yield PhaseEntered(phase=following)
    if following == "playing":
        state = yield from incidents.draw(state)
    for number, table in state.tables.items():
        if following == "briefing" and not table.closed:
            state = yield from fix_seats(state, number)
        if following == "playing" and table.step is not None:
            state = yield from settle(state, number)
        elif following == "playing" and table.taken() and not table.closed:
            state = yield from enter(state, number, "gate")
        if following == "results":
            state = yield from end_term(state, number)
    if following == "debrief" and not state.question:
        state = yield QuestionAsked(question=1)
    return state


def phases_from(state: State) -> tuple[str, ...]:
    """The phases to which the present one may be left: the next one first, then the earlier one (PHASE-1)."""
    forward = NEXT_PHASE.get(state.phase) if state.phase != "draft" else None
    if state.phase == "playing" and midterm_due(state):
        return ("midterm",)
    back = EARLIER_PHASE.get(state.phase) if state.phase != "playing" or not state.opened else None
    return tuple(phase for phase in (forward, back) if phase)


def small_tables(state: State) -> tuple[int, ...]:
    """Tables with one or two players; an empty table stays closed, and bots fill up where they are wanted."""
    if state.settings.bots:
        return ()
    return tuple(n for n, t in state.tables.items() if 0 < len(t.taken()) < FEWEST_PLAYERS and not t.closed)


def _must_be_ready(state: State) -> None:
    """What a phase waits for, unless the facilitator has confirmed."""
    if state.phase == "lobby":
        if not any(table.taken() and not table.closed for table in state.tables.values()):
            raise Refused(refused.NOBODY_SITS)
        small = small_tables(state)
        if small:
            raise Refused(refused.TABLES_ARE_SMALL, tables=", ".join(map(str, small)))
        people = [p for p in state.players.values() if not (p.removed or p.bot)]
        unseated = sum(1 for p in people if not p.table or state.sits_at_closed(p))
        if unseated:
            raise Refused(refused.SOME_STAND, number=unseated)
    if midterm_due(state) and state.phase == "playing":
        if behind(state, MIDTERM):
            raise Refused(refused.TABLES_STILL_DECIDE)
    elif state.phase == "playing" and not any(_has_finished(state, table) for table in state.tables.values()):
        raise Refused(refused.TABLES_STILL_PLAY)


def _has_finished(state: State, table: Table) -> bool:
    is_last = table.round == len(state.plan) and not table.closed
    return is_last and table.step is not None and table.step.name == "done"


def ask_question(state: State, command: c.AskQuestion) -> Judge:
    """Lead the debrief to another question; the same one again does nothing."""
    if state.phase != "debrief" or not 1 <= command.question <= QUESTIONS:
        raise Refused(refused.NOT_NOW)
    return state if command.question == state.question else (yield QuestionAsked(question=command.question))


def open_round(state: State, command: c.OpenRound) -> Judge:
    """Let tables into a round, once one has reached its gate (PHASE-3)."""
    if command.round <= state.opened:
        return state
    at_the_gate = [
        t
        for t in state.tables.values()
        if t.step and t.step.name == "gate" and t.round == command.round and not t.closed
    ]
    if state.phase != "playing" or command.round != state.opened + 1 or not at_the_gate:
        raise Refused(refused.NOT_NOW)
    if plenary_due(state):
        raise Refused(refused.PLENARY_FIRST)
    if midterm_due(state):
        raise Refused(refused.MIDTERM_FIRST)
    if state.paused_at is not None:
        raise Refused(refused.PAUSED)
    if command.player and not chair_may_open(state, command.player):
        raise Refused(refused.ONLY_THE_FACILITATOR)
    state = yield RoundOpened(round=command.round)
    for table in at_the_gate:
        state = yield from settle(state, table.number)
    return state


def chair_may_open(state: State, player_id: str) -> bool:
    """Whether a chair may open the next round: allowed beforehand, and no facilitator is there (TIME-4)."""
    player = state.players.get(player_id)
    if player is None or not player.role or not state.settings.chairs_may_open or not state.desk_away:
        return False
    table = state.tables[player.table]
    is_chair = table.chair == player.role and not table.closed
    return is_chair and table.step is not None and table.step.name == "gate"


def note_desk_away(state: State, command: c.NoteDeskAway) -> Judge:
    """The workshop waits for its facilitator."""
    return state if state.desk_away or state.settings.led_by_bot else (yield DeskLeft())


def note_desk_back(state: State, command: c.NoteDeskBack) -> Judge:
    """The facilitator is there again."""
    return (yield DeskBack()) if state.desk_away else state


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
    if state.phase in ("draft", "closed"):
        raise Refused(refused.NOT_NOW)
    return (yield DeskTaken()) if state.settings.led_by_bot else state


def time_is_up(state: State, command: c.TimeIsUp) -> Judge:
    """Something planned is due; for another step than the present one it means nothing."""
    table = state.tables.get(command.table)
    if table is None or table.step is None or table.step.number != command.step:
        return state
    return (yield from settle(state, command.table))
