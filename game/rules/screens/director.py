"""The debrief, led from the desk: what the wall shows, and which words of the tables the room may read (C-7)."""

from __future__ import annotations

from dataclasses import dataclass

from game.rules.hall import wall
from game.rules.screens.around import plan_lines
from game.rules.screens.pictures import WALL_FIELDS
from game.rules.screens.plenary import plenary
from game.rules.screens.shapes import Texts
from game.rules.state import QUESTIONS, State

#: Which pictures fit which question of the debrief, and the phases beside it.
FITTING: dict[str, tuple[str, ...]] = {
    "results": ("headlines", "decisions"),
    "debrief 1": ("answers",),
    "debrief 2": ("headlines", "decisions"),
    "debrief 3": ("levels", "unheard"),
    "debrief 4": ("distance", "moved"),
    "debrief 5": ("answers",),
    "plan": ("plans",),
}
ALL = ("headlines", "decisions", "levels", "unheard", "moved", "distance", "answers", "plans")


@dataclass(frozen=True, slots=True)
class Turn:
    """One tap: what the wall turns to, of which round (0: of the whole term), and whether it is there now."""

    what: str
    round: int
    dilemma: str
    on: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """A kind of picture with all its taps; without one, why it cannot be shown, in a sentence."""

    kind: str
    turns: tuple[Turn, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class SharedLine:
    """An answer or a plan that its owner has shown to the table: its lines as (field, text), which field is empty for an answer.

    `table_only` are the lines of a plan that stay at the table. `written` is how often it was kept until now.
    """

    note: str
    table: int
    lines: tuple[tuple[str, str], ...]
    table_only: tuple[tuple[str, str], ...]
    hidden: bool
    on_wall: bool
    written: int
    may_go: bool


@dataclass(frozen=True, slots=True)
class Director:
    """What leads the debrief: the question of the moment, the wall, the words to look over; `earlier` are on other questions.

    `own` is what the phase shows by itself. `alone` are tables that took what no other did, as (round, number, name).
    """

    phase: str
    question: int
    questions: int
    own: Turn | None
    fitting: tuple[Picture, ...]
    others: tuple[Picture, ...]
    alone: tuple[tuple[int, int, str], ...]
    shared: tuple[SharedLine, ...]
    earlier: tuple[SharedLine, ...]


def director(state: State, texts: Texts) -> Director:
    """The desk's part for everything after the play; before it, an empty one."""
    is_led = state.phase in wall.OWN
    now = wall.shown(state)
    fitting = FITTING[state.page] if is_led else ()
    lines = sorted((_line(state, texts, note) for note in state.shared), key=_in_no_order_of_persons)
    topic = f".{wall.topic(state, 'plans' if state.phase == 'plan' else 'answers')}"
    return Director(
        phase=state.phase,
        question=state.question if state.phase == "debrief" else 0,
        questions=QUESTIONS,
        own=Turn(wall.OWN[state.phase], 0, "", not now) if is_led else None,
        fitting=tuple(_picture(state, kind, now) for kind in fitting if kind != wall.OWN.get(state.phase)),
        others=tuple(
            _picture(state, kind, now)
            for kind in ALL
            if is_led and kind not in fitting and kind != wall.OWN[state.phase]
        ),
        alone=_alone(state, texts) if state.page == "debrief 2" else (),
        shared=tuple(line for line in lines if line.note.endswith(topic)),
        earlier=tuple(line for line in lines if not line.note.endswith(topic)),
    )


def _picture(state: State, kind: str, now: str) -> Picture:
    if kind in wall.OF_A_ROUND:
        names = [(f"{kind}-{n}", n, dilemma) for n, dilemma in enumerate(state.plan, 1)]
    else:
        names = [(kind, 0, "")]
    why = [wall.missing(state, what) for what, _round, _dilemma in names]
    turns = tuple(Turn(*name, on=name[0] == now) for name, no in zip(names, why, strict=True) if not no)
    return Picture(kind, turns, "" if turns else next(filter(None, why), ""))


def _line(state: State, texts: Texts, note: str) -> SharedLine:
    text = texts.notes.get(note, "")
    lines = plan_lines(texts, note)
    hidden = note in state.hidden
    return SharedLine(
        note=note,
        table=state.shared[note],
        lines=(("", text),) if text else tuple(line for line in lines if line[0] in WALL_FIELDS),
        table_only=tuple(line for line in lines if line[0] not in WALL_FIELDS),
        hidden=hidden,
        on_wall=note in state.on_wall,
        written=state.written.get(note, 0),
        may_go=state.phase in wall.OWN and not hidden,
    )


def _in_no_order_of_persons(line: SharedLine) -> tuple[int, object, object]:
    """By table and alphabet: an order of ids would tell who wrote what."""
    return line.table, line.lines, line.table_only


def _alone(state: State, texts: Texts) -> tuple[tuple[int, int, str], ...]:
    rounds = (plenary(state, texts, n) for n in range(1, len(state.plan) + 1))
    return tuple((shown.round, table.number, table.name) for shown in rounds for table in shown.alone)
