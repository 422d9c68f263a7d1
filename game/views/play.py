"""A player's page, its parts, and every deed at a table. Each deed answers with the parts, or leads back to the page."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

import segno
from django.db import models
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_safe

from game import access, engine, forms, rules
from game.access import Seated
from game.models import Note, Player
from game.render import CSRF_PLACEHOLDER, PAGE_PLACEHOLDER, RenderedScreen, rendered
from game.rules import commands as c
from game.rules.screens import Viewer

Wish = tuple[c.Command, list[models.Model]]

#: Screens on which a page without JavaScript looks again by itself; it never does while there is something to fill in.
WAITING_SCREENS = ("waiting", "catch_up", "removed")
LOOK_AGAIN_SECONDS = 4


@require_safe
@ensure_csrf_cookie
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole page of a player."""
    return _page(request, access.player_or_404(request, slug))


@require_safe
def screen(request: HttpRequest, slug: str) -> HttpResponse:
    """The parts as they stand; 204 if the page shows them already."""
    seated = access.player_or_404(request, slug)
    shown = _screen(seated)
    if request.GET.get("shown") == shown.hash:
        return _told(HttpResponse(status=204), shown)
    return _parts(request, shown)


@require_http_methods(["GET", "HEAD", "POST"])
def deed(request: HttpRequest, slug: str, deed: str) -> HttpResponse:
    """Do what a player asked for; a refusal shows the present screen with one sentence."""
    if deed not in DEEDS:
        raise Http404("no such deed")
    if request.method != "POST":  # a page that was loaded again after a refusal
        return redirect("play", slug=slug)
    seated = access.player_or_404(request, slug)
    form_class, wish = DEEDS[deed]
    form = form_class(request.POST)
    notice = ""
    if form.is_valid():
        command, rows = wish(seated, form.cleaned_data)
        try:
            seated = _submitted(seated, command, rows)
        except rules.Refused as refusal:
            notice = _(refusal.message) % refusal.values
            seated = access.player_or_404(request, slug)
    else:
        notice = " ".join(str(error) for errors in form.errors.values() for error in errors)
    shown = _screen(seated)
    words = forms.plain_text(request.POST.get("words", ""))
    if notice and words and (not request.htmx or _step(seated) != request.POST.get("step")):  # type: ignore[attr-defined]
        notice += " " + _("You had written: %(words)s") % {"words": words}
    if request.htmx:  # type: ignore[attr-defined]
        return _parts(request, shown, notice)
    return _page(request, seated, notice) if notice else redirect("play", slug=slug)


def _step(seated: Seated) -> str:
    """The number of the step in which the player's table is."""
    table = seated.current.state.tables.get(seated.current.state.players[seated.player].table)
    return str(table.step.number) if table and table.step else ""


def _submitted(seated: Seated, command: c.Command, rows: list[models.Model]) -> Seated:
    """Submit, after noting that whoever acts is back."""
    if seated.current.state.players[seated.player].away:
        engine.submit(seated.workshop, c.NoteBack(seated.player))
    return Seated(seated.workshop, engine.submit(seated.workshop, command, rows), seated.player)


def _screen(seated: Seated) -> RenderedScreen:
    viewer = Viewer("player", seated.player)
    return rendered(seated.workshop, seated.current, viewer, get_language() or "en")


def _parts(request: HttpRequest, shown: RenderedScreen, notice: str = "") -> HttpResponse:
    html = "".join(part.html for part in shown.parts)
    html += render_to_string("game/parts/notice.html", {"notice": notice})
    return _told(HttpResponse(_filled(request, html)), shown)


def _told(response: HttpResponse, shown: RenderedScreen) -> HttpResponse:
    response["X-Version"] = str(shown.version)
    response["X-Now"] = str(engine.now())
    response["X-Screen"] = shown.hash
    response["Cache-Control"] = "no-store"
    return response


def _filled(request: HttpRequest, html: str) -> SafeString:
    """Our own markup, with the tokens that make its forms work without JavaScript."""
    page_id = secrets.token_hex(6)
    return mark_safe(html.replace(CSRF_PLACEHOLDER, get_token(request)).replace(PAGE_PLACEHOLDER, page_id))  # noqa: S308


