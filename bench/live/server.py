"""Child processes to measure: each on one core, its seconds and its memory read from /proc, and always ended."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, LiteralString, Self
from urllib.parse import urlsplit

import psycopg

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
#: Whether processor time and memory of a child can be told.
HAS_PROC = Path("/proc/self/statm").exists()
#: The cores that this process was started with; whoever measures keeps to one of them later. None where none can be chosen.
ALLOWED = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
READY = "Serving on"
#: Opens the metrics of a server that is measured here, and of no other.
METRICS_TOKEN = "of-the-bench"  # noqa: S105
#: By this name PostgreSQL knows who measures.
BENCH = "bench"
START_SECONDS, STOP_SECONDS = 60, 20
#: How uvicorn is started where it is asked for: sockets as daphne has them, without deflate, and nothing noted of requests.
UVICORN = ["--ws", "websockets-sansio", "--ws-per-message-deflate", "false", "--backlog", "2048"]
UVICORN += ["--lifespan", "off", "--no-access-log"]


def cores() -> tuple[set[int], set[int]]:
    """The core that is measured and the one that measures; the same where there is only one, none where none can be chosen."""
    return ({ALLOWED[0]}, {ALLOWED[-1]}) if ALLOWED else (set(), set())


@contextmanager
def on_core(core: set[int]) -> Iterator[None]:
    """Stay on a core for a while."""
    before = os.sched_getaffinity(0) if core else set()
    if core:
        os.sched_setaffinity(0, core)
    try:
        yield
    finally:
        if core:
            os.sched_setaffinity(0, before)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


class Child:
    """A process that says when it serves, on a core of its own. Leave its `with` and it is gone."""

    says = READY

    def __init__(
        self,
        command: list[str],
        folder: Path,
        environment: dict[str, str],
        core: set[int],
        where: Path = ROOT,
        own_group: bool = False,
    ) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.said, self.complaints = folder / "said.txt", folder / "complaints.txt"
        with self.said.open("wb") as out, self.complaints.open("wb") as errors:
            self.process = subprocess.Popen(
                command,
                cwd=where,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=out,
                stderr=errors,
                start_new_session=own_group,
            )
        if core:
            os.sched_setaffinity(self.process.pid, core)

    def __enter__(self) -> Self:
        end = time.monotonic() + START_SECONDS
        try:
            while self.says not in self.said.read_text() + self.complaints.read_text():
                if self.process.poll() is not None or time.monotonic() > end:
                    raise RuntimeError(f"It did not start: {self.complaints.read_text()[-2000:]}")
                time.sleep(0.02)
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End it properly; if it does not listen, by force."""
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(STOP_SECONDS)
        if self.process.stdin is not None:
            self.process.stdin.close()

    def cpu(self) -> float:
        """Seconds of processor time so far, of all its threads; 0 where there is no /proc."""
        try:
            words = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> int:
        """Bytes in memory now; 0 where there is no /proc."""
        try:
            pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        except OSError:
            return 0
        return pages * os.sysconf("SC_PAGE_SIZE")

    def errors(self) -> int:
        """How many errors it has complained of."""
        told = self.complaints.read_text()
        return told.count(" ERROR ") + told.count("ERROR:  ")


class House:
    """A folder and an empty database for servers: SQLite there, or a database of its own beside DATABASE_URL's."""

    def __init__(self) -> None:
        self.temporary = TemporaryDirectory(prefix="bench-live-", ignore_cleanup_errors=True)
        self.folder = Path(self.temporary.name)
        self.admin_url = os.environ.get("DATABASE_URL", "")
        self.url, self.kind = "", "daphne"
        self.vendor = "postgresql" if self.admin_url else "sqlite"

    def __enter__(self) -> Self:
        if self.admin_url:
            name = f"bench_live_{uuid.uuid4().hex[:12]}"
            self._admin(f'CREATE DATABASE "{name}"')
            self.url = urlsplit(self.admin_url)._replace(path=f"/{name}").geturl()
        self.environment = {
            **os.environ,
            "COCREATOR_VAR": str(self.folder),
            "DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "cocreator.settings",
            "METRICS_TOKEN": METRICS_TOKEN,
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
        }
        return self

    def __exit__(self, *_error: object) -> None:
        if self.url:
            self._admin(f'DROP DATABASE IF EXISTS "{urlsplit(self.url).path.strip("/")}" WITH (FORCE)')
        self.temporary.cleanup()

    def server(self, core: set[int]) -> Server:
        """The real server, with this database."""
        return Server(self, core)

    def rows(self, query: LiteralString, *values: str) -> list[tuple[Any, ...]]:
        """What a query answers, read beside the server, as committed; %s stands for a value."""
        if self.url:
            with psycopg.connect(self.url, application_name=BENCH) as connection:
                return connection.execute(query, values).fetchall()
        with closing(sqlite3.connect(self.folder / "cocreator.sqlite3", timeout=20)) as connection:
            return connection.execute(query.replace("%s", "?"), values).fetchall()

    def _admin(self, words: str) -> None:
        with psycopg.connect(self.admin_url, autocommit=True) as connection:
            connection.execute(words.encode())


class Server(Child):
    """`manage.py serve` with the database of a house, or the other server that its `kind` names."""

    def __init__(self, house: House, core: set[int]) -> None:
        self.port = free_port()
        command = [sys.executable, "manage.py", "serve", "--port", str(self.port)]
        if house.kind == "uvicorn":
            self.says = "Uvicorn running on"
            command = [sys.executable, "-m", "uvicorn", "cocreator.asgi:application", "--host", HOST]
            command += ["--port", str(self.port), *UVICORN]
        super().__init__(command, house.folder / f"server-{self.port}", house.environment, core)
