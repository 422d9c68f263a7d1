"""Texts that players found unclear, to read only: nobody is named, and nothing is done here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from scenarios.models import Unclear


@admin.register(Unclear)
class UnclearAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """How often, by scenario, version, text and language."""

    list_display = ("key", "slug", "version", "language", "count")
    list_filter = ("slug", "language")
    search_fields = ("key",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Players count."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes a count."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They stay."""
        return False
