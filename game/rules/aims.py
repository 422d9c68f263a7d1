"""Private aims: two conditions each, judged at the end (AIM-1)."""

from __future__ import annotations

from game.rules.conditions import holds
from game.rules.play import Role
from game.rules.state import Table
from scenarios.script import Script

MET, PARTLY, NOT_MET = "met", "partly", "not_met"


def verdict(script: Script, table: Table, role: Role) -> str:
    """Whether a role's aim is met as things stand: both conditions, one, or none."""
    kept = sum(holds(condition, table) for condition in script.aims[role])
    return (NOT_MET, PARTLY, MET)[kept]
