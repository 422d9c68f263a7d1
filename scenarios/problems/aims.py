"""Aims of the roles, and what an option is worth to each of them (SOLO-3)."""

from __future__ import annotations

from scenarios.aims import AIMS
from scenarios.conditions import POLES, Condition, ScriptError, condition
from scenarios.pieces import ROLES
from scenarios.places import Value


def favourites(scenario: Value, options: Value) -> dict[str, list[str]]:
    """Which roles value each of A to C highest. A role that values two alike stands with both."""
    found: dict[str, list[str]] = {letter: [] for letter in "ABC"}
    for role in ROLES:
        aim = aim_of(scenario, role)
        values = {letter: worth(options.at(letter), role, aim) for letter in found}
        for letter, value in values.items():
            if value == max(values.values()):
                found[letter].append(role)
    return found


def aim_of(scenario: Value, role: str) -> Condition:
    """All terms of a role's aim; the role's usual aim where the scenario's own is unreadable or missing."""
    own = [item.text for item in scenario.at("roles", role, "aim").items]
    try:
        return tuple(term for text in own or AIMS[role] for term in condition(text))
    except ScriptError:
        return tuple(term for text in AIMS[role] for term in condition(text))


def worth(option: Value, role: str, aim: Condition) -> int:
    """What an option is worth to a role, by SOLO-3; that it can be paid is taken for granted here.

    Twice every change of a pole, attitude, involvement, Trust, Legitimacy or mark that the aim names (counted
    the other way where the aim wants at most so much), and once the change of the own family's leadership pole.
    """
    total = option.at("poles", "B1" if role[0] == "P" else "B2").whole
    marks = {mark.text for mark in option.at("marks").items}
    for term in aim:
        if term.name in POLES:
            moved = option.at("poles", term.name).whole
        elif "." in term.name or term.name in ("trust", "legitimacy"):
            moved = option.at(*term.name.split(".")).whole
        else:
            moved = int(term.name in marks)
        total += 2 * (moved if term.sign == ">=" else -moved)
    return total
