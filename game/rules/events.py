"""What happened. Event classes are an API: fields are only added, with defaults, and never renamed.

`table` says whom an event touches: a table's number, or 0 for the whole workshop. Times are milliseconds.
`retells` marks events after which names or notes that others see have changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, at one version of one workshop."""

    retells: ClassVar[bool] = False
    table: int = 0


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


@dataclass(frozen=True, slots=True)
class PlayerJoined(Event):
    """Somebody joined; with a temperament, it is a bot."""

    player: str = ""
    bot: str = ""
    retells: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class SeatTaken(Event):
    """A player holds a seat; an earlier seat is released."""

    player: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class TableChosen(Event):
    """A late player watches this table until its next gate (SEAT-4)."""

    player: str = ""


@dataclass(frozen=True, slots=True)
class SeatsFixed(Event):
    """From now on a table has these seats (SEAT-2)."""

    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlayerRemoved(Event):
    """A seat was released and its unclosed answers are void."""

    player: str = ""


@dataclass(frozen=True, slots=True)
class PlayerReadmitted(Event):
    """A removed player may choose a seat again."""

    player: str = ""


@dataclass(frozen=True, slots=True)
class WentAway(Event):
    """A seat gave no sign for too long (SEAT-5)."""

    player: str = ""


@dataclass(frozen=True, slots=True)
class CameBack(Event):
    """A seat gave a sign again."""

    player: str = ""


@dataclass(frozen=True, slots=True)
class TableSlept(Event):
    """Nobody is there; the table's clock stands still (SEAT-9)."""


@dataclass(frozen=True, slots=True)
class TableWoke(Event):
    """Somebody is there again, at the step the table was in."""


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
    """The chair called the vote; it opens when enough are ready."""

    role: str = ""


@dataclass(frozen=True, slots=True)
class VoteCast(Event):
    """A seat voted, or abstained."""

    player: str = ""
    option: str = ""
    page: str = ""
    tap: int = 0


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
    """What the table settled on; `spoken` is false when no word was given in time (VOTE-6)."""

    option: str = ""
    manner: str = ""
    decided_by: str = ""
    spoken: bool = True
    overruled: bool = False
    unanimity: bool = False
    trust_lost: bool = False
    counts: tuple[tuple[str, int], ...] = ()
    voters: int = 0


@dataclass(frozen=True, slots=True)
class ResourceMoved(Event):
    """Time, Budget, Trust or Legitimacy moved by this much; `cause` says why."""

    resource: str = ""
    by: int = 0
    cause: str = ""


@dataclass(frozen=True, slots=True)
class PoleMoved(Event):
    """A pole moved by this much."""

    pole: str = ""
    by: int = 0
    cause: str = ""


@dataclass(frozen=True, slots=True)
class PeopleMoved(Event):
    """A stakeholder's attitude and involvement moved by this much."""

    slot: str = ""
    attitude: int = 0
    involvement: int = 0


@dataclass(frozen=True, slots=True)
class Marked(Event):
    """A mark was added to."""

    mark: str = ""


@dataclass(frozen=True, slots=True)
class SeedPlanted(Event):
    """A delayed consequence waits; nobody sees it before it takes effect (SEED-5)."""

    seed: str = ""
    dilemma: str = ""
    option: str = ""
    round: int = 0
    due: int = 0


@dataclass(frozen=True, slots=True)
class Wobbled(Event):
    """The weak side pulled the strong one down (POLE-3)."""

    pole: str = ""


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
