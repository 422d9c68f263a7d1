"""What everybody may get of the scenarios: the catalogue, a page for each, and the form of their files."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from research.files import records
from scenarios import catalogue
from scenarios.json_schema import json_schema
from scenarios.models import Scenario


@require_safe
def schema(request: HttpRequest) -> JsonResponse:
    """The JSON Schema of scenario.yaml."""
    answer = JsonResponse(
        json_schema(request.build_absolute_uri(request.path)), json_dumps_params={"indent": 1}
    )
    answer["Content-Type"] = "application/schema+json"
    answer["Cache-Control"] = "public, max-age=3600"
    return answer


@require_safe
def catalogue_page(request: HttpRequest) -> HttpResponse:
    """All scenarios that can be played."""
    return render(request, "scenarios/catalogue.html", {"entries": catalogue.entries(get_language() or "en")})


@require_safe
@ensure_csrf_cookie
def scenario_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One scenario: what it is about, who is in it, what it rests on, and the ways to play it."""
    row = get_object_or_404(Scenario.objects.ready(), slug=slug)
    found = catalogue.entry(row, get_language() or "en", records())
    return render(request, "scenarios/scenario.html", {"entry": found})
