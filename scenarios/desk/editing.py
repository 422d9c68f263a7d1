"""One chapter is saved: what was typed goes in, what others have saved meanwhile stays, and where both touched the same it is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from scenarios.desk.changing import add, add_hidden, take_away
from scenarios.desk.chapters import Chapter, chapter_of
from scenarios.desk.forms import ChapterForm
from scenarios.desk.saving import locked, own_texts, store
from scenarios.files import SHARED
from scenarios.models import Scenario
from scenarios.paths import get

#: A box that is ticked to give a dilemma its hidden option.
HIDDEN = "hidden"


@dataclass(slots=True)
class Outcome:
    """What came of it. `stands` holds what others have put into fields that were changed here as well."""

    row: Scenario
    chapter: Chapter | None
    form: ChapterForm | None = None
    is_saved: bool = False
    is_gone: bool = False
    stands: Mapping[str, Any] = field(default_factory=dict)


def seen(row: Scenario) -> str:
    """By which one knows what somebody saw who saves: the newest line of the row's history."""
    found = row.history.values_list("history_id", flat=True).first()
    return "" if found is None else str(found)


def form_of(row: Scenario, chapter: Chapter, language: str, data: Any = None) -> ChapterForm:
    """The form of a chapter of a row."""
    return ChapterForm(row.document, own_texts(row), chapter, language, data)


def edit(pk: Any, key: str, language: str, data: Any, why: str) -> Outcome:
    """Save what was sent for a chapter in a language; nothing is saved unless all of it can be."""
    with transaction.atomic():
        row = locked(pk)
        chapter = chapter_of(row.document, row.texts.get("en", {}), key)
        if chapter is None or language not in row.texts:
            return Outcome(row, None, is_gone=True)
        form = form_of(row, chapter, language, data)
        if not form.is_valid():
            return Outcome(row, chapter, form)
        changed = form.changed()
        stands: dict[str, Any] = {}
        if data.get("seen", "") != seen(row):
            changed, stands = _together(row, key, language, data, form)
        if stands:
            again = form_of(row, chapter, language, form.refilled(data, changed))
            again.is_valid()
            return Outcome(row, chapter, again, stands=stands)
        document, texts = form.applied(changed)
        try:
            gone = _grown(document, texts, chapter, data)
        except ValidationError as error:
            form.add_error(None, error)
            return Outcome(row, chapter, form)
        if (document, texts) != (row.document, own_texts(row)):
            store(
                row,
                document,
                texts,
                why
                or _("%(chapter)s (%(language)s)") % {"chapter": chapter.full_title, "language": language},
            )
        return Outcome(row, chapter, form, is_saved=True, is_gone=gone)


def _together(
    row: Scenario, key: str, language: str, data: Any, form: ChapterForm
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What was changed against what its author saw, and what others have put there since, where that is not the same."""
    number = data.get("seen", "")
    before = (
        row.history.filter(history_id=int(number)).first()
        if number.isdecimal() and len(number) < 18
        else None
    )
    typed = form.changed()
    if before is not None and isinstance(before.texts.get(language), dict):
        old = chapter_of(before.document, before.texts.get("en", {}), key)
        texts = {
            name: {one: text for one, text in tree.items() if one != SHARED}
            for name, tree in before.texts.items()
        }
        was = ChapterForm(before.document, texts, old, language, data) if old is not None else None
        if was is not None and was.is_valid():
            mine = was.changed()
            typed = {name: value for name, value in typed.items() if name in mine}
            theirs = (
                n for n in typed if n not in was.fields or was.fields[n].initial != form.fields[n].initial
            )
            return typed, {name: form.fields[name].initial for name in theirs}
    return typed, {name: form.fields[name].initial for name in typed}


def _grown(document: dict[str, Any], texts: dict[str, Any], chapter: Chapter, data: Any) -> bool:
    """Add and take away what was asked for. True if the page itself is gone."""
    for where in chapter.adds:
        if name := str(data.get(f"add.{where}", "")).strip():
            add(document, where, name)
    if data.get(HIDDEN) and chapter.dilemma:
        add_hidden(document, chapter.dilemma)
    may_go = {block.path for block in chapter.blocks if block.may_go}
    gone = [path for path in data.getlist("gone") if path in may_go and get(document, path) is not None]
    for path in gone:
        take_away(document, texts, path)
    return chapter.path in gone
