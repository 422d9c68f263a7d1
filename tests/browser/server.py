"""A demo of its own for a test: a child process with its own folder, port and database, which can be killed."""

from __future__ import annotations

import atexit
import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, LiteralString
from urllib.parse import urlsplit

import psycopg

from tests.browser import processes

ROOT = Path(__file__).resolve().parents[2]
DATABASE = "cocreator.sqlite3"
CHILD = "tests/browser/child.py"
#: What a demo does before it opens its workshop.
PREPARE = "from game.management.commands.demo import prepare; prepare()"
START_SECONDS = 60
STOP_SECONDS = 20


@dataclass(frozen=True)
class Line:
    """One event of the log: when, in milliseconds, what, about whom, and which account asked for it."""

    at: int
    event: str
    data: dict[str, Any]
    by: int | None = None


class Server:
    """`manage.py demo` in a child process. `code`, `slug` and the links are read from what it prints.

    Unless `options` of the command say otherwise, it plays one dilemma only. `host` is the address it is shared under. With `frozen_at`, its clock stands there, in
    milliseconds, until the test moves it. With COCREATOR_TEST_PROCESSES=2 and PostgreSQL, `manage.py serve` runs beside the
    demo, and a front gives each request to the other one.
    """

    def __init__(
        self,
        pace: float = 0.15,
        database_url: str | None = None,
        options: tuple[str, ...] = ("--dilemma", "pen"),
        frozen_at: int = 0,
        host: str = "127.0.0.1",
        **environment: str,
    ) -> None:
        self.options = options if host == "127.0.0.1" else (*options, "--host", host)
        self.folder = tempfile.TemporaryDirectory(prefix="cocreator-", ignore_cleanup_errors=True)
        self.var = Path(self.folder.name)
        self.port = free_port()
        self.root = f"http://{host}:{self.port}"
        wanted = os.environ.get("DATABASE_URL", "") if database_url is None else database_url
        self.admin_url = wanted
        self.database_url = fresh_database(wanted, prepared_database(wanted)) if wanted else ""
        several = processes.WANTED if wanted and host == "127.0.0.1" else 1
        self.ports = [free_port() for _ in range(several)] if several > 1 else [self.port]
        self.redis: subprocess.Popen[bytes] | None = None
        self.environment = {
            **os.environ,
            "COCREATOR_VAR": str(self.var),
            "COCREATOR_PACE": str(pace),
            "DATABASE_URL": self.database_url,
            **environment,
        }
        if frozen_at:
            self.environment["FROZEN_AT"] = str(self.var / "now.txt")
            self.stands_at(frozen_at)
        if several > 1:
            port = free_port()
            self.redis = processes.redis(self.var, port)
            self.environment["REDIS_URL"] = f"redis://127.0.0.1:{port}/0"
        self.process: subprocess.Popen[bytes] | processes.Group | None = None

    def stands_at(self, milliseconds: int) -> None:
        """Set the clock of a server that was started with one that stands."""
        fresh = self.var / "next.txt"
        fresh.write_text(str(milliseconds))
        fresh.replace(self.var / "now.txt")

    def manage(self, *words: str) -> str:
        """Run another command of manage.py in the same folder; answers what it said."""
        self._fill()
        command = [sys.executable, "manage.py", *words]
        told = subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True
        )
        return told.stdout

    def _fill(self) -> None:
        """A fresh folder is given a copy of the prepared database; nobody has to make it, or look whether it is made."""
        if not self.database_url and not (self.var / DATABASE).exists():
            copy_database(prepared(), self.var)
        self.environment["PREPARED"] = "1"

    def start(self) -> Server:
        """Start, or start again, on the same port and database."""
        self._fill()
        told = self.var / "told.txt"
        first = self._child(told, "demo", "--port", str(self.ports[0]), *self.options)
        others = {
            port: self._child(self._told(port), "serve", "--port", str(port)) for port in self.ports[1:]
        }
        self.process = first
        deadline = time.monotonic() + START_SECONDS
        while "Ctrl-C" not in told.read_text():
            assert first.poll() is None and time.monotonic() < deadline, self.complaints()
            time.sleep(0.05)
        if len(self.ports) > 1:
            self.process = self._joined(first, others)
            told.write_text(told.read_text().replace(f":{self.ports[0]}/", f":{self.port}/"))
        text = told.read_text()
        self.code = re.findall(r"/join/(\w+)/", text)[0]
        self.slug = re.findall(r"/projector/(\w+)/", text)[0]
        self.desk_link = re.findall(r"Facilitate +(\S+)", text)[0]
        self.play_url = f"{self.root}/workshops/{self.slug}/"
        return self

    def _told(self, port: int) -> Path:
        return self.var / f"told-{port}.txt"

    def _joined(
        self, first: subprocess.Popen[bytes], others: dict[int, subprocess.Popen[bytes]]
    ) -> processes.Group:
        """The other processes and the front beside the first one."""
        for port, child in others.items():
            processes.until_told(child, self._told(port), "Serving on")
        front = processes.front(self.var, self.port, self.ports)
        group = processes.Group(front, first, *others.values())
        deadline = time.monotonic() + START_SECONDS
        while not answers(self.port):
            assert group.poll() is None and time.monotonic() < deadline, self.complaints()
            time.sleep(0.05)
        return group

    def _child(self, told: Path, *words: str) -> subprocess.Popen[bytes]:
        with told.open("wb") as out, (self.var / "complaints.txt").open("ab") as errors:
            return subprocess.Popen(
                [sys.executable, CHILD, *words], cwd=ROOT, env=self.environment, stdout=out, stderr=errors
            )

    def begins_like(self, other: Server) -> None:
        """Begin with all that another server holds at this moment: the same game, the same keys, another address."""
        if self.database_url:
            restore_database(other.database_url, self.admin_url, self.database_url)
        else:
            copy_database(other.var, self.var)
        shutil.copy(other.var / "secret-key", self.var)

    def kill(self) -> None:
        """End it in the middle of whatever it does (SIGKILL)."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(STOP_SECONDS)

    def stop(self) -> None:
        """End it properly, and leave nothing behind."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.kill()
        if self.redis is not None:
            self.redis.terminate()
            self.redis.wait(STOP_SECONDS)
        if self.database_url:
            drop_database(self.admin_url, self.database_url)
        self.folder.cleanup()

    def complaints(self) -> str:
        """What it wrote to stderr."""
        return (self.var / "complaints.txt").read_text()

    def log(self, *events: str) -> list[Line]:
        """The log in order, or only the named events; read beside the server, as committed."""
        rows = self.rows('SELECT at, event, data, "by" FROM game_logline ORDER BY workshop_id, version')
        lines = [
            Line(at, name, data if isinstance(data, dict) else json.loads(data), by)
            for at, name, data, by in rows
        ]
        return [line for line in lines if not events or line.event in events]

    def rows(self, query: LiteralString) -> list[tuple[Any, ...]]:
        """What a query of the database answers, read beside the server."""
        if self.database_url:
            with psycopg.connect(self.database_url) as connection:
                return connection.execute(query).fetchall()
        with closing(sqlite3.connect(self.var / DATABASE, timeout=20)) as connection:
            return connection.execute(query).fetchall()


