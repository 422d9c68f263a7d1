"""How somebody comes to lead: the invitations that who leads makes and takes back, and the page behind their link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import segno
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from game import access, leading, live
from game.models import Invitation, Workshop, new_key


@dataclass(frozen=True, slots=True)
class Told:
    """An invitation as who leads sees it: for which tables in words (none: the whole workshop), and who took it up.

    An open one has its address, and words to send with it.
    """

    pk: int
    tables: str
    taken_by: str
    link: str
    text: str

    @property
    def sign(self) -> str:
        """The address as a sign to scan."""
        return segno.make(self.link, error="m").svg_inline(scale=8, border=2, svgclass=None, omitsize=True)


def _names(workshop: Workshop) -> list[str]:
    """Who leads, in the order in which they came to it."""
    led = workshop.facilitators.through.objects.filter(workshop=workshop).order_by("pk")
    return list(led.values_list("user__username", flat=True))


def leaders(request: HttpRequest, workshop: Workshop) -> dict[str, Any]:
    """Who leads and who hosts, and the invitations, for the panel of the desk and the page of their own."""
    rows = workshop.invitations.select_related("taken_by")
    invitations = [_told(request, workshop, row) for row in rows]
    return {
        "leaders": ", ".join(_names(workshop)),
        "open_invitations": [invitation for invitation in invitations if not invitation.taken_by],
        "taken_invitations": [invitation for invitation in invitations if invitation.taken_by],
        "invitation_keys": (new_key(), new_key()),
    }


@require_safe
@login_required
@never_cache
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Who leads, and every open invitation with its sign."""
    return _page(request, access.workshop_for_facilitator_or_404(request, slug))


@require_POST
@login_required
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Make an invitation: to the whole workshop, or to the tables that were typed."""
    workshop = access.workshop_for_facilitator_or_404(request, slug)
    if workshop.phase == "closed":
        return _page(request, workshop, _("This workshop is over. Nobody can be invited any more."))
    tables: list[int] = []
    typed = request.POST.get("tables")
    if typed is not None:
        try:
            tables = leading.numbers_in(typed, leading.how_many_tables(workshop))
        except ValidationError as error:
            return _page(request, workshop, " ".join(error.messages), typed[: leading.LONGEST_NUMBERS])
    made = leading.invite(workshop, tables, request.POST.get("key", ""))
    return redirect(f"{reverse('leading', args=[slug])}#invitation-{made.pk}")


@require_POST
@login_required
def take_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Take an invitation back, and the rights it gave; the second of two taps finds nothing to do."""
    workshop = access.workshop_for_facilitator_or_404(request, slug)
    wanted = request.POST.get("invitation", "")
    found = (
        workshop.invitations.filter(pk=wanted).first() if wanted.isdecimal() and len(wanted) < 15 else None
    )
    if found is not None:
        try:
            leading.take_back(found)
            live.ask_rights(workshop.uuid)
        except ValidationError as error:
            return _page(request, workshop, " ".join(error.messages))
        if found.taken_by_id == request.user.pk and not found.tables:
            return redirect("workshops")
    return redirect("leading", slug=slug)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def lead(request: HttpRequest, key: str) -> HttpResponse:
    """The page behind an invitation: what one is asked to lead, and one tap to do it."""
    invitation = (
        Invitation.objects.select_related("workshop").defer("workshop__script").filter(key=key).first()
    )
    if invitation is None:
        return _answer(request, "gone", 404)
    workshop = invitation.workshop
    told: dict[str, Any] = {
        "workshop": workshop,
        "tables": leading.numbers_as_words(invitation.tables),
        "key": key,
    }
    if workshop.phase == "closed":
        return _answer(request, "over", 410, told)
    if not request.user.is_authenticated:
        return (
            redirect_to_login(request.path)
            if request.method == "POST"
            else _answer(request, "open", 200, told)
        )
    if not access.is_facilitator(request.user):
        return _answer(request, "no_role", 403, told)
    if leading.leads_already(invitation, request.user):
        return redirect("desk", slug=workshop.slug)
    if invitation.taken_by_id is None and request.method != "POST":
        return _answer(request, "open", 200, told)
    if request.method == "POST" and leading.claim(invitation, request.user):
        return redirect("desk", slug=workshop.slug)
    return _answer(request, "taken", 410, told)


def _page(request: HttpRequest, workshop: Workshop, refusal: str = "", typed: str = "") -> HttpResponse:
    context = {
        "workshop": workshop,
        "slug": workshop.slug,
        "refusal": refusal,
        "typed_tables": typed,
        "with_signs": True,
        **leaders(request, workshop),
    }
    return render(request, "game/leading.html", context, status=422 if refusal else 200)


def _answer(
    request: HttpRequest, state: str, status: int, told: dict[str, Any] | None = None
) -> HttpResponse:
    return render(request, "game/lead.html", {"state": state, **(told or {})}, status=status)


def _told(request: HttpRequest, workshop: Workshop, row: Invitation) -> Told:
    link = request.build_absolute_uri(reverse("lead", args=[row.key]))
    tables = leading.numbers_as_words(row.tables)
    words = {"title": workshop.title, "tables": tables, "link": link}
    if row.tables:
        text = _(
            "Please host tables %(tables)s in “%(title)s”. Open %(link)s and log in; your desk is there."
        )
    else:
        text = _("Please lead “%(title)s” with us. Open %(link)s, log in, and tap once.")
    return Told(row.pk, tables, row.taken_by.get_username() if row.taken_by else "", link, text % words)
