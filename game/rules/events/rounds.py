"""What happened at a table in a round, from the gate to the decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from game.rules.events.base import Event


@dataclass(frozen=True, slots=True)
class StepEntered(Event):
    """A table is in another step, with the table's next step number."""

    name: str = ""
    number: int = 0
    round: int = 0
    planned: int = 0


@dataclass(frozen=True, slots=True)
class ChairNamed(Event):
    """The seat that leads this round; empty where nobody sits."""

    role: str = ""


@dataclass(frozen=True, slots=True)
class PenTaken(Event):
    """A seat stands in for the chair until the chair is back."""

    role: str = ""


@dataclass(frozen=True, slots=True)
class SituationSet(Event):
    """What holds for the round: options on offer, other forms, the variant, who decides."""

    dilemma: str = ""
    options: tuple[str, ...] = ()
    alts: tuple[str, ...] = ()
    variant: bool = False
    deciders: str = ""


@dataclass(frozen=True, slots=True)
class ReadMarked(Event):
    """A seat has read."""

    player: str = ""


@dataclass(frozen=True, slots=True)
class ChoiceMade(Event):
    """A seat's private answer, or its wish not to answer yet."""

    player: str = ""
    option: str = ""
    confidence: int = 0
    reason: str = ""
    note: str = ""
    page: str = ""
    tap: int = 0


@dataclass(frozen=True, slots=True)
class StepClosed(Event):
    """A step is over, with all that later states need of it; nobody's answer is needed any more.

    `reasons` are (option, chips, note ids); `deciding` and `advising` (option, votes); `flows` (choice, vote, how
    many); `unanimous` says that all present seats, at least three, voted for one option.
    """

    name: str = ""
    pattern: str = ""
    reasons: tuple[tuple[str, tuple[tuple[str, int], ...], tuple[str, ...]], ...] = ()
    deciding: tuple[tuple[str, int], ...] = ()
    advising: tuple[tuple[str, int], ...] = ()
    flows: tuple[tuple[str, str, int], ...] = ()
    unanimous: bool = False
    retells: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class ChallengerDrawn(Event):
    """The seat asked to argue for what nobody chose (CHOICE-5)."""

    role: str = ""


@dataclass(frozen=True, slots=True)
class ReadyTapped(Event):
    """A seat is ready to vote."""

    player: str = ""


@dataclass(frozen=True, slots=True)
class VoteCalled(Event):
    """The chair called the vote, perhaps with a safeguard; it opens when enough are ready."""

    role: str = ""
    guard: str = ""


@dataclass(frozen=True, slots=True)
class VoteCast(Event):
    """A seat voted, or abstained; `guard` is its yes or no to a safeguard, or empty."""

    player: str = ""
    option: str = ""
    page: str = ""
    tap: int = 0
    guard: str = ""


@dataclass(frozen=True, slots=True)
class PaperEntered(Event):
    """What the seats on paper answered to a step, as (option, how many); nothing when they were passed over (SEAT-12)."""

    choices: tuple[tuple[str, int], ...] = ()
    deciding: tuple[tuple[str, int], ...] = ()
    advising: tuple[tuple[str, int], ...] = ()
    guard: str = ""
    wanted: bool = False
    origin: str = "paper"


@dataclass(frozen=True, slots=True)
class PaperRecorded(Event):
    """Somebody at a table on paper has entered what it did; what follows in the same moment is what they entered (PAPER-7)."""

    player: str = ""
    origin: str = "paper"


@dataclass(frozen=True, slots=True)
class DecidersWidened(Event):
    """Too few were there: all decide (WHO-3)."""


@dataclass(frozen=True, slots=True)
class RunoffOpened(Event):
    """The first vote had no winner; among these options they vote again."""

    options: tuple[str, ...] = ()
    everybody: bool = False


@dataclass(frozen=True, slots=True)
class WordAsked(Event):
    """A tie: the chair gives the word for one of these. `free` when it costs no Trust (VOTE-3)."""

    options: tuple[str, ...] = ()
    free: bool = False


@dataclass(frozen=True, slots=True)
class WordGiven(Event):
    """The chair's word."""

    role: str = ""
    option: str = ""


@dataclass(frozen=True, slots=True)
class DecisionMade(Event):
    """What the table settled on; `spoken` is false when no word was given in time (VOTE-6).

    `origin` is paper where the table told no more than this.
    """

    option: str = ""
    manner: str = ""
    decided_by: str = ""
    spoken: bool = True
    overruled: bool = False
    unanimity: bool = False
    trust_lost: bool = False
    counts: tuple[tuple[str, int], ...] = ()
    voters: int = 0
    origin: str = ""


@dataclass(frozen=True, slots=True)
class AnswersBlanked(Event):
    """What the seats of the table chose and voted in this round is forgotten, in the lines before this one too (VOTE-10)."""

    retells: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class WentOn(Event):
    """A seat is done with what it saw."""

    player: str = ""


@dataclass(frozen=True, slots=True)
class Reflected(Event):
    """A seat kept a line, or skipped."""

    player: str = ""
    note: str = ""
    page: str = ""
    tap: int = 0


@dataclass(frozen=True, slots=True)
class TimeAdded(Event):
    """A step got more time; `player` is empty when the facilitator gave it."""

    milliseconds: int = 0
    player: str = ""


@dataclass(frozen=True, slots=True)
class SteppedBack(Event):
    """The facilitator took the table back; votes of a vote that was left are void (BACK-2)."""

    to: str = ""
    voided: bool = False