@cache
def _prepared() -> tempfile.TemporaryDirectory[str]:
    folder = tempfile.TemporaryDirectory(prefix="cocreator-prepared-", ignore_cleanup_errors=True)
    environment = {**os.environ, "COCREATOR_VAR": folder.name, "DATABASE_URL": ""}
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", PREPARE]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return folder


def prepared() -> Path:
    """A folder whose database is migrated and holds all content, but no workshop; made once in a process."""
    return Path(_prepared().name)


def copy_database(source: Path, target: Path) -> None:
    """Copy the database of one folder into another, with what still stands in its journal."""
    with (
        closing(sqlite3.connect(source / DATABASE)) as old,
        closing(sqlite3.connect(target / DATABASE)) as new,
    ):
        old.backup(new)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Whether somebody listens on a port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def fresh_database(url: str, template: str = "template1") -> str:
    """Make a database on the same PostgreSQL server, empty or like a template, and return its address."""
    name = f"browser_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
    return urlsplit(url)._replace(path=f"/{name}").geturl()


@cache
def prepared_database(url: str) -> str:
    """The name of a database that is migrated and holds all content, on this server; made once in a process, and dropped."""
    made = fresh_database(url)
    atexit.register(drop_database, url, made)
    with tempfile.TemporaryDirectory(prefix="cocreator-prepared-") as folder:
        environment = {**os.environ, "COCREATOR_VAR": folder, "DATABASE_URL": made}
        command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", PREPARE]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return urlsplit(made).path.strip("/")


def restore_database(source: str, admin_url: str, target: str) -> None:
    """Let a database hold all that another one holds, though that is in use."""
    drop_database(admin_url, target)
    name = urlsplit(target).path.strip("/")
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    dump = subprocess.run(["pg_dump", "--no-owner", source], check=True, capture_output=True).stdout
    subprocess.run(["psql", "-q", target], input=dump, check=True, capture_output=True)


def drop_database(admin_url: str, url: str) -> None:
    """Drop a database that `fresh_database` made."""
    name = urlsplit(url).path.strip("/")
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
