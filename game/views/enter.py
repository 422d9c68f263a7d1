"""How facilitators come in: the one-time link that the demo prints."""

from __future__ import annotations

from django.contrib.auth import get_user_model, login
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe


@require_safe
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """A one-time link: it logs its user in once, and leads on."""
    if request.method == "HEAD":  # a preview of the link must not use it up
        return HttpResponse()
    known = cache.get(f"enter:{token}")
    user = get_user_model().objects.filter(username=known["user"], is_active=True).first() if known else None
    if not cache.delete(f"enter:{token}") or user is None:
        return render(request, "refused/used_link.html", status=410)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect(known["to"])
