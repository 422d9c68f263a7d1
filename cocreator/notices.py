"""What every public site has to say of itself: how accessible it is, and what it keeps of whom."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

#: When the accessibility statement was last held against the program; Decision (EU) 2018/1523 asks for once a year.
REVIEWED = date(2026, 11, 26)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement, in the form of the model of Decision (EU) 2018/1523."""
    return render(request, "notices/accessibility.html", {**_who_runs_it(), "reviewed": REVIEWED})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of players, facilitators and visitors, for how long, and what they can ask for."""
    return render(request, "notices/privacy.html", _who_runs_it())


def _who_runs_it() -> dict[str, str]:
    return {
        "run_by": settings.RUN_BY,
        "contact": settings.RUN_BY_EMAIL,
        "enforcement": settings.ENFORCEMENT_URL,
    }
