"""How pages, fetches and deeds answer with a screen: its parts as HTML, and in headers what the page compares."""

from __future__ import annotations

import secrets

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from game import engine
from game.models import new_key
from game.render import CSRF_PLACEHOLDER, KEY_PLACEHOLDER, PAGE_PLACEHOLDER, RenderedScreen
from game.views.undoing import OFFERED, Told


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
    """The parts of a screen and the notice.

    `confirm` is the phase that may be left all the same, `undo` what was done and how to take it back.
    """
    html = "".join(part.html for part in shown.parts)
    context = {
        "notice": notice,
        "confirm": confirm,
        "undo": undo if not notice else None,
        "until": engine.now() + OFFERED,
        "slug": _slug(request),
        "csrf_placeholder": CSRF_PLACEHOLDER,
    }
    html += render_to_string("game/parts/notice.html", context)
    return told(HttpResponse(filled(request, html)), shown)


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
    """Our own markup, with the tokens that make its forms work without JavaScript."""
    page_id = secrets.token_hex(6)
    html = html.replace(CSRF_PLACEHOLDER, get_token(request)).replace(PAGE_PLACEHOLDER, page_id)
    return mark_safe(html.replace(KEY_PLACEHOLDER, new_key()))  # noqa: S308


def _slug(request: HttpRequest) -> str:
    match = request.resolver_match
    return str(match.kwargs.get("slug", "")) if match else ""
