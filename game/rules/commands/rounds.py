"""What a seat, or the clock, wants of a round."""

from __future__ import annotations

from dataclasses import dataclass

from game.rules.commands.base import Command
from game.rules.state import PlayerId


@dataclass(frozen=True, slots=True)
class TimeIsUp(Command):
    """Something planned is due at a table; by the clock."""

    table: int
    step: int


@dataclass(frozen=True, slots=True)
class MarkRead(Command):
    """The situation is read; outside the rounds (step 0), the page of the phase is."""

    player: PlayerId
    step: int


@dataclass(frozen=True, slots=True)
class Choose(Command):
    """A first, private answer; without an option, "not yet". `page` and `tap` order repeated taps."""

    player: PlayerId
    step: int
    option: str = ""
    confidence: int = 0
    reason: str = ""
    note: str = ""
    page: str = ""
    tap: int = 0


@dataclass(frozen=True, slots=True)
class TapReady(Command):
    """Ready to vote."""

    player: PlayerId
    step: int


@dataclass(frozen=True, slots=True)
class CallVote(Command):
    """The chair calls the vote (TALK-1), perhaps with a safeguard (TALK-2)."""

    player: PlayerId
    step: int
    guard: str = ""


@dataclass(frozen=True, slots=True)
class CastVote(Command):
    """The answer after the talk; without an option, an abstention. `guard` is yes or no to a safeguard, or empty."""

    player: PlayerId
    step: int
    option: str = ""
    page: str = ""
    tap: int = 0
    guard: str = ""


@dataclass(frozen=True, slots=True)
class GiveWord(Command):
    """The chair's word at a tie (VOTE-5)."""

    player: PlayerId
    step: int
    option: str


@dataclass(frozen=True, slots=True)
class CloseStep(Command):
    """The chair closes an overdue step (STEP-2 c)."""

    player: PlayerId
    step: int


@dataclass(frozen=True, slots=True)
class TakePen(Command):
    """Stand in for a chair who is away (CHAIR-2)."""

    player: PlayerId
    step: int


@dataclass(frozen=True, slots=True)
class GoOn(Command):
    """Done with the consequence; in reveal, the chair's way on to the talk."""

    player: PlayerId
    step: int


@dataclass(frozen=True, slots=True)
class Reflect(Command):
    """A line kept for oneself, or skipped."""

    player: PlayerId
    step: int
    note: str = ""
    page: str = ""
    tap: int = 0


@dataclass(frozen=True, slots=True)
class AskForTime(Command):
    """Thirty seconds more, privately (TIME-1)."""

    player: PlayerId
    step: int
