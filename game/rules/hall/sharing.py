"""One device takes all seats of a table, goes from hand to hand, and is covered in between (SEAT-11)."""

from __future__ import annotations

from collections.abc import Generator

from game.rules import commands as c
from game.rules import refused
from game.rules.events import DevicePassed, DeviceShared, DeviceTaken, Event, PlayerJoined, PlayerRemoved
from game.rules.hall.seats import CHOOSING, sit
from game.rules.refused import Refused
from game.rules.seating import devices
from game.rules.seating.crowds import has_room_for
from game.rules.state import AFTER_PLAY, FILLING_ORDER, Player, State, Table

Judge = Generator[Event, State, State]
FEWEST, MOST = 2, 8


def share(state: State, command: c.ShareDevice) -> Judge:
    """Let a device play for so many seats of a table; the same number again does nothing, another one mends it."""
    player = _player(state, command.player)
    table = state.tables.get(command.table)
    if table is None:
        raise Refused(refused.NO_SUCH_TABLE)
    if table.closed:
        raise Refused(refused.TABLE_IS_CLOSED)
    is_guest = player.device not in ("", player.id)
    if state.phase not in CHOOSING or is_guest or (player.device and player.table != table.number):
        raise Refused(refused.NOT_NOW)
    wanted = len(command.others) + 1
    if not FEWEST <= wanted <= MOST or len({player.id, *command.others}) < wanted:
        raise Refused(refused.NOT_SO_MANY_HERE, fewest=FEWEST, most=MOST)
    here = devices.seats_on(state, player.id)
    if wanted <= len(here):
        return (yield from _fewer(state, player, wanted))
    return (yield from _more(state, table, player, command.others, wanted))


def _more(state: State, table: Table, player: Player, others: tuple[str, ...], wanted: int) -> Judge:
    """Who has the device sits down, and players that belong to it take the seats beside."""
    joining = others[: wanted - max(1, len(devices.seats_on(state, player.id)))]
    sits = bool(player.role) and player.table == table.number
    if not state.doors_open:
        raise Refused(refused.DOORS_ARE_LOCKED)
    if any(other in state.players for other in joining):
        raise Refused(refused.NOT_NOW)
    free = [role for role in FILLING_ORDER if role in table.seats and _is_free(state, table, role)]
    if len(free) < len(joining) + (not sits):
        raise Refused(refused.NOT_SO_MANY_SEATS, free=len(free))
    if not has_room_for(state, len(joining)):
        raise Refused(refused.WORKSHOP_IS_FULL)
    if not sits:
        state = yield from sit(state, table, player.id, "")
    for other in joining:
        state = yield PlayerJoined(player=other)
        state = yield from sit(state, state.tables[table.number], other, "")
    return (yield DeviceShared(table=table.number, player=player.id, others=joining))


def _fewer(state: State, player: Player, wanted: int) -> Judge:
    """The seats that were filled last are released, never that of who has the device."""
    here = {one.role: one for one in devices.seats_on(state, player.id)}
    last = [here[role] for role in reversed(FILLING_ORDER) if role in here and here[role].id != player.id]
    for one in last[: len(here) - wanted]:
        state = yield PlayerRemoved(table=one.table, player=one.id)
    return state


def take(state: State, command: c.TakeDevice) -> Judge:
    """It is I who hold the device now: the seat's own page shows until it has answered, or passes the device on."""
    player = _at_the_device(state, command.player, command.step)
    table = state.tables[player.table]
    if not devices.goes_round(state, table) and state.phase not in devices.OWN_PAGES:
        raise Refused(refused.MOMENT_IS_GONE)
    moment = devices.moment(state, table)
    return state if player.turn == moment else (yield DeviceTaken(table=player.table, player=player.id))


def pass_on(state: State, command: c.PassDevice) -> Judge:
    """Cover the own page again."""
    player = _at_the_device(state, command.player, command.step)
    return (yield DevicePassed(table=player.table, player=player.id)) if player.turn else state


def _at_the_device(state: State, player_id: str, step: int) -> Player:
    """A seat that shares a device, if the wish was meant for the step that its table is in (STEP-1)."""
    player = _player(state, player_id)
    if not player.role:
        raise Refused(refused.NOT_SEATED)
    if state.sits_at_closed(player) and state.phase not in AFTER_PLAY:
        raise Refused(refused.TABLE_IS_CLOSED)
    here = state.tables[player.table].step if state.phase == "playing" else None
    if step != (here.number if here else 0):
        raise Refused(refused.MOMENT_IS_GONE)
    if not player.device:
        raise Refused(refused.NO_SHARED_DEVICE)
    return player


def _player(state: State, player_id: str) -> Player:
    player = state.players.get(player_id)
    if player is None:
        raise Refused(refused.NOT_A_PLAYER)
    if player.removed:
        raise Refused(refused.REMOVED)
    return player


def _is_free(state: State, table: Table, role: str) -> bool:
    holder = table.seats[role]
    return not holder or bool(state.players[holder].bot)
