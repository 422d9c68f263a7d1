"""The wall. Until it is built it says so."""

from __future__ import annotations

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from game.models import Workshop


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """What the wall will show; for now, the code to join by while the doors are open."""
    workshop = get_object_or_404(Workshop, slug=slug)
    link = request.build_absolute_uri(reverse("join_link", args=[workshop.code]))
    sign = segno.make(link, error="m").svg_inline(scale=8, border=2, svgclass=None, omitsize=True)
    return render(request, "game/projector.html", {"workshop": workshop, "link": link, "sign": sign})
