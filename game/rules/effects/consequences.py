"""What a decision does, in the fixed order; every single change stops at the end of its track (ORDER)."""

from __future__ import annotations

from collections.abc import Generator

from game.rules.effects.crosses import cross
from game.rules.effects.guards import attached, settle_guard
from game.rules.effects.moves import face_the_press, halved, lend_staff
from game.rules.effects.tracks import move_people, move_pole, move_resource
from game.rules.events import Event, Marked, SeedPlanted, Wobbled
from game.rules.play import Decision
from game.rules.state import State, Table
from scenarios.conditions import POLES, SLOTS
from scenarios.script import LEVEL_POLES, Dilemma, Effects, Option

Effect = Generator[Event, State, State]


def take_effect(state: State, number: int) -> Effect:
    """Apply the decision of the table's round: costs, poles, resources, manner, people, marks, seeds, wobble."""
    table = state.tables[number]
    play = table.play
    assert play is not None and play.decision is not None
    dilemma = state.dilemma(table)
    option = dilemma.options[play.decision.option]
    effects = effects_of(option, play.alts)
    state = yield from lend_staff(state, number, effects)
    lent = play.moved("M2") and effects.budget > 0
    state = yield from _pay(state, number, effects.time, effects.budget - lent)
    state = yield from settle_guard(state, number)
    for pole in POLES:
        by = effects.poles.get(pole, 0)
        state = yield from move_pole(state, number, pole, halved(by) if play.moved("M3") else by, "option")
    state = yield from move_resource(state, number, "trust", option.effects.trust, "option")
    state = yield from move_resource(state, number, "legitimacy", option.effects.legitimacy, "option")
    state = yield from _manner(state, number, play.decision)
    for slot in SLOTS:
        attitude, involvement = effects.attitude.get(slot, 0), effects.involvement.get(slot, 0)
        state = yield from move_people(state, number, slot, attitude, involvement)
    if lent:
        state = yield from move_people(state, number, "frontline", -1, 0)
    state = yield from cross(state, number, table.people)
    state = yield from _marks_and_seeds(state, number, dilemma, option)
    state = yield from _wobble(state, number)
    return (yield from face_the_press(state, number))


def effects_of(option: Option, alts: tuple[str, ...]) -> Effects:
    """What an option does in the form that it has in this round (COND-2)."""
    return option.alt.effects if option.alt and option.letter in alts else option.effects


def _pay(state: State, number: int, time: int, budget: int) -> Effect:
    """Time, then Budget; whatever is short becomes 0 and the overdraft is felt once (RES-1)."""
    short = False
    for resource, cost in (("time", time), ("budget", budget)):
        short = short or cost > state.tables[number].resources[resource]
        state = yield from move_resource(state, number, resource, -cost, "cost")
    if short:
        state = yield from move_resource(state, number, "trust", -2, "overdraft")
        state = yield Marked(table=number, mark="overdraft")
    return state


def _manner(state: State, number: int, decision: Decision) -> Effect:
    """What the manner of deciding does (WHO-4, VOTE-5 to 8)."""
    if decision.overruled:
        pole = "B2" if decision.decided_by == "P" else "B1"
        state = yield from move_pole(state, number, pole, -1, "overruled")
        state = yield Marked(table=number, mark="overruled")
    if decision.unanimity:
        state = yield from move_resource(state, number, "trust", 1, "unanimity")
    if decision.trust_lost:
        state = yield from move_resource(
            state, number, "trust", -1, "tie" if decision.manner == "word" else "undecided"
        )
    if decision.manner in ("word", "nobody"):
        state = yield Marked(table=number, mark="tie" if decision.manner == "word" else "undecided")
    return state


def _marks_and_seeds(state: State, number: int, dilemma: Dilemma, option: Option) -> Effect:
    play = state.tables[number].play
    assert play is not None
    marks = (*option.effects.marks, *(("hidden_found",) if option.letter == "D" else ()))
    for mark in marks:
        state = yield Marked(table=number, mark=mark)
    for name in () if play.moved("M3") else option.seeds:
        due = play.round + dilemma.seeds[name].after
        state = yield SeedPlanted(
            table=number,
            seed=name,
            dilemma=dilemma.id,
            option=option.letter,
            round=play.round,
            due=due,
            guard=attached(play),
        )
    return state


def _wobble(state: State, number: int) -> Effect:
    """The weakest level, if it is failing and uneven, pulls its stronger pole down by one (POLE-3)."""
    poles = state.tables[number].poles
    level = weakest_level(state.tables[number])
    left, right = LEVEL_POLES[level]
    if min(poles[left], poles[right]) > 2 or poles[left] == poles[right]:
        return state
    return (yield Wobbled(table=number, pole=left if poles[left] > poles[right] else right))


def weakest_level(table: Table) -> int:
    """The level with the smallest strength; of equals, the lower number."""
    return min(LEVEL_POLES, key=lambda level: (strength(table, level), level))


def strength(table: Table, level: int) -> int:
    """A level is as strong as the smaller of its two poles."""
    return min(table.poles[pole] for pole in LEVEL_POLES[level])
