"""The desk of a host: the own tables and nothing of the others, and no verb of the room."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from game.rules.hall.messages import is_for
from game.rules.round import moments
from game.rules.screens.on_paper import Paper
from game.rules.screens.shapes import Part, Screen, Texts
from game.rules.screens.table_seats import SeatLine, beside_tables, table_seats
from game.rules.screens.tiles import NEED_A_LOOK, mood, panel, tile
from game.rules.state import State, Table


@dataclass(frozen=True, slots=True)
class HostBar:
    """Where the workshop is: phase, its planned end, a pause, and whether nobody leads at the moment (TIME-4)."""

    phase: str
    question: int
    ends_at: int
    planned: int
    paused: bool
    deserted: bool


@dataclass(frozen=True, slots=True)
class HostHead:
    """The round that is played, and how many of the own tables and people there are."""

    phase: str
    round: int
    rounds: int
    dilemma: str
    tables: int
    people: int
    look: int
    asleep: int


@dataclass(frozen=True, slots=True)
class HostSeat:
    """A seat as a host knows it: who holds it, and whether away."""

    role: str
    name: str
    away: bool
    bot: bool


@dataclass(frozen=True, slots=True)
class HostTable:
    """What a host can do with one table: its step, the steps it may go back to, its seats, and paper."""

    number: int
    name: str
    step: str
    step_number: int
    timed: bool
    by_date: bool
    back_to: tuple[str, ...]
    closed: bool
    closing: bool
    seats: tuple[HostSeat, ...]
    paper: Paper | None


@dataclass(frozen=True, slots=True)
class HostSaid:
    """What was said to one of the own tables, and how many there have still to read it."""

    note: str
    text: str
    table: int
    unread: int


def host_screen(state: State, texts: Texts, numbers: tuple[int, ...], now: int) -> Screen:
    """The desk of whoever hosts the tables of these numbers; `now` in milliseconds, for what is over its time."""
    tables = [state.tables[number] for number in sorted(numbers) if number in state.tables]
    parts = [
        Part("bar", "game/desk/host_bar.html", state.phase, _bar(state)),
        Part("head", "game/desk/host_head.html", "", _head(state, tables, now)),
        Part("said", "game/desk/host_said.html", "", _said(state, texts, numbers)),
        *(Part(f"tile-{t.number}", "game/desk/tile.html", "", tile(state, texts, t, now)) for t in tables),
        *(
            Part(f"table-{t.number}", "game/desk/host_table.html", "", _table(state, texts, t))
            for t in tables
        ),
    ]
    return Screen("host", tuple(parts))


def _bar(state: State) -> HostBar:
    return HostBar(
        phase=state.phase,
        question=state.question if state.phase == "debrief" else 0,
        ends_at=moments.phase_ends_at(state),
        planned=moments.phase_planned(state),
        paused=state.paused_at is not None,
        deserted=state.desk_away and not state.settings.led_by_bot,
    )


def _head(state: State, tables: list[Table], now: int) -> HostHead:
    moods = Counter(mood(state, table, now) for table in tables)
    played = state.opened if state.phase == "playing" else 0
    numbers = [table.number for table in tables]
    return HostHead(
        phase=state.phase,
        round=played,
        rounds=len(state.plan),
        dilemma=state.plan[played - 1] if played else "",
        tables=len(tables),
        people=sum(1 for p in state.players.values() if p.table in numbers and not p.bot and not p.removed),
        look=sum(moods[name] for name in NEED_A_LOOK),
        asleep=moods["sleep"],
    )


def _said(state: State, texts: Texts, numbers: tuple[int, ...]) -> tuple[HostSaid, ...]:
    own = [m for m in reversed(state.messages) if m.table in numbers and not m.player]
    people = [p for p in state.players.values() if p.table in numbers and not p.bot and not p.removed]
    return tuple(
        HostSaid(
            note=m.note,
            text=texts.notes.get(m.note, ""),
            table=m.table,
            unread=sum(1 for p in people if is_for(m, p) and p.id not in m.read),
        )
        for m in own
    )


def _table(state: State, texts: Texts, table: Table) -> HostTable:
    whole = panel(state, texts, table)
    people = table_seats(state, texts, table, beside_tables(state).get(table.number, ()))
    return HostTable(
        number=whole.number,
        name=whole.name,
        step=whole.step,
        step_number=whole.step_number,
        timed=whole.timed,
        by_date=whole.by_date,
        back_to=whole.back_to,
        closed=whole.closed,
        closing=whole.closing,
        seats=tuple(
            _seat(line) for line in (*people.seats, *people.mirrors, *people.watching, *people.recording)
        ),
        paper=whole.paper,
    )


def _seat(line: SeatLine) -> HostSeat:
    return HostSeat(line.role, line.name, line.away, line.bot)
