"""From a problem to the form where it is mended, with what may help: the rule in words, and a suggestion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from scenarios.checking import language_of
from scenarios.desk.forms import texts_of
from scenarios.desk.parts import Part, parts_of
from scenarios.desk.rule_words import rule
from scenarios.desk.suggesting import suggestion
from scenarios.paths import valued
from scenarios.places import Problem
from scenarios.problems.expected import expected


@dataclass(frozen=True, slots=True)
class Pointed:
    """A problem; the part and the field where it is mended, empty where there is none; what may help."""

    problem: Problem
    part: str
    title: str
    field: str
    language: str
    rule: str
    suggestion: str


def pointed(problems: Iterable[Problem], document: Any, texts: Mapping[str, Any]) -> list[Pointed]:
    """Every problem with its place at the desk, in the order of the parts."""
    english = texts.get("en", {})
    parts = parts_of(document, english if isinstance(english, Mapping) else {})
    index = _index(parts, document, texts)
    order = {part.key: number for number, part in enumerate(parts)}
    titles = {part.key: part.title for part in parts}
    found = []
    for problem in problems:
        language = language_of(problem)
        key, field = _place(problem.path, index.get(language, []), parts)
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
    return sorted(found, key=lambda one: (one.problem.is_warning, order.get(one.part, -1), one.language))


Index = list[tuple[str, str, str]]


def _index(parts: Iterable[Part], document: Any, texts: Mapping[str, Any]) -> dict[str, Index]:
    """Path, part and field of all that can be edited: of the structure under no language, of texts under theirs."""
    wanted = list(expected(valued(document, "")))
    found: dict[str, Index] = {"": []}
    for part in parts:
        for block in part.blocks:
            found[""] += [(leaf.path, part.key, f"s.{leaf.path}") for leaf in block.leaves]
            for language, tree in texts.items():
                of_part = texts_of(wanted, tree if isinstance(tree, Mapping) else {}, block)
                found.setdefault(language, []).extend((t.key, part.key, f"t.{t.key}") for t in of_part)
    return found


def _place(path: str, index: Index, parts: Iterable[Part]) -> tuple[str, str]:
    """The field at the path, the first below it, or the one around it; else the page of what it belongs to."""
    for fits in (
        lambda one: one == path,
        lambda one: bool(path) and one.startswith(f"{path}."),
        lambda one: path.startswith(f"{one}."),
    ):
        for one, part, field in index:
            if fits(one):
                return part, field
    around = [part for part in parts if part.path and f"{path}.".startswith(f"{part.path}.")]
    return (max(around, key=lambda part: len(part.path)).key, "") if around else ("", "")
