"""The pages around the play: welcome, the questions about oneself, the debrief, the plan, the end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from game.rules.hall import warm_up as practice
from game.rules.hall.leads import MOST_LEADS, may_send
from game.rules.hall.notes import PLAN, asks_before, may_answer, note_id
from game.rules.screens.shapes import Texts
from game.rules.state import QUESTIONS, Player, State
from game.rules.warm_up import OPTIONS

#: The five things people are asked how sure they are of (section "Questions asked").
ITEMS = (1, 2, 3, 4, 5)
#: What each part asks for, in order: how sure before, now, and looking back; how often one has done it.
PARTS = {"before": ("before",), "after": ("back", "now")}
HOW_OFTEN = "often"
#: The lines of the plan, in the order in which they are filled in.
PLAN_FIELDS = ("when", "i_will", "with", "by", "first_sign", "in_the_way")


@dataclass(frozen=True, slots=True)
class Welcome:
    """What this is, the rules, what is kept and for how many days, or in a study `until` when, in milliseconds."""

    days: int
    read: bool
    mine: str
    follow_up: bool = False
    until: int = 0


@dataclass(frozen=True, slots=True)
class PracticeQuestion:
    """The warm-up: its stage, the own answer to it, and at the end the pattern and what the table would have decided."""

    stage: str
    options: tuple[str, ...]
    option: str = ""
    pattern: str = ""
    decided: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of 0 to 10: its name in a form, the item it asks about, and the answer so far, or None."""

    name: str
    item: int
    time: str
    value: int | None = None


@dataclass(frozen=True, slots=True)
class Questions:
    """How sure one is; `part` is before or after. All of it may be left out."""

    part: str
    rows: tuple[Row, ...]
    often: int | None
    answered: bool
    to_tell: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """An answer or a plan that somebody at the table has shown; no name goes with it."""

    lines: tuple[tuple[str, str], ...]
    mine: bool


@dataclass(frozen=True, slots=True)
class Debrief:
    """The question of the moment, the own answer, what the table has shown each other, and how many leads it has sent."""

    question: int
    questions: int
    note: str
    kept: bool
    shared: bool
    hidden: bool
    read: bool
    table: tuple[Shared, ...]
    asks_lead: bool = False
    leads: int = 0
    most_leads: int = MOST_LEADS


@dataclass(frozen=True, slots=True)
class Plan:
    """The if-then plan: its lines as (field, text), and the plans that others at the table have shown.

    `follow_up` offers a link by which one tells later what became of it; not before there is a plan.
    """

    lines: tuple[tuple[str, str], ...]
    kept: bool
    shared: bool
    hidden: bool
    read: bool
    table: tuple[Shared, ...]
    asks: bool
    follow_up: bool = False

    @property
    def texts(self) -> dict[str, str]:
        """What is filled in, by field."""
        return dict(self.lines)


@dataclass(frozen=True, slots=True)
class Closed:
    """The end: the own plan, when all is deleted, whether the questions are still to be asked, and the follow-up offered."""

    lines: tuple[tuple[str, str], ...]
    days: int
    asks: bool
    questions: Questions | None
    follow_up: bool = False
    until: int = 0


def welcome(state: State, player: Player) -> Welcome:
    """The fiction contract."""
    mine = "" if state.roles_are_open else player.role or ""
    return Welcome(
        state.settings.retention,
        player.read == "welcome",
        mine,
        state.settings.follow_up,
        state.settings.kept_until,
    )


def warm_up(state: State, player: Player) -> PracticeQuestion:
    """The practice question as a player sees it (ROOM-2)."""
    known = state.warm_up
    assert known is not None
    answers = known.choices if known.stage == "choice" else known.votes
    pattern, decided = practice.told(state, player.table)
    return PracticeQuestion(
        known.stage,
        OPTIONS,
        answers.get(player.id, ""),
        pattern if known.stage != "choice" else "",
        decided if known.stage == "told" else "",
    )


def questions(texts: Texts, player: Player, part: str) -> Questions:
    """The rows of a part, with what was answered before."""
    rows = tuple(
        Row(name, item, time, texts.answers.get(f"{player.id}.{name}"))
        for item in ITEMS
        for time in PARTS[part]
        for name in (f"{time}-{item}",)
    )
    often = texts.answers.get(f"{player.id}.{HOW_OFTEN}") if part == "before" else None
    to_tell = texts.notes.get(note_id(player.id, "tell"), "") if part == "after" else ""
    return Questions(part, rows, often, part in player.asked, to_tell)


def debrief(state: State, texts: Texts, player: Player) -> Debrief:
    """The question of the moment."""
    topic = f"q{state.question}"
    note = note_id(player.id, topic)
    own = texts.notes.get(note, "")
    return Debrief(
        question=state.question,
        questions=QUESTIONS,
        note=own,
        kept=bool(own),
        shared=note in state.shared,
        hidden=note in state.hidden,
        read=player.read == state.page,
        table=_by_alphabet(
            Shared((("", texts.notes[name]),), name == note)
            for name in _shown(state, player, topic)
            if texts.notes.get(name)
        ),
        asks_lead=may_send(state) and player.table in state.tables,
        leads=len(state.tables[player.table].leads) if player.table in state.tables else 0,
    )


def plan(state: State, texts: Texts, player: Player) -> Plan:
    """The own plan, and those of the table."""
    note = note_id(player.id, PLAN)
    lines = plan_lines(texts, note)
    return Plan(
        lines=lines,
        kept=bool(lines),
        shared=note in state.shared,
        hidden=note in state.hidden,
        read=player.read == "plan",
        table=_by_alphabet(
            Shared(found, name == note)
            for name in _shown(state, player, PLAN)
            if (found := plan_lines(texts, name))
        ),
        asks=may_answer(state, "after"),
        follow_up=bool(lines) and state.settings.follow_up,
    )


def plan_lines(texts: Texts, note: str) -> tuple[tuple[str, str], ...]:
    """The lines of a plan that are filled in."""
    named = ((field, texts.notes.get(f"{note}.{field}", "")) for field in PLAN_FIELDS)
    return tuple((field, text) for field, text in named if text)


def closed(state: State, texts: Texts, player: Player) -> Closed:
    """The end, for everybody who was there."""
    asks = bool(player.role) and (not asks_before(state) or "after" not in player.asked)
    return Closed(
        plan_lines(texts, note_id(player.id, PLAN)),
        state.settings.retention,
        asks,
        questions(texts, player, "after") if asks else None,
        follow_up=bool(player.role) and state.settings.follow_up,
        until=state.settings.kept_until,
    )


def _shown(state: State, player: Player, topic: str) -> Iterable[str]:
    """Ids of what was shared at the player's table on a topic and is not hidden."""
    return (
        note
        for note, table in state.shared.items()
        if table == player.table and table and note.endswith(f".{topic}") and note not in state.hidden
    )


def _by_alphabet(shown: Iterable[Shared]) -> tuple[Shared, ...]:
    """What was shared, in an order that tells nothing of who shared it."""
    return tuple(sorted(shown, key=lambda shared: shared.lines))
