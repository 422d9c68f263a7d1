"""State and event to state. Nothing is judged here: what happened, happened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from game.rules import events as e
from game.rules.state import (
    LONGEST,
    Change,
    Choice,
    Decision,
    Planted,
    Play,
    Reasons,
    Settings,
    Stake,
    State,
    Step,
    fresh_table,
)

_EVOLVERS: dict[type[e.Event], Callable[[State, Any], State]] = {}


def evolve(state: State, event: e.Event) -> State:
    """The state after an event, one version later, at the state's own time."""
    return replace(_EVOLVERS[type(event)](state, event), version=state.version + 1)


def _after(
    *kinds: type[e.Event],
) -> Callable[[Callable[[State, Any], State]], Callable[[State, Any], State]]:
    def register(function: Callable[[State, Any], State]) -> Callable[[State, Any], State]:
        _EVOLVERS.update(dict.fromkeys(kinds, function))
        return function

    return register


@_after(e.WorkshopOpened)
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


@_after(e.PhaseEntered)
def _phase(state: State, event: e.PhaseEntered) -> State:
    state = replace(state, phase=event.phase, phase_at=state.at, stirred_at=state.at)
    return replace(state, doors_open=False) if event.phase == "closed" else state


@_after(e.RoundOpened)
def _round_opened(state: State, event: e.RoundOpened) -> State:
    return replace(state, opened=event.round)


@_after(e.DoorsLocked)
def _locked(state: State, event: e.DoorsLocked) -> State:
    return replace(state, doors_open=False)


@_after(e.DoorsUnlocked)
def _unlocked(state: State, event: e.DoorsUnlocked) -> State:
    return replace(state, doors_open=True)


@_after(e.Paused)
def _paused(state: State, event: e.Paused) -> State:
    return replace(state, paused_at=state.at)


@_after(e.Resumed)
def _resumed(state: State, event: e.Resumed) -> State:
    paused_at = state.at if state.paused_at is None else state.paused_at
    for number, table in state.tables.items():
        if table.asleep_at is None:
            state = _shifted(state, number, state.at - paused_at)
    return replace(state, paused_at=None)


@_after(e.DeskTaken)
def _desk_taken(state: State, event: e.DeskTaken) -> State:
    return replace(state, settings=replace(state.settings, led_by_bot=False))


@_after(e.PlayerJoined)
def _joined(state: State, event: e.PlayerJoined) -> State:
    return replace(
        state.with_player(event.player, bot=event.bot, turned_at=state.at, table=event.table),
        stirred_at=state.at,
    )


@_after(e.SeatTaken)
def _seat_taken(state: State, event: e.SeatTaken) -> State:
    state = _released(state, event.player)
    seats = {**state.tables[event.table].seats, event.role: event.player}
    state = state.with_player(event.player, table=event.table, role=event.role)
    return _looked_at(replace(state.with_table(event.table, seats=seats), stirred_at=state.at), event.table)


@_after(e.TableChosen)
def _table_chosen(state: State, event: e.TableChosen) -> State:
    return replace(
        _released(state, event.player).with_player(event.player, table=event.table, role=None),
        stirred_at=state.at,
    )


@_after(e.SeatsFixed)
def _seats_fixed(state: State, event: e.SeatsFixed) -> State:
    table = state.tables[event.table]
    return state.with_table(event.table, seats={role: table.seats.get(role) for role in event.roles})


@_after(e.PlayerRemoved)
def _removed(state: State, event: e.PlayerRemoved) -> State:
    table = state.players[event.player].table
    state = _released(state, event.player).with_player(event.player, role=None, removed=True)
    return _looked_at(state, table) if table else state


@_after(e.PlayerReadmitted)
def _readmitted(state: State, event: e.PlayerReadmitted) -> State:
    return state.with_player(event.player, removed=False, away=False, table=0, turned_at=state.at)


@_after(e.WentAway, e.CameBack)
def _presence(state: State, event: e.WentAway | e.CameBack) -> State:
    away = isinstance(event, e.WentAway)
    player = state.players[event.player]
    state = state.with_player(event.player, away=away, turned_at=state.at)
    if not player.table or not player.role:
        return state
    table = state.tables[player.table]
    if not away:
        pen = None if table.chair == player.role else table.pen
        state = _seen(state.with_table(player.table, pen=pen), player.table, player.role)
    return _looked_at(state, player.table)


@_after(e.TableSlept)
def _slept(state: State, event: e.TableSlept) -> State:
    return state.with_table(event.table, asleep_at=state.at)


@_after(e.TableWoke)
def _woke(state: State, event: e.TableWoke) -> State:
    asleep_at = state.tables[event.table].asleep_at or state.at
    until = state.at if state.paused_at is None else state.paused_at
    state = state.with_table(event.table, asleep_at=None, deserted_at=None)
    return _shifted(state, event.table, max(0, until - asleep_at))


