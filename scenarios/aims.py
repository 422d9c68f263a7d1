"""What each role privately wants: two conditions, the usual ones unless a scenario has its own (AIM-1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scenarios.conditions import Condition, ScriptError, condition
from scenarios.pieces import ROLES

Aim = tuple[Condition, Condition]

#: The aims of the eight roles, unless a scenario replaces them.
AIMS = {
    "P1": ("visible_win", "legitimacy>=6"),
    "P2": ("B1>=6", "delegated<=1"),
    "P3": ("trust>=5", "budget>=2"),
    "P4": ("inv.citizens>=2", "att.citizens>=1"),
    "M1": ("A2>=5", "att.frontline>=0 and overdraft<=0"),
    "M2": ("A2>=5", "D1>=5"),
    "M3": ("C1>=6", "inv.frontline>=2"),
    "M4": ("A2>=6", "C2>=5 and not legal_breach"),
}


def aims_of(roles: Mapping[str, Any]) -> dict[str, Aim]:
    """The aims of all roles, given what a document says of `roles`; ScriptError if one is not two conditions."""
    return {role: _aim(role, roles.get(role, {}).get("aim", AIMS[role])) for role in ROLES}


def _aim(role: str, told: Any) -> Aim:
    if isinstance(told, str) or len(told) != 2:
        raise ScriptError(f"{role}: an aim has two conditions")
    first, second = told
    return condition(first), condition(second)
