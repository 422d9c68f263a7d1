"""A player's page, its parts, and every deed at a table. Each deed answers with the parts, or leads back to the page."""

from __future__ import annotations

import secrets
from dataclasses import replace
from urllib.parse import quote, urlencode

import segno
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_safe

from game import access, engine, forms, limits, rules, solo
from game.access import Seated
from game.models import Player
from game.render import RenderedScreen, rendered
from game.rules import commands as c
from game.rules.hall.notes import PLAN, note_id
from game.rules.screens import Viewer
from game.rules.screens.around import PLAN_FIELDS, plan_lines
from game.rules.seating.crowds import is_hall
from game.views import answering
from game.views.deeds import DEEDS, THANKS, TOO_MUCH
from research.submitting import LeadForm
from research.typed import plain_text

#: Screens on which a page without JavaScript looks again by itself; it never does while there is something to fill in.
WAITING_SCREENS = ("waiting", "look_up", "midterm", "catch_up", "observer", "removed")
#: Screens that wait for the others once their reader is ready.
READING_SCREENS = ("welcome", "front_page", "debrief", "plan")
#: Screens of a shared device with nothing to fill in.
COVERED_SCREENS = ("cover", "device", "reveal", "situation", "consequence", "welcome", "front_page")
LOOK_AGAIN_SECONDS = 4


