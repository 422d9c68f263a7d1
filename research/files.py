"""The first records of the library as they stand under research/content, read once and frozen."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import yaml

CONTENT = Path(__file__).parent / "content"
SUPPORT = ("inferred", "partly", "sourced")
LONGEST_TITLE = 60

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Level:
    """One of the four levels of transformation, by its number."""

    slug: str
    number: int
    title: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """Whom a case belongs to. None of them has been asked to be a beacon."""

    slug: str
    title: str
    place: str
    country: str


@dataclass(frozen=True, slots=True)
class Source:
    """A publication. `verified` is False where something needed for citing it was not seen: say so wherever it is shown."""

    slug: str
    title: str
    citation: str
    verified: bool
    digest: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a case changed on one level, how strongly that is known (strong to inferred), and from which sources."""

    level: int
    strength: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A documented effort. `sources` is a reading list; evidence stands in its changes only."""

    slug: str
    title: str
    place: str
    country: str
    lesson: str
    changes: tuple[Change, ...]
    organisations: tuple[str, ...]
    sources: tuple[str, ...]
    verified: bool
    digest: str


@dataclass(frozen=True, slots=True)
class Practice:
    """A way of working. `strength` grades it as a whole: strong, moderate or weak."""

    slug: str
    title: str
    levels: tuple[int, ...]
    problem: str
    how: str
    strength: str
    cases: tuple[str, ...]
    sources: tuple[str, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Course:
    """One way through a documented tension. `support` is one of SUPPORT, the weakest first."""

    act: str
    support: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dilemma:
    """A documented tension with its courses, counted from 0."""

    slug: str
    title: str
    level: int
    courses: tuple[Course, ...]
    practices: tuple[str, ...]
    cases: tuple[str, ...]
    sources: tuple[str, ...]
    verified: bool


@dataclass(frozen=True, slots=True)
class Library:
    """All records by slug, in the order of the files."""

    levels: Mapping[str, Level]
    organisations: Mapping[str, Organisation]
    cases: Mapping[str, Case]
    practices: Mapping[str, Practice]
    dilemmas: Mapping[str, Dilemma]
    sources: Mapping[str, Source]


@cache
def records() -> Library:
    """The library of the shipped files. Two records of one slug are a ValueError; leads are no cases."""
    return Library(
        levels=_shelf((r["slug"], _level(r)) for r in rows("levels")),
        organisations=_shelf((r["slug"], _organisation(r)) for r in rows("organisations")),
        cases=_shelf((r["slug"], _case(r)) for r in rows("cases")),
        practices=_shelf((r["slug"], _practice(r)) for r in rows("practices")),
        dilemmas=_shelf((r["slug"], _dilemma(r)) for r in rows("dilemmas")),
        sources=_shelf((r["id"], _source(r)) for r in rows("sources")),
    )


def short_citation(record: Mapping[str, Any]) -> str:
    """Who, when and what, on one line: the first author or organisation, the year, the title cut at a word."""
    authors = record["authors"]
    who = f"{authors[0]} et al." if len(authors) > 2 else " & ".join(authors)
    who = who or str(record["container"])
    year = f" ({record['year']})" if record["year"] else ""
    return f"{who}{year}: {_cut(str(record['title']))}"


def _cut(title: str) -> str:
    if len(title) <= LONGEST_TITLE:
        return title
    return title[: LONGEST_TITLE + 1].rpartition(" ")[0].rstrip(" ,;:-") + "…"


def rows(name: str) -> list[dict[str, Any]]:
    """The records of one file as they are written. Leads stand under another name and are not among them."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (CONTENT / f"{name}.yaml").read_text(encoding="utf-8")
    document = yaml.load(text, Loader=loader)  # noqa: S506  both loaders are safe
    found: list[dict[str, Any]] = document[name.partition("/")[0]]
    return found


def translated() -> list[str]:
    """The files of translations, each called by its language."""
    return [f"translations/{path.stem}" for path in sorted((CONTENT / "translations").glob("*.yaml"))]


def _shelf(found: Iterable[tuple[str, Record]]) -> Mapping[str, Record]:
    shelf: dict[str, Record] = {}
    for slug, record in found:
        if slug in shelf:
            raise ValueError(f"two records are called {slug}")
        shelf[slug] = record
    return MappingProxyType(shelf)


def _digest(row: Mapping[str, Any]) -> str:
    return sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()


def _level(row: Mapping[str, Any]) -> Level:
    return Level(row["slug"], row["id"], row["name"])


def _organisation(row: Mapping[str, Any]) -> Organisation:
    return Organisation(row["slug"], row["name"], row["place"], row["country"])


def _source(row: Mapping[str, Any]) -> Source:
    return Source(row["id"], row["title"], short_citation(row), row["verified"], _digest(row))


def _case(row: Mapping[str, Any]) -> Case:
    return Case(
        slug=row["slug"],
        title=row["title"],
        place=row["place"],
        country=row["country"],
        lesson=row["transferable_lesson"],
        changes=tuple(
            Change(c["level"], c["strength"], tuple(c["source_ids"])) for c in row["level_changes"]
        ),
        organisations=tuple(row["organisations"]),
        sources=tuple(row["source_ids"]),
        verified=row["verified"],
        digest=_digest(row),
    )


def _practice(row: Mapping[str, Any]) -> Practice:
    return Practice(
        slug=row["slug"],
        title=row["name"],
        levels=tuple(row["levels"]),
        problem=row["problem"],
        how=row["how"],
        strength=row["evidence"],
        cases=tuple(row["cases"]),
        sources=tuple(row["source_ids"]),
        digest=_digest(row),
    )


def _dilemma(row: Mapping[str, Any]) -> Dilemma:
    return Dilemma(
        slug=row["slug"],
        title=row["title"],
        level=row["level"],
        courses=tuple(Course(c["act"], c["support"], tuple(c["source_ids"])) for c in row["courses"]),
        practices=tuple(row["practices"]),
        cases=tuple(row["cases"]),
        sources=tuple(row["source_ids"]),
        verified=row["verified"],
    )
