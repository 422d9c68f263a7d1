"""The warm-up as it stands: one practice question for everybody, between briefing and round 1, without effects (ROOM-2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: What is asked, one after the other: choose alone, see the pattern and vote, hear how the table voted.
STAGES = ("choice", "vote", "told")
OPTIONS = ("A", "B", "C")


@dataclass(frozen=True, slots=True)
class WarmUp:
    """Which stage it is in, and what each player chose and voted so far."""

    stage: str
    choices: Mapping[str, str] = field(default_factory=dict)
    votes: Mapping[str, str] = field(default_factory=dict)
