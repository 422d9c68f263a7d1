"""The check of a hall's own network, before anybody is in it: answers that tell whether they came through (area F7)."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from game import engine, venue


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What is checked, a light, and words for the people who keep the network."""
    where = urlsplit(f"//{request.get_host()}")
    context = {
        "host": where.hostname,
        "port": where.port
        or (443 if request.is_secure() else 80),  # behind a proxy our own port says nothing
        "secure": request.is_secure(),
        "phones": (10, 25, venue.MOST_PHONES),
    }
    return render(request, "game/venue.html", context)


@require_safe
@never_cache
def ping(request: HttpRequest) -> HttpResponse:
    """The word that was sent and the server's time: a stored answer would bring another word."""
    return JsonResponse({"word": venue.cut(request.GET.get("word")), "now": engine.now()})
