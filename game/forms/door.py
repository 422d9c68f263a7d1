"""What people type on their way in: the code, a name, a table, a seat."""

from __future__ import annotations

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from game.models import CODE_LENGTH, NAME_LENGTH
from game.rules.hall.sharing import FEWEST, MOST
from game.rules.seating.roles import CALLINGS
from research.typed import LineField, plain_text

LONGEST_TABLE_NUMBER = 3
KEY = re.compile(r"[\w-]{20,40}")
NUMBER_IN_WORDS = re.compile(r"\D{0,12}(\d{1,3})\D?")


def table_number(sent: str) -> int:
    """The number of a table as it stands on its sign, or 0."""
    return int(sent) if sent.isdecimal() and len(sent) <= LONGEST_TABLE_NUMBER else 0


class JoinForm(forms.Form):
    """The door: a code and a chosen name; who scanned the sign of a table brings its number.

    The `key` is fresh with each page, so that two taps on its button are one person. The `seal` came with a link of ours.
    """

    code = forms.CharField(max_length=40, error_messages={"required": _("Type the code on the wall.")})
    name = LineField(NAME_LENGTH, error_messages={"required": _("Tell us what your table shall call you.")})
    table = forms.CharField(required=False)
    key = forms.CharField(required=False)
    seal = forms.CharField(required=False)

    def clean_table(self) -> int:
        """The number of a table, or 0: a sign that cannot be read keeps nobody out."""
        return table_number(self.cleaned_data["table"])

    def clean_key(self) -> str:
        """The key of the page, or nothing: one that is none of ours keeps nobody out."""
        sent = self.cleaned_data["key"]
        return sent if KEY.fullmatch(sent) else ""

    def clean_code(self) -> str:
        """Six signs, capitals, without blanks."""
        return "".join(plain_text(self.cleaned_data["code"]).upper().replace("-", "").split())[
            : CODE_LENGTH + 1
        ]


class TableField(forms.Field):
    """The number of a table as people type it: `7`, `07`, `Table 7`; a sentence where there is none."""

    def clean(self, value: object) -> int:
        """The number."""
        found = NUMBER_IN_WORDS.fullmatch(plain_text(str(value or "")).strip())
        if not found:
            raise forms.ValidationError(_("Type the number that stands on your table."))
        return int(found[1])


class TableForm(forms.Form):
    """A table called by its number: in a hall nobody reads a list of all."""

    table = TableField()


class RecordForm(JoinForm):
    """The door for a phone that records for a table on paper (PAPER-7): it must say for which."""

    def clean_table(self) -> int:
        """The number of a table; a sentence where there is none."""
        number = table_number(self.cleaned_data["table"].strip())
        if not number:
            raise forms.ValidationError(_("Type the number that stands on your table."))
        return number


class ShareDeviceForm(forms.Form):
    """A device for a whole table: which, and how many people."""

    table = TableField()
    people = forms.IntegerField(
        min_value=FEWEST, max_value=MOST, error_messages={"required": _("Say how many of you there are.")}
    )


class NameForm(forms.Form):
    """The name of a seat on a shared device; it may be left out."""

    words = LineField(NAME_LENGTH, required=False)


class CallingForm(forms.Form):
    """What somebody is in real life."""

    calling = forms.ChoiceField(
        choices=[(calling, calling) for calling in CALLINGS],
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose one of the answers on the screen.")
        ),
    )


class SeatForm(forms.Form):
    """A seat: `3-P1`, or a table alone: `3`."""

    seat = forms.RegexField(
        r"^[0-9]{1,3}(-[PM][1-4])?$",
        error_messages={"required": _("Choose a seat."), "invalid": _("Choose a seat.")},
    )
