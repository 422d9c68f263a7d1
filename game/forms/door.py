"""What people type on their way in: the code, a name, a table, a seat."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from game.models import CODE_LENGTH, NAME_LENGTH
from game.rules.hall.sharing import FEWEST, MOST
from game.rules.seating.roles import CALLINGS
from research.typed import LineField, plain_text

LONGEST_TABLE_NUMBER = 3


def table_number(sent: str) -> int:
    """The number of a table as it stands on its sign, or 0."""
    return int(sent) if sent.isdecimal() and len(sent) <= LONGEST_TABLE_NUMBER else 0


class JoinForm(forms.Form):
    """The door: a code and a chosen name; who scanned the sign of a table brings its number."""

    code = forms.CharField(max_length=40, error_messages={"required": _("Type the code on the wall.")})
    name = LineField(NAME_LENGTH, error_messages={"required": _("Tell us what your table shall call you.")})
    table = forms.CharField(required=False)

    def clean_table(self) -> int:
        """The number of a table, or 0: a sign that cannot be read keeps nobody out."""
        return table_number(self.cleaned_data["table"])

    def clean_code(self) -> str:
        """Six signs, capitals, without blanks."""
        return "".join(plain_text(self.cleaned_data["code"]).upper().replace("-", "").split())[
            : CODE_LENGTH + 1
        ]


class ShareDeviceForm(forms.Form):
    """A device for a whole table: which, and how many people."""

    table = forms.IntegerField(min_value=1, max_value=100)
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
