"""What steps, answers, votes and the decision change at a table."""

from __future__ import annotations

from typing import Any

from game.rules import events as e
from game.rules.copies import replace
from game.rules.evolving.shared import (
    after,
    answered,
    place,
    seen,
    tapped,
)
from game.rules.play import Choice, Decision, Guard, OnPaper, Play, Reasons, Step
from game.rules.state import State


@after(e.StepEntered)
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
    changes: dict[str, Any] = {"answered": (), "times_asked": {}}
    if event.name in ("vote", "runoff"):
        changes |= {"paper": replace(play.paper, deciding=(), advising=())}
    if event.name == "talk":
        changes |= {"ready": (), "called": False, "guard": None}
    if event.name == "vote":
        changes |= {
            "votes": {},
            "widened": False,
            "tied": (),
            "runoff": (),
            "everybody": False,
            "voided": False,
        }
        state = state.with_table(event.table, before_vote=replace(table, before_vote=None))
    if event.name == "runoff":
        changes |= {"votes": {}, "tied": ()}
    if event.name == "consequence":
        changes |= {"before": dict(table.poles)}
    return state.with_play(event.table, **changes)


@after(e.ChairNamed)
def _chair_named(state: State, event: e.ChairNamed) -> State:
    table = state.tables[event.table]
    return state.with_table(event.table, chairs=(*table.chairs, event.role))


@after(e.PenTaken)
def _pen_taken(state: State, event: e.PenTaken) -> State:
    return seen(state.with_table(event.table, pen=event.role), event.table, event.role)


@after(e.SituationSet)
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


@after(e.ReadMarked)
def _read(state: State, event: e.ReadMarked) -> State:
    if state.phase != "playing":
        return replace(state.with_player(event.player, read=state.page, turn=""), stirred_at=state.at)
    return answered(state, event.player)


@after(e.WentOn)
def _went_on(state: State, event: e.WentOn) -> State:
    return answered(state, event.player)


@after(e.Reflected)
def _reflected(state: State, event: e.Reflected) -> State:
    play, _role = place(state, event)
    state = state.with_play(event.table, taps=tapped(play, "reflect", event.page, event.tap))
    return answered(state, event.player)


@after(e.ChoiceMade)
def _choice_made(state: State, event: e.ChoiceMade) -> State:
    play, role = place(state, event)
    choice = Choice(event.option, event.confidence, event.reason, event.note)
    state = state.with_play(
        event.table,
        choices={**play.choices, role: choice},
        taps=tapped(play, "choice", event.page, event.tap),
    )
    return answered(state, event.player)


@after(e.VoteCast)
def _vote_cast(state: State, event: e.VoteCast) -> State:
    play, role = place(state, event)
    state = state.with_play(
        event.table,
        votes={**play.votes, role: event.option},
        taps=tapped(play, "vote", event.page, event.tap),
    )
    if play.guard is not None and event.guard:
        answers = {**play.guard.answers, role: event.guard == "yes"}
        state = state.with_play(event.table, guard=replace(play.guard, answers=answers))
    return answered(state, event.player)


@after(e.StepClosed)
def _step_closed(state: State, event: e.StepClosed) -> State:
    play = state.tables[event.table].play
    if event.name == "choice" and play is not None:
        first = play.first_choices or {role: c.option for role, c in play.choices.items()}
        reasons = tuple(Reasons(*reason) for reason in event.reasons)
        return state.with_play(
            event.table, pattern=event.pattern, reasons=reasons, first_choices=first, challenger=None
        )
    if event.name == "vote":
        ballots = dict(play.votes) if play is not None else {}
        kept = {"first_votes": event.deciding, "ballots": ballots, "flows": event.flows}
        return state.with_play(event.table, unanimous=event.unanimous, **kept)
    return state


@after(e.ChallengerDrawn)
def _challenger(state: State, event: e.ChallengerDrawn) -> State:
    return state.with_play(event.table, challenger=event.role)


@after(e.ReadyTapped)
def _ready(state: State, event: e.ReadyTapped) -> State:
    play, role = place(state, event)
    return seen(state.with_play(event.table, ready=(*play.ready, role)), event.table, role)


@after(e.VoteCalled)
def _called(state: State, event: e.VoteCalled) -> State:
    guard = Guard(event.guard) if event.guard else None
    return seen(state.with_play(event.table, called=True, guard=guard), event.table, event.role)


@after(e.DecidersWidened)
def _widened(state: State, event: e.DecidersWidened) -> State:
    return state.with_play(event.table, widened=True)


@after(e.RunoffOpened)
def _runoff(state: State, event: e.RunoffOpened) -> State:
    return state.with_play(event.table, runoff=event.options, everybody=event.everybody)


@after(e.WordAsked)
def _word_asked(state: State, event: e.WordAsked) -> State:
    tied = {"tied": event.options, "tie_is_free": event.free, "tied_at": state.at}
    return state.with_play(event.table, times_asked={}, **tied)


@after(e.WordGiven)
def _word_given(state: State, event: e.WordGiven) -> State:
    return seen(state, event.table, event.role)


@after(e.DecisionMade)
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
        paper=state.tables[event.table].paper,
    )
    holders = {role: holder for role, holder in state.tables[event.table].seats.items() if holder}
    mirrors = dict(state.tables[event.table].mirrors)
    return state.with_play(event.table, decision=decision, tied=(), holders=holders, mirrors=mirrors)


@after(e.AnswersBlanked)
def _blanked(state: State, event: e.AnswersBlanked) -> State:
    table = state.tables[event.table]
    before = table.before_vote
    if before is not None and before.play is not None:
        before = replace(before, play=_forgotten(before.play))
    play = _forgotten(table.play) if table.play is not None else None
    return state.with_table(event.table, play=play, before_vote=before)


def _forgotten(play: Play) -> Play:
    guard = replace(play.guard, answers={}) if play.guard is not None else None
    answers: dict[str, Any] = {"choices": {}, "first_choices": {}, "votes": {}, "ballots": {}}
    return replace(play, **answers, paper=OnPaper(), guard=guard, blanked=True)


@after(e.TimeAdded)
def _time_added(state: State, event: e.TimeAdded) -> State:
    step = state.tables[event.table].step
    if step is None:
        return state
    state = state.with_step(event.table, extra=step.extra + event.milliseconds)
    now = state.tables[event.table].play
    if now is not None and now.tied and not state.settings.dates:  # what runs is the chair's minute
        state = state.with_play(event.table, tied_at=now.tied_at + event.milliseconds)
    if not event.player:
        return state
    play, role = place(state, event)
    asked = {**play.times_asked, role: play.times_asked.get(role, 0) + 1}
    return seen(state.with_play(event.table, times_asked=asked), event.table, role)


@after(e.SteppedBack)
def _stepped_back(state: State, event: e.SteppedBack) -> State:
    table = state.tables[event.table]
    choices = table.play.choices if table.play else {}
    if event.to in ("situation", "choice"):  # who has left meanwhile has no choice any more
        choices = {role: choice for role, choice in choices.items() if role in table.taken()}
    return state.with_play(
        event.table,
        choices=choices,
        votes={},
        tied=(),
        runoff=(),
        everybody=False,
        widened=False,
        voided=event.voided,
        taps={},
    )
