"""Getting ready: what is done before a workshop and what is not, the rehearsal, and the doors (F5, C·10)."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from game import access, copying, led_rehearsal, opening, planned, rules, set_up
from game.models import Workshop
from game.rules import refused
from game.views.workshops import total_minutes

#: What a rehearsal is for: deeds of the desk, in the order in which they come up.
TO_TRY = ("open-round", "close-step", "extend", "step-back")


@dataclass(frozen=True, slots=True)
class Pace:
    """A speed to rehearse at, and so many minutes as the whole workshop would take then."""

    speed: int
    minutes: int


@require_safe
@login_required
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """What is done and what is not; a rehearsal leads to the workshop that it rehearses."""
    workshop = access.workshop_for_facilitator_or_404(request, slug)
    if real := led_rehearsal.real_one_of(workshop):
        return redirect("ready", slug=real)
    return ready_page(request, workshop)


@require_POST
@login_required
def rehearse(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a rehearsal, or go to the one that has just begun."""
    workshop = access.workshop_for_facilitator_or_404(request, slug)
    wanted = request.POST.get("speed", "")
    speeds = {str(speed): speed for speed in led_rehearsal.SPEEDS}
    try:
        rehearsal = led_rehearsal.begin(workshop, request.user, speeds.get(wanted, led_rehearsal.USUAL_SPEED))
    except rules.Refused as refusal:
        return ready_page(request, workshop, _(refusal.message) % refusal.values)
    return redirect("desk", slug=rehearsal.slug)


@require_POST
@login_required
def end_rehearsal(request: HttpRequest, slug: str) -> HttpResponse:
    """Delete a rehearsal; the second tap finds it gone and leads on all the same."""
    real = request.POST.get("of", "")
    rehearsal = Workshop.objects.filter(slug=slug).first()
    if rehearsal is None:
        return redirect("ready", slug=access.workshop_for_facilitator_or_404(request, real).slug)
    access.workshop_for_facilitator_or_404(request, slug)
    real = led_rehearsal.real_one_of(rehearsal)
    if not real:
        return redirect("desk", slug=slug)
    led_rehearsal.end(rehearsal)
    still_there = Workshop.objects.filter(slug=real, facilitators=request.user.pk).exists()
    return redirect("ready", slug=real) if still_there else redirect("workshops")


@require_POST
@login_required
def open_doors(request: HttpRequest, slug: str) -> HttpResponse:
    """Open the doors; the second tap finds them open."""
    workshop = access.workshop_for_facilitator_or_404(request, slug)
    if workshop.phase == "draft":
        try:
            opening.open_doors(workshop, by=request.user.pk)
        except rules.Refused as refusal:
            if refusal.message != refused.ALREADY_OPEN:
                return ready_page(request, workshop, _(refusal.message) % refusal.values)
    return redirect("desk", slug=slug)


def ready_page(
    request: HttpRequest, workshop: Workshop, notice: str = "", form: planned.PlannedForm | None = None
) -> HttpResponse:
    """The page, with a sentence that says why a deed was refused, or with a form in which something is to be mended."""
    chosen = {**opening.DEFAULTS, **workshop.chosen}
    minutes = total_minutes(chosen)
    tried, trouble = led_rehearsal.tried(workshop), copying.trouble_with(workshop)
    context = {
        "workshop": workshop,
        "slug": workshop.slug,
        "notice": notice,
        "title": set_up.title_of(workshop.scenario) if workshop.scenario else "",
        "trouble": trouble,
        "chosen": chosen,
        "minutes": minutes,
        "is_set_up": not trouble,
        "is_open": workshop.phase != "draft",
        "is_slow": chosen["mode"] == "slow",
        "may_rehearse": workshop.phase in led_rehearsal.REHEARSED_IN,
        "rehearsal": led_rehearsal.of(workshop),
        "rehearsed": "open-round" in tried,
        "tries": [(verb, verb in tried) for verb in TO_TRY],
        "paces": [Pace(speed, ceil(minutes / speed)) for speed in led_rehearsal.SPEEDS],
        "usual": led_rehearsal.USUAL_SPEED,
        **_day(workshop, form),
    }
    return render(request, "game/ready.html", context, status=422 if notice or form else 200)


def _day(workshop: Workshop, form: planned.PlannedForm | None) -> dict[str, object]:
    """When it takes place, as the clock on the wall of the town shows it, and the form to say so."""
    day = planned.when(workshop)
    return {
        "day": date_format(day, pgettext("date with weekday and time", "l j F, H:i")) if day else "",
        "day_zone": workshop.chosen.get(planned.PLACE, {}).get("zone", ""),
        "day_form": form or planned.PlannedForm(initial=planned.initial(workshop)),
    }
