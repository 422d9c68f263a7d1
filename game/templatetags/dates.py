"""Moments as people read them on the wall (SLOW-1)."""

from __future__ import annotations

from django import template
from django.utils.formats import date_format
from django.utils.translation import pgettext

from game.dates import told

register = template.Library()


@register.filter
def on_the_wall(at: int, zone: str) -> str:
    """A moment in milliseconds as weekday, day and hour in a zone."""
    return date_format(told(at, zone), pgettext("date with weekday and time", "l j F, H:i"))
