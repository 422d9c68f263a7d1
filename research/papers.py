"""A PDF as the answer to a request."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.cache import patch_cache_control

#: A browser draws a PDF with an inline style and an object of its own, which the policy of pages would forbid. That no page
#: may frame it says X-Frame-Options.
POLICY = "base-uri 'none'; form-action 'none'"


def paper(content: bytes, name: str, sign: str, **cache: bool) -> HttpResponse:
    """The file under this name, to be looked at; `sign` is its quoted entity tag, `cache` who may keep it."""

    headers = {
        "Content-Disposition": f'inline; filename="{name}"',
        "ETag": sign,
        "Content-Security-Policy": POLICY,
    }
    answer = HttpResponse(content, content_type="application/pdf", headers=headers)
    patch_cache_control(answer, no_cache=True, **cache)
    return answer
