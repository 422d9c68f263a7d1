"""What an operator's machines ask a server for: whether it lives, and what it has counted."""

import asyncio
import threading

import pytest

from cocreator.bridge import Bridge
from cocreator.operators import ForOperators

TOKEN = "a-long-word-of-the-operator"


async def elsewhere(scope, receive, send):
    """Stands for the pages."""
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body", "body": b"a page"})


async def ask(application, path, method="GET", brings=None):
    """Ask an application; answer status and body."""
    headers = [(b"authorization", brings)] if brings is not None else []
    sent = []

    async def receive():
        return {"type": "http.request", "body": b""}

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "query_string": b"", "headers": headers}
    await application({**scope, "http_version": "1.1"}, receive, send)
    return sent[0]["status"], sent[1]["body"]


async def ready():
    """Stands for a process of which something is amiss."""
    return 503, b"not yet"


def asked(path, token=TOKEN, tell=lambda: b"1 sheep", **how):
    return asyncio.run(ask(ForOperators(elsewhere, token, tell, ready), path, **how))


def test_process_says_that_it_lives():
    assert asked("/healthz") == (200, b"ok\n")


def test_process_says_whether_it_is_ready():
    assert asked("/readyz") == (503, b"not yet")


def test_metrics_are_told_to_whoever_brings_the_token():
    assert asked("/metrics", brings=f"Bearer {TOKEN}".encode()) == (200, b"1 sheep")


@pytest.mark.parametrize(
    "brings", [None, b"", b"Bearer ", b"Bearer x", b"Basic " + TOKEN.encode(), TOKEN.encode(), b"Bearer \xff"]
)
def test_metrics_are_nowhere_for_anybody_else(brings):
    assert asked("/metrics", brings=brings) == (404, b"a page")


@pytest.mark.parametrize("brings", [None, b"", b"Bearer", b"Bearer "])
def test_metrics_are_nowhere_where_no_token_is_set(brings):
    assert asked("/metrics", token="", brings=brings) == (404, b"a page")


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/metrics"), ("GET", "/metrics/"), ("POST", "/healthz"), ("POST", "/readyz")],
)
def test_other_requests_are_led_on(method, path):
    assert asked(path, method=method, brings=f"Bearer {TOKEN}".encode()) == (404, b"a page")


def test_both_are_answered_while_all_threads_of_the_bridge_are_busy():
    """A process whose pages wait must still be able to tell so, and how long they wait."""
    begun, go_on, told = threading.Event(), threading.Event(), []

    def slow(environ, start_response):
        begun.set()
        go_on.wait(30)
        start_response("200 OK", [])
        return [b"late"]

    async def scene():
        bridge = Bridge(slow, workers=1, tell=lambda *answer: told.append(answer))
        application = ForOperators(bridge, TOKEN, lambda: b"1 sheep", ready)
        pages = [asyncio.ensure_future(ask(application, "/")) for _ in range(2)]
        await asyncio.to_thread(begun.wait, 30)
        try:
            assert await ask(application, "/healthz") == (200, b"ok\n")
            assert await ask(application, "/readyz") == (503, b"not yet")
            assert await ask(application, "/metrics", brings=f"Bearer {TOKEN}".encode()) == (200, b"1 sheep")
            await asyncio.sleep(0.05)
        finally:
            go_on.set()
        assert await asyncio.gather(*pages) == [(200, b"late")] * 2
        (_, first, took), (_, second, _) = told
        assert second >= took - 0.02 > first

    asyncio.run(scene())


def test_bridge_tells_of_an_answer_that_broke():
    told = []

    def broken(environ, start_response):
        raise ValueError("on purpose")

    async def scene():
        with pytest.raises(ValueError, match="on purpose"):
            await ask(Bridge(broken, tell=lambda *answer: told.append(answer)), "/")

    asyncio.run(scene())
    assert [status for status, _waited, _took in told] == [500]
