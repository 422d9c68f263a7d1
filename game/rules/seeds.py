"""Delayed consequences: when a seed is due, whether it takes effect, and what it does (SEED-1 to 3, SEED-5)."""

from __future__ import annotations

from collections.abc import Generator

from game.rules.conditions import holds
from game.rules.consequences import move_people, move_pole, move_resource
from game.rules.events import Event, Marked, SeedHeld, SeedLapsed, SeedSprouted
from game.rules.play import Planted
from game.rules.state import State
from scenarios.conditions import POLES, RESOURCES, SLOTS
from scenarios.script import Effects, Seed

#: So many seeds take effect at a table in one situation, or in the epilogue; the rest wait, or lapse.
MOST_AT_ONCE = 2


def sprout(state: State, number: int, epilogue: bool = False) -> Generator[Event, State, State]:
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
            state = yield SeedSprouted(
                table=number, seed=seed.id, dilemma=dilemma, round=state.tables[number].round + epilogue
            )
            state = yield from _take_effect(state, number, seed.effects, cause(dilemma, seed.id))
            grown += 1
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
    return list(state.script.dilemma(planted.dilemma).seeds).index(planted.seed)


def _take_effect(state: State, number: int, effects: Effects, why: str) -> Generator[Event, State, State]:
    for resource in RESOURCES:
        state = yield from move_resource(state, number, resource, getattr(effects, resource), why)
    for pole in POLES:
        state = yield from move_pole(state, number, pole, effects.poles.get(pole, 0), why)
    for slot in SLOTS:
        attitude, involvement = effects.attitude.get(slot, 0), effects.involvement.get(slot, 0)
        state = yield from move_people(state, number, slot, attitude, involvement, why)
    for mark in effects.marks:
        state = yield Marked(table=number, mark=mark)
    return state
