"""A long log: how long a process that knows nothing takes to read and fold it, and how long one that knows it all.

The log is played by the game's own bots, at a time of their own. As a command, `make` plays one into the database of its
environment, and `fold` reads it as the server does; both print JSON.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from statistics import median
from typing import Any

from bench.live.hall import Folding, prepared
from bench.live.server import ROOT, House, cores, on_core
from bench.live.telling import ROUNDS, Line, spread

MOST_COLD_MS, MOST_WARM_MS = 300, 1
MAKE_SECONDS, FOLD_SECONDS = 150, 60
WARM_TIMES = 50
#: With so many lines per table in a whole term of bots, or a little more, a log is as long as it is asked to be.
LINES_PER_TABLE = 150
MOST_TABLES = 500
CHOSEN = {"format": "custom", "rounds": 5, "timers": "off", "bots": True}
DRAW_KEY = "bench"


async def folds(house: House, number: int, rounds: int = ROUNDS) -> list[Line]:
    """The same log, folded in fresh processes on the measured core, and then read again with nothing new in it."""
    made = await asyncio.to_thread(told_by, house, ["make", str(number)], MAKE_SECONDS)
    cold, warm = [], []
    measured, _own = cores()
    for _round in range(rounds):
        found = await asyncio.to_thread(_on_core, house, measured, ["fold", made["slug"]])
        if found["version"] != made["lines"]:
            raise RuntimeError(f"Folded {found['version']} of {made['lines']} lines.")
        cold.append(found["cold"])
        warm += found["warm"]
    told = f"{made['lines']:,} lines of {made['tables']} tables of bots in {rounds} processes: "
    whole = rounds >= ROUNDS
    return [
        Line(
            f"fold of {number:,} log lines, cold",
            1000 * median(cold),
            "ms",
            MOST_COLD_MS,
            whole=whole,
            told=told + spread(cold),
        ),
        Line(
            f"fold of {number:,} log lines, warm",
            1000 * median(warm),
            "ms",
            MOST_WARM_MS,
            whole=whole,
            told=f"nothing new, {len(warm)} times: {spread(warm)}",
        ),
    ]


def _on_core(house: House, core: set[int], words: list[str]) -> dict[str, Any]:
    with on_core(core):  # of this thread alone; its child inherits it
        return told_by(house, words, FOLD_SECONDS)


def told_by(house: House, words: list[str], most: float) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.live.folding", *words]
    done = subprocess.run(
        command, cwd=ROOT, env=house.environment, capture_output=True, text=True, check=False, timeout=most
    )
    if done.returncode:
        raise RuntimeError(f"The log could not be made or folded: {done.stderr[-2000:]}")
    return dict(json.loads(done.stdout))


def make(number: int) -> dict[str, Any]:
    """Play a workshop of bots into the database until its log has so many lines, and no more of it than that."""
    from game.opening import open_doors

    tables = min(MOST_TABLES, -(-number // LINES_PER_TABLE))
    scenario, user = prepared()
    workshop = _workshop(scenario, user, {**CHOSEN, "tables": tables})
    state = open_doors(workshop, led_by_bot=True, rehearsed_with=DRAW_KEY).state
    played = Folding(state)
    opened = state.version
    while played.state.phase != "closed" and len(played.lines) < number - opened:
        _goes_on(played, number - opened)
    kept = played.lines[: number - opened]
    _save(workshop, opened, kept)
    return {"slug": workshop.slug, "lines": opened + len(kept), "tables": tables}


def _goes_on(played: Folding, most: int) -> None:
    """Let everything happen that is due at the next moment, as the clock does."""
    from game.rules import Refused, due
    from game.rules.commands import AdvancePhase
    from game.simulating.rehearsing import next_deed

    waiting = due(played.state, {})
    if not waiting:
        deed = next_deed(played.state)
        if deed is None or not isinstance(deed[1], AdvancePhase):
            raise RuntimeError("The bots are stuck.")
        played.submit(deed[1], deed[0])
        return
    for at, command in waiting:
        if at > waiting[0][0] + 250 or len(played.lines) >= most:
            return
        try:
            played.submit(command, at)
        except Refused:
            continue  # what was done a moment ago has changed what may be done


def _workshop(scenario: Any, user: Any, chosen: dict[str, Any]) -> Any:
    from game.models import Workshop

    workshop = Workshop.objects.create(title="Bench", scenario=scenario, chosen=chosen)
    workshop.facilitators.add(user)
    return workshop


def _save(workshop: Any, version: int, lines: list[tuple[int, Any]]) -> None:
    from django.db import transaction

    from game.models import LogLine, Workshop
    from game.rules.codec import encode

    coded = [(at, *encode(event)) for at, event in lines]
    with transaction.atomic():
        LogLine.objects.bulk_create(
            [
                LogLine(workshop=workshop, version=number, event=name, data=data, at=at)
                for number, (at, name, data) in enumerate(coded, version + 1)
            ],
            batch_size=500,
        )
        Workshop.objects.filter(pk=workshop.pk).update(version=version + len(coded), phase="closed")


def fold(slug: str) -> dict[str, Any]:
    """Fold a log for the first time in this process, and then again and again with nothing new in it."""
    from game import log
    from game.models import Workshop

    workshop = Workshop.objects.get(slug=slug)
    began = time.perf_counter()
    current = log.current(workshop)
    cold = time.perf_counter() - began
    warm = []
    for _time in range(WARM_TIMES):
        began = time.perf_counter()
        log.current(workshop)
        warm.append(time.perf_counter() - began)
    return {"version": current.state.version, "cold": cold, "warm": warm}


def main() -> None:
    """Do what is asked for, and tell."""
    import django

    django.setup()
    word, what = sys.argv[1:3]
    print(json.dumps(make(int(what)) if word == "make" else fold(what)))


if __name__ == "__main__":
    main()
