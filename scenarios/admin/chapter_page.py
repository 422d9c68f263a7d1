"""One chapter of a scenario as a form; a copy; and the files to take along."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from research.files import records
from research.typed import plain_text
from scenarios.admin.base import DeskPage
from scenarios.checking import verdict_of
from scenarios.desk import editing, languages
from scenarios.desk.balance import balance
from scenarios.desk.chapters import Chapter, chapter_of, chapters_of
from scenarios.desk.copying import CopyForm, copied
from scenarios.desk.pointing import pointed
from scenarios.desk.saving import LONGEST_REASON, own_texts
from scenarios.models import Scenario
from scenarios.parcel import packed
from scenarios.paths import get
from scenarios.unclear import counts


class ChapterPage(DeskPage):
    """Forms."""

    def chapter_page(self, request: HttpRequest, object_id: str, key: str) -> HttpResponse:
        """The form of one chapter, in one language."""
        row = self.row(request, object_id)
        sent = request.POST if request.method == "POST" else request.GET
        language = sent.get("language", "en")
        if request.method == "POST":
            self.must_change(request, row)
            why = plain_text(sent.get("why", ""))[:LONGEST_REASON]
            outcome = editing.edit(row.pk, key, language, request.POST, why)
            return self._after(request, outcome, key, language)
        chapter = chapter_of(row.document, row.texts.get("en", {}), key)
        if chapter is None or language not in row.texts:
            raise Http404
        return self._form(
            request, row, editing.Outcome(row, chapter, editing.form_of(row, chapter, language))
        )

    def copy_page(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """A copy, as the start of a local scenario."""
        row = self.row(request, object_id)
        if not request.user.has_perm("scenarios.add_scenario"):
            raise PermissionDenied
        form = CopyForm(row, request.POST if request.method == "POST" else None)
        if form.is_valid():
            data = form.cleaned_data
            try:
                with transaction.atomic():
                    fresh = copied(
                        row, data["slug"], data["title"], data.get("languages", []), data.get("town", "")
                    )
            except IntegrityError:  # the second of two taps
                return HttpResponseRedirect(self.address(Scenario.objects.get(slug=data["slug"]), "change"))
            messages.success(
                request,
                _(
                    "This is your copy. Change what you like; players see nothing until you open a workshop on it."
                ),
            )
            return HttpResponseRedirect(self.address(fresh, "change"))
        return self.page(request, row, "copy", _("Copy"), {"form": form}, 422 if form.is_bound else 200)

    def files_page(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The scenario as one file, for another installation or for whoever works on its files."""
        row = self.row(request, object_id)
        content = packed(row.slug, row.document, row.texts)
        answer = HttpResponse(content, content_type="application/zip")
        answer["Content-Disposition"] = f'attachment; filename="{row.slug}.zip"'
        return answer

    def _after(self, request: HttpRequest, outcome: editing.Outcome, key: str, language: str) -> HttpResponse:
        """On to where somebody wants to go; or the form again, with what was typed and a sentence."""
        row = outcome.row
        if outcome.chapter is None or outcome.form is None:
            lost = [
                (name, request.POST[name])
                for name in request.POST
                if name.startswith("t.") and request.POST[name].strip()
            ]
            return self.page(request, row, "gone", _("This chapter is gone"), {"typed": lost}, 409)
        if not outcome.is_saved:
            return self._form(request, row, outcome, 409 if outcome.stands else 422)
        messages.success(request, _("Saved."))
        if outcome.is_gone:
            return HttpResponseRedirect(self.address(row, "change"))
        if "_next" in request.POST:
            keys = [chapter.key for chapter in chapters_of(row.document, row.texts.get("en", {}))]
            key = (keys[keys.index(key) + 1 :] or [key])[0]
        return HttpResponseRedirect(f"{self.address(row, 'chapter', key)}?language={language}")

    def _form(
        self, request: HttpRequest, row: Scenario, outcome: editing.Outcome, status: int = 200
    ) -> HttpResponse:
        chapter, form = outcome.chapter, outcome.form
        assert chapter is not None and form is not None
        if not self.has_change_permission(request, row):
            for field in form.fields.values():
                field.disabled = True
        asked = counts(row.slug, row.version).items()
        unclear = {text: number for (code, text), number in asked if code == form.language}
        stands = {name: _shown(value) for name, value in outcome.stands.items()}
        told = {
            "chapter": chapter,
            "form": form,
            "sheets": list(form.sheets(stands, unclear)),
            "language": form.language,
            "languages": languages.languages_of(row),
            "stands": stands,
            "seen": editing.seen(row),
            "found": self._of_chapter(row, chapter),
            "siblings": [
                one
                for one in chapters_of(row.document, row.texts.get("en", {}))
                if one.dilemma == chapter.dilemma
            ],
            "balance": balance(row.document, chapter.dilemma) if chapter.dilemma else [],
            "known": _known(chapter),
            "may_hide": chapter.key == chapter.dilemma
            and get(row.document, f"{chapter.path}.options.D") is None,
            "adds": [
                (where, label, request.POST.get(f"add.{where}", "")) for where, label in chapter.adds.items()
            ],
            "why": request.POST.get("why", ""),
        }
        return self.page(request, row, "chapter", chapter.full_title, told, status)

    def _of_chapter(self, row: Scenario, chapter: Chapter) -> list[Any]:
        return [
            one
            for one in pointed(verdict_of(row).problems, row.document, own_texts(row))
            if one.chapter == chapter.key
        ]


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value if value is not None else "")


def _known(chapter: Chapter) -> dict[str, list[tuple[str, str]]]:
    """What fields may be completed from: the slugs of the library with their titles, only where they are asked for."""
    if not any(leaf.name in ("practices", "also") for block in chapter.blocks for leaf in block.leaves):
        return {}
    library = records()
    shelves: dict[str, Any] = {
        "practices": library.practices,
        "cases": library.cases,
        "sources": library.sources,
        "dossiers": library.dilemmas,
    }
    return {
        f"known-{name}": [(slug, one.title) for slug, one in shelf.items()] for name, shelf in shelves.items()
    }
