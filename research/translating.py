"""Records in the language of a page, as far as they are translated. Each of their texts then knows its language.

On an English page nothing is asked and nothing is changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any, Self

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from research import licence
from research.fingerprints import MACHINE, fingerprint
from research.models import Translation

#: By kind, the fields that can be translated.
PROSE: dict[str, tuple[str, ...]] = {
    "level": ("name", "short", "definition", "what_changes", "tensions", "signs", "ladder"),
    "practice": ("name", "problem", "how"),
}
#: What is prose in a tension and in a rung.
INSIDE = ("between", "note", "name", "observable")


class Spoken(str):
    """A text that knows in which language it is."""

    __slots__ = ("language",)

    language: str

    def __new__(cls, text: str, language: str) -> Self:
        """The text in this language."""
        made = super().__new__(cls, text)
        made.language = language
        return made

    @property
    def lang(self) -> SafeString:
        """The attribute for the element that holds it."""
        return attribute(self.language)


@dataclass(frozen=True, slots=True)
class Note:
    """What a page says of a translation. `by` is empty where there is none."""

    by: str = ""
    date: dt.date | None = None
    is_stale: bool = False

    @property
    def is_unread(self) -> bool:
        """A machine translated it, and nobody who speaks the language has read it yet."""
        return self.by == MACHINE


class Translations:
    """What is translated into the language of a page. `language` is empty where that is English."""

    def __init__(self, language: str) -> None:
        self.language = language

    @property
    def attributes(self) -> dict[str, str]:
        """For templates: the language of the page, and that of records. Both are empty on an English page."""
        own = attribute(licence.LANGUAGE) if self.language else ""
        return {"page_lang": attribute(self.language), "record_lang": own}

    def told(self, record: Any, is_newest: bool = True) -> Any:
        """The edition, or the link to one, with the texts that are translated and the levels that it names."""
        if not self.language:
            return record
        held = {field.name for field in fields(record)}
        row = self._row_of(record, is_newest)
        texts = row.texts if row is not None else {}
        said = {name: getattr(record, name) for name in PROSE.get(record.page, ()) if name in held}
        told = {name: self._spoken(value, texts.get(name, ())) for name, value in said.items()}
        if "levels" in held:
            told["levels"] = self.all(record.levels)
        if "evidence" in held:
            told["evidence"] = tuple(
                replace(one, level=self.told(one.level)) if one.level else one for one in record.evidence
            )
        return replace(record, **told)

    def all(self, records: Iterable[Any]) -> tuple[Any, ...]:
        """The editions or links, each as it is told."""
        return tuple(map(self.told, records))

    def note(self, record: Any, is_newest: bool = True) -> Note:
        """What the page of this edition says of its translation. `record` is as it was published, in English."""
        row = self._row_of(record, is_newest)
        return Note(row.by, row.date, is_stale(row, record)) if row is not None else Note()

    def shelf(self, name: str, records: list[Any]) -> dict[str, Any]:
        """For the template of a list: the records under this name, and what it says of their translations."""
        notes = map(self.note, records)
        note = max(notes, key=lambda note: (note.is_unread, note.by), default=Note())
        return {name: self.all(records), "translation": note, **self.attributes}

    def _row_of(self, record: Any, is_newest: bool) -> Translation | None:
        """The translation of an edition. An older version has one only if its English is the one that was translated."""
        if not self.language or record.page not in PROSE:
            return None
        row = self._rows.get((record.page, record.slug))
        return row if row is not None and (is_newest or not is_stale(row, record)) else None

    @cached_property
    def _rows(self) -> dict[tuple[str, str], Translation]:
        rows = Translation.objects.filter(language=self.language).exclude(texts={})
        return {(row.kind, row.record): row for row in rows}

    def _spoken(self, value: Any, translated: Any) -> Any:
        """A field with its texts in place. Where there are not as many as in English, it stays English."""
        english, own = texts_of(value), texts_of(translated)
        language, texts = (self.language, own) if len(own) == len(english) else (licence.LANGUAGE, english)
        return _with(value, iter([Spoken(text, language) for text in texts]))


def translations() -> Translations:
    """Those for the language that is spoken now. They are looked up by one question, when the first is wanted."""
    language = get_language() or licence.LANGUAGE
    return Translations("" if language == licence.LANGUAGE else language)


def attribute(language: str) -> SafeString:
    """The attribute of an element that says its language, after a blank; empty where no language is named."""
    return format_html(' lang="{}"', language) if language else SafeString("")


def texts_of(value: Any) -> list[str]:
    """All texts of a field, one after the other: of a text, of a list, of tensions or of a ladder."""
    match value:
        case str():
            return [value] if value else []
        case dict():
            return [text for key in INSIDE if key in value for text in texts_of(value[key])]
    return [text for one in value for text in texts_of(one)]


def fingerprint_of(record: Any, names: Iterable[str]) -> str:
    """The fingerprint of these fields of an edition."""
    return fingerprint({name: texts_of(getattr(record, name, "")) for name in names})


def is_stale(row: Translation, record: Any) -> bool:
    """Whether the edition says something else than what was translated."""
    return row.of != fingerprint_of(record, row.texts)


def _with(value: Any, texts: Iterator[str]) -> Any:
    """The field with these texts in place of its own, in their order."""
    match value:
        case str():
            return next(texts) if value else value
        case dict():
            return {**value, **{key: _with(value[key], texts) for key in INSIDE if key in value}}
    return tuple(_with(one, texts) for one in value)
