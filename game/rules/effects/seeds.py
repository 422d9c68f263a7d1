"""Delayed consequences: when a seed is due, whether it takes effect, and what it does (SEED-1 to 3, SEED-5)."""

from __future__ import annotations

from collections.abc import Generator

from game.rules.conditions import holds
from game.rules.effects.guards import spares
from game.rules.effects.tracks import move_resource, take
from game.rules.events import Event, NoteHeard, SeedHeld, SeedLapsed, SeedSprouted
from game.rules.play import Planted
from game.rules.state import State
from scenarios.script import Seed, Standing

Growing = Generator[Event, State, State]

#: So many seeds take effect at a table in one situation, or in the epilogue; the rest wait, or lapse.
MOST_AT_ONCE = 2


def sprout(state: State, number: int, epilogue: bool = False) -> Growing:
    """Take the seeds that are due in their order; in the epilogue all of them are (SEED-2, SEED-3)."""
    grown = 0
    for planted in in_order(state, number, epilogue):
        seed, dilemma = seed_of(state, planted), planted.dilemma
        if grown == MOST_AT_ONCE and not epilogue:
            state = yield SeedHeld(
                table=number, seed=seed.id, dilemma=dilemma, due=state.tables[number].round + 1
            )
        elif grown == MOST_AT_ONCE or not holds(seed.condition, state.tables[number]):
            state = yield SeedLapsed(table=number, seed=seed.id, dilemma=dilemma)
        else:
            spared = planted.guard if spares(seed, planted.guard) else ""
            round_ = state.tables[number].round + epilogue
            state = yield SeedSprouted(
                table=number, seed=seed.id, dilemma=dilemma, round=round_, spared=spared
            )
            if not spared:
                state = yield from _take_effect(state, number, seed, dilemma)
            grown += 1
    return state if epilogue else (yield from _stand_up(state, number, MOST_AT_ONCE - grown))


def _stand_up(state: State, number: int, most: int) -> Growing:
    """Standing seeds, once each, the first time their condition holds (SEED-4)."""
    if state.settings.edition < 2:
        return state
    for seed in state.script.standing:
        table = state.tables[number]
        done = any(not sprout.dilemma and sprout.seed == seed.id for sprout in table.sprouts)
        if most and not done and seed.round <= table.round and holds(seed.condition, table):
            state = yield SeedSprouted(table=number, seed=seed.id, round=table.round)
            state = yield from _take_effect(state, number, seed, "")
            most -= 1
    return state


def _take_effect(state: State, number: int, seed: Seed | Standing, dilemma: str) -> Growing:
    """What a seed changes; a minority note that had seen the harm coming is read out."""
    why = cause(dilemma, seed.id)
    state = yield from take(state, number, seed.effects, why)
    worried = (made for made in state.tables[number].worries if made.worry == seed.tag)
    if seed.kind == "harm" and (made := next(worried, None)):
        state = yield NoteHeard(table=number, role=made.role, note=made.note, seed=seed.id, dilemma=dilemma)
        state = yield from move_resource(state, number, "trust", 1, why)
    return state


def in_order(state: State, number: int, epilogue: bool = False) -> list[Planted]:
    """The seeds that are due: by planting round, option letter, place in the file."""
    table = state.tables[number]
    due = [planted for planted in table.seeds if epilogue or planted.due <= table.round]
    return sorted(due, key=lambda p: (p.round, p.option, _place(state, p)))


def seed_of(state: State, planted: Planted) -> Seed:
    """The script's seed behind a planted one."""
    return state.script.dilemma(planted.dilemma).seeds[planted.seed]


def cause(dilemma: str, seed: str) -> str:
    """What a change is marked with that a seed has brought about."""
    return f"seed {dilemma}.{seed}"


def _place(state: State, planted: Planted) -> int:
    """Its place among the seeds of its option; the mapping of seeds has no order that every database keeps."""
    return state.script.dilemma(planted.dilemma).options[planted.option].seeds.index(planted.seed)
