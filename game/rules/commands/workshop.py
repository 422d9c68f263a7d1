"""What the facilitator wants of the whole workshop or of one table."""

from __future__ import annotations

from dataclasses import dataclass, field

from game.rules.commands.base import Command
from game.rules.settings import Settings
from game.rules.state import PlayerId


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
    """Leave one phase for the next, or for an earlier one named in `to`; names the phase it leaves (PHASE-8).

    `confirmed` when the facilitator has read why the phase would rather wait.
    """

    leaving: str
    to: str = ""
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class AskQuestion(Command):
    """Lead the debrief to one of its questions, 1 to 5."""

    question: int


@dataclass(frozen=True, slots=True)
class OpenRound(Command):
    """Let the tables into a round; by the facilitator, or by a chair where that was allowed (TIME-4)."""

    round: int
    player: PlayerId = ""


@dataclass(frozen=True, slots=True)
class ShowPlenary(Command):
    """Show all tables' decisions of a round on the wall (PHASE-4); `confirmed` when not all tables are done."""

    round: int
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class SkipPlenary(Command):
    """Go on without showing the decisions of a round."""

    round: int


@dataclass(frozen=True, slots=True)
class SkipIncident(Command):
    """Leave out the incident of a round that has not been opened."""

    round: int


@dataclass(frozen=True, slots=True)
class DropDilemma(Command):
    """Leave out the unopened dilemma that only the longest formats have (PHASE-5)."""

    dilemma: str


@dataclass(frozen=True, slots=True)
class ReopenVote(Command):
    """Take a decision back, to the values held when its vote opened (BACK-4)."""

    table: int
    step: int


@dataclass(frozen=True, slots=True)
class LeadWarmUp(Command):
    """On from a stage of the warm-up to the next one, or with `over` to its end (ROOM-2)."""

    leaving: str = ""
    over: bool = False


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
class HideNote(Command):
    """The facilitator takes a shared answer or plan from all screens."""

    note: str


@dataclass(frozen=True, slots=True)
class ShowNote(Command):
    """The facilitator lets a hidden one be seen again."""

    note: str


@dataclass(frozen=True, slots=True)
class ShowWall(Command):
    """What the wall shows after the play, such as `levels` or `moved-2`; empty for what the phase shows by itself."""

    what: str = ""


@dataclass(frozen=True, slots=True)
class PutOnWall(Command):
    """Let a shared answer or plan be read on the wall, as it stood when it had been kept `written` times."""

    note: str
    written: int


@dataclass(frozen=True, slots=True)
class TakeOffWall(Command):
    """Take a shared answer or plan from the wall; the tables keep it."""

    note: str


@dataclass(frozen=True, slots=True)
class Say(Command):
    """Say something to all (table 0), to a table, or to one player; the words are the note (PHASE-7)."""

    note: str
    table: int = 0
    player: PlayerId = ""


@dataclass(frozen=True, slots=True)
class WithdrawMessage(Command):
    """Take a message from all screens."""

    note: str


@dataclass(frozen=True, slots=True)
class SetEnd(Command):
    """The room has to be left in so many minutes from now (section "Re-plan the clock")."""

    minutes: int


@dataclass(frozen=True, slots=True)
class ApplyClock(Command):
    """Plan the rest anew: what to shorten, leave out or lengthen, as (kind, what), and the note that tells the room."""

    changes: tuple[tuple[str, str], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Nudge(Command):
    """Tell a table that the room waits for it, as long as it stays in this step."""

    table: int
    step: int


@dataclass(frozen=True, slots=True)
class AskSpotlight(Command):
    """Ask a table's chair whether the wall may show it (PHASE-7)."""

    table: int


@dataclass(frozen=True, slots=True)
class AnswerSpotlight(Command):
    """The chair says whether the wall may show the table."""

    player: PlayerId
    agreed: bool


@dataclass(frozen=True, slots=True)
class EndSpotlight(Command):
    """No table is shown alone any more."""
