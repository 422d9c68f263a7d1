"""The wall: what everybody in the room may read. Whoever has its address may look; it can do nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from game import clock, engine, log
from game.models import Workshop
from game.render import RenderedScreen, rendered
from game.rules.screens import Viewer
from game.views import answering
from game.views.doors import doors

LOOK_AGAIN_SECONDS = 5


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole wall; before the doors open it says that they will."""
    workshop = get_object_or_404(Workshop, slug=slug)
    clock.start()
    context = {"workshop": workshop, "slug": slug, "look_again": LOOK_AGAIN_SECONDS}
    if workshop.phase == "draft":
        return render(request, "game/projector_soon.html", context)
    shown = _screen(workshop)
    context |= {"screen": shown, "parts": answering.slots(request, shown), "now": engine.now()}
    return answering.told(
        render(request, "game/projector.html", {**context, **doors(request, workshop)}), shown
    )


@require_safe
def screen(request: HttpRequest, slug: str) -> HttpResponse:
    """The parts of the wall as they stand."""
    workshop = get_object_or_404(Workshop.objects.exclude(phase="draft"), slug=slug)
    return answering.same(request, _screen(workshop))


def _screen(workshop: Workshop) -> RenderedScreen:
    return rendered(workshop, log.current(workshop), Viewer("projector"), get_language() or "en")
