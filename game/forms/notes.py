"""What people write for themselves, and may show: the questions about oneself, the debrief, the plan, a lead."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from game.models import REFLECTION_LENGTH
from game.rules.screens.around import ITEMS, PARTS, PLAN_FIELDS
from game.rules.state import QUESTIONS
from research import submitting
from research.typed import LineField

PLAN_LINE_LENGTH = 200
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
