"""A first desk: the tables at a glance and the verbs that a round needs. Closed to everybody who does not lead."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth import get_user_model, login
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRedirect

from game import access, engine, log, rules
from game.models import Workshop
from game.rules import commands as c
from game.rules.screens.facilitator import desk


def at_the_desk(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A part of the desk for who is logged in; an open desk whose log-in is over is led to the log-in as a whole."""
    guarded = login_required(view)

    @wraps(view)
    def guard(request: HttpRequest, slug: str, **named: str) -> HttpResponse:
        if request.htmx and not request.user.is_authenticated:  # type: ignore[attr-defined]
            return HttpResponseClientRedirect(reverse("desk", args=[slug]))
        return guarded(request, slug=slug, **named)

    return guard


@require_safe
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """A one-time link: it logs its user in once, and leads on."""
    if request.method == "HEAD":  # a preview of the link must not use it up
        return HttpResponse()
    known = cache.get(f"enter:{token}")
    user = get_user_model().objects.filter(username=known["user"], is_active=True).first() if known else None
    if not cache.delete(f"enter:{token}") or user is None:
        return render(request, "refused/used_link.html", status=410)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect(known["to"])


@require_safe
@login_required
@ensure_csrf_cookie
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """The desk of one workshop."""
    workshop = access.workshop_for_facilitator_or_404(request, slug)
    return _desk(request, workshop, "game/facilitate.html")


@require_safe
@at_the_desk
def tiles(request: HttpRequest, slug: str) -> HttpResponse:
    """The tiles alone; 204 if the desk shows them already."""
    workshop = access.workshop_for_facilitator_or_404(request, slug)
    if request.GET.get("shown") == str(log.current(workshop).state.version):
        return HttpResponse(status=204)
    return _desk(request, workshop, "game/parts/tiles.html")


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def verb(request: HttpRequest, slug: str, verb: str) -> HttpResponse:
    """Do what the facilitator asked for; a refusal shows the desk with one sentence."""
    workshop = access.workshop_for_facilitator_or_404(request, slug)
    if verb not in VERBS:
        raise Http404("no such verb")
    if request.method != "POST":
        return redirect("desk", slug=slug)
    notice = ""
    try:
        engine.submit(workshop, VERBS[verb](request))
    except rules.Refused as refusal:
        notice = _(refusal.message) % refusal.values
    except ValueError:
        notice = _("That could not be understood. Here is the desk as it is now.")
    if request.htmx or notice:  # type: ignore[attr-defined]
        template = "game/parts/tiles.html" if request.htmx else "game/facilitate.html"  # type: ignore[attr-defined]
        return _desk(request, workshop, template, notice)
    return redirect("desk", slug=slug)


def _desk(request: HttpRequest, workshop: Workshop, template: str, notice: str = "") -> HttpResponse:
    current = log.current(workshop)
    shown = desk(current.state, current.texts)
    context = {
        "desk": shown,
        "workshop": workshop,
        "slug": workshop.slug,
        "script": current.state.script,
        "notice": notice,
        "version": current.state.version,
        "language": get_language() or "en",
    }
    return render(request, template, context)


def _number(request: HttpRequest, name: str) -> int:
    return int(request.POST.get(name, ""))


VERBS: dict[str, Callable[[HttpRequest], c.Command]] = {
    "take-desk": lambda request: c.TakeDesk(),
    "next-phase": lambda request: c.AdvancePhase(request.POST.get("leaving", "")),
    "open-round": lambda request: c.OpenRound(_number(request, "round")),
    "pause": lambda request: c.Pause(),
    "resume": lambda request: c.Resume(),
    "lock-doors": lambda request: c.LockDoors(),
    "unlock-doors": lambda request: c.UnlockDoors(),
    "extend": lambda request: c.Extend(_number(request, "table"), _number(request, "step"), 1),
    "close-step": lambda request: c.CloseForTable(_number(request, "table"), _number(request, "step")),
    "step-back": lambda request: c.StepBack(
        _number(request, "table"), _number(request, "step"), request.POST.get("to", "")
    ),
    "remove": lambda request: c.RemovePlayer(request.POST.get("player", "")),
    "readmit": lambda request: c.Readmit(request.POST.get("player", "")),
}
