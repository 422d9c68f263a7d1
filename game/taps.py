"""Taps that count once for each person: remembered for a day in the cache, and nowhere else (ROOM-6, KEEP-4)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.core.cache import cache

#: So long a second tap on the same text is remembered.
A_DAY_SECONDS = 24 * 60 * 60


def is_first(uuid: UUID, player: str, text: str) -> bool:
    """Whether this player taps that text for the first time today; from now on it is not."""
    return bool(cache.add(_key(uuid, player, text), True, A_DAY_SECONDS))


def forget(uuid: UUID, players: Iterable[str], texts: Iterable[str]) -> None:
    """Know of no tap in a workshop that was deleted."""
    known = list(texts)
    cache.delete_many([_key(uuid, player, text) for player in players for text in known])


def _key(uuid: UUID, player: str, text: str) -> str:
    return f"unclear:{uuid}:{player}:{text}"
