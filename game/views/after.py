"""After the workshop: what the facilitator may take home, what became of plans, and when everything goes (KEEP-3, KEEP-4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from game import access, follow_up, log
from game.decisions import COLUMNS, SEPARATORS, as_csv
from game.forms.follow_up import OUTCOME_LABELS, REASON_LABELS
from game.models import Workshop
from game.rules.figures.follow_up import follow_ups

TOO_EARLY = 409


@dataclass(frozen=True, slots=True)
class Told:
    """What became of plans, in words: lines of (what, how many persons)."""

    persons: int
    outcome: tuple[tuple[str, int], ...]
    helped: tuple[tuple[str, int], ...]
    hindered: tuple[tuple[str, int], ...]


@require_safe
@login_required
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that is left to do once the workshop is closed; before that a sentence and the way back."""
    workshop = access.workshop_for_facilitator_or_404(request, slug)
    if workshop.phase == "draft":
        return redirect("set_up", slug=slug)
    if workshop.phase != "closed":
        return _too_early(request, workshop)
    state = log.current(workshop).state
    context = {
        "workshop": workshop,
        "slug": slug,
        "title": workshop.title or state.script.say("title", get_language() or "en"),
        "columns": _columns(),
        "has_rows": any(table.decided for table in state.tables.values()),
        "follows_up": state.settings.follow_up,
        "told": _told(workshop) if state.settings.follow_up else None,
        "more": follow_up.FEWEST_MORE,
        "days": follow_up.DAYS,
        "goes_on": datetime.fromtimestamp((workshop.delete_at or 0) / 1000, UTC),
    }
    return render(request, "game/after/page.html", context)


@require_safe
@login_required
def decisions(request: HttpRequest, slug: str) -> HttpResponse:
    """The decisions as a file for a spreadsheet; with `?separator=semicolon` for one that wants these."""
    workshop = access.workshop_for_facilitator_or_404(request, slug)
    if workshop.phase == "draft":
        return redirect("set_up", slug=slug)
    if workshop.phase != "closed":
        return _too_early(request, workshop)
    current, wanted = log.current(workshop), request.GET.get("separator", "")
    separator = wanted if wanted in SEPARATORS else "comma"
    told = as_csv(current.state, current.texts, get_language() or "en", separator)
    answer = HttpResponse(told, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="co-creator-{slug}-decisions.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


def _columns() -> list[tuple[list[str], str]]:
    """Names of columns with what stands in them; neighbours of which the same is said share a line."""
    told = groupby(COLUMNS, key=lambda name: str(COLUMNS[name]))
    return [(list(names), words) for words, names in told]


def _too_early(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    context = {"workshop": workshop, "slug": workshop.slug}
    return render(request, "game/after/too_early.html", context, status=TOO_EARLY)


def _told(workshop: Workshop) -> Told | None:
    """The figures as they may be told; None while fewer than five people have answered."""
    figures = follow_ups(follow_up.counted(workshop))
    if figures is None:
        return None
    return Told(
        figures.persons,
        tuple(
            (" / ".join(str(OUTCOME_LABELS[key]) for key in OUTCOME_LABELS if key in cell.keys), cell.persons)
            for cell in sorted(
                figures.outcome, key=lambda cell: min(map(list(OUTCOME_LABELS).index, cell.keys))
            )
        ),
        tuple((str(REASON_LABELS[key]), n) for key, n in figures.helped),
        tuple((str(REASON_LABELS[key]), n) for key, n in figures.hindered),
    )
