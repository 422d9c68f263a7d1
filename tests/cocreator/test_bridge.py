"""The bridge under the real server, in a child process, over loopback."""

import hashlib
import http.client
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cocreator import bare

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 30


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(port: int) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.cocreator.bare", str(port)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        try:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n", child.stderr and child.stderr.read()
            yield child
        finally:
            child.kill()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    port = free_port()
    with running(port):
        yield port


def ask(port: int, method: str = "GET", path: str = "/", **how) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    try:
        connection.request(method, path, **how)
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def seen(port: int, *args, **how) -> dict:
    return json.loads(ask(port, *args, **how)[1])


def raw(port: int, *lines: str) -> socket.socket:
    """Open a connection and send a request head of our own spelling, with whatever follows it."""
    client = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS)
    client.sendall("\r\n".join([*lines, ""]).encode())
    return client


def read_to_end(client: socket.socket) -> bytes:
    with client:
        return b"".join(iter(lambda: client.recv(65536), b""))


def test_bridge_gives_names_and_values_as_servers_expect_them(port):
    response, _ = ask(port)
    assert response.status == 200
    assert response.getheader("X-Padded") == "value"
    assert response.getheader("Server") is None


def test_bridge_passes_path_query_and_client(port):
    environ = seen(port, path="/a%C3%A9b?x=%41")
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/aéb"
    assert environ["QUERY_STRING"] == "x=%41"
    assert environ["REMOTE_ADDR"] == "127.0.0.1"
    assert environ["HTTP_HOST"] == f"127.0.0.1:{port}"


def test_browser_cannot_choose_the_script_name(port):
    environ = seen(port, headers={"Daphne-Root-Path": "/evil"})
    assert environ["SCRIPT_NAME"] == ""
    assert "/evil" not in environ.values()


def test_body_arrives_whole(port):
    body = bytes(range(256)) * 300
    environ = seen(port, "POST", body=body)
    assert environ["length"] == len(body)
    assert environ["sha"] == hashlib.sha256(body).hexdigest()


def test_chunked_body_arrives_with_its_length(port):
    environ = seen(port, "POST", body=iter([b"one ", b"two ", b"three"]), encode_chunked=True)
    assert environ["length"] == len("one two three")
    assert environ["CONTENT_LENGTH"] == "13"
    assert "HTTP_TRANSFER_ENCODING" not in environ


def test_body_beyond_the_limit_is_refused(port):
    at_limit, _ = ask(port, "POST", body=b"x" * bare.LIMIT_BYTES)
    beyond, _ = ask(port, "POST", body=b"x" * (bare.LIMIT_BYTES + 1))
    assert (at_limit.status, beyond.status) == (200, 413)
    assert beyond.getheader("Connection") == "close"


def test_duplicate_headers_are_joined(port):
    request = ["GET / HTTP/1.1", "Host: x", "Connection: close", "Cookie: a=1", "Accept-Language: da"]
    answer = read_to_end(raw(port, *request, "Cookie: b=2", "Accept-Language: en", ""))
    environ = json.loads(answer.split(b"\r\n\r\n", 1)[1])
    assert environ["HTTP_COOKIE"] == "a=1; b=2"
    assert environ["HTTP_ACCEPT_LANGUAGE"] == "da,en"


def test_head_and_no_content_have_no_body(port):
    head, head_body = ask(port, "HEAD", "/big")
    empty, empty_body = ask(port, "GET", "/empty")
    assert (head.status, head.getheader("Content-Length"), head_body) == (200, str(bare.BIG_BYTES), b"")
    assert (empty.status, empty_body) == (204, b"")


def test_response_is_closed(port):
    before = seen(port)["closed"]
    assert seen(port)["closed"] == before + 1


def test_application_that_fails_is_answered_with_500(port):
    assert ask(port, path="/broken")[0].status == 500
    assert ask(port)[0].status == 200


def test_aborted_downloads_hold_no_worker(port):
    for _ in range(8):
        with raw(port, "GET /big HTTP/1.1", "Host: x", "") as client:
            client.recv(1000)
    assert ask(port)[0].status == 200


def test_half_sent_uploads_hold_no_worker(port):
    halves = [raw(port, "POST / HTTP/1.1", "Host: x", "Content-Length: 100", "", "half") for _ in range(6)]
    assert ask(port)[0].status == 200
    for half in halves:
        half.close()
    assert ask(port)[0].status == 200


def test_stopped_server_finishes_what_it_has_begun():
    port = free_port()
    with running(port) as child, ThreadPoolExecutor(2) as pool:
        half = raw(port, "POST / HTTP/1.1", "Host: x", "Content-Length: 100", "", "half")
        slow = [pool.submit(ask, port, "GET", "/slow") for _ in range(2)]
        time.sleep(bare.SLOW_SECONDS / 4)
        child.terminate()
        assert [request.result(PATIENCE_SECONDS)[0].status for request in slow] == [200, 200]
        assert child.wait(PATIENCE_SECONDS) == 0
        half.close()


def test_stopped_server_waits_for_nobody_who_left():
    port = free_port()
    with running(port) as child:
        raw(port, "GET /slow HTTP/1.1", "Host: x", "").close()
        assert ask(port)[0].status == 200
        child.terminate()
        assert child.wait(PATIENCE_SECONDS) == 0
