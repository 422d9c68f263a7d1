"""A table, or a seat, is put on paper and taken off it (SEAT-12)."""

from __future__ import annotations

from collections.abc import Generator

from game.rules import commands as c
from game.rules import refused
from game.rules.events import CameBack, Event, PaperLeft, PaperTaken, PlayerJoined, PlayerRemoved, TableWoke
from game.rules.hall.moving import WHILE
from game.rules.hall.seats import CHOOSING, sit
from game.rules.play import Role
from game.rules.refused import Refused
from game.rules.round.table import enter, is_in_a_round, settle
from game.rules.state import FILLING_ORDER, Player, State, Table

Judge = Generator[Event, State, State]
FEWEST = 2


def put_on(state: State, command: c.PutOnPaper) -> Judge:
    """Let a table or a seat answer on paper; where it does already, nothing happens."""
    table = _table(state, command.table)
    if command.role:
        return (yield from _seat_on(state, table, command.role))
    number, is_new = table.number, not table.paper
    taken = [role for role in table.taken() if not _is_bot(state, table, role)]
    wanted = command.persons or len(taken)
    if not FEWEST <= wanted <= len(FILLING_ORDER):
        raise Refused(refused.HOW_MANY_SIT)
    if wanted > len(taken) and is_in_a_round(state, table):
        raise Refused(refused.NOT_NOW)
    for role in table.taken() if is_new else ():
        if _is_bot(state, table, role):
            state = yield PlayerRemoved(table=number, player=table.seats[role] or "")
    if is_new:
        state = yield PaperTaken(table=number)
    state = yield from _are_there(state, number)
    state = yield from _fill(state, number, wanted - len(taken))
    return (yield from _begin(state, number))


def take_off(state: State, command: c.TakeOffPaper) -> Judge:
    """Devices again; seats that never had one are released, so that somebody can take them."""
    table = _table(state, command.table)
    roles: tuple[Role, ...] = table.taken()
    if command.role:
        if command.role not in roles or not _holder(state, table, command.role).paper:
            return state
        roles = (command.role,)
    elif not table.paper:
        return state
    else:
        state = yield PaperLeft(table=table.number)
    for role in roles:
        player = _holder(state, state.tables[table.number], role)
        if player.paper == "only":
            state = yield PlayerRemoved(table=table.number, player=player.id)
        elif command.role:
            state = yield PaperLeft(table=table.number, player=player.id)
    return (yield from settle(state, table.number))


def _seat_on(state: State, table: Table, role: Role) -> Judge:
    """One seat: its player lays the phone aside, or nobody ever had one."""
    if role not in table.seats:
        raise Refused(refused.NO_SUCH_SEAT)
    holder = table.seats[role]
    if holder and not state.players[holder].bot:
        if state.players[holder].paper:
            return state
        state = yield PaperTaken(table=table.number, player=holder)
        state = yield from _are_there(state, table.number)
        return (yield from settle(state, table.number))
    if is_in_a_round(state, table):
        raise Refused(refused.NOT_NOW)
    state = yield from _join(state, table.number, role)
    return (yield from _begin(state, table.number))


def _fill(state: State, number: int, more: int) -> Judge:
    """Seats for people who have no device, in the filling order."""
    for _person in range(max(0, more)):
        seats = state.tables[number].seats
        free = [role for role in FILLING_ORDER if not seats.get(role)]
        here = [role for role in free if role in seats]
        if not here and state.phase in CHOOSING:
            raise Refused(refused.NOT_SO_MANY_SEATS, free=0)
        state = yield from _join(state, number, (here or free)[0])
    return state


def _join(state: State, number: int, role: Role) -> Judge:
    """A seat that only paper holds. A seat that was given up and is filled again gets another name."""
    name = f"paper-{number}-{role}"
    while name in state.players:
        name += "i"
    state = yield PlayerJoined(table=number, player=name, paper=True)
    return (yield from sit(state, state.tables[number], name, role))


def _begin(state: State, number: int) -> Judge:
    """A table at which nobody sat before is at its gate, and whatever waited for somebody goes on."""
    if state.phase == "playing" and state.tables[number].step is None:
        state = yield from enter(state, number, "gate")
    return (yield from settle(state, number))


def _are_there(state: State, number: int) -> Judge:
    """Paper is always there: who was away is back, and the table wakes."""
    for role in state.on_paper(state.tables[number]):
        player = _holder(state, state.tables[number], role)
        if player.away:
            state = yield CameBack(table=number, player=player.id)
    table = state.tables[number]
    is_woken = table.asleep_at is not None and bool(state.present(table))
    return (yield TableWoke(table=number)) if is_woken else state


def _holder(state: State, table: Table, role: Role) -> Player:
    return state.players[table.seats[role] or ""]


def _is_bot(state: State, table: Table, role: Role) -> bool:
    return bool(_holder(state, table, role).bot)


def _table(state: State, number: int) -> Table:
    table = state.tables.get(number)
    if table is None:
        raise Refused(refused.NO_SUCH_TABLE)
    if table.closed:
        raise Refused(refused.TABLE_IS_CLOSED)
    if state.phase not in WHILE:
        raise Refused(refused.NOT_NOW)
    return table
