"""Words of the warm-up (ROOM-2)."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext

register = template.Library()


@register.filter
def warm_up_answer(letter: str) -> str:
    """An answer to the practice question (ROOM-2)."""
    return {
        "A": gettext("Keep it for the second meeting, which will be longer"),
        "B": gettext("Put it on the first table and see what happens"),
        "C": gettext("Cut it into very small pieces now"),
    }[letter]
