"""The languages of a local scenario: which there are, how much of each is written, one more and one less."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from scenarios.desk.labels import LANGUAGES, Word
from scenarios.desk.saving import locked, own_texts, store
from scenarios.models import Scenario
from scenarios.paths import get, valued
from scenarios.problems.expected import expected


@dataclass(frozen=True, slots=True)
class Written:
    """A language, and how many of the texts that must be there are."""

    code: str
    name: Word
    there: int
    needed: int


def languages_of(row: Scenario) -> list[Written]:
    """All languages of a scenario, English first."""
    needed = [text.key for text in expected(valued(row.document, "")) if text.needed]
    found = []
    for code, tree in sorted(own_texts(row).items(), key=lambda pair: (pair[0] != "en", pair[0])):
        there = sum(1 for key in needed if get(tree, key))
        found.append(Written(code, LANGUAGES.get(code, code), there, len(needed)))
    return found


def others(row: Scenario) -> list[tuple[str, Word]]:
    """Languages that can be begun."""
    return [(code, name) for code, name in LANGUAGES.items() if code not in row.texts]


def begin(pk: Any, code: str) -> Scenario:
    """Begin a language, empty. What is no language, or there already, changes nothing."""
    with transaction.atomic():
        row = locked(pk)
        if code in LANGUAGES and code not in row.texts:
            store(
                row, row.document, {**own_texts(row), code: {}}, _("begun: %(language)s") % {"language": code}
            )
    return row


def take_away(pk: Any, code: str) -> Scenario:
    """Take a language away, with all its texts. English stays."""
    with transaction.atomic():
        row = locked(pk)
        if code != "en" and code in row.texts:
            texts = {name: tree for name, tree in own_texts(row).items() if name != code}
            store(row, row.document, texts, _("taken away: %(language)s") % {"language": code})
    return row
