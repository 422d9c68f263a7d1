"""The library. Until its records are on the shelf, it says what will stand there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def shelf(request: HttpRequest) -> HttpResponse:
    """The way into the library."""
    return render(request, "research/shelf.html")
