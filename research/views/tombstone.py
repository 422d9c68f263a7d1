"""What is left of a withdrawn record: its addresses go on answering, with what it was, and when and why it went."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from research.citations.text import apa
from research.citing import reference_to
from research.publishing.shelves import Withdrawn, versions_of

View = Callable[..., HttpResponse]


def or_tombstone(view: View) -> View:
    """The view, or status 410 where its record was withdrawn."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        try:
            return view(request, *args, **named)
        except Withdrawn as gone:
            return _tombstone(request, gone)

    return answered


def _tombstone(request: HttpRequest, gone: Withdrawn) -> HttpResponse:
    version, versions = gone.version, versions_of(gone.version.kind, gone.version.slug)
    told = {
        "version": version,
        "versions": versions,
        "newer": versions[0] if versions[0].withdrawn_at is None else None,
        "citation": apa(reference_to(version, request.build_absolute_uri)),
    }
    return render(request, "research/withdrawn.html", told, status=410)