def _page(request: HttpRequest, seated: Seated, notice: str = "") -> HttpResponse:
    shown = _screen(seated)
    key = Player.objects.get(workshop=seated.workshop, id_in_log=seated.player).key
    link = request.build_absolute_uri(reverse("back", args=[seated.workshop.slug, key]))
    player, table = seated.current.state.players[seated.player], None
    if player.role:
        table = seated.current.state.tables[player.table]
    answered = (
        table is not None
        and table.play is not None
        and player.role in (*table.play.answered, *table.play.ready)
    )
    gives_word = table is not None and table.penholder == player.role
    idle = shown.name in ("seat", "role", "reveal") or (shown.name == "word" and not gives_word)
    waits = shown.name in WAITING_SCREENS or answered or (idle and not notice)
    response = render(
        request,
        "game/play.html",
        {
            "slug": seated.workshop.slug,
            "title": seated.workshop.title,
            "screen": shown,
            "parts": {part.slot: _filled(request, part.html) for part in shown.parts},
            "notice": notice,
            "now": engine.now(),
            "page_id": secrets.token_hex(6),
            "personal_link": link,
            "personal_qr": segno.make(link, error="m").svg_inline(
                scale=4, border=2, svgclass=None, omitsize=True
            ),
            "look_again": LOOK_AGAIN_SECONDS if waits and shown.name != "closed" else 0,
        },
    )
    return _told(response, shown)


def _note(seated: Seated, data: dict[str, Any]) -> list[models.Model]:
    """The words that come with a deed, as a row; none without words."""
    if not data["words"]:
        return []
    name = f"{seated.player}.{data['step']}"
    return [Note(workshop=seated.workshop, player=seated.player, id_in_log=name, text=data["words"])]


def _note_name(rows: list[models.Model]) -> str:
    return rows[0].id_in_log if rows and isinstance(rows[0], Note) else ""


def _seat(seated: Seated, data: dict[str, Any]) -> Wish:
    number, _dash, role = data["seat"].partition("-")
    return c.TakeSeat(seated.player, int(number), role), []


def _choose(seated: Seated, data: dict[str, Any]) -> Wish:
    rows = _note(seated, data)
    command = c.Choose(
        seated.player,
        data["step"],
        data["option"],
        data["confidence"] or 0,
        data["reason"],
        _note_name(rows),
        data["page"],
        data["tap"] or 0,
    )
    return command, rows


def _vote(seated: Seated, data: dict[str, Any]) -> Wish:
    return c.CastVote(seated.player, data["step"], data["option"], data["page"], data["tap"] or 0), []


def _word(seated: Seated, data: dict[str, Any]) -> Wish:
    return c.GiveWord(seated.player, data["step"], data["option"]), []


def _reflect(seated: Seated, data: dict[str, Any]) -> Wish:
    rows = _note(seated, data)
    return c.Reflect(seated.player, data["step"], _note_name(rows), data["page"], data["tap"] or 0), rows


def _plain(command: Callable[[str, int], c.Command]) -> Callable[[Seated, dict[str, Any]], Wish]:
    """A deed that carries nothing but its step."""
    return lambda seated, data: (command(seated.player, data["step"]), [])


DEEDS: dict[str, tuple[type[Form], Callable[[Seated, dict[str, Any]], Wish]]] = {
    "seat": (forms.SeatForm, _seat),
    "choose": (forms.ChooseForm, _choose),
    "vote": (forms.VoteForm, _vote),
    "word": (forms.WordForm, _word),
    "reflect": (forms.ReflectForm, _reflect),
    "read": (forms.DeedForm, _plain(c.MarkRead)),
    "ready": (forms.DeedForm, _plain(c.TapReady)),
    "call-vote": (forms.DeedForm, _plain(c.CallVote)),
    "go-on": (forms.DeedForm, _plain(c.GoOn)),
    "close-step": (forms.DeedForm, _plain(c.CloseStep)),
    "take-pen": (forms.DeedForm, _plain(c.TakePen)),
    "more-time": (forms.DeedForm, _plain(c.AskForTime)),
}
