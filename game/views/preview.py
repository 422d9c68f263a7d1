"""A scenario previewed by its authors: any dilemma, as any role, without a workshop."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from game.preview import previewed, screens
from game.rules import Refused
from scenarios.checking import misshapen
from scenarios.conditions import ScriptError
from scenarios.models import Scenario
from scenarios.paths import items
from scenarios.script import ROLES


@require_safe
@login_required
def preview(request: HttpRequest, slug: str, dilemma: str, role: str, screen: str) -> HttpResponse:
    """One screen of one dilemma, as a role sees it; a sentence where it cannot be shown yet."""
    if not request.user.has_perm("scenarios.change_scenario"):
        raise PermissionDenied
    row = get_object_or_404(Scenario, slug=slug)
    shape = next((one for one in items(row.document, "dilemmas") if one["id"] == dilemma), None)
    if shape is None or role not in ROLES or screen not in screens(shape):
        raise Http404
    language = request.GET.get("language", "en")
    language = language if language in row.texts else "en"
    is_other = request.GET.get("other") == "1"
    parts, problems = _shown(row, dilemma, role, screen, language, is_other)
    told = {
        "row": row,
        "dilemma": dilemma,
        "role": role,
        "screen": screen,
        "screens": screens(shape),
        "roles": ROLES,
        "language": language,
        "languages": sorted(row.texts, key=lambda code: (code != "en", code)),
        "is_other": is_other,
        "has_other": _has_other(shape),
        "parts": parts,
        "problems": problems,
    }
    return render(request, "game/preview.html", told, status=200 if parts else 422)


def _shown(
    row: Scenario, dilemma: str, role: str, screen: str, language: str, is_other: bool
) -> tuple[tuple[str, ...], list[str]]:
    """The parts of the screen, or what stands in the way."""
    if found := misshapen(row.document, dilemma):
        return (), [f"{problem.path}: {problem.sentence}" for problem in found[:10]]
    try:
        return previewed(row.document, row.texts, dilemma, role, screen, language, is_other), []
    except ScriptError as error:
        return (), [str(error)]
    except Refused as refused:
        return (), [
            _(refused.message) % refused.values if refused.message else _("It cannot be played this far.")
        ]


def _has_other(shape: Mapping[str, Any]) -> bool:
    options = shape.get("options")
    found = options.values() if isinstance(options, Mapping) else ()
    return "variant" in shape or any("alt" in option for option in found if isinstance(option, Mapping))
