"""What is asked about an adaptation, a case and a lead, and the submission that is made of the answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from research.asking import Questions, SubmissionForm
from research.models import Case, Submission
from research.publishing.shelves import on_shelf
from research.typed import LineField, WordsField

RESULTS = (
    ("goes_on", _("It goes on, and does what we hoped")),
    ("mixed", _("It goes on, with mixed results")),
    ("dropped", _("We dropped it again")),
    ("too_early", _("Too early to say")),
)


class AdaptationForm(SubmissionForm):
    """Somebody took a practice up."""

    kind = Submission.Kind.ADAPTATION

    practice = forms.ChoiceField(
        label=_("Which practice is it about?"),
        required=False,
        error_messages={"invalid_choice": _("This practice is not in the library any more. Choose another.")},
    )
    government = LineField(
        200,
        label=_("Which government or agency took it up?"),
        help_text=_("A municipality, a region, a ministry, a hospital."),
        error_messages={"required": _("Write who took it up.")},
    )
    place = LineField(
        120, label=_("Place"), error_messages={"required": _("Write the place, such as a town.")}
    )
    country = LineField(60, label=_("Country"), error_messages={"required": _("Write the country.")})
    known_from = LineField(
        200,
        label=_("From which case did you know it?"),
        required=False,
        help_text=_("A case in this library, or another place that does it."),
    )
    changed = WordsField(
        200,
        label=_("What did you change, so that it fits?"),
        error_messages={"required": _("Write what you changed. If nothing, say so.")},
    )
    result = forms.ChoiceField(
        label=_("What has become of it?"),
        choices=RESULTS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what has become of it.")},
    )
    seen = WordsField(
        200,
        label=_("What did you see?"),
        help_text=_("For better and for worse. If you dropped it again: why? Others learn most from that."),
        error_messages={"required": _("Write what you saw, for better or for worse.")},
    )
    since = LineField(40, label=_("Since when?"), required=False, help_text=_("A year is enough."))

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        named = on_shelf("practice").values_list("slug", "title")
        self.fields["practice"].choices = [("", _("another one, or I am not sure")), *named]  # type: ignore[attr-defined]


class CaseForm(SubmissionForm):
    """A case of one's own."""

    kind = Submission.Kind.CASE

    title = LineField(
        160,
        label=_("What shall we call it?"),
        help_text=_("A few words, such as: The council that met in the library."),
        error_messages={"required": _("Give it a name.")},
    )
    organisation = LineField(
        200, label=_("Whose effort is it?"), error_messages={"required": _("Write whose effort it is.")}
    )
    place = LineField(
        120, label=_("Place"), error_messages={"required": _("Write the place, such as a town.")}
    )
    country = LineField(60, label=_("Country"), error_messages={"required": _("Write the country.")})
    years = LineField(
        40, label=_("In which years?"), required=False, help_text=_("Such as: since 2019, or 2019 to 2022.")
    )
    problem = WordsField(
        150, label=_("What was the problem?"), error_messages={"required": _("Write what the problem was.")}
    )
    done = WordsField(
        250,
        rows=6,
        label=_("What was done?"),
        error_messages={"required": _("Write what was done.")},
    )
    who = WordsField(
        100,
        label=_("Who took part?"),
        required=False,
        help_text=_("One to a line. Groups and offices, please, and no private persons by name."),
    )
    changed = WordsField(
        200,
        label=_("What changed?"),
        error_messages={"required": _("Write what changed. If nothing, say so.")},
    )
    not_well = WordsField(
        200,
        label=_("What did not go well?"),
        help_text=_("The library always shows this too. Others learn most from it."),
        error_messages={"required": _("Write what did not go well. If nothing, say so.")},
    )
    outcome = forms.ChoiceField(
        label=_("What came of it, in one word?"),
        choices=Case.Outcome.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Your own word. The curators may choose another: the library speaks of success only where somebody independent has found it."
        ),
        error_messages={"required": _("Choose the word that fits best.")},
    )
    why = WordsField(
        100,
        label=_("Why this word?"),
        rows=3,
        error_messages={"required": _("Write why you chose this word.")},
    )
    sources = WordsField(
        200,
        label=_("Where can one read about it?"),
        help_text=_("One to a line: an address, a report, minutes; or at least who can be asked."),
        error_messages={"required": _("Write one pointer at least: an address, a report, or whom to ask.")},
    )


class LeadForm(Questions):
    """What a table in the game knows of: a pointer for the curators to follow (ROOM-5)."""

    kind = Submission.Kind.LEAD

    happened = WordsField(
        150,
        label=_("What happened there?"),
        error_messages={"required": _("Write in a few words what happened.")},
    )
    where = LineField(
        200,
        label=_("Where was it?"),
        error_messages={"required": _("Write where it was: a place, an office.")},
    )
    read_about = LineField(300, label=_("Where can one read about it?"), required=False)


def lead_of(data: dict[str, Any]) -> Submission:
    """The lead of a table, not saved yet. Of when it came it keeps the day, so that no clock leads back to a workshop."""
    return Submission(
        kind=Submission.Kind.LEAD,
        origin=Submission.Origin.TABLE,
        said={name: data[name] for name in LeadForm.asked() if data[name]},
        agreed=data["agreed"],
        received_at=timezone.now().replace(hour=0, minute=0, second=0, microsecond=0),
    )


FORMS: dict[str, type[Questions]] = {form.kind.value: form for form in (LeadForm, CaseForm, AdaptationForm)}


def told(submission: Submission) -> list[tuple[str, str]]:
    """The answers as (question, text), in the order in which they were asked; words for what was chosen."""
    fields = FORMS[submission.kind].base_fields
    lines = []
    for name in FORMS[submission.kind].asked():
        said = str(submission.said.get(name, ""))
        words = dict(getattr(fields[name], "choices", ()))
        if said:
            lines.append((str(fields[name].label), str(words.get(said, said))))
    return lines
