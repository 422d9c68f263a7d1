"""Words and figures that people keep for themselves, and show to their table by their own tap (KEEP-1)."""

from __future__ import annotations

from collections.abc import Generator

from game.rules import commands as c
from game.rules import refused
from game.rules.events import (
    Event,
    NoteHidden,
    NoteKept,
    NoteShared,
    NoteShown,
    PlanShared,
    QuestionsAnswered,
)
from game.rules.refused import Refused
from game.rules.state import QUESTIONS, Player, State

Judge = Generator[Event, State, State]
PLAN = "plan"
TOPICS = (PLAN, *(f"q{number}" for number in range(1, QUESTIONS + 1)))
#: The formats with time for the questions about oneself inside the workshop; the others ask once it is closed.
ASKS_BEFORE = ("90",)


def note_id(player: str, topic: str) -> str:
    """By which id the words of a person on a topic are kept."""
    return f"{player}.{topic}"


def asks_before(state: State) -> bool:
    """Whether this format asks the questions about oneself in welcome (section "Questions asked")."""
    return state.settings.format in ASKS_BEFORE and not state.settings.solo


def may_answer(state: State, part: str) -> bool:
    """Whether the questions of a part are open: before in welcome and briefing, after from the plan on."""
    if part == "before":
        return asks_before(state) and state.phase in ("welcome", "briefing")
    return part == "after" and (state.phase == "closed" or (asks_before(state) and state.phase == "plan"))


def answer_questions(state: State, command: c.AnswerQuestions) -> Judge:
    """The questions about oneself, answered or skipped; they may be answered again while they are open."""
    player = _person(state, command.player)
    if not may_answer(state, command.part):
        raise Refused(refused.MOMENT_IS_GONE)
    return (yield QuestionsAnswered(table=player.table, player=player.id, part=command.part))


def keep_note(state: State, command: c.KeepNote) -> Judge:
    """Keep words on a question of the debrief that has been asked, or on the plan."""
    player = _person(state, command.player)
    _must_be_open(state, command.topic)
    return (yield NoteKept(table=player.table, player=player.id, note=note_id(player.id, command.topic)))


def share_note(state: State, command: c.ShareNote) -> Judge:
    """Keep an own answer and show it to the table, without a name."""
    if command.topic == PLAN:
        raise Refused(refused.NOT_NOW)
    player, note = _person(state, command.player), note_id(command.player, command.topic)
    _must_be_open(state, command.topic)
    state = yield NoteKept(table=player.table, player=player.id, note=note)
    if note in state.shared:
        return state
    return (yield NoteShared(table=player.table, player=player.id, note=note))


def share_plan(state: State, command: c.SharePlan) -> Judge:
    """Keep the own plan and show it to the table."""
    player, note = _person(state, command.player), note_id(command.player, PLAN)
    _must_be_open(state, PLAN)
    state = yield NoteKept(table=player.table, player=player.id, note=note)
    if note in state.shared:
        return state
    return (yield PlanShared(table=player.table, player=player.id, note=note))


def hide_note(state: State, command: c.HideNote) -> Judge:
    """The facilitator takes a shared answer or plan from all screens."""
    table = _shared_at(state, command.note)
    return state if command.note in state.hidden else (yield NoteHidden(table=table, note=command.note))


def show_note(state: State, command: c.ShowNote) -> Judge:
    """The facilitator lets it be seen again."""
    table = _shared_at(state, command.note)
    return (yield NoteShown(table=table, note=command.note)) if command.note in state.hidden else state


def _person(state: State, player_id: str) -> Player:
    player = state.players.get(player_id)
    if player is None:
        raise Refused(refused.NOT_A_PLAYER)
    if player.removed:
        raise Refused(refused.REMOVED)
    return player


def _must_be_open(state: State, topic: str) -> None:
    if topic not in TOPICS:
        raise Refused(refused.NO_SUCH_ANSWER)
    if topic == PLAN:
        is_open = state.phase == "plan"
    else:
        is_open = state.phase == "debrief" and int(topic[1:]) <= state.question
    if not is_open:
        raise Refused(refused.MOMENT_IS_GONE)


def _shared_at(state: State, note: str) -> int:
    if note not in state.shared:
        raise Refused(refused.NOT_NOW)
    return state.shared[note]
