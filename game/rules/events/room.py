"""What meets all tables alike: incidents, and the moment when all decisions are shown at once."""

from __future__ import annotations

from dataclasses import dataclass

from game.rules.events.base import Event


@dataclass(frozen=True, slots=True)
class WarmUpMoved(Event):
    """The warm-up is in another stage; without one it is over (ROOM-2)."""

    stage: str = ""


@dataclass(frozen=True, slots=True)
class WarmUpAnswered(Event):
    """A seat chose or voted in the warm-up."""

    player: str = ""
    option: str = ""


@dataclass(frozen=True, slots=True)
class IncidentsDrawn(Event):
    """Which incident waits at the gate of which round, for all tables (INC-1)."""

    places: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class IncidentSkipped(Event):
    """The facilitator leaves out the incident of a round; it has no effect."""

    round: int = 0


@dataclass(frozen=True, slots=True)
class IncidentShown(Event):
    """A table meets its incident (INC-2)."""

    incident: str = ""


@dataclass(frozen=True, slots=True)
class IncidentAnswered(Event):
    """The chair's answer, 1 or 2; without a role, nobody gave one in time."""

    role: str = ""
    answer: int = 0


@dataclass(frozen=True, slots=True)
class PlenaryShown(Event):
    """All decisions of a round are on the wall; `skipped` when the room went on without (PHASE-4)."""

    round: int = 0
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class WallTurned(Event):
    """The wall shows something else after the play; empty when it shows what the phase shows by itself."""

    what: str = ""


@dataclass(frozen=True, slots=True)
class DilemmaDropped(Event):
    """A dilemma that no table had entered is played by none; the rounds after it come one earlier (PHASE-5)."""

    dilemma: str = ""


@dataclass(frozen=True, slots=True)
class DecisionWithdrawn(Event):
    """The vote is open again: the table holds what it held when the vote opened (BACK-4)."""


@dataclass(frozen=True, slots=True)
class SpotlightAsked(Event):
    """A table's chair is asked whether the wall may show it (PHASE-7)."""


@dataclass(frozen=True, slots=True)
class SpotlightAnswered(Event):
    """The chair has agreed, or not."""

    agreed: bool = False


@dataclass(frozen=True, slots=True)
class SpotlightEnded(Event):
    """The wall shows all tables again."""
