"""Who comes, sits, goes, sleeps."""

from __future__ import annotations

from dataclasses import dataclass

from game.rules.commands.base import Command
from game.rules.state import PlayerId


@dataclass(frozen=True, slots=True)
class Join(Command):
    """A person joins by code; a name is a row, not part of the wish."""

    player: PlayerId


@dataclass(frozen=True, slots=True)
class TakeSeat(Command):
    """Sit down at a table; without a role, at the first free one (in play, at the next gate)."""

    player: PlayerId
    table: int
    role: str = ""


@dataclass(frozen=True, slots=True)
class SayCalling(Command):
    """Say what one is in real life: elected, employed or other (SEAT-2)."""

    player: PlayerId
    calling: str


@dataclass(frozen=True, slots=True)
class FindSeat(Command):
    """Sit down wherever the smallest table has room (ROOM-1)."""

    player: PlayerId


@dataclass(frozen=True, slots=True)
class ShareDevice(Command):
    """Let the own device play for several seats of a table; `others` are the players who play on it beside oneself."""

    player: PlayerId
    table: int
    others: tuple[PlayerId, ...]


@dataclass(frozen=True, slots=True)
class TakeDevice(Command):
    """It is I who hold the device that we share; outside the rounds the step is 0."""

    player: PlayerId
    step: int


@dataclass(frozen=True, slots=True)
class PassDevice(Command):
    """Cover the own page, and hand the device on."""

    player: PlayerId
    step: int


@dataclass(frozen=True, slots=True)
class PutOnPaper(Command):
    """Let a table play on paper, or with a role only that seat; `persons` says how many sit there, 0 as many as do."""

    table: int
    role: str = ""
    persons: int = 0


@dataclass(frozen=True, slots=True)
class TakeOffPaper(Command):
    """Let a table, or with a role a seat, answer with devices again."""

    table: int
    role: str = ""


@dataclass(frozen=True, slots=True)
class RemovePlayer(Command):
    """Release a seat and show its player a calm sentence (SEAT-7)."""

    player: PlayerId


@dataclass(frozen=True, slots=True)
class Erase(Command):
    """Forget what a person chose, voted and wrote; `rounds` are the (table, round) in which they answered (KEEP-6)."""

    player: PlayerId
    rounds: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Readmit(Command):
    """Let a removed player choose a seat again."""

    player: PlayerId


@dataclass(frozen=True, slots=True)
class MovePlayer(Command):
    """Bring a player to another table at the next gate; to the own one takes the wish back (SEAT-10)."""

    player: PlayerId
    table: int


@dataclass(frozen=True, slots=True)
class ChangeRole(Command):
    """Give a player another role at the same table at the next gate; whoever holds it takes theirs (SEAT-10)."""

    player: PlayerId
    role: str


@dataclass(frozen=True, slots=True)
class CloseTable(Command):
    """Play no longer at a table, from its next gate on (SEAT-10)."""

    table: int


@dataclass(frozen=True, slots=True)
class ReopenTable(Command):
    """Play on at a closed table, where it was; or let one that is closing stay open (SEAT-10)."""

    table: int


@dataclass(frozen=True, slots=True)
class NoteAway(Command):
    """No sign of life for too long; by the clock."""

    player: PlayerId


@dataclass(frozen=True, slots=True)
class NoteBack(Command):
    """A sign of life again; by the clock or the player's own deed."""

    player: PlayerId


@dataclass(frozen=True, slots=True)
class NoteAsleep(Command):
    """Nobody has been present at a table for five minutes (SEAT-9); by the clock."""

    table: int


@dataclass(frozen=True, slots=True)
class NoteDeskAway(Command):
    """No facilitator's page gave a sign for three minutes; by the clock."""


@dataclass(frozen=True, slots=True)
class NoteDeskBack(Command):
    """A facilitator's page is there again; by the clock."""


@dataclass(frozen=True, slots=True)
class Rename(Command):
    """Call a player by another name; a name is a label only, and stands in a row of its own."""

    player: PlayerId
