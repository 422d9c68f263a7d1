"""What a table reads off its kit, as plain data: tracks, cards, sections and sheets.

Tracks have short names: poles as levels and sides (A1 to D2), resources, `att.` and `inv.` with the place in the ring.
Marks have the names that are printed. An id is what stands at the foot of a piece: `pen`, `pen B`, `pen.grant`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

POLES = ("A1", "A2", "B1", "B2", "C1", "C2", "D1", "D2")
RESOURCES = ("time", "budget", "trust", "legitimacy")
RING = ("citizens", "ngos", "businesses", "frontline", "media", "unions")
PEOPLE = tuple(f"{kind}.{slot}" for slot in RING for kind in ("att", "inv"))
ROLES = ("P1", "P2", "P3", "P4", "M1", "M2", "M3", "M4")


@dataclass(frozen=True, slots=True)
class Change:
    """A marker moves so far along its track; with `is_tick` a mark is ticked on the mark sheet."""

    name: str
    by: int = 1
    is_tick: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """A marker or the number of ticks is `value` or more, or with `is_most` `value` or less."""

    name: str
    value: int
    is_most: bool = False


Changes = tuple[Change, ...]
Condition = tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """What an option costs and moves in one of its forms."""

    time: int = 0
    budget: int = 0
    poles: Changes = ()
    people: Changes = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the consequence book. `lays` are seeds by id, in the order in which they are laid."""

    usual: Form
    other: Form | None = None
    resources: Changes = ()
    ticks: Changes = ()
    lays: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """An option on its dilemma card, or on the strip of a hidden one: what it costs, what it needs, its other form."""

    time: int
    budget: int
    needs: Condition = ()
    other_if: Condition = ()
    other_time: int = 0
    other_budget: int = 0


@dataclass(frozen=True, slots=True)
class Dilemma:
    """A dilemma card. `since` is the smallest number of rounds with which it is played; `decides` is P, M or all."""

    id: str
    since: int
    decides: str
    fallback: str
    offers: Mapping[str, Offer]
    variant: Condition = ()


@dataclass(frozen=True, slots=True)
class Seed:
    """A seed card. A standing one has no `after` but a round from which on it waits."""

    id: str
    condition: Condition
    is_harm: bool
    tag: str
    changes: Changes
    guards: frozenset[str] = frozenset()
    after: int = 0
    since: int = 0


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident card: its opening, two answers, and how many such cards there are."""

    id: str
    opening: Changes
    answers: tuple[Changes, Changes]
    cards: int


@dataclass(frozen=True, slots=True)
class Cross:
    """A card for what people do to each other. With `is_loss` it asks whether the decision has lowered its marker."""

    condition: Condition
    changes: Changes
    is_once: bool = False
    is_loss: bool = False


#: In the place of a track: the attitude of anybody but the media.
ANYBODY_ELSE = "att.anybody else"


@dataclass(frozen=True, slots=True)
class Kit:
    """All that is printed. `purses` are what Time and Budget start with, by the number of rounds.

    `incident_rounds` says before which rounds an incident is met, by the number of rounds; `hidden` by dilemma which
    facts open its option D; `guards` the price of a safeguard and its tick; `moves` what a role's move changes at once;
    `rules` what the rule cards change, by a short name of ours; `worries` the words of a minority note, `risky` those that a legal
    reading looks for; `lines` are
    thresholds by rounds in the order Solution, Carry-through, Lasting capacity; `endings` headlines by answers and tone.
    """

    starts: Mapping[str, int]
    purses: Mapping[int, tuple[int, int]]
    tracks: Mapping[str, tuple[int, int]]
    incident_rounds: Mapping[int, tuple[int, ...]]
    plan: tuple[Dilemma, ...]
    sections: Mapping[str, Section]
    hidden: Mapping[str, frozenset[str]]
    facts: Mapping[str, tuple[str, ...]]
    seeds: Mapping[str, Seed]
    standing: tuple[Seed, ...]
    incidents: Mapping[str, Incident]
    guards: Mapping[str, Changes]
    moves: Mapping[str, Changes]
    rules: Mapping[str, Changes]
    crosses: tuple[Cross, ...]
    worries: tuple[str, ...]
    risky: tuple[str, ...]
    lines: Mapping[int, tuple[int, int, int]]
    news: tuple[tuple[str, Condition], ...]
    endings: Mapping[tuple[str, str], str]
    aims: Mapping[str, tuple[Condition, Condition]]
