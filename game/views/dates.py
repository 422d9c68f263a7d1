"""Dates of slow play for people: a page with texts to send for who leads, and a calendar file for everybody (SLOW-1)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from game import access, calendars, dates, log
from game.models import Workshop
from game.rules.state import State
from game.views.doors import link_of


@require_safe
@login_required
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """All dates of a workshop, each with words to send to the team."""
    workshop = access.workshop_for_facilitator_or_404(request, slug)
    if workshop.phase == "draft":
        return redirect("set_up", slug=slug)
    state = _slow_or_404(workshop)
    link = request.build_absolute_uri(reverse("play", args=[slug]))
    door = request.build_absolute_uri(link_of(workshop))
    rows = [
        {"when": on_wall(date), "words": words(date), "text": text(workshop, date, link, door)}
        for date in _listed(workshop, state)
    ]
    context = {"workshop": workshop, "slug": slug, "rows": rows, "zone": zone_of(workshop)}
    return render(request, "game/dates.html", context)


@require_safe
def file_of_player(request: HttpRequest, slug: str) -> HttpResponse:
    """The dates as a calendar file, for a player."""
    return _file(request, access.player_or_404(request, slug).workshop)


@require_safe
@login_required
def file_of_facilitator(request: HttpRequest, slug: str) -> HttpResponse:
    """The dates as a calendar file, for who leads."""
    return _file(request, access.workshop_for_facilitator_or_404(request, slug))


def zone_of(workshop: Workshop) -> str:
    """The zone in which a workshop's dates are told."""
    return str(workshop.chosen.get("slow", {}).get("zone") or "UTC")


def words(date: dates.Date) -> str:
    """What happens at a date."""
    said = {
        "opens": _("round %(round)d opens"),
        "choices": _("round %(round)d, choices close and the talk begins"),
        "talk": _("round %(round)d, the talk ends and the vote begins"),
        "votes": _("round %(round)d, the vote closes"),
        dates.FINALE: _("the debrief together"),
    }[date.kind]
    return said % {"round": date.round}


def on_wall(date: dates.Date) -> str:
    """A date as the clock on the wall of the town shows it, whatever the zone of the server."""
    return date_format(date.at, pgettext("date with weekday and time", "l j F, H:i"))


def text(workshop: Workshop, date: dates.Date, link: str, door: str) -> str:
    """Words for the team's own channel, ready to send."""
    when = on_wall(date)
    said = {
        "opens": _("Round %(round)d of “%(title)s” is open. Read what has happened, and choose: %(link)s"),
        "choices": _(
            "Choices of round %(round)d close on %(when)s. Then please talk here: what speaks for what?"
        ),
        "talk": _("The talk of round %(round)d ends on %(when)s. Then everybody votes: %(link)s"),
        "votes": _(
            "The vote of round %(round)d closes on %(when)s. Right after it you see what follows: %(link)s"
        ),
        dates.FINALE: _("On %(when)s we meet for about 45 minutes and look back on “%(title)s” together."),
    }[date.kind]
    found = said % {"round": date.round, "title": workshop.title, "when": when, "link": link}
    if date.kind == "opens":
        found += " " + _("New here, or lost your seat? %(door)s") % {"door": door}
    return found


def _slow_or_404(workshop: Workshop) -> State:
    state = log.current(workshop).state
    if state.settings.mode != "slow":
        raise Http404("no dates")
    return state


def _listed(workshop: Workshop, state: State) -> list[dates.Date]:
    settings = state.settings
    return list(dates.listed(settings.dates[: len(state.plan)], settings.finale, zone_of(workshop)))


def _file(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    state = _slow_or_404(workshop)
    link = request.build_absolute_uri(reverse("play", args=[workshop.slug]))
    entries = [(date, words(date)) for date in _listed(workshop, state)]
    found = dates.calendar(workshop.title, workshop.slug, entries, link, get_language() or "en")
    answer = HttpResponse(found, content_type=calendars.CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="co-creator-{workshop.slug}.ics"'
    return answer
