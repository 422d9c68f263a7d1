"""Who comes by the municipality's own log-in, and to which account that leads: one of before, one invited, a new one, or none."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from threading import BoundedSemaphore
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthError
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.utils import generate_unique_username
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from requests import RequestException

from cocreator.keys import audit, invitations, log_ins, roles
from cocreator.keys.provider import Doors
from research.limit import DAY, HOUR, Limit, TooMany, count

#: Where in the answer to a browser it says who sent it: another site does not begin a log-in here.
FOREIGN = ("cross-site", "same-site")
#: How often one network, and everybody together, may ask in a minute. A town hall shares one address.
LIMITS = (Limit(60, 60), Limit(300, 60, is_for_all=True))
#: So many refusals of one kind have a line in the audit log: of one network in an hour, and of all in a day.
NOTED = (Limit(20, HOUR), Limit(200, DAY, is_for_all=True))
#: What goes wrong within allauth when the log-in is away, or says what no such log-in would say.
UNREADABLE = (RequestException, ImproperlyConfigured, AttributeError, KeyError, TypeError, ValueError)
logger = logging.getLogger(__name__)
#: However slow the log-in is, most of the threads that answer pages stay free for those who play.
_asking = BoundedSemaphore(2)


class Newcomers(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Leads whoever is not known yet to an account. An address counts only where it is verified."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Join the log-in to an account; a page of refusal where there is none."""
        if sociallogin.is_existing:
            return
        addresses = [one.email for one in sociallogin.email_addresses if one.verified is True]
        with transaction.atomic():
            account = _known(addresses) or _invited(sociallogin, addresses) or _new(sociallogin, addresses)
            if account is not None:
                sociallogin.connect(request, account)
        if account is None:
            why = "unknown" if addresses else "unverified"
            _note(request, why, _having(addresses))
            raise ImmediateHttpResponse(_refused(request, why, status=403))
        audit.write("joined", account=account.pk, kind="auth.user", record=account.pk, detail="own log-in")

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never by a form: who may come has an account by now."""
        return False

    def on_authentication_error(self, request: HttpRequest, provider: Any, **told: Any) -> None:
        """Say that it did not open the door, and how one comes in otherwise; the log tells the kind of fault, and nobody's name."""
        if told.get("error") == AuthError.CANCELLED:
            return
        cause = told.get("exception")
        logger.warning(
            "the municipality's log-in did not open the door: %s",
            type(cause).__name__ if cause else "refused",
        )
        _note(request, "fault")
        raise ImmediateHttpResponse(_refused(request, "fault", status=502 if cause else 401))


def _known(addresses: list[str]) -> Any:
    """The one account that has this address. Who may do everything is joined to nothing: that account stays for emergencies."""
    for address in addresses:
        found = get_user_model().objects.filter(email__iexact=address)
        if len(found) == 1 and not found[0].is_superuser:
            return found[0]
    return None


def _invited(sociallogin: Any, addresses: list[str]) -> Any:
    """A new account for whom an open invitation awaits."""
    for address in addresses:
        if (invitation := invitations.awaiting(address)) is not None:
            return invitations.take(invitation, _name(sociallogin, addresses), None)
    return None


def _new(sociallogin: Any, addresses: list[str]) -> Any:
    """A new account in the role that the settings give to whoever comes by this log-in.

    It has no address but a verified one, and none that an account has already: codes by e-mail lead to one account.
    """
    if not settings.OIDC_ROLE:
        return None
    accounts = get_user_model().objects
    free = [address for address in addresses if not accounts.filter(email__iexact=address).exists()]
    account = accounts.create_user(_name(sociallogin, addresses), "".join(free[:1]))
    roles.give(account, settings.OIDC_ROLE)
    return account


def _name(sociallogin: Any, addresses: list[str]) -> str:
    """A user name that nobody has yet, as near as can be to what the log-in calls the person."""
    return str(generate_unique_username([sociallogin.user.username, *addresses, "colleague"]))


def _having(addresses: list[str]) -> list[int]:
    """The accounts that have one of these addresses, whether or not somebody may come to them by this log-in."""
    accounts = get_user_model().objects
    return [one.pk for address in addresses for one in accounts.filter(email__iexact=address)]


def _note(request: HttpRequest, why: str, accounts: Sequence[int] = ()) -> None:
    """Add a line to the audit log, with the account if one was meant; of whoever has none nothing is kept.

    Whoever sends answers that nobody asked for does not fill it: above a bound no more lines are added.
    """
    try:
        count(f"own-log-in-{why}", request, NOTED)
    except TooMany:
        return
    records: Sequence[object] = accounts or [""]
    for record in records:
        audit.write("log-in-failed", kind="auth.user", record=record, detail=f"own log-in: {why}")


def _refused(request: HttpRequest, why: str, status: int) -> HttpResponse:
    return render(request, "keys/own_log_in.html", {"why": why, "name": settings.OIDC_NAME}, status=status)


@require_GET
@never_cache
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the municipality's log-in; only from a page of ours. Of the address only `next` counts."""
    _is_there(provider_id)
    if request.headers.get("Sec-Fetch-Site") in FOREIGN:
        return redirect("log_in")
    wanted = QueryDict(mutable=True)
    wanted.update({name: request.GET[name] for name in ("next",) if name in request.GET})
    request.GET = wanted  # type: ignore[assignment]
    return _spoken_with(OAuth2LoginView, request, provider_id)


@require_GET
@never_cache
def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Whoever comes back from there: in, on to the second key, or to a page that says why not."""
    _is_there(provider_id)
    return _spoken_with(OAuth2CallbackView, request, provider_id)


@require_GET
def cancelled(request: HttpRequest) -> HttpResponse:
    """Whoever turned back over there."""
    return redirect("log_in")


def _spoken_with(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    """The answer of a view of allauth that asks the municipality's log-in; a page of refusal when it is away, slow or raves."""
    if not _asking.acquire(blocking=False):
        return _refused(request, "fault", status=503)
    try:
        count("own-log-in", request, LIMITS)
        log_ins.knock(request)
        answer: HttpResponse = view.adapter_view(Doors(request, provider_id))(request)
    except TooMany:
        return _refused(request, "fault", status=429)
    except UNREADABLE as fault:
        logger.warning("the municipality's log-in said nothing that can be read: %s", type(fault).__name__)
        _note(request, "fault")
        return _refused(request, "fault", status=502)
    finally:
        _asking.release()
    return answer


def _is_there(provider_id: str) -> None:
    if not settings.OIDC_URL or provider_id != "own":
        raise Http404("there is no log-in of the municipality")
