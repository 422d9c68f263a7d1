"""A PostgreSQL and a Redis of our own, on ports of their own, which can be killed and started anew."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import redis

from bench.live.server import HOST, free_port

START_SECONDS = 60
STOP_SECONDS = 20


def wait_for(what: Callable[[], object], seconds: float = START_SECONDS, pause: float = 0.05) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it took too long"
        time.sleep(pause)


def postgres_programs() -> Path | None:
    """Where the newest PostgreSQL keeps its own programs, if there is one."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


def lacking() -> str:
    """What this machine lacks for a hall with two web processes; empty if nothing."""
    if postgres_programs() is None:
        return "no PostgreSQL server is installed"
    return "" if shutil.which("redis-server") else "no redis-server is installed"


class Postgres:
    """A cluster of its own in a temporary folder, with fsync on."""

    def __init__(self) -> None:
        programs = postgres_programs()
        assert programs is not None
        self.programs, self.port = programs, free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="chaos-postgres-"))
        self.as_owner: list[str] = []
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            owner = pwd.getpwnam("postgres")
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
            self.as_owner = ["runuser", "-u", "postgres", "--"]
        self.data = self.folder / "data"
        self.url = f"postgres://postgres@{HOST}:{self.port}/postgres"
        words = ["-D", str(self.data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
        self._run("initdb", *words)

    def start(self) -> Postgres:
        """Start, and wait until it answers."""
        options = f"-p {self.port} -k {self.folder} -h {HOST} -c fsync=on -c max_connections=60"
        told = str(self.folder / "told.txt")
        self._run(
            "pg_ctl", "-D", str(self.data), "-l", told, "-w", "-t", str(START_SECONDS), "-o", options, "start"
        )
        wait_for(self.answers)
        return self

    def answers(self) -> bool:
        """Whether it lets somebody in."""
        with contextlib.suppress(psycopg.OperationalError), psycopg.connect(self.url, connect_timeout=3):
            return True
        return False

    def kill(self) -> None:
        """End every process of it at once (SIGKILL), as when the machine is switched off."""
        main = int((self.data / "postmaster.pid").read_text().split()[0])
        with contextlib.suppress(ProcessLookupError):
            os.kill(main, signal.SIGSTOP)  # so that it starts nothing new meanwhile
        for pid in [*children(main), main]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        wait_for(lambda: not Path(f"/proc/{main}").exists() or is_dead(main), STOP_SECONDS)

    def stop(self) -> None:
        """End it, and leave nothing behind."""
        with contextlib.suppress(FileNotFoundError):  # it does not run
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def database(self, name: str) -> str:
        """Make an empty database; its address."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return urlsplit(self.url)._replace(path=f"/{name}").geturl()

    def _run(self, program: str, *words: str) -> None:
        command = [*self.as_owner, str(self.programs / program), *words]
        with Path(os.devnull).open("rb+") as nowhere:
            subprocess.run(
                command, cwd="/", check=True, stdin=nowhere, stdout=nowhere, stderr=nowhere, timeout=120
            )


def children(parent: int) -> list[int]:
    """The processes that a process has started and that still run."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(path.read_text().rpartition(")")[2].split()[1]) == parent:
                found.append(int(path.parent.name))
    return found


def is_dead(pid: int) -> bool:
    """Whether a process has ended, though nobody has asked how."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    return True


class Redis:
    """A Redis that keeps nothing on disk."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://{HOST}:{self.port}/0"
        self.folder = tempfile.TemporaryDirectory(prefix="chaos-redis-", ignore_cleanup_errors=True)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> Redis:
        """Start, and wait until it answers."""
        words = ["--port", str(self.port), "--bind", HOST, "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(
            ["redis-server", *words, "--dir", self.folder.name],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_for(self.answers)
        return self

    def answers(self) -> bool:
        """Whether it is there."""
        with contextlib.suppress(redis.RedisError):
            return bool(self.say("PING"))
        return False

    def say(self, *words: str) -> object:
        """Give it a command."""
        with redis.Redis(host=HOST, port=self.port, socket_timeout=3) as line:
            return line.execute_command(*words)

    def send(self, blow: int) -> None:
        """Send it a signal."""
        assert self.process is not None
        self.process.send_signal(blow)

    def kill(self) -> None:
        """End it in the middle of whatever it does (SIGKILL)."""
        self.send(signal.SIGKILL)
        assert self.process is not None
        self.process.wait(STOP_SECONDS)

    def stop(self) -> None:
        """End it, and leave nothing behind."""
        if self.process is not None and self.process.poll() is None:
            self.kill()
        self.folder.cleanup()
