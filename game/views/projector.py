"""The wall: what everybody in the room may read. Whoever has its address may look; it can do nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.views.decorators.http import require_safe

from game import clock, engine, log
from game.models import Workshop
from game.render import RenderedScreen, rendered
from game.rules.screens import Viewer
from game.views import answering
from game.views.doors import doors

View = Callable[[HttpRequest, str], HttpResponse]
LOOK_AGAIN_SECONDS = 5


def in_its_language(view: View) -> View:
    """A wall speaks the language of its address, whatever else is read on the same device."""

    @wraps(view)
    def inner(request: HttpRequest, slug: str) -> HttpResponse:
        language = request.GET.get("language", "")
        if language not in dict(settings.LANGUAGES):
            return view(request, slug)
        with translation.override(language):
            return view(request, slug)

    return inner


@require_safe
@in_its_language
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
@in_its_language
def screen(request: HttpRequest, slug: str) -> HttpResponse:
    """The parts of the wall as they stand."""
    workshop = get_object_or_404(Workshop.objects.exclude(phase="draft"), slug=slug)
    return answering.same(request, _screen(workshop))


def _screen(workshop: Workshop) -> RenderedScreen:
    return rendered(workshop, log.current(workshop), Viewer("projector"), translation.get_language() or "en")
