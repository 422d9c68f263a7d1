"""What is new in the inbox, for the first page of the admin."""

from __future__ import annotations

from django import template

from research.models import Submission

register = template.Library()


@register.simple_tag
def new_submissions() -> int:
    """How many submissions nobody has handled."""
    return Submission.objects.filter(state=Submission.State.NEW).count()
