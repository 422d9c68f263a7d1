"""What the desk sends of a table on paper: figures typed in boxes, ticks, and a decision, as a command (SEAT-12)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from game.rules import commands as c
from scenarios.script import LETTERS

MOST_FACTS = 10


def put_on(sent: QueryDict) -> c.PutOnPaper:
    """A table, with how many sit there, or one seat."""
    return c.PutOnPaper(int(sent.get("table", "")), sent.get("role", ""), _figure(sent, "persons"))


def take_off(sent: QueryDict) -> c.TakeOffPaper:
    """A table or one seat."""
    return c.TakeOffPaper(int(sent.get("table", "")), sent.get("role", ""))


def entered(sent: QueryDict) -> c.EnterPaper:
    """All that stands in the form; ValidationError with a sentence for what is no figure."""
    return c.EnterPaper(
        table=int(sent.get("table", "")),
        step=int(sent.get("step", "")),
        choices=_counts(sent, "choice"),
        deciding=_counts(sent, "decide"),
        advising=_counts(sent, "advise"),
        facts=tuple(sent.getlist("facts")[:MOST_FACTS]),
        guard=sent.get("guard", ""),
        wanted=sent.get("wanted") == "yes",
        option=sent.get("option", ""),
        overruled="overruled" in sent,
        unanimity="unanimity" in sent,
        tie="tie" in sent,
        answer=_figure(sent, "answer"),
    )


def typed(sent: QueryDict) -> str:
    """What was typed, in a line, so that it can be typed again where a page was loaded anew."""
    names = [f"{kind}-{letter}" for kind in ("choice", "decide", "advise") for letter in LETTERS]
    found = [(name, sent.get(name, "").strip()[:9]) for name in (*names, "option", "persons")]
    return ", ".join(f"{name.rpartition('-')[2]} {value}" for name, value in found if value)


def _counts(sent: QueryDict, kind: str) -> tuple[tuple[str, int], ...]:
    """Option and figure for each box that holds one."""
    found = ((letter, _figure(sent, f"{kind}-{letter}")) for letter in LETTERS)
    return tuple((letter, n) for letter, n in found if n)


def _figure(sent: QueryDict, name: str) -> int:
    """A figure from 0 to 99; an empty box is 0."""
    text = sent.get(name, "").strip()
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) <= 2):
        raise ValidationError(_("Write a figure, or nothing: %(text)s is none."), params={"text": text[:9]})
    return int(text)
