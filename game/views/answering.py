"""How pages, fetches and deeds answer with a screen: its parts as HTML, and in headers what the page compares."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from game import engine
from game.models import new_key
from game.original import marked
from game.render import CSRF_PLACEHOLDER, KEY_PLACEHOLDER, PAGE_PLACEHOLDER, RenderedScreen
from game.views.undoing import OFFERED, Told

#: What an answer brings with nothing to say: the notice of before is gone.
NO_NOTICE = '<div data-part="notice" data-hash="" data-moment=""></div>'


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page that tells texts of a script; those that are not there in the reader's language are marked as English."""
    return HttpResponse(marked(render_to_string(template, context, request)), status=status)


def slots(request: HttpRequest, shown: RenderedScreen) -> dict[str, SafeString]:
    """The parts of a screen by slot, for a whole page; with its forms filled, so that they work without JavaScript."""
    return {part.slot: filled(request, part.html) for part in shown.parts}


def parts(
    request: HttpRequest,
    shown: RenderedScreen,
    notice: str = "",
    confirm: str = "",
    undo: Told | None = None,
) -> HttpResponse:
    """The parts of a screen that the page does not show yet, and the notice.

    A page names by their hashes the parts that it shows; the answer to a form without a script has all of them.
    `confirm` is the phase that may be left all the same, `undo` what was done and how to take it back.
    """
    known = set((request.headers.get("X-Shown") or request.GET.get("shown", "")).split("."))
    html = "".join(part.html for part in shown.parts if part.hash not in known)
    html += _notice(_slug(request), notice, confirm, undo) if notice or undo else NO_NOTICE
    return told(HttpResponse(filled(request, html)), shown)


def _notice(slug: str, notice: str, confirm: str, undo: Told | None) -> str:
    context = {
        "notice": notice,
        "confirm": confirm,
        "undo": undo if not notice else None,
        "until": engine.now() + OFFERED,
        "slug": slug,
        "csrf_placeholder": CSRF_PLACEHOLDER,
    }
    return render_to_string("game/parts/notice.html", context)


def same(request: HttpRequest, shown: RenderedScreen) -> HttpResponse:
    """The parts as they stand; 204 if the page shows them already."""
    if request.GET.get("shown") == shown.hash:
        return told(HttpResponse(status=204), shown)
    return parts(request, shown)


def told(response: HttpResponse, shown: RenderedScreen) -> HttpResponse:
    """The answer with version, time and hash of what it shows."""
    response["X-Version"] = str(shown.version)
    response["X-Now"] = str(engine.now())
    response["X-Screen"] = shown.hash
    response["Cache-Control"] = "no-store"
    return response


def filled(request: HttpRequest, html: str) -> SafeString:
    """Our own markup, with the tokens that make its forms work without JavaScript; a script has its own."""
    if not request.htmx:  # type: ignore[attr-defined]
        html = html.replace(CSRF_PLACEHOLDER, get_token(request))
    html = html.replace(PAGE_PLACEHOLDER, secrets.token_hex(6))
    return mark_safe(html.replace(KEY_PLACEHOLDER, new_key()))  # noqa: S308


def _slug(request: HttpRequest) -> str:
    match = request.resolver_match
    return str(match.kwargs.get("slug", "")) if match else ""
