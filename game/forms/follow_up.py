"""What is sent when somebody takes a follow-up link along, and when its questions are answered. No field takes words."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from game.rules.hall.follow_up import NOTHING, OUTCOMES, REASONS

#: What became of a plan.
OUTCOME_LABELS = {"done": _("Done"), "partly": _("Partly done"), "not": _("Not done")}
#: What may have helped, or stood in the way.
REASON_LABELS = {
    "time": _("Time"),
    "backing": _("Backing from above"),
    "colleagues": _("Colleagues"),
    "partners": _("Partners outside"),
    "rules": _("Rules"),
    "money": _("Money"),
    NOTHING: _("Nothing of these"),
}


class BeginForm(forms.Form):
    """The tap that takes a link along; its key was made with the page, so that a second tap makes no second link."""

    key = forms.RegexField(
        r"^[A-Za-z0-9_-]{24}$",
        error_messages=dict.fromkeys(("required", "invalid"), _("Please tap it once more.")),
    )


class FollowUpForm(forms.Form):
    """Done, partly or not; what helped, and what stood in the way."""

    outcome = forms.ChoiceField(
        choices=[(key, OUTCOME_LABELS[key]) for key in OUTCOMES],
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose one of the three: done, partly or not.")
        ),
    )
    helped = forms.MultipleChoiceField(
        choices=[(key, REASON_LABELS[key]) for key in REASONS],
        required=False,
        error_messages={"invalid_choice": _("Choose among what is offered.")},
    )
    hindered = forms.MultipleChoiceField(
        choices=[(key, REASON_LABELS[key]) for key in REASONS],
        required=False,
        error_messages={"invalid_choice": _("Choose among what is offered.")},
    )
