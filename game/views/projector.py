"""The wall. Until it is built it says so."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from game.models import Workshop


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """What the wall will show; for now, the code to join by while the doors are open."""
    workshop = get_object_or_404(Workshop, slug=slug)
    return render(request, "game/projector.html", {"workshop": workshop})
