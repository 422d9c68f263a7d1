"""The open data: a page that explains them, and the zip. Both need no log-in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from research import discovery, licence
from research.release.files import zipped
from research.release.tables import tables

FILE_NAME = "co-creator-library.zip"


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """What is in the zip: every table and every column, in words."""
    head = discovery.of_data(*(request.build_absolute_uri(reverse(name)) for name in ("data", "data_zip")))
    return render(request, "research/data.html", {"tables": tables(), "licence": licence, "head": head})


@require_safe
def data_zip(request: HttpRequest) -> HttpResponse | HttpResponseNotModified:
    """All tables as they are now. Whoever has them already is told so."""
    sign, content = zipped()
    answer = HttpResponse(content, content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    answer.headers["ETag"] = quote_etag(sign)
    return get_conditional_response(request, etag=answer.headers["ETag"], response=answer) or answer
