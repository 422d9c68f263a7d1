"""A hall to strike at: one database, some web processes beside each other, and rooms of people in it."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, LiteralString, Self

import psycopg

from bench.live.hall import Guest, Room
from bench.live.server import ROOT, Child, free_port

ASKED_SECONDS = 120
SQLITE = "cocreator.sqlite3"
SECRET = "chaos" * 12


class Web(Child):
    """`manage.py serve` on a port of its own, which writes its complaints into a folder of its own."""

    def __init__(self, port: int, folder: Path, environment: dict[str, str]) -> None:
        self.port = port
        folder.mkdir()
        command = [sys.executable, "manage.py", "serve", "--port", str(port)]
        super().__init__(command, folder, environment, set())


class Keeper(Child):
    """The child that fills the hall and knows what is in it: see `tests.chaos.keeper`."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        folder.mkdir()
        super().__init__([sys.executable, "-m", "tests.chaos.keeper"], folder, environment, set())
        self.heard = self.said.open()

    def ask(self, *words: object) -> Any:
        """Ask for something, and wait for it."""
        assert self.process.stdin is not None
        self.heard.seek(0, os.SEEK_END)
        self.process.stdin.write(json.dumps(words).encode() + b"\n")
        self.process.stdin.flush()
        text, end = "", time.monotonic() + ASKED_SECONDS
        while not text.endswith("\n"):
            assert self.process.poll() is None and time.monotonic() < end, self.complaints.read_text()
            time.sleep(0.01)
            text += self.heard.read()
        answer = json.loads(text)
        assert "error" not in answer, answer
        return answer

    def stop(self) -> None:
        """End it."""
        super().stop()
        self.heard.close()


class Hall:
    """So many web processes with one database; without an address of PostgreSQL it is SQLite in a folder."""

    def __init__(self, webs: int = 2, database: str = "", redis: str = "", **environment: str) -> None:
        self.temporary = TemporaryDirectory(prefix="chaos-hall-", ignore_cleanup_errors=True)
        self.folder = Path(self.temporary.name)
        self.url = database
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("COCREATOR_")},
            "COCREATOR_VAR": str(self.folder),
            "DATABASE_URL": database,
            "REDIS_URL": redis,
            "SECRET_KEY": SECRET,
            "DJANGO_SETTINGS_MODULE": "cocreator.settings",
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
            **environment,
        }
        self.ports = [free_port() for _web in range(webs)]
        self.webs: dict[int, Web] = {}
        self.keeper: Keeper | None = None
        self.read: dict[Path, int] = {}
        self.started = 0

    def __enter__(self) -> Self:
        try:
            for port in self.ports:
                self.launch(port)
            self.keeper = Keeper(self.folder / "keeper", self.environment)
            self.migrate()
            for child in (*self.webs.values(), self.keeper):
                child.__enter__()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        children: list[Child] = [*self.webs.values(), *([self.keeper] if self.keeper else [])]
        with ExitStack() as stack:
            stack.callback(self.temporary.cleanup)
            for child in children:  # all at once
                child.process.terminate()
                stack.callback(child.stop)

    def launch(self, port: int, **environment: str) -> Web:
        """Begin to start a web process at a port, and do not wait for it."""
        self.started += 1
        folder = self.folder / f"web-{self.started}"
        self.webs[port] = Web(port, folder, {**self.environment, **environment})
        return self.webs[port]

    def kill(self, port: int) -> None:
        """End a web process in the middle of whatever it does (SIGKILL)."""
        web = self.webs[port]
        web.process.kill()
        web.stop()

    def end(self, port: int) -> int:
        """Tell a web process to end (SIGTERM), as whoever upgrades it does; answers its exit code."""
        web = self.webs[port]
        web.process.terminate()
        code = web.process.wait(ASKED_SECONDS)
        web.stop()
        return code

    def migrate(self) -> None:
        """`manage.py migrate`, as after an upgrade, while others serve."""
        command = [sys.executable, "manage.py", "migrate", "-v", "0"]
        subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, capture_output=True, timeout=ASKED_SECONDS
        )

    def restart(self, port: int) -> None:
        """Start one anew, and wait until it serves."""
        self.launch(port).__enter__()

    @contextmanager
    def more(self, *environments: dict[str, str]) -> Iterator[list[int]]:
        """For a while so many web processes more, each with something in its environment; their ports."""
        ports = [free_port() for _environment in environments]
        with ExitStack() as stack:
            for port, environment in zip(ports, environments, strict=True):
                stack.callback(self.webs.pop, port)
                stack.callback(self.launch(port, **environment).stop)
            for port in ports:
                self.webs[port].__enter__()
            yield ports

    def fill(self, *wanted: tuple[int, str], pace: float = 1.0, **chosen: object) -> list[Room]:
        """Rooms of so many people in a step of the first round ("-": in the lobby); all earlier rooms are closed.

        With a `pace` below 1 the time of these rooms is shorter; the rest is chosen otherwise than by the bench.
        """
        assert self.keeper is not None
        told = self.keeper.ask(
            "rooms", [(players, step.strip("-")) for players, step in wanted], chosen, pace
        )
        return [
            Room(one["slug"], one["desk"], tuple(Guest(**guest) for guest in one["guests"])) for one in told
        ]

    def rows(self, query: LiteralString) -> list[tuple[Any, ...]]:
        """What a query answers, read beside the servers, as committed; OperationalError while the database is away."""
        if self.url:
            with psycopg.connect(self.url, connect_timeout=3) as connection:
                return connection.execute(query).fetchall()
        with closing(sqlite3.connect(self.folder / SQLITE, timeout=20)) as connection:
            return connection.execute(query).fetchall()

    def complaints(self) -> list[str]:
        """What all web processes wrote to stderr since this was asked last, line by line."""
        found: list[str] = []
        for path in sorted(self.folder.glob("web-*/complaints.txt")):
            text = path.read_text()
            found += text[self.read.get(path, 0) :].splitlines()
            self.read[path] = len(text)
        return found

    def fresh(self, *slugs: str) -> dict[str, dict[str, Any]]:
        """What a process that knows nothing yet says of some workshops."""
        assert self.keeper is not None
        told: dict[str, dict[str, Any]] = self.keeper.ask("fresh", slugs)
        return told


def new_name() -> str:
    """A name for a database."""
    return f"chaos_{uuid.uuid4().hex[:12]}"
