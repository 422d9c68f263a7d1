"""A printed dilemma card on a phone: to read it in one's own language, and to record what the table decides (PAPER-7)."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from django import forms as django_forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods

from game import access, engine, forms, limits, log, rules
from game.access import Seated
from game.limits import guessing
from game.models import Player, Workshop, new_player_id
from game.rules import commands as c
from game.rules import refused
from game.rules.hall.recording import open_for
from game.rules.screens.options import printed_cards
from game.rules.state import MIDTERM, Table
from game.views import answering
from game.views.deeds import TOO_MUCH
from game.views.join import one_more, workshop_of
from scenarios.conditions import ScriptError
from scenarios.models import Scenario
from scenarios.script import Dilemma, Script
from scenarios.voice import Voice

#: What is wrong with the number of the table; all else is wrong with the code.
OF_THE_TABLE = (
    refused.NO_SUCH_TABLE,
    refused.TABLE_IS_CLOSED,
    refused.NOT_ON_PAPER,
    refused.SITS_ELSEWHERE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the browser that opened a card records: a workshop, its table, and the dilemma that the table is at."""

    workshop: Workshop
    table: int
    dilemma: str


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@ensure_csrf_cookie
def card(request: HttpRequest, slug: str, dilemma: str) -> HttpResponse:
    """The recording screen of one's table if it is at this dilemma; else the card, and a door to a table on paper."""
    seated = access.player_at_cards(request)
    place = _place(seated, slug)
    if request.method != "POST" and place is not None and place.dilemma == dilemma:
        return redirect("play", slug=place.workshop.slug)  # whatever became of the scenario since
    row = get_object_or_404(Scenario.objects.ready(), slug=slug)
    try:
        script = row.script()
        shown = script.dilemma(dilemma)
    except (ScriptError, KeyError, StopIteration) as error:
        raise Http404("no such card") from error
    if request.method == "POST":
        return _records(request, script, shown, seated)
    told = {"code": request.GET.get("code", "")[:20]}
    return _page(request, script, shown, forms.RecordForm(initial=told), place=place)


def _records(request: HttpRequest, script: Script, shown: Dilemma, seated: Seated | None) -> HttpResponse:
    """Join the workshop of the code as somebody who records for a table, or say what stands in the way."""
    form = forms.RecordForm(request.POST)
    workshop = workshop_of(request, form) if form.is_valid() else None
    if workshop is None:
        return _page(request, script, shown, form, status=422)
    try:
        player = _joined(request, workshop, form, script.slug, seated)
    except rules.Refused as refusal:
        field = "table" if refusal.message in OF_THE_TABLE else "code"
        form.add_error(field, _(refusal.message) % refusal.values)
    except django_forms.ValidationError as error:
        form.add_error("code", error)
    else:
        return access.let_in(redirect("play", slug=workshop.slug), workshop, player)
    return _page(request, script, shown, form, status=422)


def _joined(
    request: HttpRequest, workshop: Workshop, form: forms.RecordForm, slug: str, seated: Seated | None
) -> str:
    """The player who records: who is in this workshop already stays who they are, anybody else joins."""
    state, number = log.current(workshop).state, form.cleaned_data["table"]
    if state.script.slug != slug:
        title = Voice(state.script, get_language() or "en").say("title")
        raise django_forms.ValidationError(
            _("The workshop with this code plays another scenario: %(title)s."), params={"title": title}
        )
    if seated is not None and seated.workshop.pk == workshop.pk:
        if not limits.may_do(workshop.uuid, seated.player):
            raise rules.Refused(TOO_MUCH)
        engine.submit(workshop, c.RecordForTable(seated.player, number))
        return seated.player
    open_for(state, number)  # before anybody has joined, so that a wrong number leaves nobody without a table
    player = new_player_id()
    row = Player(workshop=workshop, id_in_log=player, name=form.cleaned_data["name"])
    engine.submit(workshop, c.Join(player), one_more(guessing.hidden_network(request), [row]))
    with suppress(rules.Refused):  # in this very moment the table was closed: the page that follows says so
        engine.submit(workshop, c.RecordForTable(player, number))
    return player


def _place(seated: Seated | None, slug: str) -> Place | None:
    """Where a player records who is at a table on paper that plays this scenario now."""
    if seated is None:
        return None
    state = seated.current.state
    player = state.players[seated.player]
    table = state.tables.get(player.table)
    plays = state.phase in ("playing", MIDTERM) and state.script.slug == slug
    if table is None or player.removed or not plays or not table.paper or table.closed:
        return None
    return Place(seated.workshop, table.number, _dilemma(state.plan, table))


def _dilemma(plan: tuple[str, ...], table: Table) -> str:
    return plan[table.round - 1] if 0 < table.round <= len(plan) else ""


def _page(
    request: HttpRequest,
    script: Script,
    shown: Dilemma,
    form: forms.RecordForm,
    status: int = 200,
    place: Place | None = None,
) -> HttpResponse:
    language = get_language() or "en"
    context = {
        "script": script,
        "language": language,
        "is_translated": script.speaks(f"{shown.id}.situation", language),
        "dilemma": shown.id,
        "part": {"dilemma": shown.id, "decides": shown.decides},
        "level": shown.level,
        "cards": printed_cards(shown),
        "form": form,
        "place": place,
    }
    return answering.page(request, "game/card.html", context, status)
