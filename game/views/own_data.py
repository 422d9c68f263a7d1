"""A person's own data: read them, take them along, have them erased. Nobody else is told who did (KEEP-6)."""

from __future__ import annotations

from contextlib import suppress

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from game import access, own_data, retention
from game.access import Seated
from game.rules import Refused
from game.rules.seating import devices
from game.views import answering

COVERED = gettext_lazy(
    "Several seats share this device. Open this page while it shows your own page, or go to a device of your own by your link."
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """All that is kept, and on POST with the box ticked nothing any more; then the browser is a stranger's."""
    asking = access.player_or_404(request, slug)
    seated = in_hand(asking)
    state = asking.current.state
    others = [one for one in devices.seats_on(state, asking.player) if one.id != asking.player]
    refusal = "" if seated else str(COVERED)
    if request.method == "POST" and seated:
        if not request.POST.get("sure"):
            refusal = _("Nothing was erased. Tick the box if you mean it.")
        elif seated.player == asking.player and others:
            refusal = _(
                "Other seats play on this device. Erase theirs first, or let them go to a device of their own."
            )
        else:
            return _erased(request, asking, seated)
    context = {
        "slug": slug,
        "kept": own_data.kept(seated) if seated else None,
        "player": state.players[seated.player] if seated else None,
        "alone": bool(asking.workshop.save_link_id),
        "anonymous": state.settings.anonymous,
        "study": state.settings.is_study,
        "script": state.script,
        "language": get_language() or "en",
        "refusal": refusal,
    }
    return answering.page(request, "game/own_data/page.html", context, 422 if refusal else 200)


@never_cache
@require_safe
def file(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as a file of JSON."""
    seated = in_hand(access.player_or_404(request, slug))
    if seated is None:
        raise Http404("the device shows nobody's page")
    answer = JsonResponse(own_data.as_file(seated), json_dumps_params={"indent": 2, "ensure_ascii": False})
    answer["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return answer


def in_hand(asking: Seated) -> Seated | None:
    """Whoever asks; on a device that several seats share the one whose own page it shows now, or none (SEAT-11)."""
    state = asking.current.state
    device = state.players[asking.player].device
    if len(devices.seats_on(state, device)) < 2:
        return asking
    held = devices.in_hand(state, device)
    return Seated(asking.workshop, asking.current, held.id) if held else None


def _erased(request: HttpRequest, asking: Seated, seated: Seated) -> HttpResponse:
    """Erase; a second tap finds it done."""
    is_own = seated.player == asking.player
    with suppress(Refused):
        retention.erase(asking.workshop, seated.player)
    context = {
        "slug": asking.workshop.slug,
        "is_own": is_own,
        "anonymous": asking.current.state.settings.anonymous,
        "back": "/" if is_own else reverse("play", args=[asking.workshop.slug]),
    }
    answer = render(request, "game/own_data/erased.html", context)
    return access.let_out(answer, asking.workshop) if is_own else answer
