"""Between two rounds: the gate with its incident, the wall that everybody looks up to, and done."""

from __future__ import annotations

from dataclasses import dataclass

from game.rules.effects import incidents
from game.rules.hall.workshop import chair_may_open
from game.rules.play import Play
from game.rules.round import moments
from game.rules.screens import shapes as s
from game.rules.state import Player, State, Table
from scenarios.script import ROLES


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident at the gate, and whose answer it waits for."""

    step: int
    incident: str
    text: str
    holds_pen: bool
    chair: str


@dataclass(frozen=True, slots=True)
class LookUp:
    """All tables' decisions are on the wall; the own one again."""

    dilemma: str
    option: str


def at_the_gate(state: State, table: Table, play: Play, player: Player) -> tuple[str, object]:
    """The screen of a seat whose table waits for the next round."""
    role = player.role or ""
    if incidents.is_met(table):
        return "incident", _incident(state, table, play, role)
    if state.showing:
        return "look_up", _look_up(state, table)
    return "waiting", s.Waiting(
        reason="gate",
        chair=table.chair or "",
        mine=table.penholder == role,
        dilemma=state.plan[table.round - 1],
        deserted=state.desk_away,
        may_open=table.round if chair_may_open(state, player.id) else 0,
    )


def done(state: State, table: Table, play: Play, role: str) -> s.Waiting:
    """The screen of a seat whose table is done with its round."""
    return s.Waiting(
        reason="done",
        chair=table.chair or "",
        mine=table.penholder == role,
        dilemma=play.dilemma,
        last=table.round >= len(state.plan),
        decided=play.decision.option if play.decision else "",
        deserted=state.desk_away,
        look_up=moments.plenary_due(state) == table.round,
    )


def reads_aloud(state: State, table: Table) -> str | None:
    """Who is asked to read the situation to the table: the present seat after the chair, in code order (ROOM-3)."""
    present = state.present(table)
    if len(present) < 2 or table.chair is None or state.settings.solo:
        return None
    place = ROLES.index(table.chair)
    return next((role for role in (*ROLES[place + 1 :], *ROLES[:place]) if role in present), None)


def _incident(state: State, table: Table, play: Play, role: str) -> Incident:
    assert table.step is not None
    text = incidents.text(state.script, play.incident)
    return Incident(table.step.number, play.incident, text, table.penholder == role, table.penholder or "")


def _look_up(state: State, table: Table) -> LookUp:
    last = next((play for play in reversed(table.decided) if play.round == state.showing), None)
    decided = last.decision.option if last and last.decision else ""
    return LookUp(last.dilemma if last else "", decided)
