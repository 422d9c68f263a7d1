"""What the desk sends of a table on paper: figures typed in boxes, ticks, and a decision, as a command (SEAT-12)."""

from __future__ import annotations

from django.http import QueryDict

from game import forms
from game.rules import commands as c


def put_on(sent: QueryDict) -> c.PutOnPaper:
    """A table, with how many sit there, or one seat."""
    return c.PutOnPaper(int(sent.get("table", "")), sent.get("role", ""), forms.figure(sent, "persons"))


def take_off(sent: QueryDict) -> c.TakeOffPaper:
    """A table or one seat."""
    return c.TakeOffPaper(int(sent.get("table", "")), sent.get("role", ""))


def entered(sent: QueryDict) -> c.EnterPaper:
    """All that stands in the form; ValidationError with a sentence for what is no figure."""
    return c.EnterPaper(
        table=int(sent.get("table", "")), step=int(sent.get("step", "")), **forms.answers_on_paper(sent)
    )
