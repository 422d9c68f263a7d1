"""Pages that are for facilitators: whoever is logged in without that role is told so in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from game import access

View = Callable[..., HttpResponse]


def facilitators_only(view: View) -> View:
    """Let nobody in but facilitators; strangers are asked to log in first."""

    @wraps(view)
    @login_required
    def guard(request: HttpRequest, *args: object, **named: object) -> HttpResponse:
        if not access.is_facilitator(request.user):
            return render(request, "refused/no_facilitator.html", status=403)
        return view(request, *args, **named)

    return guard
