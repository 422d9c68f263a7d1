"""What people type: cleaned alike on every database, refused with a clear sentence, never lost."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from game.models import CODE_LENGTH, NAME_LENGTH, REASON_LENGTH, REFLECTION_LENGTH
from game.rules.effects.guards import PRICES
from game.rules.effects.moves import WORRIES
from game.rules.hall.sharing import FEWEST, MOST
from game.rules.round.choices import CHIPS
from game.rules.screens.around import ITEMS, PARTS, PLAN_FIELDS
from game.rules.seating.roles import CALLINGS
from game.rules.state import QUESTIONS
from research import submitting
from research.typed import LineField, plain_text
from scenarios.conditions import SLOTS
from scenarios.script import LETTERS

PLAN_LINE_LENGTH = 200
LONGEST_TABLE_NUMBER = 3
#: What each line of the plan is called.
PLAN_LABELS = {
    "when": _("When"),
    "i_will": _("I will"),
    "with": _("Together with"),
    "by": _("By"),
    "first_sign": _("The first sign that it works"),
    "in_the_way": _("What may stand in the way"),
}
_ROW_ERRORS = dict.fromkeys(
    ("invalid", "min_value", "max_value"), _("Choose a figure from 0 to 10, or no answer.")
)


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
    """A vote: an option or an abstention, and perhaps a yes or no to a safeguard."""

    option = _letters(blank=True)
    guard = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")], required=False)


class CallForm(DeedForm):
    """The chair's call to vote, perhaps with a safeguard."""

    guard = forms.ChoiceField(choices=[(name, name) for name in PRICES], required=False)


class FactForm(DeedForm):
    """A fact that is put on the table."""

    fact = forms.RegexField(r"^[a-z][a-z0-9_]{0,40}$")


class MoveForm(DeedForm):
    """A move; a minority note says what it worries about, and why."""

    worry = forms.ChoiceField(choices=[(worry, worry) for worry in WORRIES], required=False)
    words = LineField(REASON_LENGTH, required=False)


class AskForm(DeedForm):
    """A stakeholder who is asked about an option."""

    slot = forms.ChoiceField(choices=[(slot, slot) for slot in SLOTS])
    option = _letters(blank=False)


class IncidentForm(DeedForm):
    """The chair's answer to an incident."""

    answer = forms.TypedChoiceField(
        choices=[("1", "1"), ("2", "2")],
        coerce=int,
        error_messages={"required": _("Choose one of the two answers.")},
    )


class UnclearForm(forms.Form):
    """A dilemma whose text somebody found unclear."""

    dilemma = forms.RegexField(r"^[a-z][a-z0-9_]{0,40}$")


class NoForm(forms.Form):
    """A deed that carries nothing."""


class WordForm(DeedForm):
    """The chair's word."""

    option = _letters(blank=False)


class RoundForm(forms.Form):
    """The round that a chair opens."""

    round = forms.IntegerField(min_value=1, max_value=7)


class MessageForm(forms.Form):
    """Which message of the facilitator has been read."""

    note = forms.RegexField(r"^say\.[A-Za-z0-9]{1,32}$")


class ReflectForm(DeedForm):
    """A line for oneself."""

    words = LineField(REFLECTION_LENGTH, required=False)


class QuestionsForm(forms.Form):
    """The questions about oneself: each row 0 to 10 or nothing; `skip` leaves all of them out."""

    part = forms.ChoiceField(choices=[(part, part) for part in PARTS])
    skip = forms.BooleanField(required=False)
    often = forms.IntegerField(min_value=0, max_value=3, required=False)
    words = LineField(REFLECTION_LENGTH, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for time in {time for times in PARTS.values() for time in times}:
            for item in ITEMS:
                self.fields[f"{time}-{item}"] = forms.IntegerField(
                    min_value=0, max_value=10, required=False, error_messages=_ROW_ERRORS
                )


class WordsForm(forms.Form):
    """An answer in the debrief: for oneself, or with `share` for the table."""

    question = forms.IntegerField(min_value=1, max_value=QUESTIONS)
    words = LineField(REFLECTION_LENGTH, required=False)
    share = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        """Nothing can be shown where nothing was written."""
        data = super().clean() or {}
        if data.get("share") and not data.get("words") and "words" not in self.errors:
            raise ValidationError(_("Write something first; then you can show it to your table."))
        return data


class LeadForm(submitting.LeadForm):
    """What the table knows of, for the curators; `said` names it, so that the second of two taps sends nothing."""

    said = forms.RegexField(
        r"^[0-9a-f]{8,32}$",
        error_messages=dict.fromkeys(("required", "invalid"), _("Please send it once more.")),
    )


class PlanForm(forms.Form):
    """The if-then plan, line by line; with `share` for the table."""

    share = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in PLAN_FIELDS:
            self.fields[field] = LineField(PLAN_LINE_LENGTH, required=False, label=PLAN_LABELS[field])

    def clean(self) -> dict[str, Any]:
        """A plan that is shown says at least when, and what."""
        data = super().clean() or {}
        if data.get("share") and not self.errors and not (data.get("when") and data.get("i_will")):
            raise ValidationError(_("A plan needs two lines before it is shown: when, and what you will do."))
        return data


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
