"""My workshops: the list, setting one up, its doors on paper, a copy, and its end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from game import access, copying, leading, led_rehearsal, log, opening, retention, rules, set_up
from game.models import Study, TableHost, Workshop
from game.rules.effects.incidents import PLACES
from game.rules.round.moments import PLENARIES, ROUNDS, minutes
from game.rules.round.votes import RULES
from game.rules.seating.roles import ASSIGNMENTS
from game.rules.settings import FORMATS_WITHOUT
from game.rules.state import AFTER_PLAY
from game.views.doors import doors, signs_of_tables
from game.views.facilitate import whole
from game.views.facilitators import facilitators_only

#: What the sum of minutes depends on.
COUNTED = ("format", "factor", "rounds", "incidents", "plenaries")
ROUNDS_TO_CHOOSE = tuple(map(str, range(set_up.FEWEST_ROUNDS, set_up.MOST_ROUNDS + 1)))

LONGEST_LIST = 300


@require_safe
@facilitators_only
def mine(request: HttpRequest) -> HttpResponse:
    """The workshops that the reader leads or hosts tables of: those under way first, then the newest."""
    led = list(Workshop.objects.filter(facilitators=request.user.pk))
    hosting = (
        TableHost.objects.filter(account=request.user.pk).select_related("workshop").defer("workshop__script")
    )
    hosted = [
        (host.workshop, leading.numbers_as_words(host.tables))
        for host in hosting
        if host.workshop not in led and host.workshop.phase != "closed"
    ]
    phases = [workshop.phase for workshop in (*led, *(workshop for workshop, _tables in hosted))]
    context = {
        "workshops": sorted(led, key=lambda workshop: workshop.phase not in rules.LIVE_PHASES),
        "hosted": hosted,
        "live": rules.LIVE_PHASES,
        "over": AFTER_PLAY,
        "rehearsed_in": led_rehearsal.REHEARSED_IN,
        "has_studies": Study.objects.filter(Q(people=request.user.pk) | Q(leaders=request.user.pk)).exists(),
        "under_way": any(phase in rules.LIVE_PHASES for phase in phases),
    }
    return render(request, "game/workshops.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@facilitators_only
def new(request: HttpRequest) -> HttpResponse:
    """Set up a workshop that does not exist yet."""
    return _set_up(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Set up a workshop whose doors have not opened; afterwards nothing of it can be changed."""
    workshop = access.workshop_for_facilitator_or_404(request, slug)
    if workshop.phase != "draft":
        return redirect("desk", slug=slug)
    return _set_up(request, workshop)


@require_safe
@login_required
def plan_of_minutes(request: HttpRequest) -> HttpResponse:
    """How long a workshop of this format will take, phase by phase."""
    return render(request, "game/set_up/minutes.html", _minutes(request.GET))


@require_safe
@login_required
def door_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """A sheet to print and hang up: the sign, the code and the address."""
    workshop = access.workshop_for_facilitator_or_404(request, slug)
    context = {"workshop": workshop, "slug": slug, **doors(request, workshop)}
    return render(request, "game/door_sheet.html", context)


@require_safe
@login_required
def table_signs(request: HttpRequest, slug: str) -> HttpResponse:
    """A sign for each table, one on a page; who scans it is led straight there (ROOM-1)."""
    workshop = access.workshop_for_facilitator_or_404(request, slug)
    signs = signs_of_tables(request, workshop, _tables(workshop))
    return render(request, "game/table_signs.html", {"workshop": workshop, "slug": slug, "signs": signs})


def _tables(workshop: Workshop) -> list[int]:
    """The numbers of the tables that have a sign: all that are planned, or those that are not closed."""
    if workshop.phase == "draft":
        return list(range(1, {**opening.DEFAULTS, **workshop.chosen}["tables"] + 1))
    return [table.number for table in log.current(workshop).state.tables.values() if not table.closed]


@require_POST
@login_required
def colleagues(request: HttpRequest, slug: str) -> HttpResponse:
    """Somebody else leads too, from now on."""
    workshop = access.workshop_for_facilitator_or_404(request, slug)
    if workshop.phase == "draft":
        return redirect("set_up", slug=slug)
    try:
        workshop.facilitators.add(*set_up.accounts(request.POST.get("colleagues", "")[:LONGEST_LIST]))
    except ValidationError as error:
        return whole(request, workshop, " ".join(error.messages))
    return redirect("desk", slug=slug)


