"""What the deeds of writing mean: the questions about oneself, the debrief, the plan, a lead."""

from __future__ import annotations

from typing import Any

from django.db import models

from game.access import Seated
from game.models import Answer, Note
from game.rules import commands as c
from game.rules.hall.notes import PLAN, note_id
from game.rules.screens.around import HOW_OFTEN, PARTS, PLAN_FIELDS
from research import submitting

#: No command where the words are kept already and nothing is new.
Wish = tuple[c.Command | None, list[models.Model]]


def questions(seated: Seated, data: dict[str, Any]) -> Wish:
    """All rows as they stand in the form; skipping changes none of them."""
    command = c.AnswerQuestions(seated.player, data["part"])
    if data["skip"]:
        return command, []
    names = [name for name in data if name.partition("-")[0] in PARTS[data["part"]]]
    extra = [HOW_OFTEN] if data["part"] == "before" else []
    rows: list[models.Model] = [
        Answer(workshop=seated.workshop, player=seated.player, name=name, value=data[name])
        for name in (*names, *extra)
    ]
    if data["part"] == "after" and not seated.current.state.settings.is_study:
        rows.append(_kept(seated, "tell", data["words"]))
    return command, rows


def words(seated: Seated, data: dict[str, Any]) -> Wish:
    """An answer in the debrief, for oneself or for the table."""
    topic = f"q{data['question']}"
    row = _kept(seated, topic, data["words"])
    kind = c.ShareNote if data["share"] else c.KeepNote
    return _if_new(seated, kind(seated.player, topic), topic, [row])


def lead(seated: Seated, data: dict[str, Any]) -> Wish:
    """A submission that holds nothing by which it could be led back here: no name, no workshop, and no hour (ROOM-5)."""
    command = c.SendLead(seated.player, data["said"])
    return command, [submitting.lead_of(data)]


def plan(seated: Seated, data: dict[str, Any]) -> Wish:
    """The if-then plan, for oneself or for the table."""
    rows = [_kept(seated, f"{PLAN}.{field}", data[field]) for field in PLAN_FIELDS]
    command = c.SharePlan(seated.player) if data["share"] else c.KeepNote(seated.player, PLAN)
    return _if_new(seated, command, PLAN, rows)


def _kept(seated: Seated, topic: str, words: str) -> Note:
    name = note_id(seated.player, topic)
    return Note(workshop=seated.workshop, player=seated.player, id_in_log=name, text=words)


def _if_new(seated: Seated, command: c.Command, topic: str, rows: list[Note]) -> Wish:
    """No command for the same tap twice: the same words, and nothing to show that is not shown already."""
    known = seated.current.texts.notes
    shows = isinstance(command, c.ShareNote | c.SharePlan)
    is_shown = note_id(seated.player, topic) in seated.current.state.shared
    if all(known.get(row.id_in_log, "") == row.text for row in rows) and (is_shown or not shows):
        return None, []
    return command, [*rows]
