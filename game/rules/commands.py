"""What somebody wants. Every command that is meant for a step carries that step's number."""

from __future__ import annotations

from dataclasses import dataclass, field

from game.rules.state import PlayerId, Settings


@dataclass(frozen=True, slots=True)
class Command:
    """A wish. The engine stamps it with a time; the rules answer with events or a refusal."""


@dataclass(frozen=True, slots=True)
class OpenDoors(Command):
    """Open a workshop: the script is frozen, the draw key fixed, the doors are open.

    Without a plan of its own it plays the dilemmas that so many rounds hold (FMT-1).
    """

    script_hash: str
    draw_key: str
    tables: int = 1
    rounds: int = 3
    settings: Settings = field(default_factory=Settings)
    plan: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AdvancePhase(Command):
    """Leave one phase for the next; names the phase it leaves (PHASE-8)."""

    leaving: str


@dataclass(frozen=True, slots=True)
class OpenRound(Command):
    """Let the tables into a round."""

    round: int


@dataclass(frozen=True, slots=True)
class LockDoors(Command):
    """Nobody new can join."""


@dataclass(frozen=True, slots=True)
class UnlockDoors(Command):
    """People can join again."""


@dataclass(frozen=True, slots=True)
class Pause(Command):
    """Freeze all clocks (TIME-3)."""


@dataclass(frozen=True, slots=True)
class Resume(Command):
    """Let all clocks go on."""


@dataclass(frozen=True, slots=True)
class TakeDesk(Command):
    """A person leads from now on; the bot facilitator steps back."""


@dataclass(frozen=True, slots=True)
class Extend(Command):
    """One or two more minutes for a step."""

    table: int
    step: int
    minutes: int


@dataclass(frozen=True, slots=True)
class CloseForTable(Command):
    """The facilitator closes a step, or opens the vote (STEP-2 d, TALK-1)."""

    table: int
    step: int


@dataclass(frozen=True, slots=True)
class StepBack(Command):
    """Take a table back to an earlier step of its round (BACK-1)."""

    table: int
    step: int
    to: str


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
class RemovePlayer(Command):
    """Release a seat and show its player a calm sentence (SEAT-7)."""

    player: PlayerId


@dataclass(frozen=True, slots=True)
class Readmit(Command):
    """Let a removed player choose a seat again."""

    player: PlayerId


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
class TimeIsUp(Command):
    """Something planned is due at a table; by the clock."""

    table: int
    step: int


@dataclass(frozen=True, slots=True)
class MarkRead(Command):
    """The situation is read; in briefing (step 0), the role is."""

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
    """The chair calls the vote (TALK-1)."""

    player: PlayerId
    step: int


@dataclass(frozen=True, slots=True)
class CastVote(Command):
    """The answer after the talk; without an option, an abstention."""

    player: PlayerId
    step: int
    option: str = ""
    page: str = ""
    tap: int = 0


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
