"""The facilitator's hand on seats and tables: another table, another role, a table that closes (SEAT-10)."""

from __future__ import annotations

from collections.abc import Generator

from game.rules import commands as c
from game.rules import refused
from game.rules.events import ClosePlanned, Event, MovePlanned, TableClosed, TableReopened, TableWoke
from game.rules.hall.seats import fix_seats
from game.rules.refused import Refused
from game.rules.round.table import bring, enter, is_in_a_round, settle, swap
from game.rules.seating.filling import free_role
from game.rules.seating.roles import DEALT
from game.rules.state import FILLING_ORDER, Player, State, Table

Judge = Generator[Event, State, State]
#: Until results people may be moved, and tables closed.
WHILE = ("lobby", "welcome", "briefing", "playing")


def move_player(state: State, command: c.MovePlayer) -> Judge:
    """Bring somebody to another table: at the next gate, at once before play and where no round is under way."""
    player, table = _person(state, command.player), _table(state, command.table)
    if player.table == command.table:
        wish = player.goes_to or player.becomes
        return (yield MovePlanned(table=player.table, player=player.id)) if wish else state
    if player.goes_to == command.table:
        return state
    if player.device:
        raise Refused(refused.SHARES_A_DEVICE)
    if table.closed or table.closing:
        raise Refused(refused.TABLE_IS_CLOSED)
    if free_role(state, table) is None:
        raise Refused(refused.TABLE_IS_FULL)
    if _is_bound(state, player):
        return (yield MovePlanned(table=player.table, player=player.id, to=command.table))
    came_from = player.table
    state = yield from bring(state, player.id, command.table)
    return (yield from settle(state, came_from)) if came_from else state


def change_role(state: State, command: c.ChangeRole) -> Judge:
    """Another role at the same table: at the next gate, at once before play and where no round is under way."""
    player = _person(state, command.player)
    if not player.role or player.mirror:
        raise Refused(refused.NOT_SEATED)
    if command.role not in FILLING_ORDER:
        raise Refused(refused.NO_SUCH_SEAT)
    if state.roles_are_open and state.settings.assignment in DEALT:
        raise Refused(refused.ROLES_ARE_OPEN)
    if command.role == (player.becomes or player.role):
        return state
    if command.role == player.role:
        return (yield MovePlanned(table=player.table, player=player.id))
    if _is_bound(state, player):
        return (yield MovePlanned(table=player.table, player=player.id, role=command.role))
    state = yield from swap(state, player.id, command.role)
    return (yield from settle(state, player.table))


def close_table(state: State, command: c.CloseTable) -> Judge:
    """Play no longer at a table; who sits there keeps the seat, in case it is reopened, and may go elsewhere."""
    table = _table(state, command.table)
    if table.closed or table.closing:
        return state
    if is_in_a_round(state, table):
        return (yield ClosePlanned(table=table.number))
    return (yield TableClosed(table=table.number))


def reopen_table(state: State, command: c.ReopenTable) -> Judge:
    """Go on where the table was; one that nobody has played at yet begins at its gate."""
    table = _table(state, command.table)
    if not table.closed and not table.closing:
        return state
    state = yield TableReopened(table=table.number)
    if not table.closed:
        return state
    begins = table.step is None
    if begins and state.phase in ("briefing", "playing"):
        state = yield from fix_seats(state, table.number)
    if begins or state.present(state.tables[table.number]):
        state = yield TableWoke(table=table.number)
    if begins and state.phase == "playing" and state.tables[table.number].taken():
        state = yield from enter(state, table.number, "gate")
    return (yield from settle(state, table.number))


def _is_bound(state: State, player: Player) -> bool:
    """Whether a seat has to be kept until the table's next gate."""
    return bool(player.role) and is_in_a_round(state, state.tables[player.table])


def _person(state: State, player_id: str) -> Player:
    player = state.players.get(player_id)
    if player is None or player.bot:
        raise Refused(refused.NO_SUCH_PLAYER)
    if player.removed:
        raise Refused(refused.READMIT_FIRST)
    if state.phase not in WHILE:
        raise Refused(refused.NOT_NOW)
    return player


def _table(state: State, number: int) -> Table:
    table = state.tables.get(number)
    if table is None:
        raise Refused(refused.NO_SUCH_TABLE)
    if state.phase not in WHILE:
        raise Refused(refused.NOT_NOW)
    return table
