"""What the public reads of a scenario before playing it: no story's end, no fact, no hidden option."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from research.files import Library
from scenarios.built import told
from scenarios.links import rests
from scenarios.models import Scenario
from scenarios.pieces import ROLES
from scenarios.shelf import copied
from scenarios.translations import Translation, translations

#: Formats in minutes, with their rounds (FMT-4).
FORMATS = ((45, 3), (75, 3), (90, 4), (120, 5), (180, 7))


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role, by its code, with its title, what it is there for, and what it says of itself."""

    code: str
    title: str
    purpose: str
    brief: str


@dataclass(frozen=True, slots=True)
class Question:
    """A dilemma: its title, its level, and who decides, P, M or all."""

    title: str
    level: int
    decides: str


@dataclass(frozen=True, slots=True)
class Record:
    """A practice or case of the library on which options rest."""

    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A scenario in the catalogue. `minutes` are the formats that it is long enough for."""

    slug: str
    version: int
    title: str
    theme: str
    place: str
    problem: str
    story: tuple[str, ...]
    is_local: bool
    is_translated: bool
    is_finished: bool
    minutes: tuple[tuple[int, int], ...]
    roles: tuple[RoleLine, ...]
    questions: tuple[Question, ...]
    practices: tuple[Record, ...] = ()
    cases: tuple[Record, ...] = ()
    sources: int = 0
    translations: tuple[Translation, ...] = ()


def entries(language: str) -> tuple[Entry, ...]:
    """All scenarios that can be played, by title; those that say they are unfinished are left out. One query."""
    rows = (row for row in Scenario.objects.ready() if row.document.get("unfinished") is not True)
    return tuple(sorted((entry(row, language) for row in rows), key=lambda found: found.title))


def entry(row: Scenario, language: str, library: Library | None = None) -> Entry:
    """A scenario as the catalogue tells it; with a library, also what it rests on, by title."""

    def say(*path: str) -> str:
        return told(row.texts, language, *path)

    document: Mapping[str, Any] = row.document
    dilemmas = sorted(document["dilemmas"], key=lambda dilemma: dilemma["stage"])
    most = document.get("max_rounds", len(dilemmas))
    shelf = copied(document, library) if library else {}
    return Entry(
        slug=row.slug,
        version=row.version,
        title=say("title") or row.slug,
        theme=say("theme"),
        place=say("place"),
        problem=say("story", "problem"),
        story=tuple(
            filter(None, (say("story", page) for page in ("place", "problem", "people", "law", "money")))
        ),
        is_local=row.is_local,
        is_translated=language in row.texts,
        is_finished=document.get("unfinished") is not True,
        minutes=tuple((minutes, rounds) for minutes, rounds in FORMATS if rounds <= most),
        roles=tuple(
            RoleLine(code, *(say("roles", code, name) for name in ("title", "purpose", "brief")))
            for code in ROLES
        ),
        questions=tuple(
            Question(say(d["id"], "title") or d["id"], d["level"], d["decides"]) for d in dilemmas
        ),
        practices=_records(shelf.get("practices", {})),
        cases=_records(shelf.get("cases", {})),
        translations=translations(row.texts) if library else (),
        sources=len({rest.slug for rest in rests(document) if rest.kind == "source"}),
    )


def _records(shelf: Mapping[str, Mapping[str, Any]]) -> tuple[Record, ...]:
    found: Iterable[Record] = (Record(slug, str(record["title"])) for slug, record in shelf.items())
    return tuple(sorted(found, key=lambda record: record.title))
