"""What the evolvers share: who is registered for which event, and the small steps that several take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from game.rules import events as e
from game.rules.copies import replace
from game.rules.play import Change, Play
from game.rules.state import State

Evolver = Callable[[State, Any], State]
EVOLVERS: dict[type[e.Event], Evolver] = {}


def after(*kinds: type[e.Event]) -> Callable[[Evolver], Evolver]:
    """Register a function as the evolver of these events."""

    def register(function: Evolver) -> Evolver:
        EVOLVERS.update(dict.fromkeys(kinds, function))
        return function

    return register


def place(state: State, event: Any) -> tuple[Play, str]:
    """The round that an event happened in, and the seat that it is about."""
    play, role = state.tables[event.table].play, state.players[event.player].role
    assert play is not None and role is not None
    return play, role


def tapped(play: Play, kind: str, page: str, tap: int) -> dict[str, int]:
    """The newest tap of each page, by kind of answer."""
    return {**play.taps, f"{kind} {page}": tap}


def answered(state: State, player: str) -> State:
    """The seat has answered the present step, and lays down the device that it shares."""
    known = state.players[player]
    if known.turn:
        state = state.with_player(player, turn="")
    role, table = known.role or "", state.tables[known.table]
    answered = table.play.answered if table.play else ()
    if role not in answered:
        state = state.with_play(table.number, answered=(*answered, role))
    return seen(state.with_step(table.number, stirred_at=state.at), table.number, role)


def seen(state: State, number: int, role: str) -> State:
    """The seat gave a sign in this round (WHO-3)."""
    play = state.tables[number].play
    return state if play is None or role in play.seen else state.with_play(number, seen=(*play.seen, role))


def released(state: State, player: str) -> State:
    """The player's present seat, if any, is empty, and its unclosed answers are void (SEAT-7); a mirror's stays as it is."""
    known = state.players[player]
    if not known.role:
        return state
    table = state.tables[known.table]
    if known.mirror:
        mirrors = {role: mirror for role, mirror in table.mirrors.items() if mirror != player}
        return state.with_table(known.table, mirrors=mirrors)
    state = state.with_table(known.table, seats={**table.seats, known.role: None})
    play = table.play
    if play is not None and play.decision is None:
        without = {k: v for k, v in play.votes.items() if k != known.role or play.tied}
        answered = tuple(role for role in play.answered if role != known.role)
        ready = tuple(role for role in play.ready if role != known.role)
        choices = play.choices
        if table.step is not None and table.step.name in ("situation", "choice"):
            choices = {k: v for k, v in choices.items() if k != known.role}
        state = state.with_play(known.table, votes=without, answered=answered, ready=ready, choices=choices)
    return state


def off_the_wall(state: State, note: str) -> State:
    """Nobody reads these words on the wall any more."""
    return replace(state, on_wall=tuple(known for known in state.on_wall if known != note))


def looked_at(state: State, number: int) -> State:
    """Who is there has changed: waiting starts anew, and an empty table is noticed (SEAT-9)."""
    table = state.tables[number]
    deserted = None if state.present(table) else (table.deserted_at or state.at)
    state = state.with_table(number, deserted_at=deserted)
    return state.with_step(number, stirred_at=state.at)


def changed(state: State, number: int, *changes: Change, **values: Any) -> State:
    """A table holds other values, and the round remembers what it felt; after the last round the table does."""
    table = state.tables[number]
    felt = tuple(change for change in changes if change.by)
    if felt and table.play is None:
        values["aftermath"] = (*table.aftermath, *felt)
    elif felt and table.play is not None:
        values["play"] = replace(table.play, changes=(*table.play.changes, *felt))
    return state.with_table(number, **values)


def shifted(state: State, number: int, since: int, until: int) -> State:
    """All times of a table later, as if its clock had stood still from `since` to `until`."""
    table = state.tables[number]
    if table.step is None or until <= since:
        return state

    def moved(at: int) -> int:
        return at if at >= until else min(until, at + until - since)

    step = table.step
    state = state.with_step(number, opened_at=moved(step.opened_at), stirred_at=moved(step.stirred_at))
    return (
        state.with_play(number, tied_at=moved(table.play.tied_at))
        if table.play and table.play.tied
        else state
    )
