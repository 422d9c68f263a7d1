"""People at their pages: each page lives as the page's own script does, but for what only a browser can do."""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from bench.live.page import TOKEN
from bench.live.server import HOST
from tests.chaos.invariants import Acknowledged, Answered

#: As in static/js/live.js, in seconds.
POLL, DEAD, SOON, RETRY, MOST_RETRIES = 2.5, 17.6, 0.4, 0.25, 6
ANSWER_SECONDS = 40
NO_LINE = (0, 502, 503, 504)
PART = re.compile(r'<div data-part="([a-z0-9-]+)" data-hash="([^"]*)" data-moment="([^"]*)"')
REFUSED = "slip lamp notice"


@dataclass(frozen=True, slots=True)
class Answer:
    """The status of a request (0 where the line was cut), its headers in small letters, and its text."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    text: str = ""


async def ask(port: int, path: str, cookie: str = "", form: list[tuple[str, str]] | None = None) -> Answer:
    """Fetch a path, or send a form as the page's script does, on a connection of its own."""
    body = urlencode(form) if form is not None else ""
    head = [
        f"{'GET' if form is None else 'POST'} {path} HTTP/1.1",
        f"Host: {HOST}:{port}",
        f"Origin: http://{HOST}:{port}",
        f"Cookie: {cookie}; csrftoken={TOKEN}",
        "Connection: close",
    ]
    if form is None:
        head.append("X-Live: 1")
    else:
        head += ["HX-Request: true", f"X-CSRFToken: {TOKEN}"]
        head += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            return await _exchange(port, "\r\n".join([*head, "", body]).encode())
    except (OSError, EOFError, ValueError, IndexError, TimeoutError):
        return Answer(0)


async def _exchange(port: int, request: bytes) -> Answer:
    reader, writer = await asyncio.open_connection(HOST, port, limit=4 * 1024 * 1024)
    try:
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _colon, value in (line.partition(": ") for line in head[1:])}
        length = int(headers.get("content-length", 0))
        text = (await reader.readexactly(length)).decode()
    finally:
        writer.close()
    return Answer(int(head[0].split()[1]), headers, text)


class Page:
    """An open page at a front. `shown` is what it shows, by slot; it polls while it has no socket.

    `stalls` is a page that opens its socket, never reads and never answers; it is nobody to wait for.
    """

    def __init__(self, name: str, path: str, cookie: str, answers: list[Answered]) -> None:
        self.name, self.path, self.cookie, self.answers = name, path, cookie, answers
        self.version, self.shown, self.moment, self.task = 0, {}, "", ""
        self.heard_at = float("-inf")
        self.frames = self.polls = self.sockets = 0
        self.ahead = 0.0
        self.is_open = False

    @property
    def hash(self) -> str:
        """What the page shows, as the heartbeat tells it."""
        return ".".join(value for _slot, value in sorted(self.shown.items()))

    async def live(self, port: int) -> None:
        """Live until cancelled."""
        self.port = port
        async with asyncio.TaskGroup() as group:
            group.create_task(self._listen())
            group.create_task(self._poll())

    async def fetch(self) -> int:
        """Look what the screen is; the status."""
        answer = await ask(self.port, f"{self.path}screen/?shown={quote(self.hash)}", self.cookie)
        self.polls += 1
        self.take(f"GET {self.name}", answer)
        return answer.status

    def take(self, what: str, answer: Answer) -> None:
        """Note how a request was answered, and show what it brought."""
        if "x-front" not in answer.headers:
            self.answers.append(Answered(what, answer.status, answer.headers.get("retry-after", "")))
        if answer.status == 200 and "x-version" in answer.headers:
            self.show(int(answer.headers["x-version"]), answer.text)
        if told := answer.headers.get("x-now"):
            self.ahead = int(told) - time.time() * 1000

    def show(self, version: int, html: str) -> None:
        """Put parts in their places, unless they are older than what is there."""
        if version < self.version:
            return
        self.version = version
        found = list(PART.finditer(html))
        for number, part in enumerate(found):
            slot, value, moment = part.groups()
            if slot == "notice":
                continue
            self.shown[slot] = value
            if slot == "task":
                end = found[number + 1].start() if number + 1 < len(found) else len(html)
                self.moment, self.task = moment, html[part.start() : end]

    async def _listen(self) -> None:
        retry = 0
        while True:
            try:
                await self._hear()
            except (OSError, WebSocketException, TimeoutError, EOFError):
                pass
            finally:
                self.is_open = False
            retry = 1 if self.frames else min(retry + 1, MOST_RETRIES)
            await asyncio.sleep(random.uniform(0, SOON))
            await self.fetch()
            await asyncio.sleep(min(RETRY * 2**retry * random.uniform(0.5, 1.5), POLL))

    async def _hear(self) -> None:
        address = f"ws://{HOST}:{self.port}{self.path}socket/?language=en"
        async with connect(
            address,
            origin=f"http://{HOST}:{self.port}",  # type: ignore[arg-type]
            additional_headers={"Cookie": self.cookie},
            ping_interval=None,
            compression=None,
            open_timeout=ANSWER_SECONDS,
            close_timeout=1,
            max_size=None,
            proxy=None,
        ) as socket:
            self.sockets += 1
            self.is_open = True
            self.heard_at = time.monotonic()
            while True:
                news = json.loads(await asyncio.wait_for(socket.recv(), DEAD))
                self.heard_at, self.frames = time.monotonic(), self.frames + 1
                self.ahead = news["now"] - time.time() * 1000
                self.show(news["version"], news["html"])
                await socket.send(".")
                if news["screen"] != self.hash:
                    await self.fetch()

    async def _poll(self) -> None:
        while True:
            await asyncio.sleep(POLL)
            if not (self.is_open and time.monotonic() - self.heard_at < DEAD):
                await self.fetch()


class Player(Page):
    """A page of somebody who votes: one tap after the other, and each again until it is answered."""

    def __init__(self, name: str, path: str, cookie: str, answers: list[Answered]) -> None:
        super().__init__(name, path, cookie, answers)
        self.saved: list[Acknowledged] = []
        self.tap = 0

    @property
    def may_vote(self) -> bool:
        """Whether the page shows a vote."""
        return "/vote/" in self.task

    async def vote(self, option: str) -> bool:
        """Vote, and send the same tap again until there is an answer; whether it was saved."""
        self.tap += 1
        step = self.moment.partition(" ")[0]
        form = [("step", step), ("option", option), ("page", self.name), ("tap", str(self.tap))]
        answer = Answer(0)
        while answer.status in NO_LINE:
            answer = await ask(self.port, f"{self.path}vote/", self.cookie, form)
            self.take(f"vote {self.tap} of {self.name}", answer)
            if answer.status in NO_LINE:
                await asyncio.sleep(SOON)
        is_saved = answer.status == 200 and "x-version" in answer.headers and REFUSED not in answer.text
        if is_saved:
            self.saved.append(Acknowledged(self.name, step, option, self.tap))
        return is_saved

    async def votes_on(self, until: asyncio.Event) -> None:
        """Change one's mind again and again, until the others have seen enough of it."""
        number = 0
        while not until.is_set():
            if self.may_vote:
                number += 1
                await self.vote("AB"[number % 2])
            await asyncio.sleep(random.uniform(0.05, 0.3))
