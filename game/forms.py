"""What people type: cleaned alike on every database, refused with a clear sentence, never lost."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from game.models import CODE_LENGTH, NAME_LENGTH, REASON_LENGTH, REFLECTION_LENGTH
from game.rules.choices import CHIPS
from scenarios.script import LETTERS


def plain_text(value: str) -> str:
    """One line without control, direction or private signs; blanks folded, composed (NFC)."""
    kept = (
        sign if unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") else " "
        for sign in value
    )
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


class LineField(forms.CharField):
    """A line of free text of at most `longest` signs, counted after cleaning."""

    def __init__(self, longest: int, **options: Any) -> None:
        super().__init__(strip=True, empty_value="", **options)
        self.longest = longest
        self.validators = []

    def to_python(self, value: Any) -> str:
        """The cleaned line; a ValidationError says how many signs fit."""
        line = plain_text(str(value or ""))
        if len(line) > self.longest:
            raise ValidationError(
                ngettext_lazy(
                    "Write at most %(most)d sign; this is %(now)d.",
                    "Write at most %(most)d signs; these are %(now)d.",
                    "most",
                ),
                code="too_long",
                params={"most": self.longest, "now": len(line)},
            )
        return line

    def clean(self, value: Any) -> str:
        """The cleaned line, present if required."""
        line = self.to_python(value)
        if self.required and not line:
            raise ValidationError(self.error_messages["required"], code="required")
        return line


class JoinForm(forms.Form):
    """The door: a code and a chosen name."""

    code = forms.CharField(max_length=40, error_messages={"required": _("Type the code on the wall.")})
    name = LineField(NAME_LENGTH, error_messages={"required": _("Tell us what your table shall call you.")})

    def clean_code(self) -> str:
        """Six signs, capitals, without blanks."""
        return "".join(plain_text(self.cleaned_data["code"]).upper().replace("-", "").split())[
            : CODE_LENGTH + 1
        ]


class DeedForm(forms.Form):
    """What every deed at a table carries: the step it is meant for, and which tap of which page it is."""

    step = forms.IntegerField(min_value=0, max_value=1_000_000)
    page = forms.RegexField(r"^[A-Za-z0-9-]{0,40}$", required=False)
    tap = forms.IntegerField(min_value=0, max_value=1_000_000_000, required=False)


def _letters(*, blank: bool) -> forms.ChoiceField:
    return forms.ChoiceField(choices=[(letter, letter) for letter in LETTERS], required=not blank)


class ChooseForm(DeedForm):
    """A choice: an option or none, how sure, a chip or own words."""

    option = _letters(blank=True)
    confidence = forms.IntegerField(min_value=0, max_value=3, required=False)
    reason = forms.ChoiceField(choices=[(chip, chip) for chip in CHIPS], required=False)
    words = LineField(REASON_LENGTH, required=False)


class VoteForm(DeedForm):
    """A vote: an option or an abstention."""

    option = _letters(blank=True)


class WordForm(DeedForm):
    """The chair's word."""

    option = _letters(blank=False)


class ReflectForm(DeedForm):
    """A line for oneself."""

    words = LineField(REFLECTION_LENGTH, required=False)


class SeatForm(forms.Form):
    """A seat: `3-P1`, or a table alone: `3`."""

    seat = forms.RegexField(
        r"^[0-9]{1,3}(-[PM][1-4])?$",
        error_messages={"required": _("Choose a seat."), "invalid": _("Choose a seat.")},
    )
