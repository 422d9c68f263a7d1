"""What a talk brings to the table: facts, moves, a hearing, and the safeguard that goes with a decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from game.rules.events.base import Event


@dataclass(frozen=True, slots=True)
class FactDealt(Event):
    """A seat holds a fact from now on; who held it before goes on seeing it (FACT-2)."""

    fact: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class FactShared(Event):
    """A fact is on the table (FACT-3); `origin` is paper where it was entered, and then nobody is named."""

    player: str = ""
    fact: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class OptionOpened(Event):
    """All that the hidden option needs is on the table (FACT-4)."""

    option: str = ""


@dataclass(frozen=True, slots=True)
class MovePlayed(Event):
    """A role has played its move; a minority note says what it worries about, its words are a row (MOVE-1)."""

    player: str = ""
    role: str = ""
    worry: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class MoveReturned(Event):
    """A move had nothing to do, and goes back to the hand."""

    role: str = ""


@dataclass(frozen=True, slots=True)
class HearingHeld(Event):
    """A stakeholder was asked about an option (HEAR-1)."""

    player: str = ""
    slot: str = ""
    option: str = ""


@dataclass(frozen=True, slots=True)
class PressHeld(Event):
    """How strong Room to act and Partner mindset were at the end of the round of a press conference."""

    round: int = 0
    room: int = 0
    partners: int = 0


@dataclass(frozen=True, slots=True)
class NoteHeard(Event):
    """The worry of a minority note has come true; the note is read out."""

    role: str = ""
    note: str = ""
    seed: str = ""
    dilemma: str = ""
    retells: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class GuardAttached(Event):
    """A safeguard protects the seeds of this decision (GUARD-1)."""

    guard: str = ""


@dataclass(frozen=True, slots=True)
class GuardLapsed(Event):
    """A proposed safeguard was voted down, or could not be paid (GUARD-1, 2)."""

    guard: str = ""


@dataclass(frozen=True, slots=True)
class CrossFelt(Event):
    """A stakeholder's mood moved something else (PEOPLE-3)."""

    effect: str = ""


@dataclass(frozen=True, slots=True)
class AimRevealed(Event):
    """Somebody shows the own aim to the table (AIM-1)."""

    player: str = ""


@dataclass(frozen=True, slots=True)
class ColleagueAsked(Event):
    """In a solo game a colleague was asked what they know (SOLO-2)."""

    role: str = ""
