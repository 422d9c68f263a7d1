"""Whether this process can serve a workshop now: what it needs of database, cache and disk, looked at when somebody asks.

It is looked at in a thread of its own, with a connection that is closed again, and at most once a second whoever asks.
"""

from __future__ import annotations

import asyncio
import json
import logging
import shutil
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from secrets import token_hex

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

OK, AWAY, LATE, FULL, MISSING = "ok", "away", "late", "full", "missing"
#: Less room than this is told before writing fails.
ROOM_BYTES = 200_000_000
PATIENCE_SECONDS = 5.0
KEPT_SECONDS = 1.0
#: Without the cache play goes on (see "When something breaks" in docs/operations.md): it is told, and not counted.
NEEDED = ("database", "migrations", "disk")
Checks = Mapping[str, Callable[[], str]]
logger = logging.getLogger(__name__)


def database() -> str:
    """Whether the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return AWAY
    return OK


def migrations() -> str:
    """Whether the database has all migrations of this release; it may have later ones, during an upgrade."""
    try:
        applied = set(MigrationRecorder(connection).applied_migrations())
    except DatabaseError:
        return AWAY
    return OK if _on_disk() <= applied else MISSING


_known: set[tuple[str, str]] = set()


def _on_disk() -> set[tuple[str, str]]:
    """The migrations of this release, read once: files do not change under a process."""
    if not _known:
        _known.update(MigrationLoader(None).disk_migrations)
    return _known


def store() -> str:
    """Whether the cache keeps what it is given."""
    word = token_hex(4)
    cache.set(f"ready:{word}", word, 10)
    return OK if cache.get(f"ready:{word}") == word else AWAY


def disk() -> str:
    """Whether there is room in the folder of this installation."""
    there = next(path for path in (Path(settings.VAR), *Path(settings.VAR).parents) if path.exists())
    return OK if shutil.disk_usage(there).free >= ROOM_BYTES else FULL


CHECKS: Checks = {"database": database, "migrations": migrations, "cache": store, "disk": disk}


class Readiness:
    """Asks all checks, one after the other; `answer` gives the status and the text for whoever asked."""

    def __init__(self, checks: Checks = CHECKS) -> None:
        self.checks = checks
        self.thread = ThreadPoolExecutor(1, "readiness")
        self.told: tuple[float, dict[str, str]] = (float("-inf"), {})
        self.asked: asyncio.Future[dict[str, str]] | None = None

    async def answer(self) -> tuple[int, bytes]:
        """200 if nothing that is needed is amiss, else 503; and a line of JSON that names each check."""
        found = {"process": OK, **await self._found()}
        ready = all(found[name] == OK for name in NEEDED if name in found)
        return (200 if ready else 503), json.dumps({"ready": ready, **found}).encode() + b"\n"

    async def _found(self) -> dict[str, str]:
        """What was found less than a second ago, or what is found now; many who ask at once share one look."""
        since, told = self.told
        if time.monotonic() - since < KEPT_SECONDS:
            return told
        if self.asked is None or self.asked.done():
            self.asked = asyncio.get_running_loop().run_in_executor(self.thread, self._look)
        try:
            return await asyncio.wait_for(asyncio.shield(self.asked), PATIENCE_SECONDS)
        except TimeoutError:
            return dict.fromkeys(self.checks, LATE)

    def _look(self) -> dict[str, str]:
        try:
            found = {name: _asked(name, check) for name, check in self.checks.items()}
        finally:
            connection.close()
        self.told = time.monotonic(), found
        return found


def _asked(name: str, check: Callable[[], str]) -> str:
    try:
        return check()
    except Exception:
        logger.exception("%s could not be looked at", name)
        return AWAY
