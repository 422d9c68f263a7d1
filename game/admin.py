"""Workshops in the admin: found and read, never changed; no log, no notes, nobody's answers."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from game.models import Workshop


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
