"""What is looked at in each request of staff: whether the log-in lasts, and whether the admin may be entered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cocreator.keys import audit, log_ins


class Keys:
    """Middleware. Who has no session is not looked at: players cost nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with audit.asking(request):
            response = self.get_response(request)
            audit.export(request, response)
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, named: dict[str, Any]
    ) -> HttpResponse | None:
        """Keep the log-in alive; lead whoever lacks a second factor from the admin to where one is added."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not _is_known(request):
            return None
        log_ins.note(request)
        match = request.resolver_match
        is_admin = match is not None and "admin" in match.app_names
        if is_admin and request.user.is_staff and settings.REQUIRE_SECOND_FACTOR:
            return _asked_for_more(request)
        return None


def _is_known(request: HttpRequest) -> bool:
    """Whether an account asks. When the database is away nobody is known, and the view itself will say so."""
    try:
        return bool(request.user.is_authenticated)
    except (InterfaceError, OperationalError):
        return False


def _asked_for_more(request: HttpRequest) -> HttpResponse | None:
    if is_mfa_enabled(request.user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]):
        return None
    messages.warning(request, _("The admin asks for a second key. Add an app or a passkey here, then go on."))
    return redirect("mfa_index")
