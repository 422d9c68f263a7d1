"""Who sits at a table, as the desk calls them: what can be done with each, whatever the table is doing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from game.rules.hall.moving import WHILE
from game.rules.screens.shapes import Texts
from game.rules.seating.roles import DEALT
from game.rules.state import FILLING_ORDER, Player, State, Table


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat on the desk: who holds it, whether away, and the table and role that wait for the next gate.

    `shares` when it is played on a device that several share; `calling` where it was asked.
    """

    role: str
    player: str
    name: str
    away: bool
    bot: bool
    table: int = 0
    goes_to: int = 0
    becomes: str = ""
    shares: bool = False
    calling: str = ""


@dataclass(frozen=True, slots=True)
class TableSeats:
    """The people of one table: its seats, who shares one, who records for it and who only watches.

    `tables` are those that people can be moved to, number and name; `roles` those of this table, with who holds them.
    """

    number: int
    seats: tuple[SeatLine, ...]
    watching: tuple[SeatLine, ...]
    mirrors: tuple[SeatLine, ...] = ()
    recording: tuple[SeatLine, ...] = ()
    tables: tuple[tuple[int, str], ...] = ()
    roles: tuple[tuple[str, str], ...] = ()


def table_seats(
    state: State,
    texts: Texts,
    table: Table,
    beside: Iterable[Player],
    tables: tuple[tuple[int, str], ...] = (),
) -> TableSeats:
    """The people of a table; `beside` are those who are there without a seat, `tables` where people can be moved to."""
    here = tuple(beside)
    return TableSeats(
        number=table.number,
        seats=tuple(seat_line(state, texts, player, role) for role, player in table.seats.items() if player),
        watching=tuple(seat_line(state, texts, p.id) for p in here if not state.records(p)),
        mirrors=tuple(seat_line(state, texts, player) for player in table.mirrors.values()),
        recording=tuple(seat_line(state, texts, p.id) for p in here if state.records(p)),
        tables=tables,
        roles=_roles(state, texts, table),
    )


def beside_tables(state: State) -> dict[int, list[Player]]:
    """Who is at a table without a seat, by table."""
    found: dict[int, list[Player]] = {}
    for player in state.players.values():
        if not player.role and not player.removed:
            found.setdefault(player.table, []).append(player)
    return found


def seat_line(state: State, texts: Texts, player_id: str, role: str = "") -> SeatLine:
    """A person, or a bot, as the desk calls it."""
    player = state.players[player_id]
    return SeatLine(
        "" if state.roles_are_open and state.settings.assignment in DEALT else role,
        player_id,
        texts.names.get(player_id, ""),
        player.away,
        bool(player.bot),
        player.table,
        player.goes_to,
        player.becomes,
        bool(player.device),
        player.calling,
    )


def other_tables(state: State, texts: Texts) -> tuple[tuple[int, str], ...]:
    """The tables that people can be moved to, while they can be moved at all (SEAT-10)."""
    if state.phase not in WHILE or len(state.tables) == 1:
        return ()
    is_open = (t.number for t in state.tables.values() if not t.closed and not t.closing)
    return tuple((number, texts.tables.get(number, "")) for number in is_open)


def _roles(state: State, texts: Texts, table: Table) -> tuple[tuple[str, str], ...]:
    """The roles that somebody at the table can be given: those of its seats, and the next one in the filling order."""
    if state.phase not in WHILE:
        return ()
    known = [role for role in FILLING_ORDER if role in table.seats]
    following = next((role for role in FILLING_ORDER if role not in table.seats), None)
    found = [*known, following] if following else known
    return tuple((role, texts.names.get(table.seats.get(role) or "", "")) for role in found)
