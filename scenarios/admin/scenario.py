"""A scenario at the authors' desk: its page, and who may do what with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from scenarios.admin.chapter_page import ChapterPage
from scenarios.admin.history_page import HistoryPage
from scenarios.admin.listing import Listing
from scenarios.checking import verdict_of
from scenarios.desk import languages
from scenarios.desk.changing import add
from scenarios.desk.chapters import chapters_of, said
from scenarios.desk.pointing import Pointed, pointed
from scenarios.desk.saving import own_texts
from scenarios.models import Scenario
from scenarios.paths import items
from scenarios.unclear import counts


@admin.register(Scenario)
class ScenarioAdmin(ChapterPage, HistoryPage, Listing):
    """The desk. What comes with the program is read and copied; what was made here is worked on."""

    def get_urls(self) -> list[URLPattern]:
        """The pages of one scenario, before the usual ones."""
        pages: dict[str, tuple[Callable[..., HttpResponse], str]] = {
            "<path:object_id>/check/": (self.check_page, "check"),
            "<path:object_id>/copy/": (self.copy_page, "copy"),
            "<path:object_id>/files.zip": (self.files_page, "files"),
            "<path:object_id>/chapter/<str:key>/": (self.chapter_page, "chapter"),
            "<path:object_id>/restore/": (self.restore_page, "restore"),
        }
        own = [
            path(address, self.admin_site.admin_view(view), name=f"scenarios_scenario_{name}")
            for address, (view, name) in pages.items()
        ]
        return [*own, *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nothing begins empty: every scenario begins as a copy."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What comes with the program follows its files."""
        return super().has_change_permission(request, obj) and (obj is None or obj.is_local)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What comes with the program stays."""
        return super().has_delete_permission(request, obj) and (obj is None or obj.is_local)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Nothing is deleted from the list."""
        actions: dict[str, Any] = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The page of a scenario: its chapters, its languages, what stands against it, and what can be done with it."""
        row = self.row(request, object_id)
        if request.method == "POST":
            return self._deed(request, row)
        found = pointed(verdict_of(row).problems, row.document, own_texts(row))
        unclear = counts(row.slug, row.version)
        told = {
            "standing": verdict_of(row),
            "groups": _groups(row, found, unclear),
            "general": [one for one in found if not one.chapter],
            "languages": languages.languages_of(row),
            "more_languages": languages.others(row),
            "dilemmas": [str(one["id"]) for one in items(row.document, "dilemmas")],
            "unclear": sum(unclear.values()),
            "may_delete": self.has_delete_permission(request, row),
        }
        return self.page(request, row, "desk", self.title(row) or row.slug, told)

    def check_page(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Everything that stands against a scenario, each thing with the form where it is mended."""
        row = self.row(request, object_id)
        standing = verdict_of(row)
        told = {"standing": standing, "found": pointed(standing.problems, row.document, own_texts(row))}
        return self.page(request, row, "check", _("Check"), told)

    def _deed(self, request: HttpRequest, row: Scenario) -> HttpResponse:
        """Begin a language or take one away, or add a dilemma."""
        self.must_change(request, row)
        sent = request.POST
        if language := sent.get("begin"):
            languages.begin(row.pk, language)
        elif sent.get("leave") and sent.get("sure"):
            languages.take_away(row.pk, sent["leave"])
        elif sent.get("leave"):
            messages.warning(request, _("Nothing was taken away. Tick the box if you mean it."))
        elif name := sent.get("dilemma", "").strip():
            return self._with_dilemma(request, row, name)
        return HttpResponseRedirect(self.address(row, "change"))

    def _with_dilemma(self, request: HttpRequest, row: Scenario, name: str) -> HttpResponse:
        if self.grown(request, row, lambda document: add(document, "dilemmas", name), name):
            return HttpResponseRedirect(self.address(row, "chapter", name))
        return HttpResponseRedirect(self.address(row, "change"))


def _groups(row: Scenario, found: list[Pointed], unclear: dict[tuple[str, str], int]) -> list[dict[str, Any]]:
    """The chapters, those of a dilemma together, each with how much stands against it and how often it was unclear."""
    english = own_texts(row).get("en", {})
    groups: list[dict[str, Any]] = []
    for chapter in chapters_of(row.document, english):
        if not groups or groups[-1]["dilemma"] != chapter.dilemma:
            title = (said(english, chapter.dilemma, "title") or chapter.dilemma) if chapter.dilemma else ""
            groups.append({"dilemma": chapter.dilemma, "title": title, "chapters": []})
        mine = [one for one in found if one.chapter == chapter.key]
        groups[-1]["chapters"].append(
            {
                "key": chapter.key,
                "title": chapter.title,
                "faults": sum(not one.problem.is_warning for one in mine),
                "warnings": sum(one.problem.is_warning for one in mine),
                "unclear": sum(
                    number
                    for (_language, key), number in unclear.items()
                    if any(b.has_text(key) for b in chapter.blocks)
                ),
            }
        )
    return groups
