"""What a term came to: the front page, the gauges in figures, the path, and the own view (END-1 to 8, SEED-5)."""

from __future__ import annotations

from dataclasses import dataclass

from game.rules.conditions import holds
from game.rules.hall import results as sums_of
from game.rules.play import Results
from game.rules.screens.gauges import band
from game.rules.screens.shapes import Quote
from game.rules.state import Player, State, Table
from game.rules.strength import word
from scenarios.conditions import SLOTS
from scenarios.script import LEVEL_POLES

MOST_NEWS = 4
#: News that every scenario shares, by the mark that calls for it (END-8).
SHARED_NEWS = ("overdraft", "bad_press")
START = 4


@dataclass(frozen=True, slots=True)
class Sum:
    """One of the three results: what it adds up to, from which poles, and from where on it counts as reached."""

    name: str
    value: int
    threshold: int
    poles: tuple[tuple[str, int], ...]
    push: int = 0
    overdrafts: int = 0

    @property
    def reached(self) -> bool:
        """Whether the sum is a result."""
        return bool(self.threshold) and self.value >= self.threshold


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The local paper after the term: ending and tone, news by id, the three results as (name, reached)."""

    table: int
    ending: str
    tone: str
    rounds: int
    news: tuple[str, ...]
    reached: tuple[tuple[str, bool], ...]
    read: bool


@dataclass(frozen=True, slots=True)
class Side:
    """A pole at the end: its value, what of it counts, and where it started."""

    pole: str
    value: int
    counted: int
    start: int = START


@dataclass(frozen=True, slots=True)
class FinalGauge:
    """A level at the end: both sides, the strength, and its word, 0 failing to 3 strong."""

    level: int
    left: Side
    right: Side
    strength: int
    word: int

    @property
    def held_back(self) -> tuple[Side, ...]:
        """The sides of which something does not count."""
        return tuple(side for side in (self.left, self.right) if side.counted < side.value)


@dataclass(frozen=True, slots=True)
class FinalGauges:
    """The term from start to end in figures."""

    levels: tuple[FinalGauge, ...]
    sums: tuple[Sum, ...]
    time: int
    budget: int
    trust: int
    legitimacy: int
    people: tuple[Quote, ...]


def front_page(state: State, table: Table, player: Player) -> FrontPage:
    """The paper of a table."""
    results = table.results or Results(0, 0, 0, 0, "", "bright")
    reached = tuple((name, letter == "y") for name, letter in zip(sums_of.SUMS, results.ending, strict=False))
    return FrontPage(
        table.number,
        results.ending,
        results.tone,
        results.rounds,
        _news(state, table),
        reached,
        player.read == "results",
    )


def _news(state: State, table: Table) -> tuple[str, ...]:
    """The scenario's own items in its order, then what every paper would print; four at most (END-8)."""
    shared = tuple(f"common.news.{mark}" for mark in SHARED_NEWS if table.marks.get(mark))
    own = tuple(f"news.{name}" for name, condition in state.script.news if holds(condition, table))
    return (*own[: MOST_NEWS - len(shared)], *shared)


def final_gauges(state: State, table: Table) -> FinalGauges:
    """The gauges of a table in figures, with what each counts and what the three sums are made of."""
    levels = []
    for level, pair in LEVEL_POLES.items():
        left, right = (Side(p, table.poles[p], sums_of.counted(table.poles, p)) for p in pair)
        strength = min(left.value, right.value)
        levels.append(FinalGauge(level, left, right, strength, word(strength)))
    return FinalGauges(
        levels=tuple(levels),
        sums=_sums(state, table),
        time=table.resources["time"],
        budget=table.resources["budget"],
        trust=table.resources["trust"],
        legitimacy=table.resources["legitimacy"],
        people=tuple(
            Quote(slot, band(table.people[slot]), table.people[slot].attitude, table.people[slot].involvement)
            for slot in SLOTS
        ),
    )


def _sums(state: State, table: Table) -> tuple[Sum, ...]:
    values = sums_of.sums(table)
    thresholds = sums_of.thresholds(state.script, len(table.decided)) or (0, 0, 0)
    found = []
    for (name, poles), threshold in zip(sums_of.SUMS.items(), thresholds, strict=True):
        parts = tuple((pole, sums_of.counted(table.poles, pole)) for pole in poles)
        carries = name == "carry_through"
        push, minus = (sums_of.push(table), sums_of.overdrafts(table)) if carries else (0, 0)
        found.append(Sum(name, values[name], threshold, parts, push, minus))
    return tuple(found)
