"""What facilitators write into a report and leave out of it: plain text at a place, saved only over what its writer saw."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.db import transaction

from game.models import ReportText, Workshop
from game.report.shapes import Account
from game.report.telling import CLOSING, INTRODUCTION, SECTIONS, Edited
from game.report.words import seen
from research.typed import WordsField

#: The signs that a text may have are fewer than these words would take (REPORT_TEXT_LENGTH).
MOST_WORDS = 2000
#: Begins the place of what is left out: a section, or the sign of something shared.
WITHOUT = "without:"


@dataclass(frozen=True, slots=True)
class Clash:
    """Words that could not be saved at a place: what was typed, what stands there now if others wrote it, and what the
    writer has seen by now.
    """

    place: str
    typed: str
    there: str
    seen: str


class TextForm(forms.Form):
    """Words for a place. `seen` is the sign of the words that the writer saw there."""

    place = forms.CharField(max_length=40)
    seen = forms.CharField(max_length=64, required=False)
    text = WordsField(MOST_WORDS, required=False)


def edited(workshop: Workshop) -> Edited:
    """What was written into the report of a workshop and left out of it: one query."""
    rows = dict(ReportText.objects.filter(workshop=workshop).values_list("place", "text"))
    without = frozenset(place.removeprefix(WITHOUT) for place in rows if place.startswith(WITHOUT))
    return Edited({place: text for place, text in rows.items() if not place.startswith(WITHOUT)}, without)


def places(told: Account) -> Iterable[str]:
    """Where words may stand in this report."""
    return (INTRODUCTION, *(f"round-{found.round}" for found in told.rounds), CLOSING)


def may_be_left_out(told: Account) -> Iterable[str]:
    """What may be left out of this report: sections, and what people have shown, by sign."""
    return (*SECTIONS, *(words.sign for words in told.shared))


def write(workshop: Workshop, place: str, text: str, saw: str) -> Clash | None:
    """Save words at a place, over those that their writer saw; no words leave the place empty.

    A Clash if others stand there now, and nothing is saved. The same words twice are no clash.
    """
    with transaction.atomic():
        Workshop.objects.select_for_update().only("pk").get(pk=workshop.pk)
        row = ReportText.objects.filter(workshop=workshop, place=place).first()
        there = row.text if row else ""
        if text == there:
            return None
        if saw != seen(there):
            return Clash(place, text, there, seen(there))
        if text:
            ReportText.objects.update_or_create(workshop=workshop, place=place, defaults={"text": text})
        elif row:
            row.delete()
    return None


def leave_out(workshop: Workshop, name: str) -> None:
    """Leave a section or something shared out of the report."""
    ReportText.objects.get_or_create(workshop=workshop, place=f"{WITHOUT}{name}", defaults={"text": name})


def put_back(workshop: Workshop, name: str) -> None:
    """Let it stand in the report again."""
    ReportText.objects.filter(workshop=workshop, place=f"{WITHOUT}{name}").delete()
