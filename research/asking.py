"""What every form asks by which something is sent to the curators: consent, an address if one likes, and to be sent once."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from research.models import Submission
from research.models.submissions import new_id

#: The fields with which every form ends; all before them are questions.
LAST = ("contact", "may_write", "agreed", "homepage", "sent_as")


class Questions(forms.Form):
    """Questions, and the consent without which nothing is kept."""

    kind: ClassVar[Submission.Kind]

    agreed = forms.BooleanField(
        label=_("I agree that this is kept, and may be used and published under the licence CC BY 4.0"),
        help_text=_("Everybody may then use it who says where it comes from."),
        error_messages={"required": _("Without your consent we may not keep it. Tick the box if you agree.")},
    )

    @property
    def answers(self) -> dict[str, str]:
        """What was answered, by the name of the field; what was left empty is not there."""
        return {name: said for name, said in self.cleaned_data.items() if said and name in self.asked()}

    @classmethod
    def asked(cls) -> tuple[str, ...]:
        """The names of the questions, in their order."""
        return tuple(name for name in cls.base_fields if name not in (*LAST, "practice"))


class SubmissionForm(Questions):
    """A form on a page of the library. It is bound to a name of its own, `sent_as`, by which it is sent once."""

    contact = forms.EmailField(
        label=_("Your e-mail address, better that of an office"),
        required=False,
        max_length=254,
        help_text=_("Only if we may write back. It is shown to the curators alone, and never published."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": _("An e-mail address looks like town.hall@example.org."),
            "max_length": _("This is too long for an e-mail address."),
        },
    )
    may_write = forms.BooleanField(label=_("The curators may write to me about this"), required=False)
    homepage = forms.CharField(
        label=_("Leave this empty. It is there to stop machines."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    sent_as = forms.RegexField(
        r"^[0-9a-f]{8,32}$",
        widget=forms.HiddenInput,
        initial=new_id,
        error_messages=dict.fromkeys(("required", "invalid"), _("Please send it once more.")),
    )

    def clean(self) -> dict[str, object]:
        """An address is kept if we may write to it, and only then."""
        data = super().clean() or {}
        if data.get("contact") and not data.get("may_write"):
            self.add_error("may_write", _("Tick that we may write to you, or leave the address empty."))
        if data.get("may_write") and not data.get("contact") and "contact" not in self.errors:
            self.add_error("contact", _("Write the address, or take the tick below it away."))
        if data.get("homepage"):
            raise ValidationError(
                _(
                    "A field was filled in that people do not see. We have emptied it: please send it once more."
                )
            )
        return data

    @property
    def questions(self) -> list[forms.BoundField]:
        """The fields that are asked, in their order."""
        return [field for field in self if field.name not in LAST]

    @property
    def mistakes(self) -> list[tuple[str, str]]:
        """In the order of the page: the id of the field to mend, empty where it is none, and the sentence."""
        found = [("", str(error)) for error in self.non_field_errors()]
        for field in (*self.questions, *(self[name] for name in LAST)):
            place = "" if field.is_hidden else f"{field.auto_id}{'_0' if _is_radio(field) else ''}"
            found += [(place, _named(field, error)) for error in field.errors.as_data()]
        return found

    def submission(self) -> Submission:
        """What was sent, not saved yet."""
        data = self.cleaned_data
        return Submission(
            kind=self.kind,
            practice=data.get("practice", ""),
            said=self.answers,
            contact=data["contact"],
            agreed=data["agreed"],
            sent_as=data["sent_as"],
        )


def _is_radio(field: forms.BoundField) -> bool:
    return isinstance(field.field.widget, forms.RadioSelect)


def _named(field: forms.BoundField, error: ValidationError) -> str:
    """The sentence, with the field before it where it does not say by itself what it is about."""
    sentence, label = " ".join(error.messages), str(field.label)
    if error.code != "too_long":
        return sentence
    return f"{label} {sentence}" if label.endswith("?") else f"{label}: {sentence}"
