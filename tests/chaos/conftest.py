"""One PostgreSQL, one Redis and one hall with two web processes for all blows; each blow meets rooms of its own."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.chaos.hall import Hall, new_name
from tests.chaos.stores import Postgres, Redis, lacking

#: How often each blow is struck; the long run strikes more often.
TIMES = int(os.environ.get("CHAOS_TIMES", "1"))
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("chaos")


def pytest_generate_tests(metafunc):
    if "blow" in metafunc.fixturenames:
        metafunc.parametrize("blow", range(TIMES))


@pytest.fixture(scope="session")
def ends_well():
    """A run that is told to end (SIGTERM) ends as by Ctrl+C, so that nothing that it started outlives it."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.fixture(scope="session")
def postgres(ends_well):
    if lack := lacking():
        pytest.skip(lack)
    cluster = Postgres()
    try:
        yield cluster.start()
    finally:
        cluster.stop()


@pytest.fixture(scope="session")
def redis_server(ends_well):
    if lack := lacking():
        pytest.skip(lack)
    server = Redis()
    try:
        yield server.start()
    finally:
        server.stop()


@pytest.fixture(scope="session")
def hall(postgres, redis_server):
    """Two web processes with PostgreSQL and Redis, shared by all blows that both processes outlive."""
    with Hall(2, postgres.database(new_name()), redis_server.url) as ready:
        yield ready