@_after(e.StepEntered)
def _step_entered(state: State, event: e.StepEntered) -> State:
    table = state.tables[event.table]
    step = Step(event.name, event.number, state.at, event.planned, stirred_at=state.at)
    state = state.with_table(event.table, step=step, steps=event.number, round=event.round)
    play = table.play
    if event.name == "gate":
        past = table.past + ((play,) if play is not None and play.decision else ())
        return state.with_table(event.table, play=Play(event.round, ""), past=past, pen=None)
    if play is None:
        return state
    changes: dict[str, Any] = {"answered": ()}
    if event.name == "talk":
        changes |= {"ready": (), "called": False}
    if event.name == "vote":
        changes |= {
            "votes": {},
            "widened": False,
            "tied": (),
            "runoff": (),
            "everybody": False,
            "voided": False,
        }
    if event.name == "runoff":
        changes |= {"votes": {}, "tied": ()}
    if event.name == "consequence":
        changes |= {"before": dict(table.poles)}
    return state.with_play(event.table, **changes)


@_after(e.ChairNamed)
def _chair_named(state: State, event: e.ChairNamed) -> State:
    table = state.tables[event.table]
    return state.with_table(event.table, chairs=(*table.chairs, event.role))


@_after(e.PenTaken)
def _pen_taken(state: State, event: e.PenTaken) -> State:
    return state.with_table(event.table, pen=event.role)


@_after(e.SituationSet)
def _situation_set(state: State, event: e.SituationSet) -> State:
    present = state.present(state.tables[event.table])
    return state.with_play(
        event.table,
        dilemma=event.dilemma,
        options=event.options,
        alts=event.alts,
        variant=event.variant,
        deciders=event.deciders,
        seen=present,
    )


@_after(e.ReadMarked)
def _read(state: State, event: e.ReadMarked) -> State:
    if state.phase == "briefing":
        return replace(state.with_player(event.player, briefed=True), stirred_at=state.at)
    return _answered(state, event.player)


@_after(e.WentOn, e.Reflected)
def _went_on(state: State, event: e.WentOn | e.Reflected) -> State:
    return _answered(state, event.player)


@_after(e.ChoiceMade)
def _choice_made(state: State, event: e.ChoiceMade) -> State:
    play, role = _place(state, event)
    choice = Choice(event.option, event.confidence, event.reason, event.note)
    state = state.with_play(
        event.table,
        choices={**play.choices, role: choice},
        taps=_tapped(play, "choice", event.page, event.tap),
    )
    return _answered(state, event.player)


@_after(e.VoteCast)
def _vote_cast(state: State, event: e.VoteCast) -> State:
    play, role = _place(state, event)
    state = state.with_play(
        event.table,
        votes={**play.votes, role: event.option},
        taps=_tapped(play, "vote", event.page, event.tap),
    )
    return _answered(state, event.player)


@_after(e.StepClosed)
def _step_closed(state: State, event: e.StepClosed) -> State:
    play = state.tables[event.table].play
    if event.name == "choice" and play is not None:
        first = play.first_choices or {role: c.option for role, c in play.choices.items()}
        reasons = tuple(Reasons(*reason) for reason in event.reasons)
        return state.with_play(
            event.table, pattern=event.pattern, reasons=reasons, first_choices=first, challenger=None
        )
    if event.name == "vote":
        return state.with_play(event.table, unanimous=event.unanimous)
    return state


@_after(e.ChallengerDrawn)
def _challenger(state: State, event: e.ChallengerDrawn) -> State:
    return state.with_play(event.table, challenger=event.role)


@_after(e.ReadyTapped)
def _ready(state: State, event: e.ReadyTapped) -> State:
    play, role = _place(state, event)
    return _seen(state.with_play(event.table, ready=(*play.ready, role)), event.table, role)


@_after(e.VoteCalled)
def _called(state: State, event: e.VoteCalled) -> State:
    return state.with_play(event.table, called=True)


@_after(e.DecidersWidened)
def _widened(state: State, event: e.DecidersWidened) -> State:
    return state.with_play(event.table, widened=True)


@_after(e.RunoffOpened)
def _runoff(state: State, event: e.RunoffOpened) -> State:
    return state.with_play(event.table, runoff=event.options, everybody=event.everybody)


@_after(e.WordAsked)
def _word_asked(state: State, event: e.WordAsked) -> State:
    return state.with_play(event.table, tied=event.options, tie_is_free=event.free, tied_at=state.at)


@_after(e.WordGiven)
def _word_given(state: State, event: e.WordGiven) -> State:
    return _seen(state, event.table, event.role)


@_after(e.DecisionMade)
def _decided(state: State, event: e.DecisionMade) -> State:
    decision = Decision(
        option=event.option,
        manner=event.manner,
        decided_by=event.decided_by,
        spoken=event.spoken,
        overruled=event.overruled,
        unanimity=event.unanimity,
        trust_lost=event.trust_lost,
        counts=event.counts,
        voters=event.voters,
    )
    return state.with_play(event.table, decision=decision, tied=())


@_after(e.ResourceMoved)
def _resource_moved(state: State, event: e.ResourceMoved) -> State:
    resources = state.tables[event.table].resources
    to = min(LONGEST[event.resource], max(0, resources[event.resource] + event.by))
    state = state.with_table(event.table, resources={**resources, event.resource: to})
    return _changed(state, event.table, Change("resource", event.resource, event.by, to, event.cause))


