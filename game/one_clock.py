"""The one clock of all processes: the database's, where machines may share it, or else this machine's own.

Two machines never agree on the time, and the log must not jump between theirs. Each process measures now and then by how
much PostgreSQL's clock is ahead of its own; SQLite is on the same machine.
"""

from __future__ import annotations

import asyncio
import threading
import time
from dataclasses import dataclass

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

MEASURED_AGAIN_SECONDS = 30.0
TRIED_AGAIN_SECONDS = 1.0
#: The quickest of so many answers tells the time best.
QUESTIONS = 4


@dataclass
class Measured:
    """By how many milliseconds the database's clock is ahead, and until when, in monotonic seconds, that will do."""

    ahead: int = 0
    until: float = 0.0
    is_known: bool = False


_last = Measured()
_guard = threading.Lock()


def now() -> int:
    """Milliseconds since 1970, by the one clock."""
    return time.time_ns() // 1_000_000 + ahead()


def ahead() -> int:
    """By how many milliseconds the one clock is ahead of this machine's; measured when it is first asked for, and later anew.

    On an event loop, which must not wait, what was measured last will do. Raises DatabaseError where it never was.
    """
    if not settings.ONE_CLOCK:
        return 0
    if time.monotonic() < _last.until or _is_on_a_loop():
        return _last.ahead
    if _guard.acquire(blocking=not _last.is_known):  # whoever measured before goes on with that meanwhile
        try:
            if time.monotonic() >= _last.until:
                _measure()
        finally:
            _guard.release()
    return _last.ahead


def _measure() -> None:
    try:
        _last.ahead, _last.is_known = _ask(), True
        _last.until = time.monotonic() + MEASURED_AGAIN_SECONDS
    except DatabaseError:
        if not _last.is_known:
            raise
        _last.until = time.monotonic() + TRIED_AGAIN_SECONDS


def _ask() -> int:
    """Ask on a line of its own, so that nobody's transaction depends on it."""
    line = connections.create_connection(DEFAULT_DB_ALIAS)
    found = []
    try:
        with line.cursor() as cursor:
            for _question in range(QUESTIONS):
                began, asked = time.monotonic(), time.time_ns()
                cursor.execute("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint")
                told = int(cursor.fetchone()[0]) * 1000
                took = time.monotonic() - began
                found.append((took, told - asked - int(took * 500_000_000)))
    finally:
        line.close()
    return round(min(found)[1] / 1_000_000)


def _is_on_a_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
