"""Who translated the texts of a scenario, when, and from which English; and whether the English has changed since.

The head of a text file tells it, all but English and what is written at the authors' desk:

    translation: {by: machine, date: "2026-11-26", of: 0123456789ab}

`by` is the name of whoever translated, or `machine` until somebody who speaks the language has read it all; `of` is the
fingerprint of the English texts that were translated, which `manage.py check_scenario` tells when it is another today.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from research import fingerprints
from research.fingerprints import MACHINE
from scenarios.places import Problem, Value

HEAD = "translation"
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Translation:
    """How the texts in a language came to be. `by` is empty where nothing is said of it, and then there is no date."""

    language: str
    by: str = ""
    day: date | None = None
    is_stale: bool = False

    @property
    def is_unread(self) -> bool:
        """A machine translated it, and nobody who speaks the language has read it yet."""
        return self.by == MACHINE


def fingerprint(english: Mapping[str, Any]) -> str:
    """By which one tells whether the English texts are those that were translated; shared texts do not count."""
    own = {key: text for key, text in english.items() if key not in ("common", HEAD)}
    return fingerprints.fingerprint(own)


def translations(texts: Mapping[str, Mapping[str, Any]]) -> tuple[Translation, ...]:
    """All languages of a scenario but English, by code."""
    now = fingerprint(texts.get("en", {}))
    return tuple(
        _translation(language, texts[language], now) for language in sorted(texts) if language != "en"
    )


def _translation(language: str, tree: Mapping[str, Any], now: str) -> Translation:
    head = tree.get(HEAD)
    if not isinstance(head, Mapping):
        return Translation(language)
    return Translation(
        language, str(head.get("by", "")), _day(head.get("date")), is_stale=head.get("of", now) != now
    )


def _day(told: object) -> date | None:
    try:
        return date.fromisoformat(str(told))
    except ValueError:
        return None


def check_head(head: Value) -> list[Problem]:
    """What is wrong with the head of a text file."""
    found = [
        value.problem("TEXT", "The head of a translation says by, date and of, and nothing else.")
        for key, value in head.fields.items()
        if key not in ("by", "date", "of")
    ]
    by = head.at("by")
    if not by.text.strip() or len(by.text.split()) > _MOST_WORDS:
        found.append(by.problem("TEXT", f"by is the name of who translated this, or {MACHINE}."))
    if _day(head.at("date").text) is None:
        found.append(head.at("date").problem("TEXT", 'date is a day in quotes, such as "2026-11-26".'))
    if len(head.at("of").text) != fingerprints.LENGTH:
        found.append(
            head.at("of").problem("TEXT", f"of is a fingerprint of {fingerprints.LENGTH} signs, in quotes.")
        )
    return found
