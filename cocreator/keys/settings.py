"""The settings of keys: what django-allauth is told, and what of it comes from the environment."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured

from cocreator.environment import env_bool, env_str, env_whole, mail, own_log_in

#: Without a mail server, nothing is mailed and no choice is shown that would need one.
MAIL_URL = env_str("MAIL_URL")
MAIL_FROM = env_str("MAIL_FROM", "co-creator@localhost")
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = MAIL_FROM
if MAIL_URL:
    globals().update(mail(MAIL_URL))

#: Whether whoever works in the admin must have a second factor or a passkey.
REQUIRE_SECOND_FACTOR = env_bool("REQUIRE_SECOND_FACTOR")
#: Whether facilitators, and not administrators alone, invite facilitators.
FACILITATORS_INVITE = env_bool("FACILITATORS_INVITE")
AUDIT_DAYS = env_whole("AUDIT_DAYS", 365)

SESSION_COOKIE_AGE = env_whole("LOG_IN_HOURS", 12) * 3600
SESSION_COOKIE_SAMESITE = "Lax"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

ACCOUNT_ADAPTER = "cocreator.keys.adapters.Accounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True  # as long as LOG_IN_HOURS says, and not one press longer
ACCOUNT_LOGIN_BY_CODE_ENABLED = bool(MAIL_URL)
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_FORMS = {"login": "cocreator.keys.forms.LogIn"}
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
}  # a town hall shares one address

MFA_ADAPTER = "cocreator.keys.adapters.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "CO-CREATOR"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not env_bool("PRODUCTION")  # a laptop has no certificate
MFA_FORMS = {
    "authenticate": "cocreator.keys.forms.Once",
    "reauthenticate": "cocreator.keys.forms.OnceAgain",
    "activate_totp": "cocreator.keys.forms.FirstCode",
    "add_webauthn": "cocreator.keys.forms.AddPasskey",
    "login_webauthn": "cocreator.keys.forms.PasskeyAlone",
    "authenticate_webauthn": "cocreator.keys.forms.PasskeySecond",
    "reauthenticate_webauthn": "cocreator.keys.forms.PasskeyAgain",
}

#: A municipality's own log-in, by OpenID Connect; without an address there is none.
OIDC_URL = env_str("OIDC_URL")
OIDC_NAME = env_str("OIDC_NAME", "OpenID Connect")
#: Which role somebody has who comes by it for the first time; without one, only who has an account or an invitation comes in.
OIDC_ROLE = env_str("OIDC_ROLE")
if OIDC_ROLE not in {"", "facilitator", "author", "researcher", "reviewer"}:
    raise ImproperlyConfigured(
        f"OIDC_ROLE must be facilitator, author, researcher or reviewer, not {OIDC_ROLE!r}."
    )
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if OIDC_URL:
    SOCIALACCOUNT_PROVIDERS = own_log_in(
        OIDC_URL,
        env_str("OIDC_CLIENT_ID"),
        env_str("OIDC_CLIENT_SECRET"),
        OIDC_NAME,
        env_bool("OIDC_TRUST_ADDRESSES"),
    )
SOCIALACCOUNT_ADAPTER = "cocreator.keys.own_log_in.Newcomers"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form that leads to another site is stopped by our own policy
SOCIALACCOUNT_REQUESTS_TIMEOUT = 4
SOCIALACCOUNT_STORE_TOKENS = False

APPS = ["allauth", "allauth.account", "allauth.mfa", "allauth.socialaccount", "cocreator.keys"]
MIDDLEWARE_OF_KEYS = ["allauth.account.middleware.AccountMiddleware", "cocreator.keys.middleware.Keys"]
