"""What a seat wants of a talk beyond talking: facts, moves, a hearing; and the chair's answer to an incident."""

from __future__ import annotations

from dataclasses import dataclass

from game.rules.commands.base import Command
from game.rules.play import Role
from game.rules.state import PlayerId


@dataclass(frozen=True, slots=True)
class ShareFact(Command):
    """Put a fact on the table (FACT-3)."""

    player: PlayerId
    step: int
    fact: str


@dataclass(frozen=True, slots=True)
class PlayMove(Command):
    """Play the move of one's role (MOVE-1); a minority note has a worry, and words that are a row."""

    player: PlayerId
    step: int
    worry: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class AskStakeholder(Command):
    """Ask one stakeholder about one option (HEAR-1)."""

    player: PlayerId
    step: int
    slot: str
    option: str


@dataclass(frozen=True, slots=True)
class AskColleague(Command):
    """In a solo game: ask the colleague with this role what they know (SOLO-2)."""

    player: PlayerId
    step: int
    role: Role


@dataclass(frozen=True, slots=True)
class AnswerIncident(Command):
    """The chair's answer to an incident, 1 or 2 (INC-2)."""

    player: PlayerId
    step: int
    answer: int


@dataclass(frozen=True, slots=True)
class RevealAim(Command):
    """Show the own aim to the table (AIM-1)."""

    player: PlayerId
