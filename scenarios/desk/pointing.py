"""From a problem to the form where it is mended, with what may help: the rule in words, and a suggestion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from scenarios.checking import language_of
from scenarios.desk.chapters import Chapter, chapters_of
from scenarios.desk.forms import Texts
from scenarios.desk.rule_words import rule
from scenarios.desk.suggesting import suggestion
from scenarios.paths import valued
from scenarios.places import Problem
from scenarios.problems.expected import expected


@dataclass(frozen=True, slots=True)
class Pointed:
    """A problem; the chapter and the field where it is mended, empty where there is none; what may help."""

    problem: Problem
    chapter: str
    title: str
    field: str
    language: str
    rule: str
    suggestion: str


def pointed(problems: Iterable[Problem], document: Any, texts: Mapping[str, Any]) -> list[Pointed]:
    """Every problem with its place at the desk, in the order of the chapters."""
    english = texts.get("en", {})
    chapters = chapters_of(document, english if isinstance(english, Mapping) else {})
    index = _index(chapters, document, texts)
    order = {chapter.key: number for number, chapter in enumerate(chapters)}
    titles = {chapter.key: chapter.full_title for chapter in chapters}
    found = []
    for problem in problems:
        language = language_of(problem)
        key, field = _place(problem.path, index.get(language, []), chapters)
        found.append(
            Pointed(
                problem,
                key,
                titles.get(key, ""),
                field,
                language,
                rule(problem.code),
                suggestion(problem, document),
            )
        )
    return sorted(found, key=lambda one: (one.problem.is_warning, order.get(one.chapter, -1), one.language))


Index = list[tuple[str, str, str]]


def _index(chapters: Iterable[Chapter], document: Any, texts: Mapping[str, Any]) -> dict[str, Index]:
    """Path, chapter and field of all that can be edited: of the structure under no language, of texts under theirs."""
    wanted = list(expected(valued(document, "")))
    spoken = {
        language: Texts(wanted, tree if isinstance(tree, Mapping) else {}) for language, tree in texts.items()
    }
    found: dict[str, Index] = {"": []}
    for chapter in chapters:
        for block in chapter.blocks:
            found[""] += [(leaf.path, chapter.key, f"s.{leaf.path}") for leaf in block.leaves]
            for language, all_texts in spoken.items():
                of_block = all_texts.of(block)
                found.setdefault(language, []).extend((t.key, chapter.key, f"t.{t.key}") for t in of_block)
    return found


def _place(path: str, index: Index, chapters: Iterable[Chapter]) -> tuple[str, str]:
    """The field at the path, the first below it, or the one around it; else the page of what it belongs to."""
    for fits in (
        lambda one: one == path,
        lambda one: bool(path) and one.startswith(f"{path}."),
        lambda one: path.startswith(f"{one}."),
    ):
        for one, chapter, field in index:
            if fits(one):
                return chapter, field
    around = [chapter for chapter in chapters if chapter.path and f"{path}.".startswith(f"{chapter.path}.")]
    return (max(around, key=lambda chapter: len(chapter.path)).key, "") if around else ("", "")