@require_POST
@login_required
def copy(request: HttpRequest, slug: str) -> HttpResponse:
    """The same settings again, for another day."""
    workshop = access.workshop_for_facilitator_or_404(request, slug)
    return redirect("set_up", slug=copying.copied(workshop, request.user).slug)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def delete(request: HttpRequest, slug: str) -> HttpResponse:
    """Delete a workshop that is closed or never opened, after two confirmations."""
    workshop = access.workshop_for_facilitator_or_404(request, slug)
    refusal = ""
    if workshop.phase in rules.LIVE_PHASES:
        refusal = _("This workshop is under way. Close it first.")
    elif request.method == "POST" and request.POST.get("sure"):
        retention.delete(workshop)
        return redirect("workshops")
    elif request.method == "POST":
        refusal = _("Nothing was deleted. Tick the box if you mean it.")
    context = {"workshop": workshop, "slug": slug, "refusal": refusal, "live": rules.LIVE_PHASES}
    context["follows_up"] = workshop.phase == "closed" and log.current(workshop).state.settings.follow_up
    return render(request, "game/delete.html", context, status=422 if refusal else 200)


def _set_up(request: HttpRequest, workshop: Workshop | None) -> HttpResponse:
    if request.method != "POST":
        form = set_up.SetUpForm(
            user=request.user,
            initial=set_up.initial(workshop, request.user, request.GET.get("scenario", "")[:50]),
        )
        return _form(request, form, workshop)
    form = set_up.SetUpForm(request.POST, user=request.user)
    if not form.is_valid():
        return _form(request, form, workshop, status=422)
    saved = form.save(workshop or Workshop(), request.user)
    if not {"open", "rehearse"} & request.POST.keys():
        return redirect("leading" if "invite" in request.POST else "ready", slug=saved.slug)
    try:
        if "rehearse" in request.POST:
            rehearsal = led_rehearsal.begin(saved, request.user, led_rehearsal.USUAL_SPEED)
            return redirect("desk", slug=rehearsal.slug)
        opening.open_doors(saved, by=request.user.pk)
    except rules.Refused as refusal:
        form.add_error(None, _(refusal.message) % refusal.values)
        return _form(request, form, saved, status=422)
    return redirect("desk", slug=saved.slug)


def _form(
    request: HttpRequest, form: set_up.SetUpForm, workshop: Workshop | None, status: int = 200
) -> HttpResponse:
    chosen = {name: form[name].value() for name in COUNTED}
    context = {
        "form": form,
        "workshop": workshop,
        "trouble": copying.trouble_with(workshop) if workshop else "",
        "news": copying.news_of(workshop) if workshop else "",
        "formats": set_up.FORMATS,
        "rules": RULES,
        "promises": set_up.PROMISES,
        "assignments": ASSIGNMENTS,
        **_minutes(chosen),
    }
    return render(request, "game/set_up.html", context, status=status)


def total_minutes(chosen: Mapping[str, Any]) -> int:
    """The planned minutes of a whole workshop of these settings."""
    return int(str(_minutes(chosen)["sum"]))


def _minutes(chosen: Mapping[str, Any]) -> dict[str, object]:
    """The planned minutes of what is chosen, and their sum; what cannot be understood counts as the usual."""
    form = str(chosen.get("format"))
    form = form if form in set_up.FORMATS else "45"
    wanted = str(chosen.get("rounds"))
    rounds = ROUNDS.get(form) or (int(wanted) if wanted in ROUNDS_TO_CHOOSE else set_up.FEWEST_ROUNDS)
    factor = str(chosen.get("factor"))
    times = int(factor) if factor in ("2", "10") else 1
    without = FORMATS_WITHOUT.get(form, ())
    extras = (
        len(places.get(rounds, ())) if chosen.get(name) and name not in without else 0
        for name, places in (("incidents", PLACES), ("plenaries", PLENARIES))
    )
    phases = [(phase, round(span * times)) for phase, span in minutes(form, rounds, *extras)]
    return {"phases": phases, "sum": sum(span for _phase, span in phases), "rounds": rounds}
