"""The data-protection sheet of one workshop, filled in: what is kept, who sees it, how long, and one's rights (Art. 13 GDPR)."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from game import access, opening, set_up
from game.models import Workshop
from game.study.papers import sheet_for


@require_safe
@login_required
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """To print or to send beforehand, in the reader's language; it tells what was chosen for this workshop."""
    workshop = access.workshop_for_facilitator_or_404(request, slug)
    chosen = {**opening.DEFAULTS, **workshop.chosen}
    context = {
        "workshop": workshop,
        "slug": slug,
        "scenario": set_up.title_of(workshop.scenario) if workshop.scenario else "",
        "tables": chosen["tables"],
        "days": chosen["retention"],
        "is_anonymous": chosen["voting"] == "anonymous",
        "asks_calling": chosen["assignment"] in ("own", "swap"),
        "follows_up": chosen["follow_up"],
        "study": workshop.study,
        "sheet": sheet_for(workshop.study, get_language() or "en") if workshop.study else None,
        "goes_on": _day(workshop),
        "run_by": settings.RUN_BY,
        "contact": settings.RUN_BY_EMAIL,
        "address": request.build_absolute_uri(reverse("join")),
        "statement": request.build_absolute_uri(reverse("privacy")),
        "code_page": request.build_absolute_uri(reverse("my_code")),
    }
    return render(request, "game/data_sheet.html", context)


def _day(workshop: Workshop) -> datetime | None:
    """When it will be deleted, where that is known already."""
    return datetime.fromtimestamp(workshop.delete_at / 1000, UTC) if workshop.delete_at else None
