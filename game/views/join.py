"""The door: the home page, joining by code or link, coming back by personal link."""

from __future__ import annotations

from contextlib import suppress

from django import forms
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_safe

from game import access, engine, rules
from game.forms import JoinForm, table_number
from game.models import CODE_LENGTH, CODE_SIGNS, Player, Workshop, new_player_id
from game.rules.commands import Join, TakeSeat
from research.limit import network

#: Wrong codes from one network before the door stays shut for a while. Right codes are never counted, so a hall that
#: shares one address is not locked out; a guesser gets some thirty thousand tries a day at a billion codes.
MOST_WRONG_CODES = 200
WRONG_CODES_SECONDS = 600


@require_safe
@ensure_csrf_cookie
def home(request: HttpRequest) -> HttpResponse:
    """What this is, and the door."""
    return render(request, "home.html", {"form": JoinForm()})


@require_http_methods(["GET", "POST"])
@ensure_csrf_cookie
def join(request: HttpRequest) -> HttpResponse:
    """Join by code and chosen name."""
    if request.method == "GET":
        told = {"code": request.GET.get("code", "")[:20], "table": table_number(request.GET.get("table", ""))}
        return _door(request, JoinForm(initial={name: value for name, value in told.items() if value}))
    form = JoinForm(request.POST)
    if not form.is_valid():
        return _door(request, form, status=422)
    workshop = _workshop_of(request, form)
    if workshop is None:
        return _door(request, form, status=422)
    player = new_player_id()
    row = Player(workshop=workshop, id_in_log=player, name=form.cleaned_data["name"])
    try:
        engine.submit(workshop, Join(player), [row])
    except rules.Refused as refusal:
        form.add_error("code", _(refusal.message))
        return _door(request, form, status=422)
    if form.cleaned_data["table"]:
        with suppress(rules.Refused):  # the page that follows shows which tables have room
            engine.submit(workshop, TakeSeat(player, form.cleaned_data["table"]))
    return access.let_in(redirect("play", slug=workshop.slug), workshop, player)


@require_safe
def join_link(request: HttpRequest, code: str) -> HttpResponse:
    """The address behind the QR code: the door, with the code filled in."""
    return redirect(f"{reverse('join')}?{urlencode({'code': code[:20]})}")


@require_safe
def table_link(request: HttpRequest, code: str, table: int) -> HttpResponse:
    """The address behind the sign of a table: the door, and then straight to that table (ROOM-1)."""
    return redirect(f"{reverse('join')}?{urlencode({'code': code[:20], 'table': str(table)})}")


@require_safe
def back(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """A personal link is exchanged for the cookie, and the address is left behind."""
    player = access.player_by_key_or_404(slug, key)
    return access.let_in(redirect("play", slug=slug), player.workshop, player.id_in_log)


def _door(request: HttpRequest, form: JoinForm, status: int = 200) -> HttpResponse:
    table = table_number(str(form["table"].value() or ""))
    return render(request, "game/join.html", {"form": form, "table": table}, status=status)


def _workshop_of(request: HttpRequest, form: JoinForm) -> Workshop | None:
    """The workshop of the code, or a sentence on the form."""
    code = form.cleaned_data["code"]
    counter = _counter(request)
    if cache.get(counter, 0) >= MOST_WRONG_CODES:
        form.add_error("code", _("Too many wrong codes came from your network. Try again in ten minutes."))
        return None
    workshop = None
    if len(code) == CODE_LENGTH and set(code) <= set(CODE_SIGNS):
        open_ones = Workshop.objects.filter(save_link=None).exclude(phase__in=("draft", "closed"))
        workshop = open_ones.filter(code=code).first()
    if workshop is None:
        cache.add(counter, 0, WRONG_CODES_SECONDS)
        cache.incr(counter)
        shown = f"{code[:3]} {code[3:]}".strip()
        form.add_error(
            "code",
            forms.ValidationError(_("No open workshop has the code %(code)s."), params={"code": shown}),
        )
    return workshop


def _counter(request: HttpRequest) -> str:
    """Where wrong codes of a network are counted: a keyed hash of its prefix that changes every day."""
    return (
        "codes:" + salted_hmac("wrong codes", f"{localdate()} {network(request, bits=64)}").hexdigest()[:24]
    )
