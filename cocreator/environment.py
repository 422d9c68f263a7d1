"""Reads what differs between places from the environment. What is written wrongly there is said in a sentence."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

#: The ports that mail servers usually have: with STARTTLS, with TLS from the start, with neither.
MAIL_PORTS = {"smtp": 587, "smtps": 465, "plain": 25}
MOST = 9999


def env_str(name: str, default: str = "") -> str:
    """Return the text of an environment variable, without blanks around it; empty counts as not set."""
    return os.environ.get(name, "").strip() or default


def env_list(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """Return the comma-separated parts of an environment variable, without empty ones."""
    text = env_str(name)
    if any(blank in text for blank in " ;") and "," not in text:
        raise ImproperlyConfigured(f"{name} must be separated by commas, not {text!r}.")
    return [part.strip() for part in text.split(",") if part.strip()] or list(default)


def env_bool(name: str, default: bool = False) -> bool:
    """Return whether an environment variable says 1 or 0 (also true, yes, on and their opposites)."""
    text = env_str(name).lower()
    if text not in {"", "1", "0", "true", "false", "yes", "no", "on", "off"}:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {text!r}.")
    return text in {"1", "true", "yes", "on"} if text else default


def env_float(name: str, default: float) -> float:
    """Return the positive number in an environment variable."""
    text = env_str(name)
    with suppress(ValueError):
        if 0 < (number := float(text or default)) < float("inf"):
            return number
    raise ImproperlyConfigured(f"{name} must be a number above 0, such as 0.5, not {text!r}.")


def env_whole(name: str, default: int) -> int:
    """Return the whole number from 1 on in an environment variable."""
    text = env_str(name) or str(default)
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= MOST:
        raise ImproperlyConfigured(f"{name} must be a whole number from 1 to {MOST}, not {text!r}.")
    return int(text)


def mail(url: str) -> dict[str, Any]:
    """Return the Django settings of smtp://user:password@host:587 (STARTTLS), smtps:// (TLS) or plain:// (neither)."""
    try:
        parts = urlsplit(url)
        port = parts.port or MAIL_PORTS.get(parts.scheme, 0)
    except ValueError:
        parts, port = urlsplit(""), 0
    if parts.scheme not in MAIL_PORTS or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ImproperlyConfigured("MAIL_URL must look like smtp://user:password@host:587.")
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }


def own_log_in(url: str, client: str, secret: str, name: str, trusts_addresses: bool) -> dict[str, Any]:
    """Return what django-allauth is told of a municipality's own log-in (OpenID Connect). `https` only, but on one's own machine."""
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    is_safe = parts.scheme == "https" or (
        parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost"}
    )
    if not is_safe or not parts.hostname or parts.query or parts.fragment:
        raise ImproperlyConfigured("OIDC_URL must look like https://login.example.org/realms/town.")
    if not client or not secret:
        raise ImproperlyConfigured("With OIDC_URL, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be set too.")
    app = {
        "provider_id": "own",
        "name": name[:40],
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": url.rstrip("/"), **({"verified_email": True} if trusts_addresses else {})},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def database(url: str) -> dict[str, Any]:
    """Return the Django settings of postgres://user:password@host:port/name."""
    try:
        parts = urlsplit(url)
        port, name = parts.port or 5432, unquote(parts.path.strip("/"))
    except ValueError:
        parts, port, name = urlsplit(""), 0, ""
    if parts.scheme not in {"postgres", "postgresql"} or not parts.hostname or not name or parts.query:
        raise ImproperlyConfigured("DATABASE_URL must look like postgres://user:password@host:5432/name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname,
        "PORT": port,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5},
    }
