"""What people answer at a table, round by round."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from game.models import REASON_LENGTH, REFLECTION_LENGTH
from game.rules.effects.guards import PRICES
from game.rules.effects.moves import WORRIES
from game.rules.round.choices import CHIPS
from game.rules.warm_up import OPTIONS as WARM_UP_OPTIONS
from game.rules.warm_up import STAGES
from research.typed import LineField
from scenarios.conditions import SLOTS
from scenarios.script import LETTERS, ROLES


class DeedForm(forms.Form):
    """What every deed at a table carries: the step it is meant for, and which tap of which page it is."""

    step = forms.IntegerField(min_value=0, max_value=1_000_000)
    page = forms.RegexField(r"^[A-Za-z0-9-]{0,40}$", required=False)
    tap = forms.IntegerField(min_value=0, max_value=1_000_000_000, required=False)

    def full_clean(self) -> None:
        """As ever; then it lets go of its bound fields, which hold the form, as no page is made of it."""
        super().full_clean()
        self._bound_fields_cache.clear()  # type: ignore[attr-defined]


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


class ColleagueForm(DeedForm):
    """In a solo game: which colleague is asked."""

    role = forms.ChoiceField(choices=[(role, role) for role in ROLES])


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


class WarmUpForm(forms.Form):
    """An answer in the warm-up."""

    stage = forms.ChoiceField(choices=[(stage, stage) for stage in STAGES])
    option = forms.ChoiceField(
        choices=[(letter, letter) for letter in WARM_UP_OPTIONS],
        error_messages={"required": _("Choose one of the answers on the screen.")},
    )


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


class SpotlightForm(forms.Form):
    """Whether the wall may show the table."""

    agreed = forms.BooleanField(required=False)
