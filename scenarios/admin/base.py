"""What all pages of the authors' desk share: finding the scenario, judging who may, and the frame around the page."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from scenarios.desk.chapters import said
from scenarios.desk.saving import locked, own_texts, store
from scenarios.models import Scenario
from scenarios.script import ROLES


class DeskPage(admin.ModelAdmin):  # type: ignore[type-arg]
    """Pages of one scenario."""

    def row(self, request: HttpRequest, object_id: str) -> Scenario:
        """The scenario, for those who may look at it."""
        row: Scenario | None = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        if row is None:
            raise Http404
        return row

    def must_change(self, request: HttpRequest, row: Scenario) -> None:
        """Refuse whoever may not change it."""
        if not self.has_change_permission(request, row):
            raise PermissionDenied

    def address(self, row: Scenario, name: str, *more: str) -> str:
        """The address of one of its pages."""
        return reverse(f"admin:scenarios_scenario_{name}", args=[quote(row.pk), *more])

    def page(
        self,
        request: HttpRequest,
        row: Scenario,
        name: str,
        title: str,
        told: dict[str, Any],
        status: int = 200,
    ) -> HttpResponse:
        """A page with its frame."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "row": row,
            "title": title,
            "may_change": self.has_change_permission(request, row),
            "cast": [(role, said(row.texts.get("en", {}), "roles", role, "title")) for role in ROLES],
            "may_copy": request.user.has_perm("scenarios.add_scenario"),
            **told,
        }
        return TemplateResponse(request, f"admin/scenarios/scenario/{name}.html", context, status=status)

    def grown(
        self, request: HttpRequest, row: Scenario, change: Callable[[dict[str, Any]], None], why: str
    ) -> bool:
        """Save the document with a change of its structure; False, with a sentence, where that cannot be."""
        try:
            with transaction.atomic():
                fresh = locked(row.pk)
                document = copy.deepcopy(fresh.document)
                change(document)
                store(fresh, document, own_texts(fresh), why)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return False
        return True
