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
    retells: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class PhaseEntered(Event):
    """The workshop is in another phase."""

    phase: str = ""


@dataclass(frozen=True, slots=True)
class RoundOpened(Event):
    """Tables at the gate of this round may go in."""

    round: int = 0


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