@_after(e.PoleMoved)
def _pole_moved(state: State, event: e.PoleMoved) -> State:
    poles = state.tables[event.table].poles
    to = min(10, max(0, poles[event.pole] + event.by))
    state = state.with_table(event.table, poles={**poles, event.pole: to})
    return _changed(state, event.table, Change("pole", event.pole, event.by, to, event.cause))


@_after(e.Wobbled)
def _wobbled(state: State, event: e.Wobbled) -> State:
    poles = state.tables[event.table].poles
    to = max(0, poles[event.pole] - 1)
    state = state.with_table(event.table, poles={**poles, event.pole: to})
    return _changed(state, event.table, Change("wobble", event.pole, -1, to))


@_after(e.PeopleMoved)
def _people_moved(state: State, event: e.PeopleMoved) -> State:
    people = state.tables[event.table].people
    stake = people[event.slot]
    moved = Stake(stake.attitude + event.attitude, stake.involvement + event.involvement)
    state = state.with_table(event.table, people={**people, event.slot: moved})
    state = _changed(state, event.table, Change("attitude", event.slot, event.attitude, moved.attitude))
    return _changed(
        state, event.table, Change("involvement", event.slot, event.involvement, moved.involvement)
    )


@_after(e.Marked)
def _marked(state: State, event: e.Marked) -> State:
    marks = state.tables[event.table].marks
    return state.with_table(event.table, marks={**marks, event.mark: marks.get(event.mark, 0) + 1})


@_after(e.SeedPlanted)
def _planted(state: State, event: e.SeedPlanted) -> State:
    seed = Planted(event.seed, event.dilemma, event.option, event.round, event.due)
    return state.with_table(event.table, seeds=(*state.tables[event.table].seeds, seed))


@_after(e.TimeAdded)
def _time_added(state: State, event: e.TimeAdded) -> State:
    step = state.tables[event.table].step
    if step is None:
        return state
    state = state.with_step(event.table, extra=step.extra + event.milliseconds)
    if not event.player:
        return state
    play, role = _place(state, event)
    asked = {**play.times_asked, role: play.times_asked.get(role, 0) + 1}
    return state.with_play(event.table, times_asked=asked)


@_after(e.SteppedBack)
def _stepped_back(state: State, event: e.SteppedBack) -> State:
    return state.with_play(
        event.table,
        votes={},
        tied=(),
        runoff=(),
        everybody=False,
        widened=False,
        voided=event.voided,
        taps={},
    )


def _place(state: State, event: Any) -> tuple[Play, str]:
    play, role = state.tables[event.table].play, state.players[event.player].role
    assert play is not None and role is not None
    return play, role


def _tapped(play: Play, kind: str, page: str, tap: int) -> dict[str, int]:
    return {**play.taps, f"{kind} {page}": tap}


def _answered(state: State, player: str) -> State:
    known = state.players[player]
    role, table = known.role or "", state.tables[known.table]
    answered = table.play.answered if table.play else ()
    if role not in answered:
        state = state.with_play(table.number, answered=(*answered, role))
    return _seen(state.with_step(table.number, stirred_at=state.at), table.number, role)


def _seen(state: State, number: int, role: str) -> State:
    play = state.tables[number].play
    return state if play is None or role in play.seen else state.with_play(number, seen=(*play.seen, role))


def _released(state: State, player: str) -> State:
    """The player's present seat, if any, is empty, and its unclosed answers are void (SEAT-7)."""
    known = state.players[player]
    if not known.role:
        return state
    table = state.tables[known.table]
    state = state.with_table(known.table, seats={**table.seats, known.role: None})
    play = table.play
    if play is not None and play.decision is None:
        without = {k: v for k, v in play.votes.items() if k != known.role}
        answered = tuple(role for role in play.answered if role != known.role)
        ready = tuple(role for role in play.ready if role != known.role)
        choices = play.choices
        if table.step is not None and table.step.name in ("situation", "choice"):
            choices = {k: v for k, v in choices.items() if k != known.role}
        state = state.with_play(known.table, votes=without, answered=answered, ready=ready, choices=choices)
    return state


def _looked_at(state: State, number: int) -> State:
    """Who is there has changed: waiting starts anew, and an empty table is noticed (SEAT-9)."""
    table = state.tables[number]
    deserted = None if state.present(table) else (table.deserted_at or state.at)
    state = state.with_table(number, deserted_at=deserted)
    return state.with_step(number, stirred_at=state.at)


def _changed(state: State, number: int, change: Change) -> State:
    play = state.tables[number].play
    if play is None or not change.by:
        return state
    return state.with_play(number, changes=(*play.changes, change))


def _shifted(state: State, number: int, by: int) -> State:
    table = state.tables[number]
    if table.step is None:
        return state
    step = table.step
    state = state.with_step(number, opened_at=step.opened_at + by, stirred_at=step.stirred_at + by)
    return (
        state.with_play(number, tied_at=table.play.tied_at + by) if table.play and table.play.tied else state
    )
