"""Whose screens an event can change. The desk and the wall look at everything; this says which players look again."""

from __future__ import annotations

from collections.abc import Iterable

from game.rules.events import (
    CallingSaid,
    CameBack,
    Event,
    PlayerErased,
    PlayerJoined,
    PlayerReadmitted,
    PlayerRemoved,
    PlayerRenamed,
    SeatLeft,
    SeatShared,
    SeatTaken,
    TableChosen,
    TableClosed,
    TableReopened,
    WentAway,
)
from game.rules.seating.crowds import is_hall
from game.rules.state import State

EVERYBODY = 0
#: Stands for the people without a table, where the numbers of tables are told.
STANDING = -1
#: What nobody sees but the desk, the wall, and the one who did it, who is answered at once.
UNSEEN = (PlayerJoined, CallingSaid, WentAway, CameBack)
#: What somebody does, or is done to, who may have no table.
OF_ONE = (*UNSEEN, PlayerErased, PlayerRemoved, PlayerReadmitted, PlayerRenamed)
#: What changes which seats are free, and where.
SITTING = (SeatTaken, SeatLeft, SeatShared, TableChosen, PlayerRemoved, TableClosed, TableReopened)


def touched(before: State, events: Iterable[Event]) -> frozenset[int]:
    """The tables whose people look again: numbers, STANDING for those without one, EVERYBODY for all.

    In a hall nobody who stands is shown the seats of others, so that three hundred who sit down do not call each other.
    """
    found: set[int] = set()
    for event in events:
        if event.table:
            found.add(event.table)
        elif not isinstance(event, OF_ONE):
            found.add(EVERYBODY)
        elif not isinstance(event, UNSEEN):
            found.add(STANDING)
        if isinstance(event, PlayerReadmitted):  # who comes in again has no table any more
            found.add(STANDING)
        if isinstance(event, SITTING):
            player = before.players.get(getattr(event, "player", ""))
            found |= {player.table} if player and player.table else set()
            found |= set() if is_hall(before) else {STANDING}
    return frozenset(found)
