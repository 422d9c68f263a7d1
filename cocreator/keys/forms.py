"""What is typed at the door: a name with a password, codes that open once, and passkeys."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django.core.cache import cache
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

#: A code is good from half a minute before its time until half a minute after it.
GOOD_SECONDS = 120
#: What goes wrong within allauth when something is sent that no browser would send.
UNSOUND = (AttributeError, IndexError, KeyError, TypeError, ValueError)


class LogIn(LoginForm):  # type: ignore[misc]
    """User name and password. On the page the first is called `username`, as password managers expect."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["login"].label = _("User name")
        self.fields["password"].label = _("Password")

    def add_prefix(self, field_name: str) -> str:
        """The name of a field on the page."""
        return "username" if field_name == "login" else str(super().add_prefix(field_name))


class OnlyOnce:
    """A code that was taken is not taken again as long as it would be good: allauth itself remembers it too shortly."""

    user: Any

    def clean_code(self) -> str:
        """The code; a ValidationError if it does not fit, or was used before."""
        code: str = super().clean_code()  # type: ignore[misc]
        digits = "".join(filter(str.isalnum, code)).lower()
        if not cache.add(
            f"code:{salted_hmac('code', f'{self.user.pk} {digits}').hexdigest()}", 1, GOOD_SECONDS
        ):
            raise get_adapter().validation_error("incorrect_code")
        return code


class Sound:
    """What a browser says of a passkey, or a refusal: allauth itself breaks on what no browser would say."""

    def clean_credential(self) -> Any:
        """The passkey; a ValidationError for whatever is none."""
        try:
            return super().clean_credential()  # type: ignore[misc]
        except UNSOUND:
            raise get_adapter().validation_error("incorrect_code") from None


class AddPasskey(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey that was made."""

    def clean(self) -> Any:
        """The same: a ValidationError for whatever is no passkey."""
        try:
            return super().clean()
        except UNSOUND:
            raise get_adapter().validation_error("incorrect_code") from None


class PasskeyAlone(Sound, LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey that opens the door by itself."""


class PasskeySecond(Sound, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after the password."""


class PasskeyAgain(Sound, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey that shows once more who sits here."""


class Once(OnlyOnce, AuthenticateForm):  # type: ignore[misc]
    """The code after the password."""


class OnceAgain(OnlyOnce, ReauthenticateForm):  # type: ignore[misc]
    """The code that shows once more who sits here."""


class FirstCode(OnlyOnce, ActivateTOTPForm):  # type: ignore[misc]
    """The code that shows that the app on the phone is set up."""
