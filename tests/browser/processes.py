"""A server of several processes behind a front that gives each request to the next one, in place of a single process.

COCREATOR_TEST_PROCESSES says how many. They share a PostgreSQL database and a Redis of their own; pages and tests meet one
address and one thing to start, kill and stop.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

WANTED = int(os.environ.get("COCREATOR_TEST_PROCESSES", "1"))
START_SECONDS = 60
CADDYFILE = """{{
	admin off
	auto_https off
}}
:{port} {{
	bind 127.0.0.1
	reverse_proxy {targets} {{
		lb_policy round_robin
		lb_try_duration 5s
		transport http {{
			keepalive 30s
		}}
	}}
}}
"""


class Group:
    """Processes and their front, treated as one `subprocess.Popen`: the front goes first, so that nobody is told of the rest."""

    def __init__(self, front: subprocess.Popen[bytes], *children: subprocess.Popen[bytes]) -> None:
        self.front, self.children = front, children

    def poll(self) -> int | None:
        """The code of the first that has ended, or None while all live."""
        codes = [child.poll() for child in (*self.children, self.front)]
        return next((code for code in codes if code is not None), None)

    def send_signal(self, number: int) -> None:
        """Send a signal to each."""
        self.front.kill()
        self.front.wait(START_SECONDS)
        for child in self.children:
            child.send_signal(number)

    def terminate(self) -> None:
        """Ask each to end."""
        for child in (self.front, *self.children):
            child.terminate()

    def kill(self) -> None:
        """End each at once."""
        for child in (self.front, *self.children):
            child.kill()

    def wait(self, timeout: float | None = None) -> int:
        """Wait for all; the code with which they ended, one that is not 0 where they differ."""
        self.front.wait(timeout)
        codes = [child.wait(timeout) for child in self.children]
        return next((code for code in codes if code), 0)


def front(folder: Path, port: int, targets: Sequence[int]) -> subprocess.Popen[bytes]:
    """Start a front on `port` before processes on the ports `targets`; it needs Debian's caddy."""
    program = shutil.which("caddy")
    assert program, "caddy is not installed: apt-get install --no-install-recommends caddy"
    places = " ".join(f"127.0.0.1:{target}" for target in targets)
    file = folder / "Caddyfile"
    file.write_text(CADDYFILE.format(port=port, targets=places))
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    command = [program, "run", "--config", str(file), "--adapter", "caddyfile"]
    with (folder / "front.txt").open("ab") as out:
        return subprocess.Popen(command, env=environment, stdout=out, stderr=out)


def redis(folder: Path, port: int) -> subprocess.Popen[bytes]:
    """Start a Redis that keeps nothing, and wait until it answers."""
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with (folder / "redis.txt").open("wb") as out:
        child = subprocess.Popen(command, stdout=out, stderr=out)
    until_told(child, folder / "redis.txt", "Ready to accept connections")
    return child


def until_told(child: subprocess.Popen[bytes], told: Path, words: str) -> None:
    """Wait until a process has written some words."""
    deadline = time.monotonic() + START_SECONDS
    while words not in told.read_text():
        assert child.poll() is None and time.monotonic() < deadline, told.read_text()
        time.sleep(0.05)
