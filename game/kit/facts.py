"""The four symbols that tell the facts of a dilemma apart on paper, and by which its hidden option is opened."""

from __future__ import annotations

from django.utils.translation import gettext as _

from scenarios.script import Dilemma


def symbols(dilemma: Dilemma) -> dict[str, int]:
    """The number of every fact's symbol, 1 to 4, by the fact's place in its dilemma."""
    return {fact.id: place for place, fact in enumerate(dilemma.facts, 1)}


def symbol_name(number: int) -> str:
    """A symbol in a word, 1 to 4."""
    return {1: _("circle"), 2: _("triangle"), 3: _("square"), 4: _("diamond")}[number]
