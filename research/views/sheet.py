"""A published practice or case as one page to print. Everybody may get it."""

from __future__ import annotations

from csp.decorators import csp_exempt
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

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
    return _file(request, content, f"co-creator-{kind}-{slug}-v{number}.pdf", sign)


def _file(request: HttpRequest, content: bytes, name: str, sign: str) -> HttpResponse:
    @csp_exempt()  # browsers draw a PDF with an inline style and an object of their own
    def answered(_request: HttpRequest) -> HttpResponse:
        headers = {"Content-Disposition": f'inline; filename="{name}"', "ETag": sign}
        return HttpResponse(content, content_type="application/pdf", headers=headers)

    answer = answered(request)
    assert isinstance(answer, HttpResponse)
    patch_cache_control(answer, public=True, no_cache=True)
    return answer


def _busy(request: HttpRequest, kind: str, slug: str, number: int) -> HttpResponse:
    told = {"kind": kind, "slug": slug, "number": number}
    answer = render(request, "research/busy.html", told, status=503)
    answer.headers["Retry-After"] = str(LONGEST_WAIT_SECONDS)
    return answer
