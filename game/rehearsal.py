"""A whole workshop of bots through engine, log and clock, in minutes instead of an hour (BOT-2).

It happens in a database in memory that is thrown away, at a time of its own that passes as fast as the clock can tick.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.management import call_command
from django.db import connections
from django.db.utils import ConnectionHandler

from game import clock, engine, log
from game.models import Workshop
from game.opening import open_doors
from game.rules.commands import AdvancePhase
from game.rules.state import State, Table
from game.simulating.rehearsing import next_deed
from scenarios.management.commands.load_scenarios import load
from scenarios.models import Scenario
from scenarios.script import Script

MINUTE = 60_000
TICK = round(clock.TICK_SECONDS * 1000)
MANNERS = {
    "unanimous": "unanimous",
    "majority": "majority",
    "runoff": "runoff",
    "word": "chair's word",
    "nobody": "nobody decided",
}


class StuckError(Exception):
    """The workshop waits for something that will never come; the message says where."""


@dataclass(slots=True)
class Time:
    """The time of a rehearsal, in milliseconds since its doors opened."""

    at: int = 0

    def __call__(self) -> int:
        """The time now."""
        return self.at

    def pass_until(self, at: int) -> None:
        """Let time pass until the tick at or after a moment; it never goes back."""
        self.at = max(self.at, -(-at // TICK) * TICK)


@contextmanager
def database_in_memory() -> Iterator[None]:
    """Put an empty database in memory in the place of the real one, for this thread and as long as this lasts."""
    real = connections["default"]
    settings = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
    memory = ConnectionHandler({"default": settings})["default"]
    connections["default"] = memory
    try:
        call_command("migrate", verbosity=0, interactive=False)
        yield
    finally:
        connections["default"] = real
        if memory.connection is not None:
            memory.connection.close()  # Django's own close keeps a database in memory open


def rehearse(
    slug: str, form: str, tables: int, seats: int, key: str, watch: Callable[[State], None]
) -> tuple[State, Script]:
    """Play a workshop of bots from the doors to the end. `watch` is shown every state that the clock has led to.

    Raises StuckError where nothing moves any more, and Refused or ScriptError where it cannot begin.
    """
    load(slug)
    scenario = Scenario.objects.get(slug=slug)
    chosen = {"format": form, "tables": tables, "seats": seats, "bots": True}
    workshop = Workshop.objects.create(scenario=scenario, chosen=chosen)
    time = Time()
    try:
        with engine.told_by(time):
            state = open_doors(workshop, led_by_bot=True, rehearsed_with=key).state
            while state.phase != "closed":
                state = _next(workshop, state, time)
                watch(state)
        return state, scenario.script()
    finally:
        log.forget_workshop(workshop.uuid)


def _next(workshop: Workshop, state: State, time: Time) -> State:
    """Let the clock do what is due next, or the facilitator what only a facilitator does."""
    deed = next_deed(state)
    if deed is not None:
        at, command = deed
        time.pass_until(at)
        if isinstance(command, AdvancePhase):
            engine.submit(workshop, command)
        else:
            clock.tick()
        workshop.refresh_from_db()
    reached = log.current(workshop).state
    if reached.version == state.version:
        raise StuckError(f"Stuck in {state.phase}: {', '.join(map(where, state.tables.values()))}.")
    return reached


def where(table: Table) -> str:
    """Where a table is, in a few words."""
    step = table.step.name if table.step else "no step"
    return f"table {table.number} in {step} of round {table.round}{', asleep' if table.asleep_at is not None else ''}"


def report(state: State, script: Script) -> Iterator[str]:
    """What a rehearsal came to: a paragraph for each table, the endings of all, and the minutes it took."""
    endings: Counter[str] = Counter()
    for table in state.tables.values():
        assert table.results is not None
        ending = table.results.ending.replace("y", "●").replace("n", "○") or "cut short"
        endings[ending] += 1
        yield f"Table {table.number}: {ending} {table.results.tone}, {_minds(state, table)}"
        for played in table.past:
            assert played.decision is not None
            option = f"{played.dilemma}.{played.decision.option}"
            manner = MANNERS[played.decision.manner]
            yield f"  {played.round}  {option} {script.say(f'{option}.title', 'en')} ({manner})"
    yield f"Endings: {', '.join(f'{count} x {ending}' for ending, count in sorted(endings.items()))}"
    yield f"{state.at / MINUTE:.1f} minutes of simulated time, {state.version} events"


def _minds(state: State, table: Table) -> str:
    """The temperaments at a table, and how many seats were away at the end."""
    players = [state.players[table.seats[role] or ""] for role in table.taken()]
    kinds = Counter(player.bot for player in players)
    told = ", ".join(f"{count} {kind.replace('_', ' ')}" for kind, count in sorted(kinds.items()))
    away = sum(player.away for player in players)
    return f"{told}{f'; {away} away at the end' if away else ''}"
