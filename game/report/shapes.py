"""What a report is an account of. Keys and figures, no sentences; what people wrote is there only where it may be read.

Whatever leaves a table tells the option and one of three manners, and arguments without a number (KEEP-3).
"""

from __future__ import annotations

from dataclasses import dataclass

from game.rules.figures.choices import Moved
from game.rules.figures.families import Distance
from game.rules.figures.sureness import Sure
from game.rules.screens.behind import Road, Story
from game.rules.screens.path import Grown
from game.rules.screens.term import FinalGauge, Sum

FACILITATORS, PLAYERS = "facilitators", "players"


@dataclass(frozen=True, slots=True)
class Edition:
    """For whom a report is made. A player reads the own table first, and what its people wrote; `table` is 0 without one."""

    readers: str = FACILITATORS
    table: int = 0

    def may_read(self, table: int) -> bool:
        """Whether what people of a table wrote stands in it: they were told that their table and the desk see it."""
        return self.readers == FACILITATORS or table == self.table


@dataclass(frozen=True, slots=True)
class Weighed:
    """An option that was open: its text by key, and what it costs."""

    letter: str
    text: str
    time: int
    budget: int


@dataclass(frozen=True, slots=True)
class Argument:
    """Why some chose an option before the talk: chips, and words without a name. Never how many."""

    option: str
    chips: tuple[str, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Minutes:
    """The account of one decision at one table.

    `decided_by` is P, M or all, `manner` agreed, majority or chair. `dissent` are the arguments for what was not taken;
    `worry` is the tag of a minority note, `noted` its words. `moved` are poles with the sum of what the decision moved;
    `paper` where the table was on paper.
    """

    table: int
    round: int
    option: str
    decided_by: str
    manner: str
    weighed: tuple[Weighed, ...]
    reasons: tuple[Argument, ...]
    dissent: tuple[Argument, ...]
    worry: str
    noted: str
    guard: str
    facts: tuple[str, ...]
    incident: str
    answer: int
    moved: tuple[tuple[str, int], ...]
    variant: bool = False
    paper: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """One dilemma in the whole room: what was on offer, what each table decided, and what stands behind the roads.

    `shift` and `distance` are None where too few people stand behind them.
    """

    round: int
    dilemma: str
    level: int
    decides: str
    weighed: tuple[Weighed, ...]
    minutes: tuple[Minutes, ...]
    roads: tuple[Road, ...]
    shift: Moved | None
    distance: Distance | None


@dataclass(frozen=True, slots=True)
class TableReport:
    """What the term came to at one table.

    `strengths` are the four levels' strengths at the start and after each of its rounds; what came up after the last round
    is in the last of them. `chain` are the seeds that came up, `unheard` the stakeholders that were never heard.
    """

    number: int
    name: str
    ending: str
    tone: str
    news: tuple[str, ...]
    sums: tuple[Sum, ...]
    gauges: tuple[FinalGauge, ...]
    resources: tuple[tuple[str, int, int], ...]
    strengths: tuple[tuple[int, ...], ...]
    chain: tuple[Grown, ...]
    unheard: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OtherRule:
    """Of so many first votes, so many would have gone to a second one under another decision rule (DEB-3)."""

    rule: str
    votes: int
    again: int


@dataclass(frozen=True, slots=True)
class Room:
    """All tables together. `weakest` counts tables by their weakest level, `unheard` by a stakeholder they never heard."""

    weakest: tuple[tuple[int, int], ...]
    unheard: tuple[tuple[str, int], ...]
    sureness: tuple[Sure, ...]
    other_rules: tuple[OtherRule, ...]


@dataclass(frozen=True, slots=True)
class SharedWords:
    """An answer or a plan that somebody has shown: on what, and its lines as (field, text). `sign` names it, and nobody."""

    sign: str
    table: int
    topic: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Account:
    """The whole workshop. `at` is when its phase began, in milliseconds; `people` and `bots` are those who held a seat."""

    edition: Edition
    at: int
    phase: str
    people: int
    bots: int
    rehearsal: bool
    rule: str
    rounds: tuple[Round, ...]
    tables: tuple[TableReport, ...]
    room: Room
    shared: tuple[SharedWords, ...]
    unplayed: tuple[Story, ...]
