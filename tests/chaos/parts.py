"""A site as docker-compose.yml has it, with a PostgreSQL of its own, each part of which can be killed and comes back."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg

from game.management.commands.tick import LIVES
from tests.chaos.stores import Postgres
from tests.front.compose import ROOT, Service
from tests.front.site import Site

DATABASE, PID_FILE, LOCKS = "database", "postmaster.pid", ".s.PGSQL.*.lock"
#: Services that are not struck: the front is only the way to the others, and a backup is no part of play.
BESIDE = {"front", "backup"}
GONE_SECONDS = 1.0
#: Tells all of the workshop that a process which knows nothing makes of it.
FRESH = "import json; from tests.chaos.keeper import account; print(json.dumps(account({slug!r})))"


def parts_of(services: Mapping[str, Service]) -> set[str]:
    """What compose starts again when it dies, each process by its name, but what is beside play."""
    return {
        f"{name}-{number}" if one.replicas > 1 else name
        for name, one in services.items()
        if one.rest["restart"] != "no" and name not in BESIDE
        for number in range(one.replicas)
    }


class Parts(Site):
    """All services, of which `postgres` is the database; `lives` are the process ids of each part, one after the other."""

    def __init__(self, folder: Path, postgres: Postgres, pace: float) -> None:
        self.postgres = postgres
        try:
            super().__init__(folder, postgres.url, pace)
        except BaseException:
            self.stop()
            raise
        self.lives = {part: [self.pid(part)] for part in (*self.children, DATABASE)}

    def stop(self) -> dict[str, int]:
        """End all but the cluster, whose database may be away."""
        with suppress(psycopg.OperationalError):
            return super().stop()
        return {}

    def pid(self, part: str) -> int:
        """The main process of a part."""
        if part == DATABASE:
            return int((self.postgres.data / PID_FILE).read_text().split()[0])
        return self.children[part].pid

    def strike(self, part: str) -> None:
        """Kill a part (SIGKILL), start it again by the same command, and wait until it does its work."""
        if part == DATABASE:
            self.postgres.kill()
            time.sleep(GONE_SECONDS)
            self._bury()
            self.postgres.start()
        else:
            killed = self.children[part]
            killed.kill()
            assert killed.wait(10) == -signal.SIGKILL
            time.sleep(GONE_SECONDS)
            self._again(part, killed)
        self.lives[part].append(self.pid(part))

    def works(self, part: str, since: float) -> bool:
        """Whether a part that was started at a moment does its work."""
        name, _dash, number = part.partition("-")
        if name == "web":
            return bool(self.ask(f"{self.webs[int(number)]}/healthz").status == 200)
        if name == "redis":
            return b"PONG" in self._ping()
        return (self.folder / "var" / LIVES).stat().st_mtime > since

    def fresh(self) -> dict[str, Any]:
        """What `tests.chaos.keeper` tells of the workshop, asked in a process that knows nothing yet."""
        told: dict[str, Any] = json.loads(self.manage("shell", "-v", "0", "-c", FRESH.format(slug=self.slug)))
        return told

    def _bury(self) -> None:
        """Forget the id of the dead main process, which keeps another one from starting while nobody has buried it."""
        for told in (self.postgres.data / PID_FILE, *self.postgres.folder.glob(LOCKS)):
            told.unlink(missing_ok=True)

    def _again(self, part: str, killed: subprocess.Popen[bytes]) -> None:
        since = time.time()
        environment = self._environment(self.services[part.partition("-")[0]])
        with (self.folder / f"{part}.log").open("ab") as out:
            self.children[part] = subprocess.Popen(
                killed.args, cwd=ROOT, env=environment, stdout=out, stderr=out
            )
        self._until(part, lambda: self.works(part, since))
