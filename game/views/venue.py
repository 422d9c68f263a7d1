"""The check of a hall's own network, before anybody is in it: answers that tell whether they came through (area F7)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from game import engine

LONGEST_WORD = 40


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What is checked, a light, and words for the people who keep the network."""
    context = {"host": request.get_host(), "secure": request.is_secure()}
    return render(request, "game/venue.html", context)


@require_safe
@never_cache
def ping(request: HttpRequest) -> HttpResponse:
    """The word that was sent and the server's time: a stored answer would bring another word."""
    return JsonResponse({"word": request.GET.get("word", "")[:LONGEST_WORD], "now": engine.now()})
