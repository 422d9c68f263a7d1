"""What facts, moves, a hearing and a safeguard change."""

from __future__ import annotations

from game.rules import events as e
from game.rules.copies import replace
from game.rules.evolving.shared import after, place, seen
from game.rules.play import Hearing, Made, Press
from game.rules.state import State


@after(e.FactDealt)
def _dealt(state: State, event: e.FactDealt) -> State:
    play = state.play_of(event.table)
    held = play.facts.get(event.fact, ())
    return state.with_play(event.table, facts={**play.facts, event.fact: (*held, event.role)})


@after(e.FactShared)
def _shared(state: State, event: e.FactShared) -> State:
    play = state.tables[event.table].play
    assert play is not None
    state = state.with_play(event.table, shared=(*play.shared, event.fact))
    return seen(state, event.table, place(state, event)[1]) if event.player else state


@after(e.OptionOpened)
def _opened(state: State, event: e.OptionOpened) -> State:
    return state.with_play(event.table, options=(*state.play_of(event.table).options, event.option))


@after(e.MovePlayed)
def _moved(state: State, event: e.MovePlayed) -> State:
    play, table = state.play_of(event.table), state.tables[event.table]
    made = Made(event.role, event.worry, event.note)
    state = state.with_table(event.table, played=(*table.played, event.role))
    state = state.with_play(event.table, moves=(*play.moves, made))
    if event.role == "P2":
        state = state.with_play(event.table, deciders="all")
    if event.role == "P3":
        state = state.with_table(event.table, worries=(*table.worries, made))
    return seen(state, event.table, event.role)


@after(e.MoveReturned)
def _returned(state: State, event: e.MoveReturned) -> State:
    table, play = state.tables[event.table], state.play_of(event.table)
    state = state.with_table(event.table, played=tuple(role for role in table.played if role != event.role))
    return state.with_play(event.table, moves=tuple(made for made in play.moves if made.role != event.role))


@after(e.HearingHeld)
def _heard(state: State, event: e.HearingHeld) -> State:
    _, role = place(state, event)
    state = state.with_play(event.table, hearing=Hearing(event.slot, event.option))
    return seen(state, event.table, role)


@after(e.ColleagueAsked)
def _asked(state: State, event: e.ColleagueAsked) -> State:
    return state.with_play(event.table, asked=(*state.play_of(event.table).asked, event.role))


@after(e.PressHeld)
def _press(state: State, event: e.PressHeld) -> State:
    press = Press(event.round, event.room, event.partners) if event.round else None
    return state.with_table(event.table, press=press)


@after(e.NoteHeard)
def _note_heard(state: State, event: e.NoteHeard) -> State:
    table = state.tables[event.table]
    worries = tuple(made for made in table.worries if made.note != event.note or made.role != event.role)
    sprouts = tuple(
        replace(s, heard=event.note) if (s.seed, s.dilemma) == (event.seed, event.dilemma) else s
        for s in table.sprouts
    )
    return state.with_table(event.table, worries=worries, sprouts=sprouts)


@after(e.GuardAttached, e.GuardLapsed)
def _guard(state: State, event: e.GuardAttached | e.GuardLapsed) -> State:
    guard = state.play_of(event.table).guard
    fate = "attached" if isinstance(event, e.GuardAttached) else "lapsed"
    return state.with_play(event.table, guard=replace(guard, fate=fate) if guard else None)


@after(e.CrossFelt)
def _crossed(state: State, event: e.CrossFelt) -> State:
    play, table = state.play_of(event.table), state.tables[event.table]
    state = state.with_table(event.table, once=(*table.once, event.effect))
    return state.with_play(event.table, crossed=(*play.crossed, event.effect))


@after(e.AimRevealed)
def _aim_revealed(state: State, event: e.AimRevealed) -> State:
    return replace(state.with_player(event.player, aim_shown=True), stirred_at=state.at)
