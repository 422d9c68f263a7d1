"""The follow-up of a plan: taking a link along, keeping it, and telling some weeks later what became of the plan (KEEP-4)."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from game import access, calendars, follow_up, rules
from game.forms.follow_up import REASON_LABELS, BeginForm, FollowUpForm
from game.models import FollowUp, Workshop


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """A person takes a link along; afterwards nothing tells who did."""
    seated = access.player_or_404(request, slug)
    if request.method != "POST":
        return redirect("play", slug=slug)
    form, player = BeginForm(request.POST), seated.current.state.players[seated.player]
    if not form.is_valid():
        return _sorry(request, " ".join(map(str, form.errors["key"])), reverse("play", args=[slug]), 422)
    try:
        row = follow_up.begin(seated.workshop, seated.current.state, player, form.cleaned_data["key"])
    except rules.Refused as refusal:
        return _sorry(request, _(refusal.message) % refusal.values, reverse("play", args=[slug]), 422)
    kept = "" if player.device else "?keep"  # a device that several share keeps nobody's link
    return _closely_kept(redirect(reverse("follow_up_link", args=[row.key]) + kept))


@require_safe
def link(request: HttpRequest, key: str) -> HttpResponse:
    """The link itself, to be kept: in a calendar, in a mail to oneself, or copied."""
    row = follow_up.found(key)
    if row is None:
        return _over(request)
    address = _address(request, row)
    mail = {"subject": _("What became of my plan?"), "body": _words(row, address)}
    slug = Workshop.objects.filter(uuid=row.workshop).values_list("slug", flat=True).first() or ""
    context = {
        "key": row.key,
        "address": address,
        "mailto": "mailto:?" + urlencode(mail, quote_via=quote),
        "day": follow_up.reminder_day(row),
        "until": row.until,
        "slug": slug,
        "keep": slug if "keep" in request.GET else "",
    }
    return _closely_kept(render(request, "game/follow_up/link.html", context))


@require_safe
def calendar(request: HttpRequest, key: str) -> HttpResponse:
    """An entry for one's own calendar, with the link."""
    row = follow_up.found(key)
    if row is None:
        return _over(request)
    address = _address(request, row)
    title, language = _("What became of my plan?"), get_language() or "en"
    file = follow_up.calendar(row, title, _words(row, address), address, language)
    answer = HttpResponse(file, content_type=calendars.CONTENT_TYPE)
    answer["Content-Disposition"] = 'attachment; filename="co-creator-follow-up.ics"'
    return _closely_kept(answer)


@csrf_exempt  # whoever does not know the address cannot send anything here, and whoever does needs no cookie
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, key: str) -> HttpResponse:
    """The three questions; they can be answered again as long as the link works."""
    row = follow_up.found(key)
    if row is None:
        return _over(request)
    if request.method != "POST":
        told = {"outcome": row.outcome, "helped": row.helped, "hindered": row.hindered}
        return _page(request, row, FollowUpForm(initial=told))
    form = FollowUpForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form, 422)
    data = form.cleaned_data
    follow_up.answer(row, data["outcome"], data["helped"], data["hindered"])
    return _closely_kept(redirect(reverse("follow_up", args=[key]) + "?kept"))


def _page(request: HttpRequest, row: FollowUp, form: FollowUpForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "until": row.until,
        "kept": bool(row.outcome) and "kept" in request.GET and status == 200,
        "questions": (
            ("helped", _("What helped?"), form["helped"].value() or []),
            ("hindered", _("What stood in the way?"), form["hindered"].value() or []),
        ),
        "reasons": REASON_LABELS.items(),
    }
    return _closely_kept(render(request, "game/follow_up/page.html", context, status=status))


def _over(request: HttpRequest) -> HttpResponse:
    """A link that works no more says so; one that never did is not told apart from it."""
    return _sorry(request, "", "", 404)


def _sorry(request: HttpRequest, sentence: str, back: str, status: int) -> HttpResponse:
    context = {"sentence": sentence, "back": back, "days": follow_up.DAYS}
    return _closely_kept(render(request, "game/follow_up/sorry.html", context, status=status))


def _closely_kept(answer: HttpResponse) -> HttpResponse:
    """The address is the secret: no other page is told it, and nobody on the way keeps a copy."""
    answer["Referrer-Policy"] = "no-referrer"
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _address(request: HttpRequest, row: FollowUp) -> str:
    return request.build_absolute_uri(reverse("follow_up", args=[row.key]))


def _words(row: FollowUp, address: str) -> str:
    """What one writes to oneself."""
    return _("A few taps, without a name, until %(day)s: what became of my plan? %(link)s") % {
        "day": date_format(row.until, "DATE_FORMAT"),
        "link": address,
    }
