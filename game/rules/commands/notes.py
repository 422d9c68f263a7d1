"""What a person keeps, and shows."""

from __future__ import annotations

from dataclasses import dataclass

from game.rules.commands.base import Command
from game.rules.state import PlayerId


@dataclass(frozen=True, slots=True)
class AnswerWarmUp(Command):
    """What a player would do in the warm-up, at the stage it is in (ROOM-2)."""

    player: PlayerId
    stage: str
    option: str


@dataclass(frozen=True, slots=True)
class AnswerQuestions(Command):
    """The questions about oneself, `before` or `after`, answered or skipped; the figures are rows."""

    player: PlayerId
    part: str


@dataclass(frozen=True, slots=True)
class KeepNote(Command):
    """Words for oneself: an answer in the debrief (`q1` to `q5`), or the `plan`. The words are rows."""

    player: PlayerId
    topic: str


@dataclass(frozen=True, slots=True)
class ShareNote(Command):
    """Show an own answer to the table, without a name; it is kept before."""

    player: PlayerId
    topic: str


@dataclass(frozen=True, slots=True)
class SharePlan(Command):
    """Show the own plan to the table."""

    player: PlayerId


@dataclass(frozen=True, slots=True)
class SendLead(Command):
    """Send what the table knows of to the curators of the library; `lead` is a random name for it, known here only."""

    player: PlayerId
    lead: str


@dataclass(frozen=True, slots=True)
class MarkMessageRead(Command):
    """I have read what the facilitator said."""

    player: PlayerId
    note: str
