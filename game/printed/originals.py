"""What a kit is printed of: a scenario out of the database or out of the shipped files, and the languages it can be printed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import DatabaseError

from research.files import records
from scenarios.checking import verdict
from scenarios.conditions import ScriptError
from scenarios.files import SHARED, read, slugs
from scenarios.models import Scenario
from scenarios.places import Problem
from scenarios.problems import problems_of
from scenarios.script import Script, parse
from scenarios.shelf import copied, copied_of_files


@dataclass(frozen=True, slots=True)
class Original:
    """A scenario as it stands now, with what it shows of the library."""

    slug: str
    document: Mapping[str, Any]
    texts: Mapping[str, Any]
    library: Mapping[str, Any]

    @property
    def version(self) -> int:
        """Its version, as it is printed on every piece."""
        return int(self.document.get("version", 1))

    @property
    def translations(self) -> tuple[str, ...]:
        """The languages in which both its own texts and the shared ones are there."""
        return tuple(
            sorted(
                name for name, tree in self.texts.items() if isinstance(tree, Mapping) and tree.get(SHARED)
            )
        )

    @property
    def languages(self) -> tuple[str, ...]:
        """Those of them that the game itself speaks: a kit can be printed in these."""
        spoken = dict(settings.LANGUAGES)
        return tuple(name for name in self.translations if name in spoken)

    def script(self) -> Script:
        """The scenario as it can be played; ScriptError if it cannot."""
        return parse(self.document, self.texts, self.library)


def known() -> list[str]:
    """The scenarios that there are, loaded or shipped."""
    try:
        return sorted({*Scenario.objects.values_list("slug", flat=True), *slugs()})
    except DatabaseError:
        return slugs()


def of_row(row: Scenario) -> Original:
    """A loaded scenario."""
    return Original(row.slug, **row.frozen())


def found(slug: str) -> tuple[Original | None, list[Problem]]:
    """A scenario by its name, and what is wrong with it. As it was loaded, else, also without any database, of its files.

    Nothing and no problems if there is no such scenario; nothing and its problems if it cannot be read.
    """
    try:
        row = Scenario.objects.filter(slug=slug).first()
        if row is not None:
            return of_row(row), list(verdict(slug, row.document, row.texts).faults)
    except DatabaseError:
        pass  # nothing was ever loaded here
    if slug not in slugs():
        return None, []
    problems = [problem for problem in problems_of(slug) if not problem.is_warning]
    try:
        shipped = read(slug)
    except ScriptError:
        return None, problems
    document, texts = shipped["document"], shipped["texts"]
    return Original(slug, document, texts, _shelf(document)), problems


def _shelf(document: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        return copied(document, records())
    except DatabaseError:
        return copied_of_files(document, records())
