"""The real server: how it starts, what it answers before anybody plays, and how it ends."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 30


def manage(var: Path, *arguments: str) -> subprocess.Popen[str]:
    env = {"PATH": os.environ["PATH"], "COCREATOR_VAR": str(var), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-W", "error", "manage.py", *arguments]
    pipe = subprocess.PIPE
    hearing = {"preexec_fn": deaf_to_nothing}  # safe here: nothing of ours runs in other threads yet
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=pipe, stderr=pipe, text=True, **hearing)


def deaf_to_nothing() -> None:
    """Whoever runs the tests in the background has Ctrl+C switched off; the server hears it all the same."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def serving(var: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with manage(var, "serve", "--port", str(port), *options) as child:
        try:
            assert child.stdout is not None
            assert f"port {port}" in child.stdout.readline(), child.stderr and child.stderr.read()
            yield child, port
        finally:
            child.kill()


@pytest.fixture(scope="module")
def var(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("serve") / "var"


@pytest.fixture(scope="module")
def port(var) -> Iterator[int]:
    with serving(var) as (_, port):
        yield port


def ask(port: int, path: str, host: str = "127.0.0.1", **headers: str) -> tuple[int, dict[str, str]]:
    request = urllib.request.Request(f"http://{host}:{port}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as response:
            return response.status, {name.lower(): value for name, value in response.headers.items()}
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, {name.lower(): value for name, value in refusal.headers.items()}


def test_taken_port_is_one_sentence_and_exit_code_1(var, port):
    child = manage(var, "serve", "--port", str(port))
    out, err = child.communicate(timeout=PATIENCE_SECONDS)
    assert (child.returncode, out) == (1, "")
    assert (
        err
        == f"Port {port} is taken by another program; stop that one, or choose another with --port {port + 1}.\n"
    )


def test_impossible_host_is_one_sentence_and_exit_code_1(var):
    child = manage(var, "serve", "--host", "192.0.2.1", "--port", "8000")
    out, err = child.communicate(timeout=PATIENCE_SECONDS)
    assert (child.returncode, out) == (1, "")
    assert err.startswith("Cannot listen on 192.0.2.1, port 8000: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_stopped_server_ends_well_and_quietly(var, stop):
    with serving(var) as (child, _):
        child.send_signal(stop)
        _, err = child.communicate(timeout=PATIENCE_SECONDS)
        assert (child.returncode, err) == (0, "")


def test_static_files_come_without_collecting_them(port):
    status, headers = ask(port, "/static/vendor/htmx/htmx-2.0.11.min.js")
    assert status == 200
    assert headers["content-type"].startswith("text/javascript")
    assert "access-control-allow-origin" not in headers


def test_answers_carry_the_strict_headers(port):
    _, headers = ask(port, "/nowhere/")
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "server" not in headers


def test_foreign_host_is_refused(port):
    assert ask(port, "/", Host="evil.example")[0] == 400


@pytest.mark.parametrize("origin", ["http://127.0.0.1", "https://evil.example"])
def test_socket_to_nowhere_or_from_elsewhere_is_refused(port, origin):
    with pytest.raises(InvalidStatus) as refusal, connect(f"ws://127.0.0.1:{port}/nowhere/", origin=origin):
        pass
    assert refusal.value.response.status_code == 403


def test_logs_hold_no_path(var):
    with serving(var) as (child, port):
        ask(port, "/workshops/a-secret-place/?with=a-secret")
        with pytest.raises(InvalidStatus), connect(f"ws://127.0.0.1:{port}/a-secret-place/"):
            pass
        time.sleep(0.2)
        child.terminate()
        out, err = child.communicate(timeout=PATIENCE_SECONDS)
    assert "a-secret" not in out + err


def test_pages_that_were_closed_long_ago_do_not_stay_in_memory():
    """Fifty are open at a time, of a thousand: what has grown old is looked through as well, whatever was there before."""
    command = [sys.executable, "-W", "error", "-m", "tests.cocreator.closed_pages"]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=PATIENCE_SECONDS
    )
    assert 50 < int(done.stdout) < 250


def test_the_address_that_was_named_is_allowed_and_no_other(var):
    """A laptop with a hotspot needs no further setting."""
    with serving(var, "--host", "127.0.0.3") as (_child, port):
        assert ask(port, "/venue/ping/", "127.0.0.3")[0] == 200
        assert ask(port, "/venue/ping/", "127.0.0.3", Host="127.0.0.4")[0] == 400
