"""Redis as a cache that may be away: then nothing is found, nothing is kept and nothing is counted, and nobody waits."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

T = TypeVar("T")
logger = logging.getLogger(__name__)

#: How long one request may wait for Redis, to connect and to be answered.
WAIT_SECONDS = 0.5
#: So long nobody asks again, so that a Redis that hangs does not hold up one request after the other.
LEFT_ALONE_SECONDS = 1.0


class Absence:
    """Whether Redis is away, for all threads of a process. While it is, one of them asks again now and then."""

    def __init__(self) -> None:
        self.guard = threading.Lock()
        self.is_away = False
        self.until = 0.0

    def asks(self) -> bool:
        """Whether whoever calls may ask Redis now."""
        if not self.is_away:
            return True
        with self.guard:
            if time.monotonic() < self.until:
                return False
            self.until = time.monotonic() + LEFT_ALONE_SECONDS
            return True

    def begins(self, error: RedisError) -> None:
        """Redis did not answer."""
        with self.guard:
            self.until = time.monotonic() + LEFT_ALONE_SECONDS
            if not self.is_away:
                logger.warning("the cache is away: %s", type(error).__name__)
            self.is_away = True

    def ends(self) -> None:
        """Redis answered."""
        if self.is_away:
            self.is_away = False
            logger.warning("the cache is back")


_absence = Absence()
#: One client for each address, with one pool of connections for all threads: Django makes a cache for each request, and
#: a client of its own would connect anew each time.
_clients: dict[tuple[str, ...], RedisCacheClient] = {}


class SoftRedisCache(RedisCache):
    """Django's cache in Redis, whose every answer is true also while Redis is away: it found, kept and deleted nothing.

    `incr` answers 0 then, and also for a counter that went with a Redis that was started anew between two commands, so that
    a limit lets people in. `delete` answers False, so that nothing is used up twice.
    """

    _servers: list[str]
    _class: type[RedisCacheClient]
    _options: dict[str, Any]

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        waits = {"socket_connect_timeout": WAIT_SECONDS, "socket_timeout": WAIT_SECONDS}
        super().__init__(server, {**params, "OPTIONS": {**waits, **params.get("OPTIONS", {})}})

    @property
    def _cache(self) -> RedisCacheClient:
        servers = tuple(self._servers)
        if servers not in _clients:
            _clients.setdefault(servers, self._class(self._servers, **self._options))
        return _clients[servers]

    def _softly(self, work: Callable[[], T], otherwise: T) -> T:
        if not _absence.asks():
            return otherwise
        try:
            answer = work()
        except RedisError as error:
            _absence.begins(error)
            return otherwise
        _absence.ends()
        return answer

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._softly(lambda: super(SoftRedisCache, self).add(key, value, timeout, version), False)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._softly(lambda: super(SoftRedisCache, self).get(key, default, version), default)

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._softly(lambda: super(SoftRedisCache, self).set(key, value, timeout, version), None)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._softly(lambda: super(SoftRedisCache, self).touch(key, timeout, version), False)

    def delete(self, key: str, version: int | None = None) -> bool:
        return self._softly(lambda: super(SoftRedisCache, self).delete(key, version), False)

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:
        return self._softly(lambda: super(SoftRedisCache, self).get_many(list(keys), version), {})

    def has_key(self, key: str, version: int | None = None) -> bool:
        return self._softly(lambda: super(SoftRedisCache, self).has_key(key, version), False)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        def count() -> int:
            try:
                return super(SoftRedisCache, self).incr(key, delta, version)
            except ValueError:
                return 0

        return self._softly(count, 0)

    def set_many(
        self, data: Mapping[str, Any], timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> list[str]:
        return self._softly(
            lambda: super(SoftRedisCache, self).set_many(dict(data), timeout, version), list(data)
        )

    def delete_many(self, keys: Iterable[str], version: int | None = None) -> None:
        self._softly(lambda: super(SoftRedisCache, self).delete_many(list(keys), version), None)

    def clear(self) -> None:
        self._softly(lambda: super(SoftRedisCache, self).clear(), None)
