"""The desk of a host: the own tables, and before the doors open a page that says so."""

from __future__ import annotations

import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from game import engine, leading, log
from game.access import AtDesk
from game.models import MESSAGE_LENGTH, REFLECTION_LENGTH
from game.render import rendered
from game.views import answering


def whole(request: HttpRequest, desk: AtDesk, notice: str = "") -> HttpResponse:
    """The whole desk of a host, with a sentence if there is something to say."""
    workshop = desk.workshop
    hosted = leading.numbers_as_words(desk.viewer.tables)
    context = {"workshop": workshop, "slug": workshop.slug, "hosted": hosted}
    if workshop.phase == "draft":
        return render(request, "game/host_waits.html", context)
    current = log.current(workshop)
    shown = rendered(workshop, current, desk.viewer, get_language() or "en")
    context |= {
        "screen": shown,
        "parts": answering.slots(request, shown),
        "tables": [
            (number, current.texts.tables.get(number, ""))
            for number in desk.viewer.tables
            if number in current.state.tables
        ],
        "notice": notice,
        "now": engine.now(),
        "page_id": secrets.token_hex(6),
        "longest": MESSAGE_LENGTH,
        "longest_note": REFLECTION_LENGTH,
        "desk_notes": leading.notes_of(workshop, request.user.pk),
    }
    return answering.told(render(request, "game/host.html", context), shown)
