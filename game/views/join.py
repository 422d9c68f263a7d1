"""The door: the home page, joining by code or link, coming back by personal link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_safe

from game import access, engine, limits, log, rules
from game.forms import JoinForm, table_number
from game.limits import guessing
from game.limits.guessing import SEAL_LENGTH
from game.models import Player, Workshop, new_key, new_player_id
from game.naming import is_called, set_apart
from game.rules.commands import Join, Rename, TakeSeat
from game.views.deeds import TOO_MUCH

MANY_COME_IN = gettext_noop(
    "Very many people came in from your network just now. Please try again in a minute."
)


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
        told = {
            "code": request.GET.get("code", "")[:20],
            "table": table_number(request.GET.get("table", "")),
            "seal": request.GET.get("seal", "")[:SEAL_LENGTH],
            "key": new_key(),
        }
        return _door(request, JoinForm(initial={name: value for name, value in told.items() if value}))
    form = JoinForm(request.POST)
    if not form.is_valid():
        return _door(request, form, status=422)
    workshop = workshop_of(request, form)
    if workshop is None:
        return _door(request, form, status=422)
    key = form.cleaned_data["key"]
    player = access.player_at_door(request, workshop) or new_player_id(key and f"{workshop.uuid} {key}")
    try:
        if not limits.may_do(workshop.uuid, player):  # whoever is in can change name and table here, too
            raise rules.Refused(TOO_MUCH)
        _comes_in(request, workshop, player, form.cleaned_data["name"])
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
    return _to_the_door(request, {"code": code[:20]})


@require_safe
def table_link(request: HttpRequest, code: str, table: int) -> HttpResponse:
    """The address behind the sign of a table: the door, and then straight to that table (ROOM-1)."""
    return _to_the_door(request, {"code": code[:20], "table": str(table)})


@require_safe
def back(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """A personal link is exchanged for the cookie, and the address is left behind."""
    player = access.player_by_key_or_404(slug, key)
    return access.let_in(redirect("play", slug=slug), player.workshop, player.id_in_log)


def _to_the_door(request: HttpRequest, told: dict[str, str]) -> HttpResponse:
    """The door, with what a link tells filled in."""
    if seal := request.GET.get("seal", "")[:SEAL_LENGTH]:
        told["seal"] = seal
    return redirect(f"{reverse('join')}?{urlencode(told)}")


def _comes_in(request: HttpRequest, workshop: Workshop, player: str, name: str) -> None:
    """Join, once; who has joined before and types another name is called by that one from now on."""
    here = guessing.hidden_network(request)
    current = engine.submit(workshop, Join(player), one_more(here, _newcomer(workshop, player, name)))
    if is_called(current.texts.names.get(player, name), name):
        return
    row = Player.objects.get(workshop=workshop, id_in_log=player)
    row.name = set_apart(name, (shown for one, shown in current.texts.names.items() if one != player))
    engine.submit(workshop, Rename(player), [row])


def one_more(network: str, rows: Iterable[Player]) -> Iterator[Player]:
    """The rows of somebody new, if there is room for them; asked for only where they do come in. May raise Refused."""
    if not limits.may_join(network):
        raise rules.Refused(MANY_COME_IN)
    yield from rows


def _newcomer(workshop: Workshop, player: str, name: str) -> Iterator[Player]:
    """The row of somebody new, made while the workshop is locked, so that no two are given one name."""
    known = log.current(workshop).texts.names.values()
    yield Player(workshop=workshop, id_in_log=player, name=set_apart(name, known))


def _door(request: HttpRequest, form: JoinForm, status: int = 200) -> HttpResponse:
    table = table_number(str(form["table"].value() or ""))
    return render(request, "game/join.html", {"form": form, "table": table}, status=status)


def workshop_of(request: HttpRequest, form: JoinForm) -> Workshop | None:
    """The workshop of the code, or a sentence on the form."""
    code, seal = form.cleaned_data["code"], form.cleaned_data["seal"]
    if not guessing.begin(request, code, seal):
        told = _(
            "Too many wrong codes came from your network today. Scan the sign on the wall or on your table, or open the link that you were sent."
        )
        form.add_error("code", told)
        return None
    workshop = None
    if guessing.may_be_code(code):
        open_ones = Workshop.objects.filter(save_link=None).exclude(phase__in=("draft", "closed"))
        workshop = open_ones.filter(code=code).first()
    if workshop is None:
        shown = f"{code[:3]} {code[3:]}".strip()
        form.add_error(
            "code",
            forms.ValidationError(_("No open workshop has the code %(code)s."), params={"code": shown}),
        )
    else:
        guessing.was_right(request, code, seal)
    return workshop
