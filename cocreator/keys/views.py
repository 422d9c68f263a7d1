"""Pages of one's own keys and log-ins, and of account invitations. What allauth shows by itself is in `urls`."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView, request_login_code
from allauth.core.internal import ratelimit
from allauth.mfa.base.views import IndexView
from allauth.mfa.webauthn.views import login_webauthn
from django import forms
from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import BaseUserCreationForm
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from cocreator.keys import invitations, log_ins, roles
from cocreator.keys.models import AccountInvitation
from research.limit import Limit, TooMany, count

#: Questions for a passkey in a minute, of one network and of all: a town hall shares one address.
PASSKEYS = (Limit(60, 60), Limit(600, 60, is_for_all=True))
MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"
#: The answer to a link that opens no door.
STATUS = {"forged": 404, "gone": 410, "used": 410, "over": 410}


class Door(LoginView):  # type: ignore[misc]
    """The one door. Where the municipality has a log-in of its own, that one stands first."""

    def get_context_data(self, **named: Any) -> dict[str, Any]:
        """What the page shows."""
        told = super().get_context_data(**named)
        return {**told, "own_log_in": settings.OIDC_NAME if settings.OIDC_URL else ""}


door = Door.as_view()


class MyKeys(IndexView):  # type: ignore[misc]
    """What one opens the door with, and where one is logged in."""

    def get_context_data(self, **named: Any) -> dict[str, Any]:
        """What the page shows."""
        user: Any = self.request.user
        held = set(user.groups.values_list("name", flat=True))
        return {
            **super().get_context_data(**named),
            "log_ins": log_ins.of(user, self.request),
            "roles": [role.spoken for role in roles.ROLES.values() if role.group in held],
            "may_invite": bool(invitations.may_give(user)),
            "may_lead": user.has_perm("game.add_workshop"),
            "hours": settings.SESSION_COOKIE_AGE // 3600,
        }


my_keys = never_cache(MyKeys.as_view())


def code_by_mail(request: HttpRequest) -> HttpResponse:
    """Ask for a code by e-mail; where no mail can be sent there is no such page."""
    if not settings.ACCOUNT_LOGIN_BY_CODE_ENABLED:
        raise Http404("no mail is sent from here")
    answer: HttpResponse = request_login_code(request)
    return answer


def passkey(request: HttpRequest) -> HttpResponse:
    """Ask for a passkey, and look at it. Each question is remembered in a session, so there are only so many from one network."""
    try:
        count("passkey", request, PASSKEYS)
    except TooMany:
        return render(request, "429.html", status=429)
    log_ins.knock(request)
    answer: HttpResponse = login_webauthn(request)
    return answer


@require_POST
@login_required
def end_log_ins(request: HttpRequest) -> HttpResponse:
    """End one log-in by its sign, or all of them, this one included."""
    sign = request.POST.get("sign", "")
    if sign:
        log_ins.end(request.user, sign)
        return redirect("mfa_index")
    log_ins.end_others(request.user, request.session.session_key)
    logout(request)
    return redirect("log_in")


class Inviting(forms.Form):
    """Whom to invite, and to what."""

    address = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=gettext_lazy("Role"))

    def __init__(self, *args: Any, may_give: list[roles.Role], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["role"].choices = [(role.name, role.spoken) for role in may_give]  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def invite(request: HttpRequest) -> HttpResponse:
    """The open invitations, and a form for one more. The link is always shown, and mailed where mail can be sent."""
    if not (may_give := invitations.may_give(request.user)):
        raise PermissionDenied
    form = Inviting(_sent(request), may_give=may_give)
    told: dict[str, Any] = {"form": form, "mails": settings.ACCOUNT_LOGIN_BY_CODE_ENABLED}
    if request.method == "POST" and form.is_valid():
        made = invitations.make(request.user, **form.cleaned_data)
        told |= {
            "made": made,
            "link": _link(request, made),
            "mailed": invitations.mail(made, _link(request, made)),
        }
        told["form"] = Inviting(may_give=may_give)
    rows = invitations.open_ones(request.user)
    told["rows"] = [(row, _link(request, row), roles.ROLES[row.role].spoken) for row in rows]
    return render(request, "keys/invitations.html", told, status=422 if form.errors else 200)


@require_POST
@login_required
def take_back(request: HttpRequest) -> HttpResponse:
    """Take an invitation back."""
    invitations.take_back(request.user, request.POST.get("invitation", ""))
    return redirect("account_invitations")


class NewAccount(BaseUserCreationForm):  # type: ignore[type-arg]
    """A name and a password of one's own."""

    class Meta(BaseUserCreationForm.Meta):
        labels = {"username": gettext_lazy("User name")}
        help_texts = {
            "username": gettext_lazy("Letters and digits, as colleagues will see it. For example: berit")
        }


@ratelimit.decorator(app="allauth.account", action="signup")  # type: ignore[untyped-decorator]
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind an account invitation: choose a name and a password, and come in."""
    try:
        invitation = invitations.found(token)
        if request.user.is_authenticated:
            return render(request, "keys/accept.html", {"why": "inside"}, status=409)
        form = NewAccount(_sent(request))
        if request.method == "POST" and form.is_valid() and _taken(request, invitation, form):
            return redirect("mfa_index")
    except invitations.NotOpen as refused:
        return render(request, "keys/accept.html", {"why": refused.why}, status=STATUS[refused.why])
    told: dict[str, Any] = {"form": form, "role": roles.ROLES[invitation.role].spoken}
    return render(request, "keys/accept.html", told, status=422 if form.errors else 200)


def _taken(request: HttpRequest, invitation: AccountInvitation, form: NewAccount) -> bool:
    """Make the account and log in; false if somebody else took the name this very moment."""
    name, password = form.cleaned_data["username"], form.cleaned_data["password1"]
    try:
        account = invitations.take(invitation, name, password)
    except IntegrityError:
        form.add_error("username", _("Somebody has this name already. Choose another one."))
        return False
    login(request, account, backend=MODEL_BACKEND)
    return True


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _link(request: HttpRequest, invitation: AccountInvitation) -> str:
    return request.build_absolute_uri(reverse("account_invitation", args=[invitations.token_of(invitation)]))
