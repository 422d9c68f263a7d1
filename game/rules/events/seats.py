"""Who came, sat down, left, slept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from game.rules.events.base import Event


@dataclass(frozen=True, slots=True)
class PlayerJoined(Event):
    """Somebody joined; with a temperament, it is a bot; `paper` for a seat without any device."""

    player: str = ""
    bot: str = ""
    paper: bool = False
    retells: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class SeatTaken(Event):
    """A player holds a seat; an earlier seat is released."""

    player: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class TableChosen(Event):
    """A late player watches this table until its next gate (SEAT-4); who `records` for one on paper needs no seat (PAPER-7)."""

    player: str = ""
    records: bool = False


@dataclass(frozen=True, slots=True)
class CallingSaid(Event):
    """A player said what they are in real life: elected, employed or other (SEAT-2)."""

    player: str = ""
    calling: str = ""


@dataclass(frozen=True, slots=True)
class SeatLeft(Event):
    """A player was taken from a seat, to be given another one at once (SEAT-10)."""

    player: str = ""


@dataclass(frozen=True, slots=True)
class SeatShared(Event):
    """A player became the mirror of a seat (SEAT-3)."""

    player: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class MovePlanned(Event):
    """At the next gate a player goes to another table or takes another role; with neither, stays (SEAT-10)."""

    player: str = ""
    to: int = 0
    role: str = ""


@dataclass(frozen=True, slots=True)
class ClosePlanned(Event):
    """A table closes at its next gate (SEAT-10)."""


@dataclass(frozen=True, slots=True)
class TableClosed(Event):
    """Nothing more is played at a table, and nobody waits for it (SEAT-10)."""


@dataclass(frozen=True, slots=True)
class TableReopened(Event):
    """A table goes on where it was, or will not close after all (SEAT-10)."""


@dataclass(frozen=True, slots=True)
class SeatsFixed(Event):
    """From now on a table has these seats (SEAT-2)."""

    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlayerRemoved(Event):
    """A seat was released and its unclosed answers are void."""

    player: str = ""


@dataclass(frozen=True, slots=True)
class PlayerErased(Event):
    """What a person chose, voted and wrote is forgotten, in the lines before this one too, where `player` is a new id that
    leads to nobody (KEEP-6). `role` is the seat of a round that is not decided, `notes` are words under other names than
    the player's, `rounds` the (table, round) in which the person answered.
    """

    player: str = ""
    role: str = ""
    rounds: tuple[tuple[int, int], ...] = ()
    notes: tuple[str, ...] = ()
    retells: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class PlayerReadmitted(Event):
    """A removed player may choose a seat again."""

    player: str = ""


@dataclass(frozen=True, slots=True)
class DeviceShared(Event):
    """From now on the device of `player` plays for the seats of `others` too (SEAT-11)."""

    player: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeviceTaken(Event):
    """A seat holds the device, and its own page shows."""

    player: str = ""


@dataclass(frozen=True, slots=True)
class DevicePassed(Event):
    """A seat has covered its page."""

    player: str = ""


@dataclass(frozen=True, slots=True)
class PaperTaken(Event):
    """A table, or with a player that seat, answers on paper from now on (SEAT-12)."""

    player: str = ""


@dataclass(frozen=True, slots=True)
class PaperLeft(Event):
    """A table, or with a player that seat, answers with devices again."""

    player: str = ""


@dataclass(frozen=True, slots=True)
class WentAway(Event):
    """A seat gave no sign for too long (SEAT-5)."""

    player: str = ""


@dataclass(frozen=True, slots=True)
class CameBack(Event):
    """A seat gave a sign again."""

    player: str = ""


@dataclass(frozen=True, slots=True)
class TableSlept(Event):
    """Nobody is there; the table's clock stands still (SEAT-9)."""


@dataclass(frozen=True, slots=True)
class TableWoke(Event):
    """Somebody is there again, at the step the table was in."""


@dataclass(frozen=True, slots=True)
class PlayerRenamed(Event):
    """A player is called by another name, which stands in a row of its own."""

    player: str = ""
    retells: ClassVar[bool] = True
