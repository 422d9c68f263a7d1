"""The road not taken: the term once more, with one decision exchanged and all else as it was (END-10)."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass, replace

from game.rules import refused
from game.rules.effects import incidents, moves
from game.rules.effects.consequences import take_effect
from game.rules.effects.seeds import sprout
from game.rules.effects.tracks import move_resource
from game.rules.events import (
    DecisionMade,
    Event,
    MovePlayed,
    ResultsReached,
    SituationSet,
    StepEntered,
)
from game.rules.evolve import drive
from game.rules.fresh import fresh_table
from game.rules.hall.results import reached
from game.rules.play import Play
from game.rules.refused import Refused
from game.rules.round.table import judged
from game.rules.state import AFTER_PLAY, State, Table
from scenarios.conditions import POLES

Judge = Generator[Event, State, State]
#: A seed that came up, by dilemma and name; a standing seed has no dilemma.
Grown = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Road:
    """The term as it went, and as it would have gone by the rules. A model, not a prophecy.

    `poles` are (pole, value at the end, value on the other road).
    """

    round: int
    dilemma: str
    taken: str
    option: str
    poles: tuple[tuple[str, int, int], ...]
    gained: tuple[Grown, ...]
    lost: tuple[Grown, ...]
    before: ResultsReached
    after: ResultsReached


def options_left(play: Play) -> tuple[str, ...]:
    """The other options that were open in a decided round."""
    taken = play.decision.option if play.decision else ""
    return tuple(letter for letter in play.options if letter != taken)


def road(state: State, number: int, round_: int, option: str) -> Road:
    """What another option in one decided round would have led to; Refused where there is no such road."""
    table = state.tables.get(number)
    if table is None or state.phase not in AFTER_PLAY:
        raise Refused(refused.NOT_NOW)
    play = next((play for play in table.decided if play.round == round_), None)
    if play is None or option not in options_left(play):
        raise Refused(refused.NOT_ON_OFFER)
    assert play.decision is not None
    before, after = walked(state, number, {}), walked(state, number, {round_: option})
    came, would_come = _grown(before), _grown(after)
    return Road(
        round=round_,
        dilemma=play.dilemma,
        taken=play.decision.option,
        option=option,
        poles=tuple((pole, before.poles[pole], after.poles[pole]) for pole in POLES),
        gained=tuple(seed for seed in would_come if seed not in came),
        lost=tuple(seed for seed in came if seed not in would_come),
        before=reached(state.script, before),
        after=reached(state.script, after),
    )


def walked(state: State, number: int, exchanged: dict[int, str]) -> Table:
    """The table at the end of its term, with these rounds decided otherwise."""
    table = state.tables[number]
    fresh = fresh_table(number, state.script, state.settings, state.rounds)
    fresh = replace(fresh, seats=table.seats)
    ghost = replace(state, tables={number: fresh})
    for play in table.decided:
        ghost = drive(ghost, _talk(ghost, number, play))[0]
        guard = replace(play.guard, fate="") if play.guard is not None else None
        ghost = ghost.with_play(number, guard=guard)
        ghost = drive(ghost, _decision(ghost, number, play, exchanged.get(play.round, "")))[0]
    return drive(ghost, sprout(ghost, number, epilogue=True))[0].tables[number]


def _talk(state: State, number: int, play: Play) -> Judge:
    """One round as it was until its vote: incident and answer, what came up, moves and hearing."""
    state = yield StepEntered(table=number, name="gate", round=play.round)
    if play.incident:
        state = yield from incidents.show(state, number, play.incident)
        state = yield from incidents.answer(state, number, play.incident, play.answer)
    state = yield from sprout(state, number)
    options, alts = judged(state, number)
    state = yield SituationSet(
        table=number, dilemma=play.dilemma, options=options, alts=alts, deciders=play.deciders
    )
    for made in play.moves:
        state = yield MovePlayed(table=number, role=made.role, worry=made.worry, note=made.note)
        state = yield from moves.at_once(state, number, made.role)
    if play.hearing is not None:
        state = yield from move_resource(state, number, "time", -1, "hearing")
    for _colleague in play.asked:
        state = yield from move_resource(state, number, "time", -1, "ask")
    return state


def _decision(state: State, number: int, play: Play, other: str) -> Judge:
    """The decision, or the other one, in the manner in which it was made, and what follows."""
    decision = play.decision
    assert decision is not None
    state = yield DecisionMade(
        table=number,
        option=other or decision.option,
        manner=decision.manner,
        decided_by=decision.decided_by,
        spoken=decision.spoken,
        overruled=decision.overruled,
        unanimity=decision.unanimity,
        trust_lost=decision.trust_lost,
    )
    state = yield StepEntered(table=number, name="consequence", round=play.round)
    return (yield from take_effect(state, number))


def _grown(table: Table) -> tuple[Grown, ...]:
    found: Iterable[Grown] = ((s.dilemma, s.seed) for s in table.sprouts if s.round and not s.spared)
    return tuple(found)
