"""Stakeholders that nobody listened to in the whole term, counted over tables (PEOPLE-2)."""

from __future__ import annotations

from game.rules.state import State, Table
from scenarios.conditions import SLOTS
from scenarios.script import Script


def never_heard(state: State) -> tuple[tuple[str, int], ...]:
    """Each stakeholder never heard at some table, and at how many tables, in slot order. Closed tables count for nothing."""
    lists = [unheard(state.script, t) for t in state.tables.values() if t.decided and not t.closed]
    found = ((slot, sum(slot in missing for missing in lists)) for slot in SLOTS)
    return tuple((slot, n) for slot, n in found if n)


def unheard(script: Script, table: Table) -> tuple[str, ...]:
    """The stakeholders without involvement at the end of every decided round, in slot order, whom the table never asked."""
    return tuple(slot for slot in SLOTS if not _was_heard(script, table, slot))


def _was_heard(script: Script, table: Table, slot: str) -> bool:
    involvement = script.people[slot][1] if slot in script.people else 0
    for play in table.decided:
        for change in play.changes:
            if change.kind == "involvement" and change.key == slot:
                involvement = change.to
        if involvement or (play.hearing is not None and play.hearing.slot == slot):
            return True
    return False
