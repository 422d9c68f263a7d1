"""What the end of a term brings to a table."""

from __future__ import annotations

from dataclasses import dataclass

from game.rules.events.base import Event


@dataclass(frozen=True, slots=True)
class TermEnded(Event):
    """The last decided round is the last; with `dropped`, a round without a decision has no effect (PHASE-2)."""

    dropped: bool = False


@dataclass(frozen=True, slots=True)
class ResultsReached(Event):
    """The three sums, the ending (y or n for each of them) and its tone; no ending when the term was cut short."""

    rounds: int = 0
    solution: int = 0
    carry_through: int = 0
    lasting: int = 0
    ending: str = ""
    tone: str = ""
