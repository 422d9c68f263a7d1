"""Private aims: two conditions each, judged at the end (AIM-1)."""

from __future__ import annotations

from game.rules.conditions import holds
from game.rules.play import Role
from game.rules.state import Table
from scenarios.aims import Aim
from scenarios.script import Script

MET, PARTLY, NOT_MET = "met", "partly", "not_met"


def aim_of(script: Script, role: Role) -> Aim:
    """The two conditions of a role's aim."""
    return script.aims[role]


def verdict(script: Script, table: Table, role: Role) -> str:
    """Whether a role's aim is met as things stand: both conditions, one, or none."""
    kept = sum(holds(condition, table) for condition in aim_of(script, role))
    return (NOT_MET, PARTLY, MET)[kept]
