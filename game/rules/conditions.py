"""Whether a condition holds at a table (COND-1): comparisons that paper could make."""

from __future__ import annotations

from game.rules.state import Table
from scenarios.conditions import POLES, RESOURCES, Condition


def holds(condition: Condition, table: Table) -> bool:
    """Whether all terms hold; an empty condition does."""
    return all(
        _value(term.name, table) <= term.value
        if term.sign == "<="
        else _value(term.name, table) >= term.value
        for term in condition
    )


def _value(name: str, table: Table) -> int:
    if name in POLES:
        return table.poles[name]
    if name in RESOURCES:
        return table.resources[name]
    if name.startswith("att."):
        return table.people[name[4:]].attitude
    if name.startswith("inv."):
        return table.people[name[4:]].involvement
    return table.marks.get(name, 0)
