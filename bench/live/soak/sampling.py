"""What the server's process holds at a moment: read from /proc, from the database, and from /metrics where it answers."""

from __future__ import annotations

import re
from collections import Counter
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from time import perf_counter
from typing import LiteralString

from bench.live.server import HOST, METRICS_TOKEN, House, Server
from bench.live.soak.record import Sample

CONNECTIONS: LiteralString = """
    SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name <> 'bench'"""
TASKS = re.compile(r"^\w*tasks\w*(?:\{[^}]*\})? ([0-9.eE+]+)$", re.MULTILINE)
THREADS = re.compile(r"^Threads:\s+(\d+)$", re.MULTILINE)
SECONDS = 5


class Sampling:
    """Looks at one server again and again."""

    def __init__(self, house: House, server: Server) -> None:
        self.house, self.server = house, server
        self.began = self.looked_at = perf_counter()
        self.busy = server.cpu()
        self.tells = True

    def look(self, pages: int, posts: int, screens: int, ended: int, lost: int) -> Sample:
        """How the server stands now, beside what the crowd has counted. Takes some milliseconds."""
        now, busy = perf_counter(), self.server.cpu()
        core = (busy - self.busy) / max(1e-3, now - self.looked_at)
        self.looked_at, self.busy = now, busy
        opened = self._opened()
        return Sample(
            second=now - self.began,
            memory=self.server.memory() / 1e6,
            threads=self._threads(),
            files=opened["file"],
            sockets=opened["socket"],
            database=self.house.rows(CONNECTIONS)[0][0] if self.house.url else opened["sqlite"],
            tasks=self._tasks(),
            pages=pages,
            core=100 * core,
            posts=posts,
            screens=screens,
            ended=ended,
            lost=lost + self.server.errors(),
        )

    def _threads(self) -> int:
        try:
            found = THREADS.search(Path(f"/proc/{self.server.process.pid}/status").read_text())
        except OSError:
            return 0
        return int(found[1]) if found else 0

    def _opened(self) -> Counter[str]:
        """How many sockets the process has open, how many other files, and how many of these are of SQLite."""
        found: Counter[str] = Counter()
        try:
            for link in Path(f"/proc/{self.server.process.pid}/fd").iterdir():
                name = _target(link)
                found["socket" if name.startswith("socket:") else "file"] += 1
                found["sqlite"] += ".sqlite3" in name
        except OSError:
            return found
        return found

    def _tasks(self) -> float:
        """The tasks of asyncio; 0 from a server that does not tell, which then is not asked again."""
        if not self.tells:
            return 0.0
        line = HTTPConnection(HOST, self.server.port, timeout=SECONDS)
        try:
            line.request("GET", "/metrics", headers={"Authorization": f"Bearer {METRICS_TOKEN}"})
            answer = line.getresponse()
            found = TASKS.findall(answer.read().decode()) if answer.status == 200 else []
        except (OSError, HTTPException):
            found = []
        finally:
            line.close()
        self.tells = bool(found)
        return sum(map(float, found))


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:  # closed a moment ago
        return ""
