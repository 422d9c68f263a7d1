"""The inbox in the admin: what outsiders sent, to be read, taken up or declined. Nothing of what they said is edited."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from research.handling import MAY, handle
from research.models import Adaptation, Case, Submission
from research.submitting import told

LONGEST_GIST = 80
DEEDS = {"_take": "take", "_decline": "decline"}
DONE = {"take": _("Taken up."), "decline": _("Declined."), "keep": _("Kept.")}


class HandlingForm(forms.ModelForm):  # type: ignore[type-arg]
    """The curator's note, whether the address is to be forgotten, and by its button the deed."""

    forgets = forms.BooleanField(label=_("Forget the address to write back to, for good"), required=False)

    class Meta:
        model = Submission
        fields = ("note",)

    @property
    def deed(self) -> str:
        """What was pressed."""
        return _deed(self.data)

    def clean(self) -> dict[str, Any]:
        """Nobody else has handled it meanwhile, and who declines says why."""
        data = super().clean() or {}
        now = Submission.objects.select_for_update().get(pk=self.instance.pk)
        if now.state not in MAY[self.deed]:
            raise ValidationError(
                _("Nothing was changed: this has been handled meanwhile. It is: %(state)s."),
                params={"state": now.get_state_display()},
            )
        if self.deed == "decline" and not data.get("note", "").strip():
            self.add_error("note", _("Say in a few words why it is declined."))
        return data


@admin.register(Submission)
class SubmissionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """What came in, the newest first. Only what was declined can be deleted."""

    form = HandlingForm
    change_form_template = "admin/research/submission/change_form.html"
    list_display = ("gist", "kind", "practice", "state", "day")
    list_filter = ("state", "kind", "origin")
    search_fields = ("practice", "note", "became")
    fields: ClassVar[Any] = (
        *("state", "kind", "origin", "day", "practice", "answers", "contact", "made", "handled"),
        *("note", "forgets"),
    )
    readonly_fields = fields[:-2]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They come from outside."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was declined may go."""
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or obj.state == Submission.State.DECLINED)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """An address can be forgotten where there is one."""
        is_there = obj is not None and obj.contact and self.has_change_permission(request, obj)
        return self.fields if is_there else self.fields[:-1]

    @admin.display(description=_("about"))
    def gist(self, obj: Submission) -> str:
        """The beginning of the first answer, by which one is told from another."""
        first = next((text for _question, text in told(obj)), "").partition("\n")[0]
        return first if len(first) <= LONGEST_GIST else f"{first[:LONGEST_GIST].rstrip()} ..."

    @admin.display(description=_("received"), ordering="received_at")
    def day(self, obj: Submission) -> str:
        """The day; of what a table sends nothing more is known."""
        return f"{obj.received_at:%Y-%m-%d}"

    @admin.display(description=_("what was said"))
    def answers(self, obj: Submission) -> SafeString:
        """Question by question, as text whatever it holds."""
        rows = ((question, mark_safe(linebreaks(text, autoescape=True))) for question, text in told(obj))  # noqa: S308
        return format_html("<dl>{}</dl>", format_html_join("", "<dt><b>{}</b></dt><dd>{}</dd>", rows))

    @admin.display(description=_("became"))
    def made(self, obj: Submission) -> str:
        """The draft that was made of it, with the way there."""
        address = _draft_page(obj)
        return format_html('<a href="{}">{}</a>', address, obj.became) if address else obj.became or "-"

    @admin.display(description=_("handled"))
    def handled(self, obj: Submission) -> str:
        """By whom, and on which day."""
        if obj.handled_at is None:
            return "-"
        who = obj.handled_by or gettext("somebody who has no account any more")
        return gettext("%(day)s by %(who)s") % {"day": f"{obj.handled_at:%Y-%m-%d}", "who": who}

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **options: Any) -> Any:
        """The page, with the deeds that are possible now."""
        obj = options.get("obj")
        context["deeds"] = [deed for deed, states in MAY.items() if obj and obj.state in states]
        return super().render_change_form(request, context, *args, **options)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Do what was pressed."""
        handle(obj, form.deed, request.user, forgets=form.cleaned_data.get("forgets", False))

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """For the history: the deed, and nothing that was written."""
        return super().log_change(request, obj, str(DONE[_deed(request.POST)]))

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """A draft is opened; else one goes back to the inbox."""
        deed = _deed(request.POST)
        self.message_user(request, str(DONE[deed]))
        address = _draft_page(obj) if deed == "take" else ""
        if address:
            return HttpResponseRedirect(address)
        return HttpResponseRedirect(reverse("admin:research_submission_changelist"))


def _deed(sent: Any) -> str:
    """What was pressed."""
    return next((deed for button, deed in DEEDS.items() if button in sent), "keep")


def _draft_page(submission: Submission) -> str:
    """Where the draft is worked on that was made of a submission; nothing if there is none, or no more."""
    kind, _blank, slug = submission.became.partition(" ")
    models: dict[str, Any] = {"case": Case, "adaptation": Adaptation}
    draft = models[kind].objects.filter(slug=slug).first() if kind in models else None
    return reverse(f"admin:research_{kind}_change", args=[draft.pk]) if draft else ""
