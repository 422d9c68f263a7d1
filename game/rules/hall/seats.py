"""Who sits where, who is there, and who is not (SEAT-1 to 7, SEAT-9)."""

from __future__ import annotations

from collections.abc import Generator

from game.rules import commands as c
from game.rules import refused
from game.rules.events import (
    CameBack,
    Event,
    PlayerJoined,
    PlayerReadmitted,
    PlayerRemoved,
    PlayerRenamed,
    SeatsFixed,
    SeatTaken,
    TableChosen,
    TableSlept,
    TableWoke,
    WentAway,
)
from game.rules.fresh import first_seats
from game.rules.play import Role
from game.rules.refused import Refused
from game.rules.round.table import enter, settle
from game.rules.seating.crowds import has_room_for
from game.rules.seating.filling import admit, free_role, inherit, is_full, promote
from game.rules.seating.roles import DEALT, deal
from game.rules.seating.temperaments import COLLEAGUE, DROPS_OUT, temperament
from game.rules.state import AFTER_PLAY, FILLING_ORDER, State, Table, family

Judge = Generator[Event, State, State]
#: Phases in which seats may be changed; on entering briefing they are fixed (SEAT-2).
CHOOSING = ("lobby", "welcome")


def join(state: State, command: c.Join) -> Judge:
    """Join while the doors are open; the same join twice does nothing."""
    if command.player in state.players:
        return state
    if not state.doors_open or state.phase == "closed":
        raise Refused(refused.DOORS_ARE_LOCKED)
    if not has_room_for(state, 1):
        raise Refused(refused.WORKSHOP_IS_FULL)
    return (yield PlayerJoined(player=command.player))


def take_seat(state: State, command: c.TakeSeat) -> Judge:
    """Sit down: until briefing people choose, a late one sits at once, in play at the next gate, later nobody (SEAT-4)."""
    player = state.players.get(command.player)
    if player is None:
        raise Refused(refused.NOT_A_PLAYER)
    if player.removed:
        raise Refused(refused.REMOVED)
    table = state.tables.get(command.table)
    if table is None:
        raise Refused(refused.NO_SUCH_TABLE)
    if state.phase in ("draft", "closed"):
        raise Refused(refused.NOT_NOW)
    if table.closed or table.closing:
        raise Refused(refused.TABLE_IS_CLOSED)
    if player.role and player.device:
        raise Refused(refused.SHARES_A_DEVICE)
    if player.role and state.phase not in CHOOSING and not state.sits_at_closed(player):
        raise Refused(refused.SEATS_ARE_FIXED)
    wanted = "" if state.roles_are_open else command.role
    if player.role and player.table == command.table and wanted in ("", player.role):
        return state
    if state.phase in AFTER_PLAY or (state.phase == "playing" and state.present(table)):
        if player.table == command.table:
            return state
        state = yield TableChosen(table=command.table, player=player.id)
        return (yield from inherit(state, player.table, player.role)) if player.role else state
    return (yield from sit(state, table, player.id, wanted))


def sit(state: State, table: Table, player: str, wanted: str) -> Judge:
    """Take a seat of a table, the wanted one or the next that is free; a bot makes room."""
    role: Role | None = wanted or first_free(state, table)
    if role is None and free_role(state, table) is None:
        return (yield from _look_on(state, table, player))
    if role is None:
        raise Refused(refused.TABLE_IS_FULL)
    if role not in table.seats and (state.phase in CHOOSING or role not in FILLING_ORDER):
        raise Refused(refused.NO_SUCH_SEAT)
    holder = table.seats.get(role)
    if holder and not state.players[holder].bot:
        raise Refused(refused.SEAT_IS_TAKEN)
    if holder:
        state = yield PlayerRemoved(table=table.number, player=holder)
    before = state.players[player]
    state = yield SeatTaken(table=table.number, player=player, role=role)
    if before.role:
        state = yield from inherit(state, before.table, before.role)
    if state.tables[table.number].asleep_at is not None:
        state = yield TableWoke(table=table.number)
    if state.phase == "playing" and state.tables[table.number].step is None:
        state = yield from enter(state, table.number, "gate")
    return (yield from settle(state, table.number))


def _look_on(state: State, table: Table, player: str) -> Judge:
    """All eight seats are taken: share one, or look on (SEAT-3)."""
    if is_full(state, table):
        known = state.players[player].table == table.number
        return state if known else (yield TableChosen(table=table.number, player=player))
    state = yield from admit(state, table.number, player)
    if state.tables[table.number].asleep_at is not None:
        state = yield TableWoke(table=table.number)
    return (yield from settle(state, table.number))


