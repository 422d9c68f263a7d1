"""How people come in: shown at the desk, on the wall and on the sheet to print."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import segno
from django.http import HttpRequest
from django.urls import reverse

from game.limits.guessing import seal_of
from game.models import Workshop


def doors(request: HttpRequest, workshop: Workshop) -> dict[str, str]:
    """How people come in: the address behind the sign, a shorter one to type, the sign itself, and the wall's address."""
    link = link_of(workshop)
    return {
        "join_link": request.build_absolute_uri(link),
        "join_address": request.build_absolute_uri(link.partition("?")[0]),
        "join_root": request.get_host(),
        "wall_link": request.build_absolute_uri(reverse("projector", args=[workshop.slug])),
        "sign": _drawn(request.build_absolute_uri(link)),
    }


def link_of(workshop: Workshop, table: int = 0) -> str:
    """The address of the door, or of a table, with the code and the seal that tells that it came from us."""
    name, more = ("table_link", [table]) if table else ("join_link", [])
    return f"{reverse(name, args=[workshop.code, *more])}?seal={seal_of(workshop.code)}"


@dataclass(frozen=True, slots=True)
class TableSign:
    """What stands on a table: its number and name, the address behind its sign, a shorter one to type, and the sign to scan (ROOM-1)."""

    number: int
    name: str
    link: str
    address: str
    sign: str


def signs_of_tables(request: HttpRequest, workshop: Workshop, tables: Iterable[int]) -> list[TableSign]:
    """A sign for each of these tables."""
    found = []
    for number in tables:
        link = request.build_absolute_uri(link_of(workshop, number))
        name = workshop.table_names.get(str(number), "")
        found.append(TableSign(number, name, link, link.partition("?")[0], _drawn(link)))
    return found


def _drawn(link: str) -> str:
    return segno.make(link, error="m").svg_inline(scale=8, border=2, svgclass=None, omitsize=True)
