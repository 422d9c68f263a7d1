"""Sheets are made once and kept. Two at most are made at a time and one waits a little; whoever comes then is sent away.

A process answers with a handful of workers: were more of them to wait here, a crowd at the library would stop the game.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import TimeoutExpired
from threading import BoundedSemaphore

from django.core.cache import cache

from research.sheet.sheet import Sheet

AT_ONCE = 2
WAITING = 1
LONGEST_WAIT_SECONDS = 3
KEPT_SECONDS = 30 * 24 * 60 * 60

_turns = BoundedSemaphore(AT_ONCE)
_places = BoundedSemaphore(AT_ONCE + WAITING)


class Busy(Exception):
    """So much is going on here that this sheet would have to wait too long."""


def made(sheet: Sheet, seconds: int = KEPT_SECONDS) -> bytes:
    """The PDF, out of the cache or made now, and kept so long. Busy if there was no place to wait, or no turn came in time."""
    kept = _kept(sheet)
    return kept if kept is not None else _made(sheet, seconds)


def _made(sheet: Sheet, seconds: int) -> bytes:
    with _held(_places, 0), _held(_turns, LONGEST_WAIT_SECONDS):
        try:
            content = _kept(sheet) or sheet.pdf()  # somebody else may have made it in the meantime
        except TimeoutExpired as late:
            raise Busy from late
        cache.set(_name(sheet), content, seconds)
        return content


@contextmanager
def _held(some: BoundedSemaphore, seconds: float) -> Iterator[None]:
    if not some.acquire(timeout=seconds):
        raise Busy
    try:
        yield
    finally:
        some.release()


def _kept(sheet: Sheet) -> bytes | None:
    content: bytes | None = cache.get(_name(sheet))
    return content


def _name(sheet: Sheet) -> str:
    return f"research-sheet-{sheet.sign}"
