"""The list of scenarios, with the matrix that shows what the library lacks."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from research.models import Case, Evidence, Level, Practice
from scenarios.desk.bringing_in import ParcelForm, brought_in
from scenarios.links import current_versions, outdated
from scenarios.matrix import matrix
from scenarios.models import Link, Scenario

#: Whoever looks at the matrix may look at all of these.
LOOKED_AT = (Scenario, Level, Practice, Case, Evidence)


class RestsOn(admin.SimpleListFilter):
    """Scenarios that rest on one record: `?rests_on=practice:slug`. It shows itself only where it is used."""

    title = _("rests on")
    parameter_name = "rests_on"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """What is asked for, if anything."""
        asked = request.GET.get(self.parameter_name, "")
        return [(asked, asked.replace(":", " "))] if asked else []

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """The scenarios with a link to that record."""
        kind, _colon, slug = (self.value() or "").partition(":")
        if not kind:
            return queryset
        found = Link.objects.filter(kind=kind.replace("\0", ""), slug=slug.replace("\0", ""))
        return queryset.filter(pk__in=found.values("scenario"))


class Listing(admin.ModelAdmin):  # type: ignore[type-arg]
    """What is there, by slug and version, whether it can be opened, and whether what it rests on has become newer."""

    list_display = ("slug", "title", "version", "standing", "basis")
    list_filter = (RestsOn,)
    change_list_template = "admin/scenarios/scenario/change_list.html"

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The list, in which each scenario knows how many of its options rest on something newer."""
        found = super().get_changelist_instance(request)
        current = current_versions()
        models.prefetch_related_objects(list(found.result_list), "links")
        for scenario in found.result_list:
            older = outdated(scenario.links.all(), current)
            scenario.older = len({(link.dilemma, link.option) for link in older})
        return found

    @admin.display(description=_("title"))
    def title(self, scenario: Scenario) -> str:
        """The English title."""
        english = scenario.texts.get("en")
        return str(english.get("title", "")) if isinstance(english, dict) else ""

    @admin.display(description=_("state"))
    def standing(self, scenario: Scenario) -> str:
        """Whether it is ours or was made here, and whether a workshop can be opened on it."""
        if not scenario.is_local:
            return gettext("comes with the program")
        return gettext("can be opened") if scenario.is_ready else gettext("cannot be opened yet")

    @admin.display(description=_("basis"))
    def basis(self, scenario: Any) -> str:
        """How many options rest on something that has a newer version, in words."""
        number = scenario.older
        if not number:
            return gettext("up to date")
        return ngettext(
            "its basis has a newer version: %(number)d option",
            "its basis has a newer version: %(number)d options",
            number,
        ) % {"number": number}

    def get_urls(self) -> list[URLPattern]:
        """The matrix, before the addresses of single scenarios."""
        page = self.admin_site.admin_view(require_safe(self.matrix_page))
        bring_in = self.admin_site.admin_view(require_http_methods(["GET", "HEAD", "POST"])(self.parcel_page))
        return [
            path("matrix/", page, name="scenarios_scenario_matrix"),
            path("bring-in/", bring_in, name="scenarios_scenario_bring_in"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The list, with the way to the matrix for those who may look at it."""
        told = {
            "may_see_matrix": self._may_see_matrix(request),
            "may_bring_in": request.user.has_perm("scenarios.add_scenario"),
            **(extra_context or {}),
        }
        return super().changelist_view(request, told)

    def matrix_page(self, request: HttpRequest) -> HttpResponse:
        """Levels, practices, cases and scenarios against each other, for those who may look at all of them."""
        if not self._may_see_matrix(request):
            raise PermissionDenied
        told = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("What is missing"),
            "matrix": matrix(),
        }
        return TemplateResponse(request, "admin/scenarios/scenario/matrix.html", told)

    def parcel_page(self, request: HttpRequest) -> HttpResponse:
        """A scenario comes from another installation: as a new one, or with a sentence that says why not."""
        if not request.user.has_perm("scenarios.add_scenario"):
            raise PermissionDenied
        form = ParcelForm(request.POST, request.FILES) if request.method == "POST" else ParcelForm()
        if form.is_valid():
            try:
                with transaction.atomic():
                    row = brought_in(form.cleaned_data["file"], form.cleaned_data["slug"])
            except IntegrityError:  # the second of two taps, or somebody else was faster
                taken = gettext("There is a scenario called %(slug)s already.")
                form.add_error("slug", taken % {"slug": form.cleaned_data["slug"]})
            else:
                messages.success(
                    request,
                    gettext("It is here as a draft. Look through it, then take the mark “unfinished” away."),
                )
                return HttpResponseRedirect(reverse("admin:scenarios_scenario_change", args=[row.pk]))
        told = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("Bring a scenario in"),
            "form": form,
        }
        status = 422 if form.is_bound else 200
        return TemplateResponse(request, "admin/scenarios/scenario/bring_in.html", told, status=status)

    def _may_see_matrix(self, request: HttpRequest) -> bool:
        desks = (self.admin_site.get_model_admin(model) for model in LOOKED_AT)
        return all(desk.has_view_permission(request) for desk in desks)
