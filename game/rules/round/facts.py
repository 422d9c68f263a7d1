"""Private facts: who holds which, what is on the table, and when the hidden option opens (FACT-1 to 4)."""

from __future__ import annotations

from collections.abc import Generator

from game.rules.events import Event, FactDealt, OptionOpened
from game.rules.play import Play, Role
from game.rules.state import State, Table, family
from scenarios.script import Fact

Judge = Generator[Event, State, State]


def deal(state: State, number: int) -> Judge:
    """On entering the situation, each fact goes to somebody who is there (FACT-2)."""
    if state.settings.edition < 2:
        return state
    table = state.tables[number]
    for fact in state.dilemma(table).facts:
        role = holder(state, table, fact)
        if role:
            state = yield FactDealt(table=number, fact=fact.id, role=role)
    return state


def deal_again(state: State, number: int) -> Judge:
    """On entering the talk, what lies with an away seat is left on another desk too (FACT-2)."""
    if state.settings.edition < 2:
        return state
    table = state.tables[number]
    present = state.present(table)
    for fact in state.dilemma(table).facts:
        held = state.play_of(number).facts.get(fact.id, ())
        if fact.id in state.play_of(number).shared or any(role in present for role in held):
            continue
        role = holder(state, table, fact)
        if role:
            state = yield FactDealt(table=number, fact=fact.id, role=role)
    return state


def open_hidden(state: State, number: int) -> Judge:
    """Open the hidden option once all that it needs is on the table (FACT-4)."""
    play = state.play_of(number)
    for option in state.dilemma(state.tables[number]).options.values():
        needed = set(option.opens_if)
        if needed and needed <= set(play.shared) and option.letter not in play.options:
            state = yield OptionOpened(table=number, option=option.letter)
    return state


def holder(state: State, table: Table, fact: Fact) -> Role | None:
    """Who gets a fact: the first named who is present, else one of that family, else anybody who is there."""
    present = state.present(table)
    named = [role for role in fact.to if role in present]
    kin = [role for role in present if fact.to and family(role) == family(fact.to[0])]
    return next(iter([*named, *kin, *present]), None)


def held_by(play: Play, role: Role) -> tuple[str, ...]:
    """The facts that a seat knows, in the order of the dilemma."""
    return tuple(fact for fact, roles in play.facts.items() if role in roles)
