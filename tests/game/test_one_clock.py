"""One clock for all processes: the database's, measured now and then, and never by whoever must not wait."""

import asyncio
import os
import time

import pytest
from django.core.cache import cache
from django.core.cache.backends.dummy import DummyCache
from django.db import OperationalError, connection

from game import engine, one_clock, signs

TEN_MINUTES = 600_000
#: How far a measurement may be off on a busy machine, in milliseconds.
OFF = 2_000


@pytest.fixture
def unmeasured(settings, monkeypatch):
    """A process that shares a database with others and has not asked for the time yet."""
    settings.ONE_CLOCK = True
    monkeypatch.setattr(one_clock, "_last", one_clock.Measured())


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL tells the time")
@pytest.mark.parametrize("wrong", [TEN_MINUTES, -TEN_MINUTES])
def test_machine_whose_clock_is_wrong_tells_the_database_s_time(unmeasured, monkeypatch, wrong):
    right = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: right() + wrong * 1_000_000)
    assert abs(one_clock.ahead() + wrong) < OFF
    assert abs(engine.now() - right() // 1_000_000) < OFF


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL tells the time")
def test_clock_is_measured_once_and_later_anew(unmeasured, django_assert_num_queries):
    with django_assert_num_queries(0):
        one_clock.now()
    measured_until = one_clock._last.until
    one_clock.now()
    assert one_clock._last.until == measured_until
    one_clock._last.until = 0
    one_clock.now()
    assert one_clock._last.until > measured_until


def test_process_with_a_database_of_its_own_tells_its_machine_s_time(settings):
    settings.ONE_CLOCK = False
    assert one_clock.ahead() == 0
    assert abs(engine.now() - time.time_ns() // 1_000_000) < OFF


def test_loop_never_waits_for_the_database(unmeasured):
    one_clock._last.ahead = TEN_MINUTES

    async def ask():
        return one_clock.ahead()

    assert asyncio.run(ask()) == TEN_MINUTES


@pytest.fixture
def away(unmeasured, settings):
    """A database that is not there."""
    from django.db import DEFAULT_DB_ALIAS, connections

    line = connections.settings[DEFAULT_DB_ALIAS]
    before = dict(line)
    line |= {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": "127.0.0.1",
        "PORT": 1,
        "NAME": "none",
        "USER": "none",
        "OPTIONS": {},
    }
    yield
    line.clear()
    line |= before


@pytest.mark.django_db
def test_clock_that_was_never_measured_is_not_guessed(away):
    with pytest.raises(OperationalError):
        one_clock.now()


@pytest.mark.django_db
def test_clock_that_was_measured_goes_on_while_the_database_is_away(away):
    one_clock._last.ahead, one_clock._last.is_known = TEN_MINUTES, True
    assert one_clock.ahead() == TEN_MINUTES
    assert one_clock._last.until > time.monotonic()


def test_signs_are_kept_since_the_start_of_the_process(monkeypatch):
    """A cache that keeps them longer does not help: who has just started has not heard who was there."""
    cache.set(signs.MARK, 500)
    monkeypatch.setattr(signs, "STARTED_AT", 1_000)
    assert [signs.kept_since(), signs.kept_since()] == [1_000, 1_000]


def test_cache_that_lost_all_signs_lets_everybody_count_as_just_seen(monkeypatch):
    monkeypatch.setattr(signs, "STARTED_AT", 1_000)
    cache.set(signs.MARK, 500)
    assert signs.kept_since() == 1_000
    cache.delete(signs.MARK)
    since = signs.kept_since()
    assert abs(since - engine.now()) < OFF
    assert signs.kept_since() == since


def test_process_that_looks_second_learns_that_all_signs_were_lost(monkeypatch):
    """The first one has put its mark there again by then."""
    monkeypatch.setattr(signs, "STARTED_AT", 1_000)
    other = signs.Keeping()
    for keeping in (signs._keeping, other):
        monkeypatch.setattr(signs, "_keeping", keeping)
        assert signs.kept_since() == 1_000
    cache.delete(signs.MARK)
    lost_at = signs.kept_since()
    monkeypatch.setattr(signs, "_keeping", signs.Keeping(has_looked=True))
    assert signs.kept_since() == lost_at > 1_000


def test_while_nothing_can_be_kept_everybody_counts_as_just_seen_and_afterwards_since_then(monkeypatch):
    """A cache that hung for a while has its old mark, and signs that are as old."""
    monkeypatch.setattr(signs, "STARTED_AT", 1_000)
    cache.set(signs.MARK, 500)
    assert signs.kept_since() == 1_000
    with monkeypatch.context() as away:
        away.setattr(signs, "cache", DummyCache("away", {}))
        since = signs.kept_since()
        assert abs(since - engine.now()) < OFF
    assert cache.get(signs.MARK) == 500 and signs.kept_since() == since


def test_environment_decides_whether_there_is_one_clock():
    from cocreator import settings as house

    assert house.ONE_CLOCK is bool(os.environ.get("DATABASE_URL"))
