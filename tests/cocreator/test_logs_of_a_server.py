"""No join code, no personal link and nobody's address is in what a real server writes, even while every page breaks."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

ROOT = Path(__file__).resolve().parents[2]
CODE, KEY, SLUG, WORDS = "KX7MUS", "wJ3-unique-key-of-a-link", "0c0ffee123", "my-street-floods"
#: The browser comes from this address, which no other line of the log has a reason to name.
COMES_FROM = "127.0.0.77"
ASKED = (
    f"/join/{CODE}/",
    f"/join/{CODE}/3/",
    f"/enter/{KEY}/",
    f"/lead/{KEY}/",
    f"/solo/{KEY}/",
    f"/follow-up/{KEY}/",
    f"/workshops/{SLUG}/back/{KEY}/",
    f"/workshops/{SLUG}/?told={WORDS}",
    f"/workshops/{SLUG}/my-data.json",
    f"/projector/{SLUG}/",
    f"/nowhere/{KEY}/?code={CODE}",
    f"/%2e%2e/{KEY}",
)


def request(port, method, path, body=b"", **headers):
    """Send a request from COMES_FROM, and wait until the answer is over."""
    told = {"Host": "127.0.0.1", "Connection": "close", "Content-Length": len(body), **headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    with socket.create_connection(("127.0.0.1", port), 60, (COMES_FROM, 0)) as line:
        line.sendall(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body)
        answer = b""
        while some := line.recv(65536):
            answer += some
    return int(answer.split()[1])


@pytest.mark.parametrize("as_json", ["0", "1"])
def test_nobody_is_in_the_log(tmp_path, as_json):
    """The database has no tables, so that what asks it fails with a traceback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {"PATH": os.environ["PATH"], "COCREATOR_VAR": str(tmp_path / "var"), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=ROOT, env={**env, "LOG_JSON": as_json}, stdout=pipe, stderr=pipe, text=True
    ) as child:
        try:
            first = child.stdout.readline()
            statuses = [request(port, "GET", path) for path in ASKED]
            body = f"code={CODE}&name={WORDS}".encode()
            form = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"seat={KEY}"}
            statuses.append(request(port, "POST", "/join/", body, **form))
            statuses.append(
                request(
                    port, "POST", f"/workshops/{SLUG}/choose/", body, **form, Origin="https://evil.example"
                )
            )
            for path in (f"/workshops/{SLUG}/socket/", f"/{KEY}/socket/"):
                where = f"ws://127.0.0.1:{port}{path}"
                with pytest.raises(WebSocketException), connect(where, origin="http://127.0.0.1") as line:
                    line.recv(timeout=30)
            with pytest.raises(urllib.error.HTTPError) as not_ready:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=60)
            with not_ready.value as answer:
                told = json.loads(answer.read())
        finally:
            child.send_signal(signal.SIGTERM)
            out, err = child.communicate(timeout=60)
    assert {403, 404, 500} <= set(statuses), statuses
    assert (not_ready.value.code, told["ready"], told["migrations"]) == (503, False, "missing")
    written = first + out + err
    assert "Traceback" in err and "no such table" in err
    for secret in (CODE, KEY, SLUG, WORDS, COMES_FROM):
        assert secret not in written, [line for line in written.splitlines() if secret in line]
    if as_json == "1":
        lines = [json.loads(line) for line in err.splitlines()]
        assert {"ERROR", "WARNING"} <= {line["level"] for line in lines}
        assert all(set(line) <= {"at", "level", "logger", "message", "traceback"} for line in lines)
