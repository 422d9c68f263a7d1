"""A Redis that is away, hangs or was emptied: the cache answers all the same, at once and truly."""

import logging
import os
import shutil
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.test import RequestFactory

from cocreator import soft_cache
from cocreator.soft_cache import SoftRedisCache
from research import limit
from tests.chaos.stores import Redis, wait_for

pytestmark = pytest.mark.skipif(not shutil.which("redis-server"), reason="no redis-server is installed")
LIMITS = (limit.Limit(2, limit.HOUR),)


@pytest.fixture
def redis_server():
    server = Redis()
    try:
        yield server.start()
    finally:
        server.stop()


@pytest.fixture
def kept(redis_server, monkeypatch):
    """A cache in that Redis, known to be there."""
    monkeypatch.setattr(soft_cache, "_absence", soft_cache.Absence())
    monkeypatch.setattr(soft_cache, "_clients", {})
    cache = SoftRedisCache(redis_server.url, {})
    yield cache
    cache.close()
    for pool in cache._cache._pools.values():
        pool.disconnect()


def test_cache_keeps_what_it_is_given(kept):
    assert kept.add("one", 1) and not kept.add("one", 2)
    assert kept.incr("one") == 2 and kept.get_many(["one", "two"]) == {"one": 2}
    kept.set("two", (3, True))
    assert kept.get("two") == (3, True) and kept.has_key("two") and kept.touch("two")
    assert kept.set_many({"three": 3}) == [] and kept.delete("three") and not kept.delete("three")
    kept.delete_many(["one", "two"])
    kept.set("last", 1)
    kept.clear()
    assert kept.get_many(["one", "two", "last"]) == {}


def test_requests_share_their_connections(kept, redis_server):
    """Django makes a cache for each request: a hundred requests, one after the other, need one connection."""
    kept.set("one", 1)
    others = [SoftRedisCache(redis_server.url, {}) for _request in range(100)]
    assert all(other.get("one") == 1 for other in others)
    client = kept._cache.get_client()
    assert len([line for line in client.client_list() if line["cmd"] != "client|list"]) <= 1


def test_threads_share_what_is_free(kept, redis_server):
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: SoftRedisCache(redis_server.url, {}).add(f"k{n}", n), range(400)))
    assert all(found)
    assert 1 <= len(kept._cache.get_client().client_list()) <= 9


def test_redis_that_is_away_finds_keeps_and_counts_nothing(kept, redis_server):
    kept.set("known", 1)
    redis_server.kill()
    assert kept.get("known", "default") == "default" and kept.get_many(["known"]) == {}
    assert kept.add("new", 1) is False and kept.incr("known") == 0 and kept.decr("known") == 0
    assert kept.delete("known") is False and kept.touch("known") is False and kept.has_key("known") is False
    assert kept.set_many({"one": 1}) == ["one"]
    assert [kept.set("known", 2), kept.delete_many(["known"]), kept.clear()] == [None, None, None]


def test_redis_that_comes_back_is_used_again(kept, redis_server, caplog):
    caplog.set_level(logging.WARNING)
    redis_server.kill()
    assert [kept.get("some") for _time in range(5)] == [None] * 5
    redis_server.start()
    wait_for(lambda: kept.add("some", 1), 25)
    assert [record.getMessage() for record in caplog.records] == [
        "the cache is away: ConnectionError",
        "the cache is back",
    ]


def test_redis_that_hangs_is_waited_for_once_and_not_by_everybody(kept, redis_server):
    kept.set("some", 1)
    redis_server.send(signal.SIGSTOP)
    try:
        began = time.monotonic()
        assert [kept.get("some") for _time in range(200)] == [None] * 200
        assert time.monotonic() - began < 200 * soft_cache.WAIT_SECONDS / 5
    finally:
        redis_server.send(signal.SIGCONT)
    wait_for(lambda: kept.get("some") == 1, 25)


def test_limit_lets_people_in_while_redis_is_away(kept, redis_server, monkeypatch):
    monkeypatch.setattr(limit, "cache", kept)
    asks = RequestFactory().post("/", REMOTE_ADDR="192.0.2.1")
    for _time in range(2):
        limit.count("tries", asks, LIMITS)
    with pytest.raises(limit.TooMany):
        limit.count("tries", asks, LIMITS)
    redis_server.kill()
    for _time in range(5):
        limit.count("tries", asks, LIMITS)


def test_counter_that_went_with_its_redis_lets_people_in(kept, redis_server):
    kept.add("tries", 0)
    redis_server.say("FLUSHALL")
    assert kept.incr("tries") == 0


def test_process_that_uses_redis_uses_this_cache():
    from cocreator import settings as house

    backend = house.CACHES["default"]["BACKEND"]
    wanted = "cocreator.soft_cache.SoftRedisCache" if os.environ.get("REDIS_URL") else "LocMemCache"
    assert backend.endswith(wanted)
