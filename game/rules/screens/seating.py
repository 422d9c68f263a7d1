"""The door inside: tables with free seats and roles, or tables alone where roles are dealt later (SEAT-2).

In a hall nobody reads a list of all tables: a seat is found, or a table is called by its number, and shown alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from game.rules.hall.walk_in import may_find
from game.rules.screens.shapes import Texts
from game.rules.seating.crowds import is_hall
from game.rules.seating.filling import free_role
from game.rules.seating.roles import asks_for_calling
from game.rules.state import FILLING_ORDER, Player, State, Table


@dataclass(frozen=True, slots=True)
class SeatCard:
    """A seat at a table: who sits there, if anybody; `warm` when a bot keeps it."""

    role: str
    name: str = ""
    taken: bool = False
    mine: bool = False
    warm: bool = False


@dataclass(frozen=True, slots=True)
class TableCard:
    """A table with its seats; `has_room` when somebody new could sit down there now or at the next gate.

    `shares` when all eight seats are taken, and one can only share a seat or look on (SEAT-3).
    """

    number: int
    name: str
    seats: tuple[SeatCard, ...]
    has_room: bool
    shares: bool = False


@dataclass(frozen=True, slots=True)
class Seats:
    """The lobby of one player; `lost` when the own table was closed, `may_find` when a seat can be found for them.

    Where roles are dealt later, `assignment` says how, `mine` is the number of the own table, and seats have no roles.
    `asks` when people are asked for their `calling`. In a hall (`is_hall`) only the own table is listed, and `last` is the
    highest number of a table; so what those who stand read is the same for all of them, whoever sits down meanwhile.
    """

    tables: tuple[TableCard, ...]
    phase: str
    mine: str = ""
    lost: bool = False
    may_find: bool = False
    assignment: str = ""
    asks: bool = False
    calling: str = ""
    is_hall: bool = False
    last: int = 0

    @property
    def is_full(self) -> bool:
        """Whether no table has room."""
        if self.is_hall and not self.mine:
            return not self.may_find
        return not any(table.has_room or table.shares for table in self.tables)


@dataclass(frozen=True, slots=True)
class SeatDeed:
    """What the button below needs to know, and no more: it is the same for many, whoever sits where."""

    phase: str
    mine: bool
    is_full: bool
    is_hall: bool
    may_find: bool
    assignment: str


def deed(shown: Seats) -> SeatDeed:
    """The button that goes with a lobby."""
    return SeatDeed(
        shown.phase, bool(shown.mine), shown.is_full, shown.is_hall, shown.may_find, shown.assignment
    )


def seats(state: State, texts: Texts, player: Player) -> Seats:
    """Tables with free seats and roles."""
    lost, in_hall = state.sits_at_closed(player), is_hall(state)
    listed = [
        table
        for table in state.tables.values()
        if not (table.closed or table.closing) and (not in_hall or table.number == player.table)
    ]
    mine = str(player.table or "") if state.roles_are_open else player.role or ""
    return Seats(
        tuple(_card(state, texts, table, player) for table in listed),
        state.phase,
        "" if lost else mine,
        lost,
        may_find(state, player),
        state.settings.assignment if state.roles_are_open else "",
        asks_for_calling(state),
        player.calling,
        in_hall,
        max(state.tables, default=0),
    )


def _card(state: State, texts: Texts, table: Table, player: Player) -> TableCard:
    seat_cards = tuple(
        _seat(state, texts, table, role, player) for role in FILLING_ORDER if role in table.seats
    )
    is_free = any(not seat.taken or seat.warm for seat in seat_cards)
    has_room = is_free or (state.phase != "lobby" and len(seat_cards) < len(FILLING_ORDER))
    shares = free_role(state, table) is None
    return TableCard(table.number, texts.tables.get(table.number, ""), seat_cards, has_room, shares)


def _seat(state: State, texts: Texts, table: Table, role: str, player: Player) -> SeatCard:
    holder, shown = table.seats[role], "" if state.roles_are_open else role
    if holder is None:
        return SeatCard(shown)
    return SeatCard(
        shown,
        texts.names.get(holder, ""),
        taken=True,
        mine=holder == player.id,
        warm=bool(state.players[holder].bot),
    )
