"""The records at the curators' desk. Every one shows what it is tied to, in both directions."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from research.admin.base import PUBLISHING, REASON, Curated, Linked
from research.admin.history import Remembered
from research.admin.import_page import ImportPage
from research.models import Adaptation, Case, Evidence, Level, Organisation, Practice, Source

#: What is entered for one row of evidence, line by line.
CLAIM = (
    "statement",
    ("direction", "kind", "strength"),
    ("grade", "independent", "method"),
    ("locator", "quote", "order"),
)


class EvidenceInline(Linked, admin.StackedInline):  # type: ignore[type-arg]
    """The evidence of a record, one row for each source."""

    model = Evidence
    extra = 0
    show_change_link = True
    autocomplete_fields = ("source", "practice", "case")


class CaseEvidence(EvidenceInline):
    """What shows a case, and the practice that it shows with it."""

    fields = (("source", "level", "practice"), *CLAIM)


class PracticeEvidence(EvidenceInline):
    """What shows a practice, and in which case."""

    fields = (("source", "level", "case"), *CLAIM)


class SourceEvidence(EvidenceInline):
    """What rests on a source."""

    fields = (("practice", "case", "level"), *CLAIM)


class PracticesOfCase(Linked, admin.TabularInline):  # type: ignore[type-arg]
    """The practices that a case describes."""

    model = Practice.cases.through
    extra = 0
    autocomplete_fields = ("practice",)


class CasesOfOrganisation(Linked, admin.TabularInline):  # type: ignore[type-arg]
    """The cases of an organisation."""

    model = Case.organisations.through
    extra = 0
    autocomplete_fields = ("case",)


class ReadingOfSource(Linked, admin.TabularInline):  # type: ignore[type-arg]
    """The cases on whose reading list a source stands."""

    model = Case.sources.through
    extra = 0
    autocomplete_fields = ("case",)


@admin.register(Level)
class LevelAdmin(Curated):
    """The four: their words can be edited, their number cannot, and none comes or goes."""

    list_display = ("number", "name", "short", "state")
    list_display_links = ("name",)
    search_fields = ("=number", "name", "short")
    readonly_fields = ("number", "slug")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """There are four."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They stay."""
        return False


@admin.register(Organisation)
class OrganisationAdmin(Curated):
    """Organisations, with their cases and with who agreed if one is a beacon."""

    slug_follows = "name"
    list_display = ("name", "kind", "place", "country", "beacon_since", "state")
    list_filter = ("state", "kind", "country")
    search_fields = ("name", "name_en", "place", "slug")
    inlines = (CasesOfOrganisation,)
    fieldsets = (
        (None, {"fields": ("name", "name_en", "slug", "kind", ("place", "country"), ("lat", "lon"), "note")}),
        (
            _("As a beacon"),
            {
                "fields": (
                    *(("beacon_since", "beacon_withdrawn_on"), "beacon_agreed_by", "offers"),
                    *("mailbox", "mailbox_agreed"),
                ),
                "description": _(
                    "Only with the agreement of the organisation. What stands here holds at once."
                ),
            },
        ),
        REASON,
    )


@admin.register(Source)
class SourceAdmin(ImportPage):
    """Sources, with what rests on them. References from elsewhere are brought in on a page of their own."""

    list_display = ("citation", "type", "year", "read", "verified", "state")
    list_filter = ("state", "verified", "type")
    search_fields = ("title", "authors", "container", "doi", "slug")
    inlines = (SourceEvidence, ReadingOfSource)


@admin.register(Case)
class CaseAdmin(Curated):
    """Cases, with their evidence and the practices that they describe."""

    slug_follows = "title"
    list_display = ("title", "place", "country", "start_year", "outcome", "verified", "state")
    list_filter = ("state", "outcome", "verified", "country", "evidence__level")
    search_fields = ("title", "problem", "place", "organisation", "slug")
    autocomplete_fields = ("organisations", "sources", "outcome_sources")
    inlines = (CaseEvidence, PracticesOfCase)
    fieldsets = (
        (None, {"fields": ("title", "slug", ("place", "country"), ("lat", "lon"), "start_year")}),
        (_("Whose case it is"), {"fields": ("organisation", "organisations", "policy_area", "actors")}),
        (
            _("What happened"),
            {"fields": ("problem", "what_was_done", "went_well", "went_badly", "obstacles")},
        ),
        (_("What came of it"), {"fields": ("outcome", "outcome_basis", "outcome_sources", "lesson")}),
        (_("To read on"), {"fields": ("sources", "verified")}),
        PUBLISHING,
    )


@admin.register(Practice)
class PracticeAdmin(Curated):
    """Practices, with their evidence and the cases that describe them."""

    slug_follows = "name"
    list_display = ("name", "strength", "problem", "state")
    list_filter = ("state", "levels", "strength")
    search_fields = ("name", "problem", "how", "slug")
    autocomplete_fields = ("cases",)
    inlines = (PracticeEvidence,)
    fieldsets = (
        (None, {"fields": ("name", "slug", "levels", "problem", "how")}),
        (_("For whoever would copy it"), {"fields": ("conditions", "risks", "do_not_copy_if", "takes")}),
        (_("How well it is known"), {"fields": ("strength", "cases", "note")}),
        (_("On the ladder"), {"fields": ("rungs",), "classes": ("collapse",)}),
        PUBLISHING,
    )


@admin.register(Adaptation)
class AdaptationAdmin(Curated):
    """What became of practices elsewhere."""

    slug_follows = "government"
    list_display = ("government", "practice", "country", "since", "result", "state")
    list_filter = ("state", "result", "country")
    list_select_related = ("practice",)
    search_fields = ("government", "place", "changed", "slug")
    autocomplete_fields = ("practice", "from_case", "source")
    fieldsets = (
        (None, {"fields": ("government", "slug", "practice", "from_case")}),
        (_("Where and when"), {"fields": (("place", "country"), ("lat", "lon"), "since")}),
        (_("What became of it"), {"fields": ("changed", "result", "result_told", "told_by", "source")}),
        PUBLISHING,
    )


@admin.register(Evidence)
class EvidenceAdmin(Linked, Remembered):
    """All evidence, row by row."""

    list_display = ("source", "practice", "case", "level", "statement", "strength")
    list_filter = ("level", "strength", ("practice", admin.EmptyFieldListFilter))
    list_select_related = ("source", "practice", "case", "level")
    search_fields = ("statement", "source__title", "source__slug", "practice__name", "case__title")
    autocomplete_fields = ("source", "practice", "case", "level")
