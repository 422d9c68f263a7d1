"""Reads what differs between places from the environment. What is written wrongly there is said in a sentence."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


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
    }
