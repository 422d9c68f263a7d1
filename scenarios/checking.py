"""Whether a scenario of the database can be opened, and if not, all that stands against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from research.files import records
from scenarios.files import SHARED, STRUCTURE
from scenarios.models import Scenario
from scenarios.paths import leaves, valued
from scenarios.places import Problem
from scenarios.problems import judged
from scenarios.problems.schema import SCENARIO
from scenarios.problems.texts import LANGUAGES
from scenarios.reading import UNSEEN

Texts = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """All problems, warnings among them, and whether its author says that it is unfinished."""

    problems: tuple[Problem, ...]
    is_unfinished: bool

    @property
    def faults(self) -> tuple[Problem, ...]:
        """Problems that keep it from being opened."""
        return tuple(problem for problem in self.problems if not problem.is_warning)

    @property
    def is_ready(self) -> bool:
        """Whether a workshop can be opened on it."""
        return not self.faults and not self.is_unfinished


def verdict(slug: str, document: Any, texts: Texts) -> Verdict:
    """What there is to say of a document and its texts. Never raises, whatever they hold."""
    structure = valued(document, f"{slug}/{STRUCTURE}")
    own = {
        language: valued({key: one for key, one in tree.items() if key != SHARED}, file_of(slug, language))
        for language, tree in texts.items()
        if isinstance(tree, Mapping)
    }
    found = [
        *judged(slug, structure, own, records()),
        *_languages(slug, own),
        *_unseen(slug, document, texts),
    ]
    unfinished = isinstance(document, Mapping) and document.get("unfinished") is True
    return Verdict(tuple(dict.fromkeys(found)), unfinished)


def verdict_of(row: Scenario) -> Verdict:
    """The same of a row."""
    return verdict(row.slug, row.document, row.texts)


def misshapen(document: Any, dilemma: str) -> list[Problem]:
    """What keeps one dilemma from being read at all: values of a wrong kind, in it and around all dilemmas."""
    report: list[Problem] = []
    SCENARIO(valued(document, STRUCTURE), report)
    return [
        problem
        for problem in report
        if not problem.path.startswith("dilemmas.") or f"{problem.path}.".startswith(f"dilemmas.{dilemma}.")
    ]


def file_of(slug: str, language: str) -> str:
    """The name under which problems of texts are told."""
    return f"{slug}/text/{language}.yaml"


def language_of(problem: Problem) -> str:
    """The language whose texts a problem is about; empty where it is about the structure."""
    _folder, found, name = problem.file.partition("/text/")
    return name.removesuffix(".yaml") if found else ""


def _languages(slug: str, own: Mapping[str, object]) -> Iterator[Problem]:
    """English is always there, and every language is one we know."""
    if "en" not in own:
        yield Problem(file_of(slug, "en"), 0, "", "TEXT", "The English texts are missing.")
    for language in own:
        if language not in LANGUAGES:
            told = f"{language} is not one of the languages {', '.join(LANGUAGES)}."
            yield Problem(file_of(slug, language), 0, "", "TEXT", told)


def _unseen(slug: str, document: Any, texts: Texts) -> Iterator[Problem]:
    """Signs that nobody sees: no form lets them in, and no file may hold them."""
    trees = {f"{slug}/{STRUCTURE}": document, **{file_of(slug, name): tree for name, tree in texts.items()}}
    for file, tree in trees.items():
        for path, leaf in leaves(tree):
            if isinstance(leaf, str) and (found := UNSEEN.search(leaf)):
                told = f"An invisible character (U+{ord(found[0]):04X}) is not allowed."
                yield Problem(file, 0, path, "YAML", told)
