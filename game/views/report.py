"""The report of a workshop: for who leads it, to edit and to print, and for its players, the own table first."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from game import access, leading, log
from game.models import REPORT_TEXT_LENGTH, Workshop
from game.report import editing
from game.report.account import account, is_ready
from game.report.editing import Clash, TextForm, edited
from game.report.printing import sheet_of
from game.report.shapes import PLAYERS, Account, Edition
from game.report.sureness import as_told
from game.report.telling import SECTIONS, section_name, tell
from game.report.words import Data, seen, table_name
from research.papers import paper as paper_of
from research.sheet.keeping import LONGEST_WAIT_SECONDS, Busy, made
from scenarios.voice import Voice

#: When a workshop closes, everybody asks at once. What is kept for them is gone soon, since it must not outlive the workshop.
PAGE_SECONDS, PAPER_SECONDS = 60, 600


@require_safe
@login_required
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """The facilitators' edition, with what they may write into it. Before the term is over a sentence says when it is ready."""
    workshop = access.workshop_for_facilitator_or_404(request, slug)
    if workshop.phase == "draft":
        return redirect("set_up", slug=slug)
    current = log.current(workshop)
    if not is_ready(current.state):
        return _not_yet(request, workshop, reverse("desk", args=[slug]))
    return _desk_page(request, workshop, current)


@require_safe
@login_required
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """The facilitators' edition on paper. No private note stands in it."""
    workshop = access.workshop_for_facilitator_or_404(request, slug)
    current = log.current(workshop) if workshop.phase != "draft" else None
    if current is None or not is_ready(current.state):
        return redirect("report", slug=slug)
    return _paper(request, workshop, current, Edition(), reverse("report", args=[slug]))


@require_POST
@login_required
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Write words at a place, or leave something out; what cannot be saved is shown again with a sentence."""
    workshop = access.workshop_for_facilitator_or_404(request, slug)
    current = log.current(workshop) if workshop.phase != "draft" else None
    if current is None or not is_ready(current.state):
        return redirect("report", slug=slug)
    told = account(current.state, current.texts, Edition())
    if "without" in request.POST:
        return _leave_out(request, workshop, told)
    form = TextForm(request.POST)
    place = request.POST.get("place", "")
    if place not in editing.places(told):
        raise Http404("no such place")
    if not form.is_valid():
        notice = " ".join(str(error) for errors in form.errors.values() for error in errors)
        kept = Clash(place, request.POST.get("text", ""), "", request.POST.get("seen", ""))
        return _desk_page(request, workshop, current, notice, kept, status=422)
    clash = editing.write(workshop, place, form.cleaned_data["text"], form.cleaned_data["seen"])
    if clash:
        notice = _("Somebody else has written here meanwhile. Both texts stand below; save what shall stand.")
        return _desk_page(request, workshop, current, notice, clash, status=409)
    return redirect(f"{reverse('report', args=[slug])}#write-{place}")


@require_safe
def own_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The participants' edition, from the close on, for a player of this workshop."""
    seated = access.player_or_404(request, slug)
    if seated.current.state.phase != "closed":
        return _not_yet(request, seated.workshop, reverse("play", args=[slug]), for_player=True)
    context = {
        "title": seated.workshop.title,
        "body": _body(seated.workshop, seated.current, _edition_of(seated)),
        "back": reverse("play", args=[slug]),
        "paper": reverse("own_report_paper", args=[slug]),
    }
    return render(request, "game/report/page.html", context)


@require_safe
def own_paper(request: HttpRequest, slug: str) -> HttpResponse:
    """The participants' edition on paper."""
    seated = access.player_or_404(request, slug)
    if seated.current.state.phase != "closed":
        return redirect("own_report", slug=slug)
    return _paper(
        request, seated.workshop, seated.current, _edition_of(seated), reverse("own_report", args=[slug])
    )


def _edition_of(seated: access.Seated) -> Edition:
    player = seated.current.state.players[seated.player]
    return Edition(PLAYERS, player.table if player.role and not player.removed else 0)


def _body(workshop: Workshop, current: log.Current, edition: Edition) -> str:
    """What a table's people read, rendered once for all of them."""
    language = get_language() or "en"
    words = edited(workshop)
    written = seen(repr((workshop.title, sorted(words.texts.items()), sorted(words.without))))
    name = f"report-{workshop.uuid.hex}-{current.state.version}-{edition.table}-{language}-{written}"

    kept: str | None = cache.get(name)
    if kept is None:
        kept = render_to_string("game/report/body.html", {"told": _told(workshop, current, edition)})
        cache.set(name, kept, PAGE_SECONDS)
    return kept


def _told(
    workshop: Workshop, current: log.Current, edition: Edition, site: str = "", desk: bool = False
) -> Data:
    told = account(current.state, current.texts, edition)
    told = as_told(workshop, told, current.texts.answers, current.state.players)
    voice = Voice(current.state.script, get_language() or "en")
    return tell(told, voice, workshop.title, edited(workshop), site, desk)


def _leave_out(request: HttpRequest, workshop: Workshop, told: Account) -> HttpResponse:
    name = request.POST.get("without", "")
    if name not in editing.may_be_left_out(told):
        raise Http404("nothing that could be left out")
    change = editing.put_back if request.POST.get("back") else editing.leave_out
    change(workshop, name)
    return redirect(f"{reverse('report', args=[workshop.slug])}#leave-{name}")


def _desk_page(
    request: HttpRequest,
    workshop: Workshop,
    current: log.Current,
    notice: str = "",
    kept: Clash | None = None,
    status: int = 200,
) -> HttpResponse:
    without = edited(workshop).without
    context: dict[str, Any] = {
        "told": _told(workshop, current, Edition(), desk=True),
        "back": reverse("desk", args=[workshop.slug]),
        "paper": reverse("report_paper", args=[workshop.slug]),
        "editor": True,
        "edit": reverse("edit_report", args=[workshop.slug]),
        "longest": REPORT_TEXT_LENGTH,
        "notice": notice,
        "kept": kept,
        "sections": [(name, section_name(name), name in without) for name in SECTIONS],
        "notes": [
            (table_name(number, current.texts.tables.get(number, "")), text)
            for number, text in leading.notes_of(workshop, request.user.pk).items()
        ],
    }
    return render(request, "game/report/page.html", context, status=status)


def _paper(
    request: HttpRequest, workshop: Workshop, current: log.Current, edition: Edition, back: str
) -> HttpResponse:
    site = request.build_absolute_uri("/").rstrip("/")
    asked = sheet_of(_told(workshop, current, edition, site), current.state.phase_at)
    sign = quote_etag(asked.sign)
    if (known := get_conditional_response(request, etag=sign)) is not None:
        assert isinstance(known, HttpResponse)
        return known
    try:
        content = made(asked, PAPER_SECONDS)
    except Busy:
        answer = render(request, "game/report/busy.html", {"back": back}, status=503)
        answer.headers["Retry-After"] = str(LONGEST_WAIT_SECONDS)
        return answer
    return paper_of(content, f"co-creator-report-{workshop.slug}.pdf", sign, private=True)


def _not_yet(request: HttpRequest, workshop: Workshop, back: str, for_player: bool = False) -> HttpResponse:
    context = {"title": workshop.title, "back": back, "for_player": for_player}
    return render(request, "game/report/not_yet.html", context)
