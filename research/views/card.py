"""The card of a beacon for the pages of others: in a frame, or as a picture. No cookie, no script; gone when the agreement is (B5).

It is the only page that other sites may frame, so nothing can be done on it: it holds links and no form.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from textwrap import shorten, wrap
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from research.agreed import Ended, beacon
from research.publishing.shelves import Withdrawn

View = Callable[[HttpRequest, str], HttpResponse]

MOST_CASES = 3
THEMES = ("light", "dark")
#: How many signs stand on a line of the picture, and where its lines stand: they are set in a typeface that we do not know.
SIGNS_OF_LINE = 28
LINES_AT = {1: (88,), 2: (76, 106)}
#: Others may show it, and nothing runs in it.
FRAMED = {"frame-ancestors": ["*"], "script-src": ["'none'"], "form-action": ["'none'"]}


def for_others(view: View) -> View:
    """A page that others may show, in the language of its address; asked about anew each time it is shown."""

    @wraps(view)
    def answered(request: HttpRequest, slug: str) -> HttpResponse:
        asked = request.GET.get("language", "")
        language = asked if asked in dict(settings.LANGUAGES) else translation.get_language() or "en"
        with translation.override(language):
            answer = view(request, slug)
        answer.headers["Content-Language"] = language
        answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        answer.headers["Cache-Control"] = "public, no-cache"
        return answer

    return answered


@xframe_options_exempt
@csp_replace(FRAMED)  # type: ignore[arg-type]  # it is typed for views without arguments, and takes all
@require_safe
@for_others
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """The card; 410 and a sober one where the organisation is no beacon any more; 404 where it never was."""
    told = {"root": _root(request), "theme": _theme(request)}
    try:
        found = beacon(slug)
    except (Ended, Withdrawn):
        return render(request, "research/card.html", told, status=410)
    return render(request, "research/card.html", {**told, "beacon": found, "cases": found.cases[:MOST_CASES]})


@require_safe
@for_others
def drawn(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as a picture of 400 by 160. Nothing but 410 where the organisation is no beacon any more."""
    try:
        found = beacon(slug)
    except (Ended, Withdrawn):
        return HttpResponse(status=410)
    lines = wrap(shorten(found.record.name, 2 * SIGNS_OF_LINE - 4, placeholder="…"), SIGNS_OF_LINE)[:2]
    told = {"beacon": found, "lines": list(zip(LINES_AT[len(lines)], lines, strict=True))}
    return render(request, "research/card.svg", told, content_type="image/svg+xml")


def to_copy(request: HttpRequest, record: Any) -> tuple[str, str]:
    """HTML for the pages of others, in the language of this page: the card in a frame, and the picture with a link."""
    root, asked = _root(request), f"?language={translation.get_language() or 'en'}"
    title = _("%(name)s, a beacon of co-creation") % {"name": record.name}
    card, picture = (reverse(name, args=[record.slug]) for name in ("beacon_card", "beacon_card_svg"))
    kind = 'loading="lazy" referrerpolicy="no-referrer"'
    frame = format_html(
        f'<iframe src="{{}}" title="{{}}" width="400" height="320" {kind}></iframe>',
        f"{root}{card}{asked}",
        title,
    )
    link = format_html(
        f'<a href="{{}}"><img src="{{}}" alt="{{}}" width="400" height="160" {kind}></a>',
        f"{root}{record.get_absolute_url()}",
        f"{root}{picture}{asked}",
        title,
    )
    return frame, link


def _root(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _theme(request: HttpRequest) -> str:
    asked = request.GET.get("theme", "")
    return asked if asked in THEMES else ""
