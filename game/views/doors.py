"""How people come in: shown at the desk, on the wall and on the sheet to print."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

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
        "sign": _drawn(link),
    }


@dataclass(frozen=True, slots=True)
class TableSign:
    """What stands on a table: its number and name, the address that leads there, and the sign to scan (ROOM-1)."""

    number: int
    name: str
    link: str
    sign: str


def signs_of_tables(request: HttpRequest, workshop: Workshop, tables: Iterable[int]) -> list[TableSign]:
    """A sign for each of these tables."""
    found = []
    for number in tables:
        link = request.build_absolute_uri(reverse("table_link", args=[workshop.code, number]))
        found.append(TableSign(number, workshop.table_names.get(str(number), ""), link, _drawn(link)))
    return found


def _drawn(link: str) -> str:
    return segno.make(link, error="m").svg_inline(scale=8, border=2, svgclass=None, omitsize=True)
