"""A site as docker-compose.yml describes it, without an engine: the same commands as child processes on loopback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from tests.browser.server import drop_database, free_port, fresh_database
from tests.front.caddy import SITE, Front
from tests.front.compose import ROOT, Service, services
from tests.front.names import Names

TOKEN = "a-long-word-of-the-operator"
CHOSEN = {
    "SECRET_KEY": "".join(f"{number:x}-" for number in range(30)),
    "ALLOWED_HOSTS": SITE,
    "POSTGRES_PASSWORD": "unused",
    "METRICS_TOKEN": TOKEN,
}
PATIENCE_SECONDS = 60
#: Opens a workshop of two tables, bots in the empty seats, and makes a link that lets its facilitator in once.
OPEN = """
import json
from django.contrib.auth.models import Group, User
from game.management.commands.demo import demo_workshop, entrance
User.objects.create_user("facilitator").groups.add(Group.objects.get(name="Facilitators"))
made = demo_workshop("pen", tables=2)
print(json.dumps({"code": made.code, "slug": made.slug, "desk": entrance("facilitator", f"/facilitate/{made.slug}/")}))
"""


class Site:
    """All services, started in their order. `webs` are the addresses of the web processes, `root` that of the front."""

    def __init__(self, folder: Path, admin_url: str, pace: float) -> None:
        self.folder, self.admin_url = folder, admin_url
        self.services = services(CHOSEN)
        self.port, self.redis_port = free_port(), free_port()
        self.database_url = fresh_database(admin_url)
        places = [f"127.0.0.{2 + number}" for number in range(self.services["web"].replicas)]
        self.webs = [f"http://{place}:{self.port}" for place in places]
        self.pace = pace
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.names = Names(*places)
        self._run("redis", 0, "--port", str(self.redis_port), "--bind", "127.0.0.1", "--dir", str(folder))
        self._until("redis", lambda: b"PONG" in self._ping())
        self._once("migrate")
        for number, place in enumerate(places):
            self._run("web", number, "--port", str(self.port), host=place)
        self._run("tick", 0)
        for number, address in enumerate(self.webs):
            self._until(f"web-{number}", lambda address=address: self.ask(f"{address}/healthz").status == 200)
        self.front = Front(folder, self.names, self.port)
        self.root = self.front.root
        self.trust = self.front.trust()
        opened = json.loads(self.manage("shell", "-v", "0", "-c", OPEN))
        self.code, self.slug, self.desk_link = opened["code"], opened["slug"], opened["desk"]

    def manage(self, *words: str) -> str:
        """What a command of manage.py prints, run as `docker compose exec web` would."""
        return self._done([sys.executable, "manage.py", *words], self.services["web"])

    def ask(self, address: str, **headers: str) -> Any:
        """Ask a process by itself, as only the front can; an answer with its `text`, or an exception."""
        request = urllib.request.Request(
            address, headers={"X-Forwarded-Proto": "https", "Host": SITE, **headers}
        )
        try:
            answer = urllib.request.build_opener().open(request, timeout=10)
        except urllib.error.HTTPError as refusal:
            answer = refusal
        with answer:
            answer.text = answer.read().decode()
        return answer

    def metrics(self, number: int) -> str:
        """What one web process tells an operator."""
        answer = self.ask(f"{self.webs[number]}/metrics", Authorization=f"Bearer {TOKEN}")
        return str(answer.text)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What a query answers, read beside the site."""
        with psycopg.connect(self.database_url) as connection:
            return connection.execute(query.encode()).fetchall()

    def stop(self) -> dict[str, int]:
        """End all of them properly; answer with which code each ended."""
        if hasattr(self, "front"):
            self.front.stop()
        for child in self.children.values():
            child.terminate()
        codes = {}
        for name, child in self.children.items():
            try:
                codes[name] = child.wait(PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                child.kill()
                codes[name] = child.wait(PATIENCE_SECONDS)
        self.names.close()
        drop_database(self.admin_url, self.database_url)
        return codes

    def told(self, name: str) -> str:
        """All that a process has written."""
        return (self.folder / f"{name}.log").read_text()

    def _environment(self, service: Service) -> dict[str, str]:
        """What compose would set, with what is elsewhere here; python is the one that runs the tests."""
        environment = {**service.environment, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
        if "DATABASE_URL" in service.environment:
            environment |= {
                "DATABASE_URL": self.database_url,
                "REDIS_URL": f"redis://127.0.0.1:{self.redis_port}/0",
                "COCREATOR_VAR": str(self.folder / "var"),
                "COCREATOR_PACE": str(self.pace),
                "PYTHONUNBUFFERED": "1",
            }
        return environment

    def _run(self, name: str, number: int, *more: str, host: str = "") -> None:
        service = self.services[name]
        called = f"{name}-{number}" if service.replicas > 1 else name
        command = [host if word == "0.0.0.0" else word for word in service.command]
        with (self.folder / f"{called}.log").open("wb") as out:
            self.children[called] = subprocess.Popen(
                [*command, *more], cwd=ROOT, env=self._environment(service), stdout=out, stderr=out
            )

    def _once(self, name: str) -> None:
        self._done(self.services[name].command, self.services[name])

    def _done(self, command: list[str], service: Service) -> str:
        environment = self._environment(service)
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=180
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def _ping(self) -> bytes:
        command = ["redis-cli", "-p", str(self.redis_port), "ping"]
        return subprocess.run(command, capture_output=True, check=False, timeout=10).stdout

    def _until(self, name: str, what: Callable[[], object]) -> None:
        """Wait until a process answers."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                if what():
                    return
            except OSError:
                pass
            assert self.children[name].poll() is None and time.monotonic() < deadline, self.told(name)
            time.sleep(0.1)
