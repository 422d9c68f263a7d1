"""What is entered of paper: figures typed in boxes, ticks, and a decision; the same boxes at the desk and on a phone (SEAT-12)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from game.forms.table import DeedForm
from scenarios.script import LETTERS

MOST_FACTS = 10


class PaperForm(DeedForm):
    """What a table on paper did, as its phone sends it; `answers` holds it as the command takes it."""

    def clean(self) -> dict[str, Any]:
        """Read the boxes; a sentence for what is no figure."""
        assert isinstance(self.data, QueryDict)
        return {**self.cleaned_data, "answers": answers_on_paper(self.data)}


def answers_on_paper(sent: QueryDict) -> dict[str, Any]:
    """All that stands in the form, by the names of the command; ValidationError with a sentence for what is no figure."""
    return {
        "choices": _counts(sent, "choice"),
        "deciding": _counts(sent, "decide"),
        "advising": _counts(sent, "advise"),
        "facts": tuple(sent.getlist("facts")[:MOST_FACTS]),
        "guard": sent.get("guard", ""),
        "wanted": sent.get("wanted") == "yes",
        "option": sent.get("option", ""),
        "overruled": "overruled" in sent,
        "unanimity": "unanimity" in sent,
        "tie": "tie" in sent,
        "answer": figure(sent, "answer"),
    }


def typed_on_paper(sent: QueryDict) -> str:
    """What was typed, in a line, so that it can be typed again where a page was loaded anew."""
    names = [f"{kind}-{letter}" for kind in ("choice", "decide", "advise") for letter in LETTERS]
    found = [(name, sent.get(name, "").strip()[:9]) for name in (*names, "option", "persons")]
    return ", ".join(f"{name.rpartition('-')[2]} {value}" for name, value in found if value)


def figure(sent: QueryDict, name: str) -> int:
    """A figure from 0 to 99; an empty box is 0."""
    text = sent.get(name, "").strip()
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) <= 2):
        raise ValidationError(_("Write a figure, or nothing: %(text)s is none."), params={"text": text[:9]})
    return int(text)


def _counts(sent: QueryDict, kind: str) -> tuple[tuple[str, int], ...]:
    """Option and figure for each box that holds one."""
    found = ((letter, figure(sent, f"{kind}-{letter}")) for letter in LETTERS)
    return tuple((letter, n) for letter, n in found if n)
