"""Translations at the curators' desk: one box for each text, with the English beneath it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop, ngettext
from django.utils.translation import gettext_lazy as _

from research.admin.base import CuratedForm
from research.admin.history import Remembered
from research.columns import meta_of
from research.models import Translation
from research.models.fields import lines
from research.publishing.framing import MODELS
from research.publishing.shelves import by_slug
from research.translating import PROSE, fingerprint_of, is_stale, texts_of

NOT_PUBLIC = gettext_noop("No record of this kind and name is public.")


class TranslationForm(CuratedForm):
    """Whose texts these are, and in which language. The texts come when that is known."""

    #: The record as the public reads it, if it does.
    edition: Any = None

    def clean(self) -> dict[str, Any]:
        """Only what the public can read is translated."""
        said = super().clean() or self.cleaned_data
        kind, slug = said.get("kind"), said.get("record")
        if kind and slug:
            self.edition = by_slug(kind, [slug]).get(slug)
            if self.edition is None:
                self.add_error("record", gettext(NOT_PUBLIC))
            else:
                self.instance.of = fingerprint_of(self.edition, ())
        return said


class TextsForm(TranslationForm):
    """The texts. What is left empty stays English; a list has as many lines as the English one."""

    fits = forms.BooleanField(
        label=_("It says what the English says now"),
        required=False,
        help_text=_("Leave it empty if the English has changed and the translation has not followed yet."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        row = self.instance
        self.initial["fits"] = self.edition is not None and not is_stale(row, self.edition)
        for name in PROSE[row.kind]:
            self.initial[name] = "\n".join(texts_of(row.texts.get(name, ())))

    def clean(self) -> dict[str, Any]:
        """Take the texts over, and the fingerprint of the English if they fit it."""
        said = super(TranslationForm, self).clean() or self.cleaned_data
        if self.edition is None:
            raise forms.ValidationError(gettext(NOT_PUBLIC))
        names = [name for name in PROSE[self.instance.kind] if said.get(name)]
        self.instance.texts = {name: self._typed(name, said[name]) for name in names}
        if said.get("fits"):
            self.instance.of = fingerprint_of(self.edition, names)
        return said

    def _typed(self, name: str, typed: str) -> str | list[str]:
        """A text as it was typed, or the lines of a list."""
        english = getattr(self.edition, name, "")
        if isinstance(english, str):
            return typed
        wanted, found = len(texts_of(english)), lines(typed)
        if len(found) != wanted:
            said = ngettext("The English has %(n)d line.", "The English has %(n)d lines.", wanted)
            self.add_error(name, said % {"n": wanted})
        return found


def form_of(row: Translation) -> type[TextsForm]:
    """The form with a box for each text of this record."""
    edition = by_slug(row.kind, [row.record]).get(row.record)
    boxes = {name: _box(row.kind, name, edition) for name in PROSE[row.kind]}
    return type("TextsForm", (TextsForm,), {**boxes, "edition": edition})


def _box(kind: str, name: str, edition: Any) -> forms.CharField:
    english = texts_of(getattr(edition, name, ""))
    told = format_html_join(SafeString("<br>"), "{}", ((text,) for text in english))
    return forms.CharField(
        label=str(meta_of(MODELS[kind]).get_field(name).verbose_name).capitalize(),
        required=False,
        widget=AdminTextareaWidget(attrs={"rows": max(2, 2 * len(english))}),
        help_text=format_html('<span lang="en">{}</span>', told),
    )


@admin.register(Translation)
class TranslationAdmin(Remembered):
    """All translations. A new one is named first; then its texts are written. They are public at once."""

    form = TranslationForm
    list_display = ("record", "kind", "language", "by", "date")
    list_filter = ("language", "kind", "by")
    search_fields = ("record", "by")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        """With the texts, once it is known of what."""
        return super().get_form(request, obj, change, **({"form": form_of(obj)} if obj else {}), **options)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What it is; who made it; then the texts, in the order of the page."""
        texts = (*PROSE[obj.kind], "fits") if obj else ()
        return ("kind", "record", "language", "by", "date", *texts, "why")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What it is a translation of stays."""
        return ("kind", "record", "language") if obj else ()

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """After a new one was named: on to its texts."""
        posted: Any = request.POST.copy()
        posted["_continue"] = "1"
        request.POST = posted
        answer: HttpResponse = super().response_add(request, obj, post_url_continue)
        return answer
