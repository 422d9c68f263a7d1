"""A PDF as the answer to a request."""

from __future__ import annotations

from csp.decorators import csp_exempt
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control


def paper(request: HttpRequest, content: bytes, name: str, sign: str, **cache: bool) -> HttpResponse:
    """The file under this name, to be looked at; `sign` is its quoted entity tag, `cache` who may keep it."""

    @csp_exempt()  # browsers draw a PDF with an inline style and an object of their own
    def answered(_request: HttpRequest) -> HttpResponse:
        headers = {"Content-Disposition": f'inline; filename="{name}"', "ETag": sign}
        return HttpResponse(content, content_type="application/pdf", headers=headers)

    answer = answered(request)
    assert isinstance(answer, HttpResponse)
    patch_cache_control(answer, no_cache=True, **cache)
    return answer
