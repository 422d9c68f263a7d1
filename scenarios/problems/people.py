"""Stakeholders over the whole scenario: nobody in town is only scenery."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.conditions import SLOTS
from scenarios.places import Problem, Value


def check_people(scenario: Value) -> Iterator[Problem]:
    """Every stakeholder is moved in at least two dilemmas, and in one that every format plays."""
    dilemmas = scenario.at("dilemmas").items
    for slot in SLOTS:
        moved = [dilemma for dilemma in dilemmas if _moves(dilemma, slot)]
        place = scenario.at("people", slot)
        if len(moved) < 2:
            yield place.problem(
                "PEOPLE-1", f"{slot} must move in at least two dilemmas; they move in {len(moved)}."
            )
        if not any(dilemma.at("from").whole == 3 for dilemma in moved):
            yield place.problem(
                "PEOPLE-1", f"{slot} move in no dilemma with from: 3, so not in every format."
            )


def _moves(dilemma: Value, slot: str) -> bool:
    forms = [form for option in dilemma.at("options").fields.values() for form in (option, option.at("alt"))]
    return any(slot in form.at(kind).fields for form in forms for kind in ("att", "inv"))
