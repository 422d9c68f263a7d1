"""What people wrote, as far as the log may know it: that there is something, never what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from game.rules.events.base import Event


@dataclass(frozen=True, slots=True)
class QuestionsAnswered(Event):
    """A person answered or skipped the questions about oneself; `part` is before or after."""

    player: str = ""
    part: str = ""
    retells: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class NoteKept(Event):
    """Words were kept by their owner, for nobody else."""

    player: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class NoteShared(Event):
    """Its owner shows an answer to the table."""

    player: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PlanShared(Event):
    """Its owner shows a plan to the table."""

    player: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class NoteHidden(Event):
    """The facilitator has taken it from all screens."""

    note: str = ""


@dataclass(frozen=True, slots=True)
class NoteShown(Event):
    """The facilitator lets it be seen again."""

    note: str = ""


@dataclass(frozen=True, slots=True)
class NotePutOnWall(Event):
    """The facilitator has read it and lets it be read on the wall, as long as it stays as it is."""

    note: str = ""


@dataclass(frozen=True, slots=True)
class NoteTakenOffWall(Event):
    """The facilitator has taken it from the wall; the tables keep it."""

    note: str = ""


@dataclass(frozen=True, slots=True)
class LeadSent(Event):
    """Somebody at the table sent something to the curators. Neither who nor what is known, and `lead` is told to nobody."""

    lead: str = ""


@dataclass(frozen=True, slots=True)
class MessageRead(Event):
    """A person has read what the facilitator said; `message` is its note."""

    player: str = ""
    message: str = ""
