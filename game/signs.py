"""Signs of life: when a player was last heard of. They live in the cache, never in the database or the log."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.core.cache import cache

from game import one_clock
from game.rules import Sign

KEPT_SECONDS = 24 * 3600
#: A process that has just started counts everybody as just seen (SEAT-5); in milliseconds by this machine's clock.
STARTED_AT = time.time_ns() // 1_000_000
#: Since when, by the one clock, no sign was lost: as long as this is in the cache, so is every sign that was put there.
MARK = "signs-are-kept-since"


@dataclass
class Keeping:
    """Whether this process has looked, and when, by the one clock, it last saw that signs were lost, or could not be kept."""

    has_looked: bool = False
    lost_at: int = 0


_keeping = Keeping()


def note(uuid: UUID, player: str, plain: bool = False) -> None:
    """A request or an open page of a player, now; `plain` without JavaScript."""
    cache.set(_key(uuid, player), (one_clock.now(), plain), KEPT_SECONDS)


def note_all(uuid: UUID, players: Iterable[str]) -> None:
    """Open pages of many players, now; asked of a shared cache at once."""
    now = one_clock.now()
    cache.set_many({_key(uuid, player): (now, False) for player in players}, KEPT_SECONDS)


def started_at() -> int:
    """When this process started, in milliseconds by the one clock."""
    return STARTED_AT + one_clock.ahead()


def kept_since() -> int:
    """Since when no sign was lost, in milliseconds: since this process started, or since a shared cache lost them all.

    Whichever process notices that first tells the others through the cache. While it is away that is now, so that nobody
    counts as away because nobody could be heard.
    """
    since = cache.get(MARK)
    if since is None:
        if _keeping.has_looked:
            _keeping.lost_at = one_clock.now()
        cache.add(MARK, max(started_at(), _keeping.lost_at), None)
    _keeping.has_looked = True
    return max(started_at(), _keeping.lost_at, since or 0)


def start_anew() -> None:
    """Know nothing of what the cache held before; for tests, each with a cache of its own."""
    _keeping.has_looked, _keeping.lost_at = False, 0


def read(uuid: UUID, players: Iterable[str]) -> Mapping[str, Sign]:
    """The last signs of these players, as far as there are any."""
    keys = {_key(uuid, player): player for player in players}
    return {keys[key]: Sign(*value) for key, value in cache.get_many(keys).items()}


def forget(uuid: UUID, players: Iterable[str]) -> None:
    """Know of no sign in a workshop that was deleted."""
    cache.delete_many([_key(uuid, player) for player in players])


def _key(uuid: UUID, player: str) -> str:
    return f"sign:{uuid.hex}:{player}"
