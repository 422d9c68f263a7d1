"""A table's way through a round: entering a step, leaving it, and what follows by itself.

A judge says what happened and receives the state that follows: `state = yield StepEntered(...)`.
"""

from __future__ import annotations

from collections.abc import Generator

from game.rules.conditions import holds
from game.rules.effects import incidents
from game.rules.effects.consequences import take_effect
from game.rules.effects.seeds import sprout
from game.rules.events import (
    ChairNamed,
    Event,
    MovePlanned,
    SeatLeft,
    SeatTaken,
    SituationSet,
    StepClosed,
    StepEntered,
    TableChosen,
    TableClosed,
    TableWoke,
)
from game.rules.play import Role
from game.rules.round import choices, facts, votes
from game.rules.round.moments import leaves_at, planned
from game.rules.seating.filling import admit, free_role, inherit, promote
from game.rules.state import State, Table, deciding, family
from scenarios.script import ROLES

Judge = Generator[Event, State, State]

#: Where the steps lead whose closing needs no judgement.
FOLLOWING = {
    "situation": "choice",
    "reveal": "talk",
    "talk": "vote",
    "consequence": "reflect",
    "reflect": "done",
}


def settle(state: State, number: int) -> Judge:
    """Leave every step whose time has come."""
    while (at := leaves_at(state, state.tables[number])) is not None and at <= state.at:
        state = yield from leave(state, number)
    return state


def leave(state: State, number: int) -> Judge:
    """Close the step that the table is in and enter the next one."""
    table = state.tables[number]
    assert table.step is not None
    match table.step.name:
        case "choice":
            state = yield from choices.close(state, number)
            return (yield from enter(state, number, "talk" if state.settings.solo else "reveal"))
        case "vote" | "runoff":
            state, decided = yield from votes.close(state, number)
            return (yield from enter(state, number, decided)) if decided else state
        case "done":
            return (yield from enter(state, number, "gate"))
        case "gate":
            return (yield from _leave_the_gate(state, number))
    state = yield StepClosed(table=number, name=table.step.name)
    following = "done" if table.paper and table.step.name == "consequence" else FOLLOWING[table.step.name]
    return (yield from enter(state, number, following))


def enter(state: State, number: int, name: str, again: bool = False) -> Judge:
    """Enter a step; `again` when the facilitator took the table back (BACK-3: what was set stays)."""
    table = state.tables[number]
    state = yield StepEntered(
        table=number,
        name=name,
        number=table.steps + 1,
        round=table.round + (name == "gate"),
        planned=planned(state.settings, name),
    )
    match name:
        case "gate":
            state = yield from _at_the_gate(state, number)
        case "situation" if not again:
            state = yield from sprout(state, number)
            state = yield _situation(state, number)
            state = yield from facts.deal(state, number)
        case "talk":
            state = yield from facts.deal_again(state, number)
        case "reveal":
            state = yield from choices.challenge(state, number)
        case "consequence":
            state = yield from take_effect(state, number)
            state = yield from votes.forget(state, number)
    return state


def _leave_the_gate(state: State, number: int) -> Judge:
    """Into the situation; where an incident waits, it is met first, and unanswered it takes its first answer (INC-2)."""
    table = state.tables[number]
    if incident := incidents.due(state, table):
        if table.play is not None and not table.play.incident:
            return (yield from incidents.show(state, number, incident))
        state = yield from incidents.answer(state, number, incident, 1)
    return (yield from enter(state, number, "situation"))


def _at_the_gate(state: State, number: int) -> Judge:
    """Moves take effect, late players are seated, the chair is named; then a table may close (SEAT-4, 10, CHAIR-1)."""
    for player_id in [p.id for p in state.players.values() if p.table == number and (p.goes_to or p.becomes)]:
        state = yield from _as_planned(state, player_id)
    state = yield from promote(state, number)
    for player in state.players.values():
        if player.table == number and not (player.role or player.removed or state.records(player)):
            state = yield from admit(state, number, player.id)
    chair = next_chair(state, state.tables[number])
    state = yield ChairNamed(table=number, role=chair or "")
    return (yield TableClosed(table=number)) if state.tables[number].closing else state


