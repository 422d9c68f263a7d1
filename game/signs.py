"""Signs of life: when a player was last heard of. They live in the cache, never in the database or the log."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.core.cache import cache

from game.rules import Sign

KEPT_SECONDS = 24 * 3600
#: A process that has just started counts everybody as just seen (SEAT-5).
STARTED_AT = time.time_ns() // 1_000_000


def note(uuid: UUID, player: str, plain: bool = False) -> None:
    """A request or an open page of a player, now; `plain` without JavaScript."""
    cache.set(_key(uuid, player), (time.time_ns() // 1_000_000, plain), KEPT_SECONDS)


def read(uuid: UUID, players: Iterable[str]) -> Mapping[str, Sign]:
    """The last signs of these players, as far as there are any."""
    keys = {_key(uuid, player): player for player in players}
    return {keys[key]: Sign(*value) for key, value in cache.get_many(keys).items()}


def forget(uuid: UUID, players: Iterable[str]) -> None:
    """Know of no sign in a workshop that was deleted."""
    cache.delete_many([_key(uuid, player) for player in players])


def _key(uuid: UUID, player: str) -> str:
    return f"sign:{uuid.hex}:{player}"
