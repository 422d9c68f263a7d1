"""What a decision does, in the fixed order; every single change stops at the end of its track (ORDER)."""

from __future__ import annotations

from collections.abc import Generator

from game.rules.events import Event, Marked, PeopleMoved, PoleMoved, ResourceMoved, SeedPlanted, Wobbled
from game.rules.play import Decision, Play
from game.rules.state import LONGEST, POLE_MAX, State, Table
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
    state = yield from _pay(state, number, effects)
    for pole in POLES:
        state = yield from move_pole(state, number, pole, effects.poles.get(pole, 0), "option")
    state = yield from move_resource(state, number, "trust", option.effects.trust, "option")
    state = yield from move_resource(state, number, "legitimacy", option.effects.legitimacy, "option")
    state = yield from _manner(state, number, play.decision)
    for slot in SLOTS:
        state = yield from move_people(
            state, number, slot, effects.attitude.get(slot, 0), effects.involvement.get(slot, 0)
        )
    state = yield from _marks_and_seeds(state, number, dilemma, option, play)
    return (yield from _wobble(state, number))


def effects_of(option: Option, alts: tuple[str, ...]) -> Effects:
    """What an option does in the form that it has in this round (COND-2)."""
    return option.alt.effects if option.alt and option.letter in alts else option.effects


def _pay(state: State, number: int, effects: Effects) -> Effect:
    """Time, then Budget; whatever is short becomes 0 and the overdraft is felt once (RES-1)."""
    short = False
    for resource, cost in (("time", effects.time), ("budget", effects.budget)):
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


def _marks_and_seeds(state: State, number: int, dilemma: Dilemma, option: Option, play: Play) -> Effect:
    marks = (*option.effects.marks, *(("hidden_found",) if option.letter == "D" else ()))
    for mark in marks:
        state = yield Marked(table=number, mark=mark)
    for name in option.seeds:
        due = play.round + dilemma.seeds[name].after
        state = yield SeedPlanted(
            table=number, seed=name, dilemma=dilemma.id, option=option.letter, round=play.round, due=due
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


def move_pole(state: State, number: int, pole: str, by: int, cause: str) -> Effect:
    """Move a pole, as far as its track goes (POLE-1)."""
    now = state.tables[number].poles[pole]
    by = min(POLE_MAX, max(0, now + by)) - now
    return (yield PoleMoved(table=number, pole=pole, by=by, cause=cause)) if by else state


def move_resource(state: State, number: int, resource: str, by: int, cause: str) -> Effect:
    """Move a resource, as far as its track goes."""
    now = state.tables[number].resources[resource]
    by = min(LONGEST[resource], max(0, now + by)) - now
    return (yield ResourceMoved(table=number, resource=resource, by=by, cause=cause)) if by else state


def move_people(
    state: State, number: int, slot: str, attitude: int, involvement: int, cause: str = ""
) -> Effect:
    """Move a stakeholder: attitude within -3 to 3, involvement within 0 to 3."""
    stake = state.tables[number].people[slot]
    attitude = min(3, max(-3, stake.attitude + attitude)) - stake.attitude
    involvement = min(3, max(0, stake.involvement + involvement)) - stake.involvement
    if not attitude and not involvement:
        return state
    return (
        yield PeopleMoved(table=number, slot=slot, attitude=attitude, involvement=involvement, cause=cause)
    )
