"""Who has agreed to inspire others, how to become one of them, and who is only documented so far."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from research import agreed
from research.publishing.shelves import on_shelf


@require_safe
def beacons(request: HttpRequest) -> HttpResponse:
    """The beacons with what they offer and their cases; none, unless somebody has agreed and not taken it back."""
    told = [(one.record, one.agreed, one.cases) for one in agreed.beacons()]
    return render(
        request,
        "research/beacons.html",
        {"beacons": told, "documented": on_shelf("organisation").count() - len(told)},
    )
