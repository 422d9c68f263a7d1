"""The desk: the workshop at a glance, a tile and a panel per table, and what comes next."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from game.rules.effects import incidents
from game.rules.hall import warm_up
from game.rules.hall.room import behind, droppable
from game.rules.hall.workshop import phases_from
from game.rules.round import moments
from game.rules.screens.board import clock_line, counts, many
from game.rules.screens.cues import cues
from game.rules.screens.director import director
from game.rules.screens.said import said
from game.rules.screens.shapes import Part, Screen, Texts
from game.rules.screens.table_seats import SeatLine, beside_tables, other_tables, seat_line, table_seats
from game.rules.screens.tiles import NEED_A_LOOK, ORDER, mood, panel, step_of, tile
from game.rules.state import QUESTIONS, State


@dataclass(frozen=True, slots=True)
class Bar:
    """Where the workshop is: phase, its planned end, and what holds it up."""

    phase: str
    question: int
    ends_at: int
    planned: int
    paused: bool
    doors_open: bool
    led_by_bot: bool


@dataclass(frozen=True, slots=True)
class Head:
    """The round that is played, and how many tables and people there are."""

    phase: str
    round: int
    rounds: int
    dilemma: str
    tables: int
    people: int
    done: int
    asleep: int
    look: int


@dataclass(frozen=True, slots=True)
class SayNow:
    """What to say to the room: by phase, in the rounds by the step in which most tables are."""

    moment: str


@dataclass(frozen=True, slots=True)
class People:
    """Who has no seat yet, who was removed, and the tables that the former can be brought to."""

    unseated: tuple[SeatLine, ...]
    removed: tuple[SeatLine, ...]
    tables: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next and what may be undone; `round` is the one that can be opened now, or 0.

    `plenary` is the round whose decisions are to be shown first, for which `behind` tables are not done. `incident` is the
    key of the incident that waits at the gate of the next round and can still be left out, `droppable` a dilemma that can.
    """

    phase: str
    next_phase: str
    back_to: tuple[str, ...]
    round: int
    rounds: int
    question: int
    questions: int
    led_by_bot: bool
    finished: int
    tables: int
    plenary: int = 0
    behind: int = 0
    showing: bool = False
    incident: str = ""
    incident_round: int = 0
    droppable: str = ""
    played: int = 0
    done: int = 0
    warm_up: str = ""


def facilitator_screen(state: State, texts: Texts, now: int) -> Screen:
    """The desk of a workshop; `now` in milliseconds, for what is over its time."""
    tables = tuple(state.tables.values())
    beside, others = beside_tables(state), other_tables(state, texts)
    seats = (
        Part(
            f"seats-{t.number}",
            "game/desk/seats.html",
            "",
            table_seats(state, texts, t, beside.get(t.number, ()), others),
        )
        for t in tables
    )
    parts = [
        Part("bar", "game/desk/bar.html", state.phase, _bar(state)),
        Part("head", "game/desk/head.html", "", _head(state, now)),
        Part("lock", "game/desk/lock.html", "", _bar(state)),
        Part("clock", "game/desk/clock.html", "", clock_line(state, now)),
        Part("ahead", "game/desk/ahead.html", "", _next(state)),
        Part("say", "game/desk/say.html", "", SayNow(_moment(state))),
        Part("cues", "game/desk/cues.html", "", cues(state, texts, now)),
        Part("many", "game/desk/many.html", "", many(state)),
        *counts(state, texts, now),
        Part("people", "game/desk/people.html", "", _people(state, texts)),
        Part("director", "game/desk/director.html", state.page, director(state, texts)),
        Part("said", "game/desk/said.html", "", said(state, texts)),
        Part("next", "game/desk/next.html", state.page, _next(state)),
        *(Part(f"tile-{t.number}", "game/desk/tile.html", "", tile(state, texts, t, now)) for t in tables),
        *(Part(f"table-{t.number}", "game/desk/table.html", "", panel(state, texts, t)) for t in tables),
        *seats,
    ]
    return Screen("desk", tuple(parts))


def _moment(state: State) -> str:
    """The moment that speaking notes belong to."""
    if state.phase == "debrief":
        return state.page
    if state.warm_up is not None:
        return "warm_up"
    return "plenary" if state.phase == "playing" and state.showing else most_tables(state)


def most_tables(state: State) -> str:
    """The step in which most awake tables are that are not done; of equals the earliest, else done or the phase."""
    steps = Counter(
        step_of(state, t) for t in state.tables.values() if t.step and t.taken() and t.asleep_at is None
    )
    if state.phase != "playing" or not steps:
        return state.phase
    under_way = [step for step in steps if step != "done"]
    return max(under_way or ["done"], key=lambda step: (steps[step], -ORDER.index(step)))


def _bar(state: State) -> Bar:
    return Bar(
        phase=state.phase,
        question=state.question if state.phase == "debrief" else 0,
        ends_at=moments.phase_ends_at(state),
        planned=moments.phase_planned(state),
        paused=state.paused_at is not None,
        doors_open=state.doors_open,
        led_by_bot=state.settings.led_by_bot,
    )


def _head(state: State, now: int) -> Head:
    tables = [table for table in state.tables.values() if table.taken() and not table.closed]
    moods = Counter(mood(state, table, now) for table in state.tables.values())
    played = state.opened if state.phase == "playing" else 0
    return Head(
        phase=state.phase,
        round=played,
        rounds=len(state.plan),
        dilemma=state.plan[played - 1] if played else "",
        tables=len(tables) if state.phase != "lobby" else sum(not t.closed for t in state.tables.values()),
        people=sum(1 for p in state.players.values() if not p.removed and state.settings.counts(p.bot)),
        done=moods["done"],
        asleep=moods["sleep"],
        look=sum(moods[name] for name in NEED_A_LOOK),
    )


def _people(state: State, texts: Texts) -> People:
    people = [player for player in state.players.values() if not player.bot]
    return People(
        unseated=tuple(
            seat_line(state, texts, p.id) for p in people if not (p.role or p.removed or state.records(p))
        ),
        removed=tuple(
            seat_line(state, texts, p.id)
            for p in people
            if p.removed and not p.erased and p.device in ("", p.id)
        ),
        tables=other_tables(state, texts),
    )


def _next(state: State) -> Next:
    following = phases_from(state)
    tables = [table for table in state.tables.values() if table.taken() and not table.closed]
    waits = any(t.step and t.step.name == "gate" and t.round == state.opened + 1 for t in tables)
    plenary = moments.plenary_due(state) if state.phase == "playing" else 0
    waiting = state.incidents.get(state.opened + 1, "") if state.phase == "playing" else ""
    return Next(
        phase=state.phase,
        next_phase=following[0] if following else "",
        back_to=following[1:],
        round=state.opened + 1 if waits and state.phase == "playing" and not plenary else 0,
        rounds=len(state.plan),
        question=state.question if state.phase == "debrief" else 0,
        questions=QUESTIONS,
        led_by_bot=state.settings.led_by_bot,
        finished=sum(1 for t in tables if t.step and t.step.name == "done" and t.round == len(state.plan)),
        tables=len(tables),
        plenary=plenary,
        behind=len(behind(state, plenary)) if plenary else 0,
        showing=bool(state.showing),
        incident=incidents.text(state.script, waiting) if waiting else "",
        incident_round=state.opened + 1 if waiting else 0,
        droppable=droppable(state),
        played=state.opened,
        done=sum(1 for t in tables if t.step and (t.round > state.opened or t.step.name == "done")),
        warm_up=warm_up.stage(state),
    )