def _as_planned(state: State, player_id: str) -> Judge:
    """What was planned for a player, unless a swap was quicker; nobody is brought to a table that closes."""
    player = state.players[player_id]
    if player.becomes:
        return (yield from swap(state, player_id, player.becomes))
    if not player.goes_to:
        return state
    to = state.tables[player.goes_to]
    if to.closed or to.closing:
        return (yield MovePlanned(table=player.table, player=player_id))
    return (yield from bring(state, player_id, to.number))


def swap(state: State, player_id: str, role: Role) -> Judge:
    """Give a player another role of the table; whoever holds it takes theirs (SEAT-10)."""
    player = state.players[player_id]
    number, mine = player.table, player.role or ""
    holder = state.tables[number].seats.get(role)
    if holder:
        state = yield SeatLeft(table=number, player=holder)
    state = yield SeatTaken(table=number, player=player_id, role=role)
    return (yield SeatTaken(table=number, player=holder, role=mine)) if holder else state


def bring(state: State, player_id: str, number: int) -> Judge:
    """From one table to another: a seat at once where no round is under way, else a place to watch (SEAT-10)."""
    player, table = state.players[player_id], state.tables[number]
    if player.role:
        state = yield SeatLeft(table=player.table, player=player_id)
        state = yield from inherit(state, player.table, player.role)
    role = (
        player.role if player.role and player.role in table.seats and not table.seats[player.role] else None
    )
    role = role or free_role(state, table)
    if role is None or is_in_a_round(state, table):
        return (yield TableChosen(table=number, player=player_id))
    state = yield SeatTaken(table=number, player=player_id, role=role)
    table = state.tables[number]
    if table.asleep_at is not None and state.present(table):
        state = yield TableWoke(table=number)
    if state.phase == "playing" and table.step is None:
        state = yield from enter(state, number, "gate")
    return (yield from settle(state, number))


def is_in_a_round(state: State, table: Table) -> bool:
    """Whether somebody is between two gates there, so that seats stay as they are (SEAT-10)."""
    if state.phase != "playing" or table.step is None or table.step.name in ("gate", "done"):
        return False
    return bool(state.present(table)) and table.asleep_at is None


def next_chair(state: State, table: Table) -> Role | None:
    """The seat that leads the round (CHAIR-1)."""
    decides = state.dilemma(table).decides
    led = {f: sum(role.startswith(f) for role in table.chairs) for f in "PM"}
    first = decides if decides != "all" else ("P" if led["P"] <= led["M"] else "M")
    for roles in (state.present(table), table.taken()):
        for wanted in (first, "M" if first == "P" else "P"):
            mine = [role for role in _after_last(table, wanted) if role in roles]
            if mine:
                return mine[0]
    return None


def _after_last(table: Table, wanted: str) -> list[Role]:
    codes = [role for role in ROLES if family(role) == wanted]
    last = next((role for role in reversed(table.chairs) if role.startswith(wanted)), None)
    start = codes.index(last) + 1 if last else 0
    return codes[start:] + codes[:start]


def judged(state: State, number: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The options that are open as things stand, and those that have another form (COND-2)."""
    table = state.tables[number]
    options = state.dilemma(table).options.values()
    is_open = (o.letter for o in options if not o.opens_if and holds(o.needs, table))
    is_other = (o.letter for o in options if o.alt and holds(o.alt.condition, table))
    return tuple(is_open), tuple(is_other)


def _situation(state: State, number: int) -> SituationSet:
    """What holds for the whole round (COND-2, WHO-2)."""
    table = state.tables[number]
    dilemma = state.dilemma(table)
    decides = dilemma.decides if len(deciding(dilemma.decides, table.taken())) >= 2 else "all"
    options, alts = judged(state, number)
    return SituationSet(
        table=number,
        dilemma=dilemma.id,
        options=options,
        alts=alts,
        variant=bool(dilemma.variant) and holds(dilemma.variant, table),
        deciders=decides,
    )
