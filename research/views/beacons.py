"""Who has agreed to inspire others, how to become one of them, and who is only documented so far."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from research.models import Organisation
from research.publishing.shelves import by_slug, naming, on_shelf


@require_safe
def beacons(request: HttpRequest) -> HttpResponse:
    """The beacons with what they offer and their cases; none, unless somebody has agreed and not taken it back."""
    agreed = {
        one.slug: one
        for one in Organisation.objects.filter(beacon_since__isnull=False, beacon_withdrawn_on__isnull=True)
    }
    public = by_slug("organisation", agreed)
    cases = naming("case", "organisation", *public)
    told = [
        (record, agreed[slug], [case for case in cases if slug in {link.slug for link in case.organisations}])
        for slug, record in sorted(public.items(), key=lambda pair: pair[1].name)
    ]
    return render(
        request,
        "research/beacons.html",
        {"beacons": told, "documented": on_shelf("organisation").count() - len(told)},
    )
