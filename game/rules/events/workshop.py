"""Phases, rounds, doors, pauses: what happened to the whole workshop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from game.rules.events.base import Event


@dataclass(frozen=True, slots=True)
class WorkshopOpened(Event):
    """The first event: which script, which draw key, which settings and plan."""

    script_hash: str = ""
    draw_key: str = ""
    tables: int = 1
    rounds: int = 3
    plan: tuple[str, ...] = ()
    seats: int = 5
    format: str = "45"
    timers: str = "soft"
    factor: int = 1
    pace: int = 100
    bots: bool = False
    led_by_bot: bool = False
    retention: int = 30
    chairs_may_open: bool = False
    edition: int = 1
    moves: bool = False
    incidents: bool = False
    safeguards: bool = False
    plenaries: bool = False
    rule: str = "majority"
    mode: str = "gate"
    midterm: bool = False
    rehearsal: bool = False
    assignment: str = "choose"
    voting: str = "confidential"
    solo: str = ""
    dates: tuple[tuple[int, int, int, int], ...] = ()
    finale: int = 0
    follow_up: bool = False
    kept_until: int = 0
    retells: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class PhaseEntered(Event):
    """The workshop is in another phase."""

    phase: str = ""


@dataclass(frozen=True, slots=True)
class QuestionAsked(Event):
    """The debrief is at this question, 1 to 5."""

    question: int = 0


@dataclass(frozen=True, slots=True)
class RoundOpened(Event):
    """Tables at the gate of this round may go in."""

    round: int = 0


@dataclass(frozen=True, slots=True)
class DeskLeft(Event):
    """No facilitator's page gave a sign for three minutes; the workshop waits (TIME-4)."""


@dataclass(frozen=True, slots=True)
class DeskBack(Event):
    """A facilitator's page is there again."""


@dataclass(frozen=True, slots=True)
class DoorsLocked(Event):
    """The code stopped working."""


@dataclass(frozen=True, slots=True)
class DoorsUnlocked(Event):
    """The code works again."""


@dataclass(frozen=True, slots=True)
class Paused(Event):
    """All clocks stand still."""


@dataclass(frozen=True, slots=True)
class Resumed(Event):
    """All clocks go on."""


@dataclass(frozen=True, slots=True)
class DeskTaken(Event):
    """A person leads from here on."""


@dataclass(frozen=True, slots=True)
class EndSet(Event):
    """When the room has to be left, in milliseconds since 1970."""

    at: int = 0


@dataclass(frozen=True, slots=True)
class ClockReplanned(Event):
    """From here on these steps take so many seconds; under debrief stands how many more it has."""

    spans: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class TableNudged(Event):
    """A table was told that the room waits for it in this step."""

    step: int = 0


@dataclass(frozen=True, slots=True)
class MessageSaid(Event):
    """The facilitator said something to all (table 0), to a table, or to one player."""

    player: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class MessageWithdrawn(Event):
    """A message is on no screen any more."""

    note: str = ""
