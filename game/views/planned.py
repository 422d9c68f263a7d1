"""The day of a workshop: noted on the page where it is made ready, and as calendar files for who leads and who takes part."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from game import access, calendars, opening, planned
from game.models import Workshop
from game.views.doors import link_of
from game.views.ready import ready_page
from game.views.workshops import total_minutes


@require_POST
@login_required
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Note the day, or take it back; what cannot be a day is said beside the field, and stays in it."""
    workshop = _with_a_day_or_404(access.workshop_for_facilitator_or_404(request, slug))
    form = planned.PlannedForm(request.POST)
    if not form.is_valid():
        return ready_page(request, workshop, form=form)
    planned.plan(workshop, form.cleaned_data["at"], form.cleaned_data["zone"])
    return redirect(f"{reverse('ready', args=[slug])}#step-day")


@require_safe
@login_required
def file_to_keep(request: HttpRequest, slug: str) -> HttpResponse:
    """For who leads: no address in it, since calendars are shared."""
    workshop = access.workshop_for_facilitator_or_404(request, slug)
    words = _("You lead this workshop. Open the doors a quarter of an hour before.")
    return _file(workshop, words, "", "co-creator-to-lead.ics")


@require_safe
@login_required
def file_to_send(request: HttpRequest, slug: str) -> HttpResponse:
    """For who takes part: with the sealed address of the door, and nothing of the desk."""
    workshop = access.workshop_for_facilitator_or_404(request, slug)
    door = request.build_absolute_uri(link_of(workshop))
    words = _(
        "We play CO-CREATOR together. Bring a phone. No account is needed. When the doors are open, join here: %(door)s"
    ) % {"door": door}
    return _file(workshop, words, door, "co-creator-to-take-part.ics")


def _with_a_day_or_404(workshop: Workshop) -> Workshop:
    """Slow play has dates of its own."""
    if workshop.chosen.get("mode") == "slow":
        raise Http404
    return workshop


def _file(workshop: Workshop, words: str, door: str, name: str) -> HttpResponse:
    begins = planned.when(_with_a_day_or_404(workshop))
    if begins is None:
        raise Http404
    minutes = total_minutes({**opening.DEFAULTS, **workshop.chosen})
    found = planned.file(workshop, begins, minutes, get_language() or "en", words, door)
    answer = HttpResponse(found, content_type=calendars.CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