def first_free(state: State, table: Table) -> Role | None:
    """An empty seat, else one that a bot keeps warm, else the next code in the filling order."""
    warm = (
        role for role in FILLING_ORDER if table.seats.get(role) and state.players[table.seats[role] or ""].bot
    )
    released = next((role for role in FILLING_ORDER if role in table.seats and not table.seats[role]), None)
    return released or next(warm, None) or (free_role(state, table) if state.phase not in CHOOSING else None)


def fix_seats(state: State, number: int) -> Judge:
    """On entering briefing: a table of k players has the first k codes (SEAT-2); bots fill up where wanted."""
    state = yield from promote(state, number)
    if state.settings.assignment in DEALT:
        state = yield from _stand_up(state, number)
    state = yield from deal(state, number)
    table = state.tables[number]
    if state.settings.bots and not table.paper:
        return (yield from fill(state, number))
    taken = table.taken()
    wanted = FILLING_ORDER[: max(2, len(taken))] if taken else ()
    free = [role for role in wanted if role not in taken]
    moves = []
    for role in (role for role in taken if role not in wanted):
        better = next((r for r in free if family(r) == family(role)), free[0])
        free.remove(better)
        moves.append((table.seats[role] or "", better))
    for player, role in moves:
        state = yield SeatTaken(table=number, player=player, role=role)
    return (yield SeatsFixed(table=number, roles=wanted))


def fill(state: State, number: int) -> Judge:
    """Bots take the first seats that are empty (SEAT-1, BOT-2)."""
    table = state.tables[number]
    for role in [role for role in first_seats(state.settings) if not table.seats.get(role)]:
        bot = f"bot-{number}-{role}"
        drawn = temperament(state.draw_key, number, role, state.settings.rehearsal)
        minded = COLLEAGUE if state.settings.solo else drawn
        state = yield PlayerJoined(table=number, player=bot, bot=minded)
        state = yield SeatTaken(table=number, player=bot, role=role)
    return state


def _stand_up(state: State, number: int) -> Judge:
    """Bots that sat down before roles are dealt to people make room for them (SEAT-2)."""
    table = state.tables[number]
    seated = [state.players[table.seats[role] or ""] for role in table.taken()]
    if all(player.bot for player in seated):
        return state
    for player in seated:
        if player.bot:
            state = yield PlayerRemoved(table=number, player=player.id)
    return state


def remove(state: State, command: c.RemovePlayer) -> Judge:
    """Release a seat (SEAT-7)."""
    player = state.players.get(command.player)
    if player is None:
        raise Refused(refused.NO_SUCH_PLAYER)
    if player.removed:
        return state
    state = yield PlayerRemoved(table=player.table, player=player.id)
    if player.role:
        state = yield from inherit(state, player.table, player.role)
    return (yield from settle(state, player.table)) if player.table else state


def readmit(state: State, command: c.Readmit) -> Judge:
    """Let a removed player in again; a seat must be taken anew."""
    player = state.players.get(command.player)
    if player is None or not player.removed or player.erased:
        raise Refused(refused.NOTHING_TO_READMIT)
    return (yield PlayerReadmitted(table=player.table, player=player.id))


def rename(state: State, command: c.Rename) -> Judge:
    """Call a player by another name."""
    player = state.players.get(command.player)
    if player is None or player.bot or player.erased:
        raise Refused(refused.NO_SUCH_PLAYER)
    return (yield PlayerRenamed(table=player.table, player=player.id))


def note_away(state: State, command: c.NoteAway) -> Judge:
    """A seat without a sign of life is not waited for; bots stay, but for those who drop out (SEAT-5, SEAT-6)."""
    player = state.players.get(command.player)
    if player is None or player.away or player.removed or player.bot not in ("", DROPS_OUT):
        return state
    if player.role and player.role in state.on_paper(state.tables[player.table]):
        return state
    state = yield WentAway(table=player.table, player=player.id)
    return (yield from settle(state, player.table)) if player.table else state


def note_back(state: State, command: c.NoteBack) -> Judge:
    """The next sign makes it present, and wakes its table."""
    player = state.players.get(command.player)
    if player is None or not player.away or player.removed:
        return state
    state = yield CameBack(table=player.table, player=player.id)
    if not player.table:
        return state
    table = state.tables[player.table]
    if player.role and table.asleep_at is not None and not table.closed:
        state = yield TableWoke(table=player.table)
    return (yield from settle(state, player.table))


def note_asleep(state: State, command: c.NoteAsleep) -> Judge:
    """A table without a present seat is dormant: its clock stands still (SEAT-9)."""
    table = state.tables.get(command.table)
    if table is None or table.asleep_at is not None or state.present(table) or table.step is None:
        return state
    return (yield TableSlept(table=table.number))
