"""oTree in an environment of its own: installed into a temporary folder, with a small app of ours, and run as for production."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Self

from bench.live.server import HOST, START_SECONDS, Child, House, free_port

VERSION = "6.0.15"
APP = Path(__file__).with_name("app")
#: The driver for PostgreSQL that this version of oTree knows.
DRIVER = "psycopg2-binary==2.9.10"
INSTALL_SECONDS, SET_UP_SECONDS = 300, 60


def install(folder: Path, with_postgresql: bool) -> Path:
    """An environment with oTree; its folder of commands. Asks the package index, for these packages only."""
    commands = folder / "environment" / "bin"
    _run([sys.executable, "-m", "venv", str(commands.parent)], folder, INSTALL_SECONDS)
    wanted = [f"otree=={VERSION}", *([DRIVER] if with_postgresql else [])]
    pip = [str(commands / "pip"), "install", "--quiet", "--disable-pip-version-check"]
    _run([*pip, *wanted], folder, INSTALL_SECONDS)
    return commands


def _run(command: list[str], folder: Path, most: float, environment: dict[str, str] | None = None) -> None:
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=most
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[:3])} failed: {(done.stderr or done.stdout)[-2000:]}")


class OTree(Child):
    """oTree's own server for production, with an empty database: SQLite in its folder, or the one of a house."""

    says = "Running prodserver"

    def __init__(self, house: House, commands: Path, core: set[int]) -> None:
        self.port = free_port()
        folder = house.folder / "otree"
        project = folder / "project"
        shutil.copytree(APP, project)
        for name in ("_static", "_templates"):  # it does not start without them
            (project / name).mkdir()
        environment = {
            name: words for name, words in os.environ.items() if name not in ("PYTHONPATH", "DATABASE_URL")
        }
        environment |= {
            "PATH": f"{commands}{os.pathsep}{os.environ.get('PATH', '')}",
            "OTREE_PRODUCTION": "1",
            "OTREE_SECRET_KEY": secrets.token_hex(16),
            "OTREE_ADMIN_PASSWORD": secrets.token_hex(16),
            "PYTHONUNBUFFERED": "1",
        }
        if house.url:
            environment["DATABASE_URL"] = house.url.replace("postgres://", "postgresql://", 1)
        _run([str(commands / "otree"), "resetdb", "--noinput"], project, SET_UP_SECONDS, environment)
        command = [str(commands / "otree"), "prodserver1of2", f"{HOST}:{self.port}"]
        super().__init__(command, folder, environment, core, project, own_group=True)

    def __enter__(self) -> Self:
        super().__enter__()
        end = time.monotonic() + START_SECONDS
        while not self._is_open():
            if self.process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise RuntimeError(f"oTree did not start: {self.complaints.read_text()[-2000:]}")
            time.sleep(0.05)
        return self

    def stop(self) -> None:
        """End it, and the second process that it starts for itself."""
        super().stop()
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def _is_open(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex((HOST, self.port)) == 0
