"""What a kit is made of: which scenario, in which language, on which paper; and the documents that are in its box."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from scenarios.script import Script
from scenarios.voice import Voice

Data = dict[str, Any]

#: Papers by name: width and height of the sheet in millimetres. A board takes two sheets, a half is what fits on one twice.
PAPERS: Mapping[str, tuple[float, float]] = {"a4": (210, 297), "letter": (215.9, 279.4)}


@dataclass(frozen=True, slots=True)
class Kit:
    """A scenario on paper. `paper` is a4 or letter; `address` is where the cards' signs lead, with no slash at its end.

    `licence` is the short name of the one under which the scenario is given away, or empty where nobody has said.
    """

    script: Script
    language: str
    paper: str = "a4"
    colour: bool = True
    address: str = ""
    licence: str = ""

    @property
    def voice(self) -> Voice:
        """The script in the language of the kit."""
        return Voice(self.script, self.language)

    @property
    def title(self) -> str:
        """The scenario's title."""
        return self.voice.say("title")

    def plan(self) -> tuple[str, ...]:
        """The dilemmas of the longest format, in order of stage."""
        return self.script.plan(self.script.max_rounds)


@dataclass(frozen=True, slots=True)
class Document:
    """One file of the box: its name without ending, what it is called, its template, and what is told in it."""

    name: str
    title: Callable[[], str]
    template: str
    told: Callable[[Kit], Data]
