"""What django-allauth asks us: whose attempts are counted together, what is told, and how secrets rest."""

from __future__ import annotations

import base64
import logging
import secrets
import time
from hashlib import sha256
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.messages import WARNING
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from cocreator.keys import audit
from research.limit import DAY, network

#: The name under which attempts of a network are counted.
SALT = "co-creator.keys"
WRONG_CODE = _("This code does not fit. Take the newest one, and use each only once.")
logger = logging.getLogger(__name__)
TOO_MANY = _("That were too many attempts. Wait five minutes, and try again.")


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are given, never taken: there is no sign-up. No address is kept, not even in the cache."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("User name and password do not fit each other. Mind capitals."),
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Instead of an address: a keyed hash of its network, which changes every day."""
        today = int(time.time()) // DAY
        return salted_hmac(SALT, f"{today} {network(request)}").hexdigest()[:24]

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """The account that somebody tries, under a keyed hash as well."""
        name = str(credentials.get("username", "")).lower()
        return salted_hmac(SALT, f"{int(time.time()) // DAY} {name}").hexdigest()

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mail something; where the mail server is away the log says so, without the address, and the page is the same for all."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as fault:
            logger.warning("a code could not be mailed: %s", type(fault).__name__)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> Any:
        """The key was right, and the account is closed."""
        audit.write("log-in-failed", kind="auth.user", record=user.pk, detail="closed")
        return super().respond_user_inactive(request, user)

    def add_message(self, request: HttpRequest, level: int, *args: Any, **options: Any) -> None:
        """Only what went wrong is said apart; what went well is seen on the page itself."""
        if level >= WARNING:
            super().add_message(request, level, *args, **options)


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """The secrets of second factors rest encrypted, so that a copy of the database opens no door."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "rate_limited": TOO_MANY,
    }

    def encrypt(self, text: str) -> str:
        """The text under a key that is made from the site's secret key."""
        return _safe().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The text again; when the secret key has changed since, a fresh secret, which no code fits."""
        try:
            return _safe().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def get_totp_label(self, user: Any) -> str:
        """How the app of a phone calls this account: by its user name, not by its address."""
        return str(user.get_username())

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """How a passkey calls this account."""
        entity = super().get_public_key_credential_user_entity(user)
        return {**entity, "name": user.get_username(), "display_name": user.get_username()}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002  allauth's own name
        """What a passkey is called as long as nobody says otherwise."""
        return str(_("Passkey"))


def _safe() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(sha256(f"{SALT} {settings.SECRET_KEY}".encode()).digest()))
