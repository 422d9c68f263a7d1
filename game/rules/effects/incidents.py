"""Incidents: drawn once for the workshop, met at the gate, answered by the chair (INC-1 to 3)."""

from __future__ import annotations

from collections.abc import Generator, Mapping

from game.rules import chance
from game.rules.effects.tracks import take
from game.rules.events import Event, IncidentAnswered, IncidentsDrawn, IncidentShown
from game.rules.play import Role
from game.rules.state import State, Table
from scenarios.incidents import INCIDENTS
from scenarios.script import Incident, Script

Judge = Generator[Event, State, State]

#: At the gates of which rounds an incident waits, by the number of rounds (INC-1).
PLACES: Mapping[int, tuple[int, ...]] = {3: (3,), 4: (3,), 5: (3, 5), 6: (3, 5), 7: (3, 6)}
#: In the draw each of the scenario's own incidents counts as much as so many of the shared ones.
OWN_WEIGHT = 3


def draw(state: State) -> Judge:
    """On entering playing, fix which incidents all tables meet."""
    if not state.settings.incidents or state.incidents:
        return state
    drawn = order(state.script, state.draw_key)
    places = tuple(zip(PLACES.get(len(state.plan), ()), drawn, strict=False))
    return (yield IncidentsDrawn(places=places))


def order(script: Script, draw_key: str) -> tuple[str, ...]:
    """All incidents of a scenario in drawn order, each once; its own are three times as likely to come early."""
    shared = [name for name in INCIDENTS if name not in script.excluded]
    lots = [f"{own.id} {lot}" for own in script.incidents for lot in range(OWN_WEIGHT)] + shared
    return tuple(dict.fromkeys(lot.split()[0] for lot in chance.ordered(draw_key, lots, "incidents")))


def named(script: Script, name: str) -> Incident:
    """An incident by its name: the scenario's own, or a shared one."""
    return next((own for own in script.incidents if own.id == name), None) or INCIDENTS[name]


def due(state: State, table: Table) -> str:
    """The incident that a table at its gate has yet to meet, or nothing."""
    play = table.play
    if play is None or play.answer or table.step is None or table.step.name != "gate":
        return ""
    return state.incidents.get(table.round, "")


def is_met(table: Table) -> bool:
    """Whether a table talks about its incident and has not answered yet."""
    return table.play is not None and bool(table.play.incident) and not table.play.answer


def show(state: State, number: int, name: str) -> Judge:
    """Let a table meet its incident: the opening takes effect (INC-2)."""
    state = yield IncidentShown(table=number, incident=name)
    return (yield from take(state, number, named(state.script, name).opening, cause(name)))


def answer(state: State, number: int, name: str, which: int, role: Role = "") -> Judge:
    """Take one of the two answers; without a role, nobody gave one in time and it is the first (INC-2)."""
    state = yield IncidentAnswered(table=number, role=role, answer=which)
    return (yield from take(state, number, named(state.script, name).answers[which - 1], cause(name)))


def text(script: Script, name: str) -> str:
    """The key under which an incident's words stand: the scenario's own, or the shared ones."""
    own = any(incident.id == name for incident in script.incidents)
    return f"incidents.{name}" if own else f"common.incidents.{name}"


def cause(name: str) -> str:
    """What a change is marked with that an incident has brought about."""
    return f"incident {name}"
