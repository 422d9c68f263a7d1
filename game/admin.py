"""Workshops in the admin: found and read, never changed; no log, no notes, nobody's answers."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from game.models import InformationSheet, Study, Workshop
from game.study import papers


@admin.register(Workshop)
class WorkshopAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Read-only."""

    list_display = ("title", "phase", "doors_open", "is_demo", "created_at")
    list_filter = ("phase", "is_demo")
    fields = ("title", "slug", "phase", "doors_open", "is_demo", "created_at", "version", "facilitators")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Workshops are opened at the desk."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is changed here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is deleted here."""
        return False


class SheetInline(admin.StackedInline):  # type: ignore[type-arg]
    """What people read before they say yes or no, in each language."""

    model = InformationSheet
    extra = 1


@admin.register(Study)
class StudyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """The papers of a study, and who is named in it. Who has agreed stands nowhere here (KEEP-5)."""

    list_display = ("title", "kept_until", "lacks")
    filter_horizontal = ("people", "leaders")
    inlines = (SheetInline,)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The day stays as it is once people were told of it."""
        told = obj is not None and obj.workshops.exclude(phase="draft").exists()
        return ("kept_until",) if told else ()

    @admin.display(description=_("still missing"))
    def lacks(self, study: Study) -> str:
        """What has to be given before a workshop may open under it."""
        return ", ".join(papers.missing(study)) or "-"
