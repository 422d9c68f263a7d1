"""What can be looked at and not touched: the ledger of the loader, and published versions."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from research.models import Loaded, PublishedVersion


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows that nobody adds, changes or deletes here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds one by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes one."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They stay."""
        return False


@admin.register(Loaded)
class LoadedAdmin(ReadOnly):
    """The ledger of the loader. What was loaded once stays known."""

    list_display = ("kind", "slug", "row")
    list_filter = ("kind",)
    search_fields = ("slug",)


@admin.register(PublishedVersion)
class PublishedVersionAdmin(ReadOnly):
    """All published versions, with who sent and who published them."""

    list_display = ("title", "kind", "number", "published_at", "checked", "is_current", "withdrawn_at")
    list_filter = ("kind", "checked", "is_current", ("withdrawn_at", admin.EmptyFieldListFilter))
    search_fields = ("title", "slug", "what_changed")
    list_select_related = ("editor", "reviewer")
    exclude = ("folded", "facets")
