"""When a request cannot be served: a clear sentence on a calm page."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The browser keeps no cookies, or the page is too old."""
    return render(request, "refused/csrf.html", {"reason": reason}, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Something in the request was too large or made no sense."""
    told = {
        "is_too_long": isinstance(exception, RequestDataTooBig | TooManyFieldsSent),
        "kilobytes": settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024,
        "fields": settings.DATA_UPLOAD_MAX_NUMBER_FIELDS,
    }
    return render(request, "refused/bad_request.html", told, status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page, or it belongs to somebody else."""
    return render(request, "refused/not_found.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Our fault."""
    return render(request, "refused/broken.html", status=500)
