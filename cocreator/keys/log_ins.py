"""Who is logged in where: read from the sessions themselves. Nothing is stored for it but two moments and a way."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

#: In a session: when it began, and when it was last used, in seconds since 1970.
BEGAN, SEEN = "keys.began", "keys.seen"
#: So seldom it is noted that a session is used, and put off when it ends.
NOTED_SECONDS = 300
AT_THE_DOOR_SECONDS = 600


@dataclass(frozen=True, slots=True)
class LogIn:
    """One log-in of an account: a sign that leads to it and is no key itself, and when it began and was last used."""

    sign: str
    began: datetime
    seen: datetime
    is_this: bool


def knock(request: HttpRequest) -> None:
    """Whoever only stands at the door is remembered for ten minutes."""
    if not request.user.is_authenticated:
        request.session.set_expiry(AT_THE_DOOR_SECONDS)


def begin(request: HttpRequest) -> None:
    """Note that a log-in begins now, and give it its whole time."""
    request.session.set_expiry(None)
    request.session[BEGAN] = request.session[SEEN] = int(time.time())


def note(request: HttpRequest) -> None:
    """Note that a log-in is used, every five minutes; so it ends so many hours after its last use."""
    now = int(time.time())
    if now - request.session.get(SEEN, 0) >= NOTED_SECONDS:
        request.session.setdefault(BEGAN, now)
        request.session[SEEN] = now


def of(account: Any, request: HttpRequest) -> list[LogIn]:
    """The log-ins of an account, the one that asks first, then the last used."""
    found = [
        LogIn(_sign(key), _moment(data, BEGAN), _moment(data, SEEN), key == request.session.session_key)
        for key, data in _sessions(account)
    ]
    return sorted(found, key=lambda one: (not one.is_this, -one.seen.timestamp()))


def end(account: Any, sign: str) -> int:
    """End one log-in of an account; answers how many that were. A sign of somebody else's leads nowhere."""
    return _end([key for key, _data in _sessions(account) if _sign(key) == sign])


def end_others(account: Any, kept: str | None = None) -> int:
    """End all log-ins of an account but the one that is kept, if any."""
    return _end([key for key, _data in _sessions(account) if key != kept])


def clear() -> None:
    """Delete the rows of those that are over."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def _sessions(account: Any) -> list[tuple[str, dict[str, Any]]]:
    """Staff have sessions, and whoever stands at their door: all that last are opened, and of each only what is theirs is kept."""
    rows = Session.objects.filter(expire_date__gt=timezone.now()).iterator()
    opened = ((row.session_key, row.get_decoded()) for row in rows)
    return [(key, data) for key, data in opened if data.get(SESSION_KEY) == str(account.pk)]


def _end(keys: list[str]) -> int:
    Session.objects.filter(session_key__in=keys).delete()
    return len(keys)


def _sign(key: str) -> str:
    return salted_hmac("co-creator.log-in", key).hexdigest()[:24]


def _moment(data: dict[str, Any], name: str) -> datetime:
    return datetime.fromtimestamp(data.get(name, 0), UTC)
