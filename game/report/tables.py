"""What the term came to at each table: front page, gauges from start to end, and each seed drawn back to its decision."""

from __future__ import annotations

from collections.abc import Iterable

from game.report.shapes import TableReport
from game.rules.figures.heard import unheard
from game.rules.fresh import fresh_table
from game.rules.play import Change
from game.rules.screens.path import path
from game.rules.screens.term import START, final_gauges, front_page
from game.rules.state import Player, State, Table
from scenarios.script import LEVEL_POLES


def table_report(state: State, table: Table, name: str) -> TableReport:
    """A table's own chapter. A table that was cut short has no ending."""
    page = front_page(state, table, Player(""))
    end = final_gauges(state, table)
    way = path(state, table)
    start = fresh_table(table.number, state.script, state.settings, state.rounds).resources
    return TableReport(
        number=table.number,
        name=name,
        ending=page.ending,
        tone=page.tone,
        news=page.news,
        sums=end.sums,
        gauges=end.levels,
        resources=tuple(
            (resource, start[resource], table.resources[resource]) for resource in table.resources
        ),
        strengths=_strengths(table),
        chain=(*(seed for step in way.rounds for seed in step.came_up), *way.epilogue),
        unheard=unheard(state.script, table),
    )


def _strengths(table: Table) -> tuple[tuple[int, ...], ...]:
    """The strength of each level at the start and after each decided round; the epilogue belongs to the last one."""
    values = {pole: START for pair in LEVEL_POLES.values() for pole in pair}
    found = [_levels(values)]
    for play in table.decided:
        _follow(values, play.changes)
        found.append(_levels(values))
    _follow(values, table.aftermath)
    return (*found[:-1], _levels(values))


def _follow(values: dict[str, int], changes: Iterable[Change]) -> None:
    values.update((c.key, c.to) for c in changes if c.kind in ("pole", "wobble"))


def _levels(values: dict[str, int]) -> tuple[int, ...]:
    return tuple(min(values[left], values[right]) for left, right in LEVEL_POLES.values())
