"""How people come in: shown at the desk, on the wall and on the sheet to print."""

from __future__ import annotations

import segno
from django.http import HttpRequest
from django.urls import reverse

from game.models import Workshop


def doors(request: HttpRequest, workshop: Workshop) -> dict[str, str]:
    """How people come in: the address behind the sign, the sign itself, and the wall's address."""
    link = request.build_absolute_uri(reverse("join_link", args=[workshop.code]))
    return {
        "join_link": link,
        "join_root": request.get_host(),
        "wall_link": request.build_absolute_uri(reverse("projector", args=[workshop.slug])),
        "sign": segno.make(link, error="m").svg_inline(scale=8, border=2, svgclass=None, omitsize=True),
    }
