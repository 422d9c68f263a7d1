"""Numbers as words: poles, levels and stakeholders (POLE-2, POLE-4)."""

from __future__ import annotations

from game.rules.screens.shapes import Gauge, Gauges, Quote
from game.rules.state import Stake, Table
from game.rules.strength import word
from scenarios.conditions import SLOTS
from scenarios.script import LEVEL_POLES


def band(stake: Stake) -> str:
    """An attitude as a word for shared sentences."""
    names = {-3: "cold", -2: "cold", -1: "cool", 0: "even", 1: "warm", 2: "close", 3: "close"}
    return names[stake.attitude]


def gauges(table: Table) -> Gauges:
    """How the term stands at a table."""
    levels = []
    for level, (left, right) in LEVEL_POLES.items():
        words = word(table.poles[left]), word(table.poles[right])
        levels.append(Gauge(level, left, right, *words, min(words)))
    return Gauges(
        levels=tuple(levels),
        time=table.resources["time"],
        budget=table.resources["budget"],
        trust=word(table.resources["trust"]),
        legitimacy=word(table.resources["legitimacy"]),
        people=tuple(
            Quote(slot, band(table.people[slot]), table.people[slot].attitude, table.people[slot].involvement)
            for slot in SLOTS
        ),
    )
