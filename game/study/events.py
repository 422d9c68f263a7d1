"""The lines of a log that leave the house: what happened to tables, with neither persons nor times, and folded again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from game import rules
from game.rules.codec import decode
from game.rules.play import Decision
from game.rules.screens.plenary import manner
from game.rules.state import State
from scenarios.script import Script

#: Which fields of which event are given away: none that names a seat or a person, counts votes, or tells a time.
GIVEN: Mapping[str, tuple[str, ...]] = {
    "WorkshopOpened": (
        "tables",
        "rounds",
        "plan",
        "seats",
        "format",
        "timers",
        "factor",
        "edition",
        "moves",
        "incidents",
        *("safeguards", "plenaries", "rule", "mode", "midterm", "assignment", "voting"),
    ),
    "PhaseEntered": ("phase",),
    "RoundOpened": ("round",),
    "DilemmaDropped": ("dilemma",),
    "IncidentsDrawn": ("places",),
    "IncidentSkipped": ("round",),
    "IncidentShown": ("table", "incident"),
    "IncidentAnswered": ("table", "answer"),
    "TableClosed": ("table",),
    "TableReopened": ("table",),
    "StepEntered": ("table", "name", "number", "round"),
    "SituationSet": ("table", "dilemma", "options", "alts", "variant", "deciders"),
    "OptionOpened": ("table", "option"),
    "DecisionMade": ("table", "option", "manner", "decided_by"),
    "DecisionWithdrawn": ("table",),
    "GuardAttached": ("table", "guard"),
    "GuardLapsed": ("table", "guard"),
    "ResourceMoved": ("table", "resource", "by"),
    "PoleMoved": ("table", "pole", "by"),
    "PeopleMoved": ("table", "slot", "attitude", "involvement"),
    "Marked": ("table", "mark"),
    "SeedPlanted": ("table", "seed", "dilemma", "option", "round", "due", "guard"),
    "SeedSprouted": ("table", "seed", "dilemma", "round", "spared"),
    "SeedHeld": ("table", "seed", "dilemma", "due"),
    "SeedLapsed": ("table", "seed", "dilemma"),
    "Wobbled": ("table", "pole"),
    "TermEnded": ("table", "dropped"),
    "ResultsReached": ("table", "rounds", "solution", "carry_through", "lasting", "ending", "tone"),
}
#: What one of three manners is inside the rules: the fold needs a name that they know (KEEP-3).
MANNERS = {"agreed": "unanimous", "majority": "majority", "chair": "word"}


def given(name: str, data: Mapping[str, Any]) -> dict[str, Any] | None:
    """What of a line is given away; None if nothing is."""
    if name not in GIVEN:
        return None
    told = {field: data[field] for field in GIVEN[name] if field in data}
    if name == "DecisionMade":
        told["manner"] = manner(Decision(told.get("option", ""), told.get("manner", ""), ""))
    return told


def folded(script: Script, lines: Iterable[tuple[str, Mapping[str, Any]]]) -> State:
    """The state to which (event, data) rows of an export lead. KeyError or TypeError where they are no such rows."""
    events = []
    for name, data in lines:
        if name not in GIVEN or set(data) - set(GIVEN[name]):
            raise KeyError(name)
        whole = dict(data)
        if name == "DecisionMade":
            whole["manner"] = MANNERS[whole["manner"]]
        events.append((0, decode(name, whole)))
    return rules.replay(State(script=script), events)
