"""From a workshop that is being set up to open doors: the scenario is frozen, the settings are fixed."""

from __future__ import annotations

import secrets
from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.utils.timezone import make_aware

from game import dates, engine, log
from game.models import Workshop
from game.rules import Refused, Settings, refused
from game.rules.commands import OpenDoors
from game.rules.round.moments import ROUNDS
from game.rules.settings import FORMATS_WITHOUT
from game.study import papers
from scenarios.checking import verdict_of
from scenarios.conditions import ScriptError
from scenarios.models import Scenario
from scenarios.script import Script

#: What a workshop is set up with, unless its facilitator says otherwise (section "The workshop" of the rules).
DEFAULTS: dict[str, Any] = {
    "format": "45",
    "tables": 4,
    "seats": 5,
    "timers": "soft",
    "factor": 1,
    "bots": False,
    "chairs_may_open": False,
    "retention": 30,
    "assignment": "choose",
    "rounds": 3,
    "rule": "majority",
    "voting": "confidential",
    "mode": "gate",
    "moves": True,
    "incidents": True,
    "safeguards": True,
    "plenaries": True,
    "follow_up": False,
}
#: What slow play has and has not, whatever was chosen: dates in place of timers, nothing that needs one room (SLOW-1).
SLOW = {"timers": "off", "factor": 1, "incidents": False, "plenaries": False}
#: The rules that a workshop is opened under.
EDITION = 2


def open_doors(
    workshop: Workshop,
    by: int | None = None,
    led_by_bot: bool = False,
    plan: tuple[str, ...] = (),
    rehearsed_with: str = "",
    solo: str = "",
    speed: int = 0,
) -> log.Current:
    """Freeze the scenario and open the doors; Refused where there is no scenario that can be played.

    A rehearsal of bots alone brings its draw key; every other workshop is given one that nobody can guess. One that a
    person leads has a `speed`, so many times as fast as the real thing (BOT-2). In a solo game one person plays the role
    `solo`, and everything else happens at once (SOLO-1).
    """
    scenario = workshop.scenario
    if scenario is None:
        raise Refused(refused.NO_SCENARIO)
    script = _script(scenario)
    chosen = {**DEFAULTS, **workshop.chosen}
    rounds = ROUNDS.get(chosen["format"], chosen["rounds"])
    if rounds > script.max_rounds:
        raise Refused(refused.SCENARIO_IS_SHORTER, rounds=script.max_rounds)
    slow = chosen["mode"] == "slow"
    rows, finale = _dates(chosen, rounds) if slow else ((), 0)
    is_real = not (rehearsed_with or speed or solo)
    kept_until = _study_kept_until(workshop) if is_real else 0
    command = OpenDoors(
        scenario.digest,
        rehearsed_with or secrets.token_hex(8),
        chosen["tables"],
        rounds,
        Settings(
            **{
                **{name: chosen[name] for name in DEFAULTS if name not in ("tables", "rounds")},
                **dict.fromkeys(FORMATS_WITHOUT.get(chosen["format"], ()), False),
                **(SLOW if slow else {}),
            },
            edition=EDITION,
            midterm=chosen["format"] == "180" and not slow,
            pace=0 if solo else round(100 * settings.PACE / (speed or 1)),
            solo=solo,
            dates=rows,
            finale=finale,
            kept_until=kept_until,
            led_by_bot=led_by_bot,
            rehearsal=bool(rehearsed_with or speed),
        ),
        plan,
    )
    if scenario.is_local and not speed and not scenario.claim():
        raise Refused(refused.SCENARIO_HAS_CHANGED)
    return engine.submit(workshop, command, by=by, frozen=scenario.frozen())


def _study_kept_until(workshop: Workshop) -> int:
    """Until when a study keeps its rows, in milliseconds; 0 where the workshop is none. Refused where its papers lack something."""
    study = workshop.study
    if study is None:
        return 0
    if lacking := papers.missing(study):
        raise Refused(refused.STUDY_LACKS, missing=", ".join(lacking))
    if study.kept_until is None or papers.is_over(study):
        raise Refused(refused.STUDY_IS_OVER)
    return round(make_aware(datetime.combine(study.kept_until, time.min)).timestamp() * 1000)


def _dates(chosen: dict[str, Any], rounds: int) -> tuple[tuple[tuple[int, int, int, int], ...], int]:
    """The dates of slow play; Refused where the first one is over, or there are none."""
    try:
        found, finale = dates.planned({**dates.DEFAULTS, **chosen.get("slow", {})}, rounds)
    except ValueError as error:
        raise Refused(refused.NO_DATES) from error
    if found[0][0] <= engine.now():
        raise Refused(refused.DATES_ARE_PAST)
    return found, finale


def _script(scenario: Scenario) -> Script:
    """The script; Refused where it cannot be played. A local scenario is checked once more, as its files would be."""
    if scenario.is_local:
        found = verdict_of(scenario)
        if found.faults:
            first = found.faults[0]
            told = f"{first.path}: {first.sentence}" if first.path else first.sentence
            raise Refused(refused.SCENARIO_WAITS, number=len(found.faults), problem=told)
        if found.is_unfinished:
            raise Refused(refused.SCENARIO_IS_UNFINISHED)
    try:
        return scenario.script()
    except ScriptError as error:
        raise Refused(refused.SCENARIO_HAS_PROBLEMS, problem=str(error)) from error
