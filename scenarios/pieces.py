"""What a script is made of: options, seeds, facts, incidents, and what they change. Pure data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scenarios.conditions import Condition

ROLES = ("P1", "P2", "P3", "P4", "M1", "M2", "M3", "M4")
LETTERS = ("A", "B", "C", "D")
PARTNER = {"A1": "A2", "A2": "A1", "B1": "B2", "B2": "B1", "C1": "C2", "C2": "C1", "D1": "D2", "D2": "D1"}
LEVEL_POLES = {1: ("A1", "A2"), 2: ("B1", "B2"), 3: ("C1", "C2"), 4: ("D1", "D2")}


@dataclass(frozen=True, slots=True)
class Effects:
    """Whole numbers added to what a table holds: poles, resources, attitudes, involvements; marks set."""

    time: int = 0
    budget: int = 0
    trust: int = 0
    legitimacy: int = 0
    poles: Mapping[str, int] = field(default_factory=dict)
    attitude: Mapping[str, int] = field(default_factory=dict)
    involvement: Mapping[str, int] = field(default_factory=dict)
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seed:
    """A delayed consequence: due `after` rounds, if its condition holds then. Its effects are changes with a sign."""

    id: str
    kind: str
    tag: str
    after: int
    condition: Condition
    effects: Effects
    guarded_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """A seed without a planter: from `round` on it waits for its condition. Its effects are changes with a sign."""

    id: str
    kind: str
    tag: str
    round: int
    condition: Condition
    effects: Effects


@dataclass(frozen=True, slots=True)
class Incident:
    """The story card that meets all tables alike: an opening, then one of two answers. All are changes with a sign."""

    id: str
    opening: Effects
    answers: tuple[Effects, Effects]


@dataclass(frozen=True, slots=True)
class Fact:
    """Private knowledge, and the roles to which it goes, the first that is there (FACT-2)."""

    id: str
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alt:
    """Another form of an option, taken when its condition holds on entering the situation (COND-2)."""

    condition: Condition
    effects: Effects


@dataclass(frozen=True, slots=True)
class Option:
    """A way out. `effects.time` and `effects.budget` are its costs, counted positive.

    `voices` are the roles for whom words are written, each "for" or "against".
    """

    letter: str
    effects: Effects
    seeds: tuple[str, ...] = ()
    needs: Condition = ()
    opens_if: tuple[str, ...] = ()
    alt: Alt | None = None
    rests_on: Mapping[str, Any] = field(default_factory=dict)
    voices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dilemma:
    """One situation with its options, seeds and facts; `decides` is P, M or all; `level` is 1 to 4.

    `classic` is the letter of the way without co-creation where that is sound, else empty.
    """

    id: str
    stage: int
    since: int
    level: int
    decides: str
    fallback: str
    options: Mapping[str, Option]
    seeds: Mapping[str, Seed] = field(default_factory=dict)
    variant: Condition = ()
    dossier: str = ""
    facts: tuple[Fact, ...] = ()
    classic: str = ""
