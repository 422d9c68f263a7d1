"""Scenarios in the admin: the authors' desk begins here."""

from __future__ import annotations

from django.contrib import admin

from scenarios.models import Scenario


@admin.register(Scenario)
class ScenarioAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """What is loaded, by slug and version."""

    list_display = ("slug", "version")
    readonly_fields = ("digest",)
