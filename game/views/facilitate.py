"""The desk of one workshop: its page, its parts, its verbs. Closed to everybody who does not lead it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from game import access, engine, forms, leading, live, log, rules
from game.models import MESSAGE_LENGTH, REFLECTION_LENGTH, DeskNote, Workshop
from game.render import RenderedScreen, rendered
from game.rules import refused
from game.rules.hall.hosts import must_be_allowed
from game.rules.screens import Viewer
from game.rules.screens.board import FILTERS
from game.views import answering, hosting, many, undoing, verbs
from game.views.doors import doors
from game.views.leading import leaders
from research.typed import LineField

#: Where many players wait for something new, they get it before the desk does, which is much more to draw.
PATIENCE_SECONDS = 2.0


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
@login_required
@ensure_csrf_cookie
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """The desk of one workshop; before the doors open, the page on which it is set up. A host has a desk of the own tables."""
    desk = access.at_desk_or_404(request, slug)
    if not desk.leads:
        return hosting.whole(request, desk)
    if desk.workshop.phase == "draft":
        return redirect("set_up", slug=slug)
    return whole(request, desk.workshop)


@require_safe
@at_the_desk
def screen(request: HttpRequest, slug: str) -> HttpResponse:
    """The parts of the desk as they stand."""
    desk = access.at_desk_or_404(request, slug)
    return answering.same(request, _screen(desk))


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def verb(request: HttpRequest, slug: str, verb: str) -> HttpResponse:
    """Do what was asked for by who leads, or by a host for own tables; a refusal shows the desk with one sentence."""
    desk = access.at_desk_or_404(request, slug)
    workshop = desk.workshop
    if request.method != "POST" or workshop.phase == "draft":
        verbs.must_be_known(verb)
        return redirect("desk", slug=slug)
    notice, confirm, undo = "", "", None
    try:
        undo = _done(desk, verb, request)
    except rules.Refused as refusal:
        notice = _(refusal.message) % refusal.values
        confirm = request.POST.get("leaving", "") if refusal.message in refused.CONFIRMABLE else ""
    except ValidationError as error:
        notice = " ".join(str(message) for message in error.messages)
    except ValueError:
        notice = _("That could not be understood. Here is the desk as it is now.")
    if request.htmx:  # type: ignore[attr-defined]
        return answering.parts(request, _screen(desk), notice, confirm, undo)
    if notice and (typed := forms.typed_on_paper(request.POST)):
        notice += " " + _("You had written: %(words)s") % {"words": typed}
    if not notice:
        return redirect("desk", slug=slug)
    return whole(request, workshop, notice, confirm) if desk.leads else hosting.whole(request, desk, notice)


@require_POST
@at_the_desk
def note(request: HttpRequest, slug: str, table: int) -> HttpResponse:
    """Keep what the reader notes about a table, for nobody else; without words it is gone. A host notes about own tables."""
    desk = access.at_desk_or_404(request, slug)
    workshop, notice, done = desk.workshop, "", None
    mine: dict[str, Any] = {"workshop": workshop, "account_id": request.user.pk, "table": table}
    try:
        if table not in log.current(workshop).state.tables:
            raise ValidationError(_(refused.NO_SUCH_TABLE))
        if not desk.leads and table not in desk.viewer.tables:
            raise ValidationError(_(refused.NOT_YOUR_TABLE))
        words = LineField(REFLECTION_LENGTH, required=False).clean(request.POST.get("words", ""))
        if words:
            DeskNote.objects.update_or_create(**mine, defaults={"text": words})
        else:
            DeskNote.objects.filter(**mine).delete()
        done = undoing.Told(_("Noted, for you alone."))
    except ValidationError as error:
        notice = " ".join(str(message) for message in error.messages)
    if request.htmx:  # type: ignore[attr-defined]
        return answering.parts(request, _screen(desk), notice, undo=done)
    if not notice:
        return redirect("desk", slug=slug)
    notice += " " + _("You had written: %(words)s") % {
        "words": request.POST.get("words", "")[:REFLECTION_LENGTH]
    }
    return whole(request, workshop, notice) if desk.leads else hosting.whole(request, desk, notice)


def _done(desk: access.AtDesk, verb: str, request: HttpRequest) -> undoing.Told | None:
    """Do what a verb says; answers what was done and how it is undone, where it can be. Raises what the rules refuse."""
    workshop, by = desk.workshop, request.user.pk
    allowed = None if desk.leads else desk.viewer.tables
    if verb == verbs.MANY:
        done = many.do(workshop, request.POST, by, allowed)
        live.settled(workshop.uuid, log.current(workshop).state.version, PATIENCE_SECONDS)
        return undoing.Told(done.said, done.undo)
    command, rows = verbs.wish(verb, workshop, request.POST)
    before = log.current(workshop)
    if allowed is not None:
        must_be_allowed(before.state, command, allowed)
    after = engine.submit(workshop, command, rows, by=by)
    live.settled(workshop.uuid, after.state.version, PATIENCE_SECONDS)
    return undoing.told(verb, request.POST, before, after, desk.leads)


def _screen(desk: access.AtDesk, current: log.Current | None = None) -> RenderedScreen:
    return rendered(desk.workshop, current or log.current(desk.workshop), desk.viewer, get_language() or "en")


def whole(request: HttpRequest, workshop: Workshop, notice: str = "", confirm: str = "") -> HttpResponse:
    """The whole desk, with a sentence if there is something to say."""
    current = log.current(workshop)
    shown = _screen(access.AtDesk(workshop, Viewer("facilitator", str(request.user.pk))), current)
    context = {
        "workshop": workshop,
        "slug": workshop.slug,
        "screen": shown,
        "parts": (slots := answering.slots(request, shown)),
        "counts": {name: slots[f"n-{name}"] for name in FILTERS},
        "tables": [(number, current.texts.tables.get(number, "")) for number in current.state.tables],
        "notice": notice,
        "confirm": confirm,
        "has_dates": current.state.settings.mode == "slow",
        "now": engine.now(),
        "page_id": secrets.token_hex(6),
        "longest": MESSAGE_LENGTH,
        "longest_note": REFLECTION_LENGTH,
        "desk_notes": leading.notes_of(workshop, request.user.pk),
        **doors(request, workshop),
        **leaders(request, workshop),
    }
    return answering.told(render(request, "game/facilitate.html", context), shown)
