"""What all records have at the curators' desk: where they stand, what is missing, why they changed, and their way to the public."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from research.admin.export import spreadsheet
from research.admin.history import Remembered
from research.admin.typed_json import TypedJSON
from research.publishing import making, workflow
from research.publishing.framing import kind_of
from research.publishing.missing import completeness, wishes
from research.publishing.workflow import NotYet

#: The last lines of every form of a text of our own.
PUBLISHING: tuple[Any, ...] = (_("For publishing"), {"fields": ("licence", "curators", "why")})
REASON: tuple[Any, ...] = (None, {"fields": ("why",)})


class CuratedForm(forms.ModelForm):  # type: ignore[type-arg]
    """A record, and why it is changed: the sentence stands in its history."""

    why = forms.CharField(
        label=_("Why this change"),
        max_length=100,
        required=False,
        help_text=_("One sentence for whoever reads the history of this record."),
    )

    def save(self, commit: bool = True) -> Any:
        """Save with the reason."""
        self.instance._change_reason = self.cleaned_data.get("why") or None  # noqa: SLF001  as django-simple-history wants it
        return super().save(commit)


class Linked:
    """Forms from which other records can be added and looked at, and never deleted in passing."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """The field, without the way to delete what it names."""
        field = super().formfield_for_dbfield(db_field, request, **options)  # type: ignore[misc]
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
        return field


class Curated(Linked, Remembered):
    """Records that a second person publishes."""

    form = CuratedForm
    change_form_template = "admin/curated/change_form.html"
    change_list_template = "admin/curated/change_list.html"
    list_per_page = 50
    #: The field that the slug of a new record follows while it is typed, until the slug itself is.
    slug_follows = ""
    formfield_overrides = {
        models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 4})},
        models.JSONField: {"form_class": TypedJSON},
        models.URLField: {"assume_scheme": "https"},
    }

    def get_urls(self) -> list[URLPattern]:
        """The review of a record, and the list as a spreadsheet."""
        name = f"research_{self.opts.model_name}"
        review, export = (self.admin_site.admin_view(view) for view in (self.review_page, self.export_list))
        own = [
            path("export/", export, name=f"{name}_export"),
            path("<path:object_id>/review/", review, name=f"{name}_review"),
        ]
        return [*own, *super().get_urls()]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Levels are four: they are ticked."""
        if db_field.name == "levels":
            options["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **options)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        """What was published once keeps its name: its addresses last."""
        fields = tuple(super().get_readonly_fields(request, obj))
        is_public = obj is not None and making.current(obj) is not None
        return (*fields, "slug") if is_public and "slug" not in fields else fields

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, tuple[str, ...]]:
        """The slug of a new record; that of one which is there already changes by hand alone."""
        return {"slug": (self.slug_follows,)} if obj is None and self.slug_follows else {}

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A record that was published is withdrawn, not deleted."""
        allowed: bool = super().has_delete_permission(request, obj)
        return allowed and (obj is None or making.current(obj) is None)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """Its public page, if it has one."""
        version = making.current(obj) if obj is not None else None
        return obj.get_absolute_url() if version is not None and version.withdrawn_at is None else None

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Nothing is deleted from a list: each record says on its own page whether it may go."""
        actions: dict[str, Any] = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> HttpResponse:
        """The form, with where the record stands."""
        record = context.get("original")
        if record is not None:
            context["standing"] = standing(record)
        answer: HttpResponse = super().render_change_form(request, context, *args, **options)
        return answer

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """After saving: on to the review if that was the button."""
        return self._sent(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """After saving: on to the review if that was the button."""
        return self._sent(request, obj) or super().response_change(request, obj)

    def review_page(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What would be published, what differs from what is public, and who may do what now."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        if request.method == "POST" and self._done(request, record):
            return HttpResponseRedirect(request.path)
        told = {
            **self.admin_site.each_context(request),
            **review_of(record, request.user),
            "title": gettext("Review"),
            "opts": self.opts,
            "may_edit": self.has_change_permission(request, record),
            "said": request.POST.get("said", ""),
        }
        return TemplateResponse(request, "admin/curated/review.html", told)

    def export_list(self, request: HttpRequest) -> HttpResponse:
        """The list as it is narrowed and searched for, as a spreadsheet."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            rows = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            messages.error(request, gettext("The list cannot be narrowed in this way. Nothing was exported."))
            return HttpResponseRedirect(reverse(f"admin:research_{self.opts.model_name}_changelist"))
        answer = HttpResponse(spreadsheet(self.model, rows), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{self.opts.model_name}.csv"'
        return answer

    def _sent(self, request: HttpRequest, record: Any) -> HttpResponse | None:
        """Send to review if that was the button. Everything is saved already, whatever comes of it."""
        if "_send" not in request.POST:
            return None
        try:
            workflow.send(self.model.objects.get(pk=record.pk), request.user)
        except NotYet as refused:
            messages.warning(request, gettext("Saved, but not sent to review."))
            _say(request, refused)
            return HttpResponseRedirect(
                reverse(f"admin:research_{self.opts.model_name}_change", args=[record.pk])
            )
        messages.success(request, gettext("Sent to review. A second person publishes it."))
        return HttpResponseRedirect(
            reverse(f"admin:research_{self.opts.model_name}_review", args=[record.pk])
        )

    def _done(self, request: HttpRequest, record: Any) -> bool:
        """Do what the reviewer or curator asked for; or say why not."""
        deed, said = request.POST.get("deed"), request.POST.get("said", "").strip()[:300]
        is_publishing = deed in ("publish", "withdraw")
        if not is_publishing and not self.has_change_permission(request, record):
            raise PermissionDenied
        if is_publishing and not request.user.has_perm("research.add_publishedversion"):
            raise PermissionDenied
        try:
            match deed:
                case "send":
                    workflow.send(record, request.user)
                case "take_back":
                    workflow.take_back(record, request.user)
                case "publish":
                    workflow.publish([record], request.user, said, request.POST.get("sign", ""))
                case "withdraw":
                    workflow.withdraw(record, request.user, said)
        except NotYet as refused:
            _say(request, refused)
            return False
        return True


def standing(record: Any) -> dict[str, Any]:
    """Where a record stands: its newest version, whether it says something else by now, and what is missing."""
    edition, version = making.edition_of(record), making.current(record)
    return {
        "version": version,
        "is_changed": making.is_changed(record),
        "wishes": [wish for wish in wishes(edition) if not wish.is_met],
        "completeness": completeness(edition),
    }


def review_of(record: Any, user: Any) -> dict[str, Any]:
    """What the page of the review shows."""
    return {
        "record": record,
        "kind": kind_of(record),
        "standing": standing(record),
        "review": workflow.review_of(record),
        "may_publish": user.has_perm("research.add_publishedversion"),
        "is_own": user.pk == record.sent_by_id or user.pk in making.editors_of(record),
    }


def _say(request: HttpRequest, refused: NotYet) -> None:
    for sentence in refused.sentences:
        messages.error(request, sentence)
