"""What consequences move: resources, poles, people, marks, seeds."""

from __future__ import annotations

from game.rules import events as e
from game.rules.copies import replace
from game.rules.evolving.shared import (
    after,
    changed,
)
from game.rules.play import Change, Planted, Sprout
from game.rules.state import LONGEST, Stake, State


@after(e.ResourceMoved)
def _resource_moved(state: State, event: e.ResourceMoved) -> State:
    resources = state.tables[event.table].resources
    to = min(LONGEST[event.resource], max(0, resources[event.resource] + event.by))
    change = Change("resource", event.resource, event.by, to, event.cause)
    return changed(state, event.table, change, resources={**resources, event.resource: to})


@after(e.PoleMoved)
def _pole_moved(state: State, event: e.PoleMoved) -> State:
    poles = state.tables[event.table].poles
    to = min(10, max(0, poles[event.pole] + event.by))
    change = Change("pole", event.pole, event.by, to, event.cause)
    return changed(state, event.table, change, poles={**poles, event.pole: to})


@after(e.Wobbled)
def _wobbled(state: State, event: e.Wobbled) -> State:
    poles = state.tables[event.table].poles
    to = max(0, poles[event.pole] - 1)
    change = Change("wobble", event.pole, -1, to)
    return changed(state, event.table, change, poles={**poles, event.pole: to})


@after(e.PeopleMoved)
def _people_moved(state: State, event: e.PeopleMoved) -> State:
    people = state.tables[event.table].people
    stake = people[event.slot]
    moved = Stake(stake.attitude + event.attitude, stake.involvement + event.involvement)
    return changed(
        state,
        event.table,
        Change("attitude", event.slot, event.attitude, moved.attitude, event.cause),
        Change("involvement", event.slot, event.involvement, moved.involvement, event.cause),
        people={**people, event.slot: moved},
    )


@after(e.Marked)
def _marked(state: State, event: e.Marked) -> State:
    marks = state.tables[event.table].marks
    return state.with_table(event.table, marks={**marks, event.mark: marks.get(event.mark, 0) + 1})


@after(e.SeedPlanted)
def _planted(state: State, event: e.SeedPlanted) -> State:
    seed = Planted(event.seed, event.dilemma, event.option, event.round, event.due, event.guard)
    return state.with_table(event.table, seeds=(*state.tables[event.table].seeds, seed))


@after(e.SeedSprouted)
def _sprouted(state: State, event: e.SeedSprouted) -> State:
    if not event.dilemma:  # a standing seed was never planted
        sprout = Sprout(event.seed, "", "", 0, event.round)
        return state.with_table(event.table, sprouts=(*state.tables[event.table].sprouts, sprout))
    return _unearthed(state, event.table, event.dilemma, event.seed, event.round, event.spared)


@after(e.SeedLapsed)
def _lapsed(state: State, event: e.SeedLapsed) -> State:
    return _unearthed(state, event.table, event.dilemma, event.seed, 0)


@after(e.SeedHeld)
def _held(state: State, event: e.SeedHeld) -> State:
    table = state.tables[event.table]
    seeds = tuple(
        replace(p, due=event.due) if (p.dilemma, p.seed) == (event.dilemma, event.seed) else p
        for p in table.seeds
    )
    return state.with_table(event.table, seeds=seeds)


def _unearthed(state: State, number: int, dilemma: str, seed: str, round_: int, spared: str = "") -> State:
    """The seed is out of the ground; `round_` is when it took effect, 0 if it never did."""
    table = state.tables[number]
    planted = next(p for p in table.seeds if (p.dilemma, p.seed) == (dilemma, seed))
    sprout = Sprout(seed, dilemma, planted.option, planted.round, round_, spared)
    sprouts = (*table.sprouts, sprout)
    seeds = tuple(p for p in table.seeds if p is not planted)
    return state.with_table(number, seeds=seeds, sprouts=sprouts)
