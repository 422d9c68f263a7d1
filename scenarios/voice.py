"""A script as it speaks in one language."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.script import Script


@dataclass(frozen=True, slots=True)
class Voice:
    """The script in one language."""

    script: Script
    language: str

    def say(self, *key: object) -> str:
        """The text of a key; its parts are joined by dots."""
        return self.script.say(".".join(map(str, key)), self.language)

    def option(self, dilemma: str, letter: str) -> str:
        """An option by letter and title."""
        return f"{letter}: {self.say(dilemma, letter, 'title')}"