@require_safe
@ensure_csrf_cookie
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole page of a player. A solo game that was cut off between two deeds goes on here."""
    seated = access.player_or_404(request, slug)
    if seated.workshop.save_link_id:
        seated = replace(seated, current=solo.go_on(seated.workshop))
    return _page(request, seated)


@require_safe
def screen(request: HttpRequest, slug: str) -> HttpResponse:
    """The parts as they stand; 204 if the page shows them already."""
    seated = access.player_or_404(request, slug)
    return answering.same(request, _screen(seated))


@require_safe
def my_plan(request: HttpRequest, slug: str) -> HttpResponse:
    """The own plan on a sheet of its own: to print, or to send with one's own mail program."""
    seated = access.in_hand_or_404(access.player_or_404(request, slug), request.GET.get("who", ""))
    lines = plan_lines(seated.current.texts, note_id(seated.player, PLAN))
    body = "\n\n".join(f"{forms.PLAN_LABELS[field]}: {text}" for field, text in lines)
    mailto = "mailto:?" + urlencode({"subject": _("My plan"), "body": body}, quote_via=quote)
    context = {"slug": slug, "title": seated.workshop.title, "lines": lines, "mailto": mailto}
    return render(request, "game/plan_print.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def deed(request: HttpRequest, slug: str, deed: str) -> HttpResponse:
    """Do what a player asked for; a refusal shows the present screen with one sentence."""
    if deed not in DEEDS:
        raise Http404("no such deed")
    if request.method != "POST":  # a page that was loaded again after a refusal
        return redirect("play", slug=slug)
    asking = access.player_or_404(request, slug)
    seated = access.in_hand_or_404(asking, request.POST.get("who", ""))
    form_class, wish = DEEDS[deed]
    form = form_class(request.POST)
    notice = ""
    if not limits.may_do(asking.workshop.uuid, asking.player):  # of the phone, whichever of its seats acts
        notice = _(TOO_MUCH)
    elif form.is_valid():
        command, rows = wish(seated, form.cleaned_data)
        try:
            seated = _submitted(seated, command, rows) if command else seated
            notice = _(THANKS[deed]) if deed in THANKS else ""
        except rules.Refused as refusal:
            notice = _(refusal.message) % refusal.values
            seated = access.in_hand_or_404(access.player_or_404(request, slug), seated.player)
    else:
        notice = " ".join(str(error) for errors in form.errors.values() for error in errors)
    asking = replace(asking, current=seated.current)
    shown = _screen(asking)
    typed = (request.POST.get(name, "") for name in ("words", *PLAN_FIELDS, *LeadForm.asked()))
    words = " / ".join(line for line in map(plain_text, typed) if line)
    if deed == "enter-paper":
        words = forms.typed_on_paper(request.POST)
    if notice and words and (not request.htmx or _step(seated) != request.POST.get("step")):  # type: ignore[attr-defined]
        notice += " " + _("You had written: %(words)s") % {"words": words}
    if request.htmx:  # type: ignore[attr-defined]
        return answering.parts(request, shown, notice)
    return _page(request, asking, notice) if notice else redirect("play", slug=slug)


def _step(seated: Seated) -> str:
    """The number of the step in which the player's table is; outside the rounds 0."""
    state = seated.current.state
    table = state.tables.get(state.players[seated.player].table)
    return str(table.step.number) if state.phase == "playing" and table and table.step else "0"


def _submitted(seated: Seated, command: c.Command, rows: list[models.Model]) -> Seated:
    """Submit, after noting that whoever acts is back."""
    if seated.current.state.players[seated.player].away:
        engine.submit(seated.workshop, c.NoteBack(seated.player))
    current = engine.submit(seated.workshop, command, rows)
    if seated.workshop.save_link_id:
        current = solo.go_on(seated.workshop)
    return Seated(seated.workshop, current, seated.player)


def _screen(seated: Seated) -> RenderedScreen:
    viewer = Viewer("player", seated.player)
    return rendered(seated.workshop, seated.current, viewer, get_language() or "en")


def _page(request: HttpRequest, seated: Seated, notice: str = "") -> HttpResponse:
    shown = _screen(seated)
    key = Player.objects.get(workshop=seated.workshop, id_in_log=seated.player).key
    link = request.build_absolute_uri(reverse("back", args=[seated.workshop.slug, key]))
    if save_link := seated.workshop.save_link:
        link = request.build_absolute_uri(reverse("saved", args=[save_link.key]))
    player, table = seated.current.state.players[seated.player], None
    if player.role:
        table = seated.current.state.tables[player.table]
    answered = (  # on paper, the form waits for figures whoever has answered before
        shown.name != "paper"
        and table is not None
        and table.play is not None
        and player.role in (*table.play.answered, *table.play.ready)
    )
    gives_word = table is not None and table.penholder == player.role
    types_a_table = not player.table and is_hall(seated.current.state)  # looking again would wipe it away
    idle = (
        (shown.name == "seat" and not types_a_table)
        or shown.name in ("role", "reveal")
        or (shown.name in ("word", "incident") and not gives_word)
        or (shown.name == "consequence" and not player.role)
    )
    writes_on = "write" in request.GET
    has_read = (
        shown.name in READING_SCREENS
        and player.read == seated.current.state.page
        and not (writes_on or notice)
    )
    waits = shown.name in WAITING_SCREENS or answered or has_read or (idle and not notice)
    if player.device:  # its owner's answers say nothing of the seat that holds it
        waits = not notice and shown.name in (*WAITING_SCREENS, *COVERED_SCREENS)
    alone = bool(seated.workshop.save_link_id)  # nobody else is waited for
    response = render(
        request,
        "game/play.html",
        {
            "slug": seated.workshop.slug,
            "title": seated.workshop.title,
            "screen": shown,
            "parts": answering.slots(request, shown),
            "notice": notice,
            "is_rehearsal": seated.current.state.settings.is_led_rehearsal,
            "now": engine.now(),
            "page_id": secrets.token_hex(6),
            "personal_link": link,
            "personal_qr": segno.make(link, error="m").svg_inline(
                scale=4, border=2, svgclass=None, omitsize=True
            ),
            "alone": alone,
            "keeps": seated.current.state.settings.anonymous,
            "follows_up": seated.current.state.settings.follow_up,
            "look_again": LOOK_AGAIN_SECONDS if waits and not alone and shown.name != "closed" else 0,
        },
    )
    return answering.told(response, shown)
