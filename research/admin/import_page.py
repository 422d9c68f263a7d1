"""The page of the admin on which references are brought in: pasted or uploaded, looked at, and then saved."""

from __future__ import annotations

import gzip
from base64 import b64decode, b64encode
from hashlib import sha256
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, RequestDataTooBig, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from research.admin.base import Curated
from research.citations import formats
from research.citations.report import LONGEST_TEXT, Trouble
from research.importing import Fate, bring_in, wishes
from research.models import Source

KEPT = "research_import"


class ImportForm(forms.Form):
    """References as text: pasted, or in a file."""

    text = forms.CharField(
        label=_("Paste references"),
        widget=forms.Textarea(
            attrs={"rows": 14, "cols": 80, "class": "vLargeTextField", "spellcheck": "false"}
        ),
        required=False,
        strip=False,
        help_text=_("BibTeX, RIS or CSL-JSON; which one it is, is seen from the text."),
    )
    file = forms.FileField(label=_("Or a file"), required=False)

    def clean_file(self) -> str:
        """The text of the file."""
        upload = cast("UploadedFile[bytes] | None", self.cleaned_data["file"])
        if upload is None:
            return ""
        if upload.size is None or upload.size > 2 * LONGEST_TEXT:
            raise ValidationError(_("This file is too long: at most 4 megabytes are read at once."))
        try:
            text = bytes(upload.read()).decode("utf-8-sig")
        except UnicodeDecodeError:
            text = "\0"
        if "\0" in text:
            raise ValidationError(
                _("This file is no text in UTF-8. Save it as text in UTF-8, and try again.")
            )
        return text

    def clean(self) -> dict[str, Any]:
        """One of the two, and not both."""
        fields = super().clean() or {}
        found = [str(fields.get(name, "")).strip() for name in ("text", "file")]
        if all(found):
            raise ValidationError(_("Paste references or choose a file, not both."))
        if not any(found) and not self.errors:
            raise ValidationError(_("Paste references, or choose a file."))
        return fields

    @property
    def references(self) -> str:
        """The text that was given."""
        return str(self.cleaned_data["file"] or self.cleaned_data["text"])


class ImportPage(Curated):
    """An admin of sources with a page for bringing references in, for those who may add sources."""

    def get_urls(self) -> list[URLPattern]:
        """The page, before the addresses of single sources."""
        page = self.admin_site.admin_view(self.import_page)
        return [path("import/", page, name="research_source_import"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The list, with a button for those who may add."""
        told = {"may_import": self.has_add_permission(request), **(extra_context or {})}
        return super().changelist_view(request, told)

    @method_decorator(csrf_exempt)
    def import_page(self, request: HttpRequest) -> HttpResponse:
        """The page, also where so much was pasted that the server reads none of it. The token is checked in what follows."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        try:
            request.POST.get("digest")  # the first look at it makes the server read it
        except RequestDataTooBig:
            too_long = gettext(
                "This is too long to be pasted. Save it as a file, and choose that file below."
            )
            return self._page(request, ImportForm(), status=413, refused=too_long)
        return csrf_protect(self._steps)(request)

    def _steps(self, request: HttpRequest) -> HttpResponse:
        """An empty form; what was given, looked at; or, agreed to, saved."""
        if request.method != "POST":
            return self._page(request, ImportForm())
        if "digest" in request.POST:
            return self._save(request)
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(request, form)
        return self._preview(request, form.references, form.cleaned_data["text"])

    def _preview(self, request: HttpRequest, text: str, pasted: str) -> HttpResponse:
        """What would be made, what is there already, and what was not understood. The text waits in the session."""
        found, reading = formats.read(text)
        told = wishes(reading)
        new = [wish for wish in told if wish.fate is Fate.NEW]
        request.session[KEPT] = _packed(text) if new else ""
        return self._page(
            request,
            ImportForm(initial={"text": pasted}),
            format=found,
            new=new,
            known=[wish for wish in told if wish.fate in {Fate.KNOWN, Fate.TWICE}],
            unfit=[wish for wish in told if wish.fate is Fate.UNFIT],
            troubles=[(trouble.line, _said(trouble)) for trouble in reading.troubles],
            digest=_digest(text),
            is_preview=True,
        )

    def _save(self, request: HttpRequest) -> HttpResponse:
        """Make what was looked at, in one piece."""
        text = _unpacked(request.session.get(KEPT, ""))
        if not text or request.POST["digest"] != _digest(text):
            again = gettext(
                "What you looked at is not here any more. Nothing was saved; please bring it in again."
            )
            return self._page(request, ImportForm(), refused=again)
        try:
            made = self._made(request, text)
        except IntegrityError:
            meanwhile = gettext(
                "Somebody else saved one of these just now. Nothing was saved; please look again."
            )
            return self._page(request, ImportForm(), refused=meanwhile)
        del request.session[KEPT]
        how_many = ngettext("%(n)d source was made.", "%(n)d sources were made.", len(made)) % {
            "n": len(made)
        }
        messages.success(request, how_many)
        return HttpResponseRedirect(reverse("admin:research_source_changelist"))

    @transaction.atomic
    def _made(self, request: HttpRequest, text: str) -> list[Source]:
        """The new sources, saved together with who made them."""
        made = bring_in(formats.read(text)[1])
        for source in made:
            self.log_addition(request, source, gettext("Imported."))
        return made

    def _page(self, request: HttpRequest, form: ImportForm, status: int = 200, **told: Any) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Import sources"),
            "opts": self.opts,
            "form": form,
            **told,
        }
        return TemplateResponse(request, "admin/research/source/import.html", context, status=status)


def _said(trouble: Trouble) -> str:
    """The sentence in the language of the page."""
    return gettext(trouble.sentence) % {"what": trouble.what}


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _packed(text: str) -> str:
    return b64encode(gzip.compress(text.encode(), mtime=0)).decode()


def _unpacked(packed: str) -> str:
    return gzip.decompress(b64decode(packed)).decode() if packed else ""
