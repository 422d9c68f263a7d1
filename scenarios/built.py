"""What is built on a record of the library: scenarios, their dilemmas, and the options that rest on it (LINK-5).

Only titles, as a catalogue tells them: no story, no fact, no seed, and of a hidden option not even the title.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from research.files import SUPPORT
from scenarios.models import Link


@dataclass(frozen=True, slots=True)
class Way:
    """An option. `title` is empty where it is hidden; `support` is sourced, partly or inferred, or empty if it does not rest here."""

    letter: str
    title: str
    support: str = ""


@dataclass(frozen=True, slots=True)
class BuiltDilemma:
    """A dilemma, with all its options by letter and those of them that rest on the record."""

    id: str
    title: str
    options: Mapping[str, Way]
    resting: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """A scenario, in its version, with the dilemmas in which something rests on the record."""

    slug: str
    version: int
    title: str
    dilemmas: tuple[BuiltDilemma, ...]


def built_on(kind: str, slug: str, language: str) -> tuple[Built, ...]:
    """What is built on a record (kind practice, case or source), with titles in a language, else in English.

    Two queries, however much it is. A scenario that says that it is unfinished, or that was made
    here and has problems, is left out.
    """
    links: dict[Any, list[Link]] = {}
    for link in Link.objects.filter(kind=kind, slug=slug).prefetch_related("scenario"):
        links.setdefault(link.scenario, []).append(link)
    finished = (
        row
        for row in links
        if row.document.get("unfinished") is not True and (row.is_ready or not row.is_local)
    )
    return tuple(_built(row, links[row], language) for row in sorted(finished, key=lambda row: row.slug))


def _built(row: Any, links: list[Link], language: str) -> Built:
    by_dilemma: dict[str, list[Link]] = {}
    for link in links:
        if link.dilemma:
            by_dilemma.setdefault(link.dilemma, []).append(link)
    document = row.document
    shapes = {str(d.get("id")): d for d in document["dilemmas"] if isinstance(d, Mapping)}
    dilemmas = (
        _dilemma(row, shapes[name], found, language) for name, found in by_dilemma.items() if name in shapes
    )
    slug, version = str(document.get("slug", row.slug)), document.get("version", row.version)
    return Built(slug, version, told(row.texts, language, "title") or slug, tuple(dilemmas))


def _dilemma(row: Any, shape: Mapping[str, Any], links: Iterable[Link], language: str) -> BuiltDilemma:
    name = str(shape["id"])
    support = {link.option: link.support if link.support in SUPPORT else SUPPORT[0] for link in links}
    options = {
        letter: Way(
            letter,
            "" if option.get("opens_if") else told(row.texts, language, name, letter, "title") or letter,
            support.get(letter, ""),
        )
        for letter, option in sorted(shape["options"].items())
        if isinstance(option, Mapping)
    }
    title = told(row.texts, language, name, "title") or name
    return BuiltDilemma(name, title, options, tuple(way for way in options.values() if way.support))


def told(texts: Any, language: str, *path: str) -> str:
    """A text of a scenario by its path, in a language, else in English, else empty. Line breaks are folded."""
    for tree in (texts.get(language), texts.get("en")):
        found = tree
        for name in path:
            found = found.get(name) if isinstance(found, Mapping) else None
        if isinstance(found, str) and found.strip():
            return " ".join(found.split())
    return ""
