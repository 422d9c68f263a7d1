"""Pieces for the wall and for who leads it: names of pictures, and where things stand in the drawings."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext, pgettext

from game.rules.screens.pictures import Bar

register = template.Library()

#: The drawings of the wall: how wide a bar may be, how long the scale from 0 to 100, where it begins.
BAR, SCALE, LEFT = 600, 900, 50


@register.filter
def picture_name(kind: str) -> str:
    """What a picture for the wall is called on the desk."""
    return {
        "question": gettext("The question"),
        "now": gettext("What to do now"),
        "headlines": gettext("The headlines"),
        "decisions": gettext("What each table decided"),
        "levels": gettext("Where each table was weakest"),
        "unheard": gettext("Who was never heard"),
        "moved": gettext("From choices to votes"),
        "distance": gettext("Politicians and managers apart"),
        "answers": gettext("Answers"),
        "plans": gettext("Plans"),
    }[kind]


@register.filter
def drawn(bars: tuple[Bar, ...]) -> list[dict[str, Any]]:
    """The bars of one side, each as long as its share of all persons."""
    persons = sum(bar.persons for bar in bars)
    return [
        {
            "letters": bar.letters,
            "persons": bar.persons,
            "width": round(BAR * bar.persons / persons),
            "is_mixed": len(bar.letters) > 1,
        }
        for bar in bars
    ]


@register.filter
def spot(percent: int) -> int:
    """Where a figure from 0 to 100 stands on the scale."""
    return LEFT + SCALE * percent // 100


@register.filter
def wall_line(field: str) -> str:
    """How a line of a plan begins when it is read aloud."""
    return {
        "when": pgettext("plan", "When"),
        "i_will": pgettext("plan", "I will"),
        "with": pgettext("plan", "together with"),
        "by": pgettext("plan", "by"),
    }[field]
