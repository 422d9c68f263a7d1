"""A published practice or case as one page to print. Everybody may get it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from research.papers import paper as paper_of
from research.publishing.shelves import shown
from research.sheet.keeping import LONGEST_WAIT_SECONDS, Busy, made
from research.sheet.sheet import sheet_of
from research.views.tombstone import or_tombstone


@or_tombstone
@require_safe
def sheet(request: HttpRequest, kind: str, slug: str, number: int) -> HttpResponse:
    """The PDF of a version. Whoever has it already is told so; whoever comes in a crowd is asked to come again."""
    found = shown(kind, slug, number)
    address = request.build_absolute_uri(found.version.get_absolute_url())
    asked = sheet_of(found.record, found.version, address)
    sign = quote_etag(asked.sign)
    if (known := get_conditional_response(request, etag=sign)) is not None:
        assert isinstance(known, HttpResponse)
        return known
    try:
        content = made(asked)
    except Busy:
        return _busy(request, kind, slug, number)
    return paper_of(content, f"co-creator-{kind}-{slug}-v{number}.pdf", sign, public=True)


def _busy(request: HttpRequest, kind: str, slug: str, number: int) -> HttpResponse:
    told = {"kind": kind, "slug": slug, "number": number}
    answer = render(request, "research/busy.html", told, status=503)
    answer.headers["Retry-After"] = str(LONGEST_WAIT_SECONDS)
    return answer
