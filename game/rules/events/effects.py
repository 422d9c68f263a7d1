"""What a decision or a seed moved."""

from __future__ import annotations

from dataclasses import dataclass

from game.rules.events.base import Event


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
    cause: str = ""


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
    guard: str = ""


@dataclass(frozen=True, slots=True)
class SeedSprouted(Event):
    """A seed takes effect; in the epilogue, in the round after the last. A standing seed names no dilemma.

    `spared` is the safeguard because of which nothing happens (GUARD-3).
    """

    seed: str = ""
    dilemma: str = ""
    round: int = 0
    spared: str = ""


@dataclass(frozen=True, slots=True)
class SeedHeld(Event):
    """Two seeds have taken effect; this one waits."""

    seed: str = ""
    dilemma: str = ""
    due: int = 0


@dataclass(frozen=True, slots=True)
class SeedLapsed(Event):
    """Its condition did not hold, or its turn never came; it is gone for good."""

    seed: str = ""
    dilemma: str = ""


@dataclass(frozen=True, slots=True)
class Wobbled(Event):
    """The weak side pulled the strong one down (POLE-3)."""

    pole: str = ""
