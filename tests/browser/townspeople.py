"""People who play by plain HTTP with a socket beside it, write what can be told apart, and try doors that are not theirs."""

from __future__ import annotations

import contextlib
import re
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from tests.browser.canary import TYPED, mark
from tests.browser.line import Wire
from tests.browser.robot import Button, Reader, Robot, Sheet
from tests.browser.server import Server
from tests.browser.visitor import Visitor

FREE = "."
ROUND = re.compile(r"Round (\d)")
LOOKS_EACH_SECONDS = 0.25


@dataclass
class Typed:
    """What is typed in a game: every line has a mark of its own, found again by its key."""

    keys: dict[str, str] = field(default_factory=dict)
    guard: threading.Lock = field(default_factory=threading.Lock)

    def line(self, key: str) -> str:
        """The mark that stands for what somebody types: always the same for a key."""
        with self.guard:
            return self.keys.setdefault(key, mark(TYPED + len(self.keys)))


class Door:
    """A server as it is seen through a wire: the same house at another address."""

    def __init__(self, server: Server, wire: Wire) -> None:
        self.server, self.wire = server, wire
        self.root, self.code, self.slug = wire.address, server.code, server.slug
        self.port = int(wire.address.rpartition(":")[2])
        self.desk_link = wire.address + urlsplit(server.desk_link).path

    def log(self, *events: str) -> list[object]:
        """The log of the server behind it."""
        return list(self.server.log(*events))


class Ear:
    """A socket that hears all it is told, answers as a page would, and comes back when it is closed."""

    def __init__(self, visitor: Visitor, path: str) -> None:
        self.visitor, self.path = visitor, path
        self.is_open = True
        self.heard = 0
        self.thread = threading.Thread(target=self._listen, daemon=True)
        self.thread.start()

    def close(self) -> None:
        """Hear nothing more."""
        self.is_open = False
        self.thread.join(15)

    def _listen(self) -> None:
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.visitor.jar)
        address = f"ws{self.visitor.server.root.removeprefix('http')}{self.path}"
        while self.is_open:
            with (
                contextlib.suppress(OSError, WebSocketException),
                connect(
                    address,
                    origin=self.visitor.server.root,  # type: ignore[arg-type]
                    additional_headers={"Cookie": cookies},
                    compression=None,
                    proxy=None,
                ) as socket,
            ):
                while self.is_open:
                    with contextlib.suppress(TimeoutError):
                        socket.recv(timeout=0.1)
                        self.heard += 1
                        socket.send(FREE)
            time.sleep(0.2)


class Townsperson(Robot):
    """Plays whatever the page offers, in a thread of its own."""

    def __init__(self, door: Door, name: str, typed: Typed, shows: bool = True, pause: float = 0.0) -> None:
        super().__init__(door)  # type: ignore[arg-type]
        self.name, self.typed, self.shows, self.pause = name, typed, shows, pause
        self.is_open = True
        self.broken: Exception | None = None
        self.ear: Ear | None = None
        self.seen: list[str] = []
        self.thread = threading.Thread(target=self._play, daemon=True)

    def come_in(self) -> Townsperson:
        """Through the door, with a socket beside the page."""
        self.join(self.typed.line(f"typed.name.{self.name}"))
        self.ear = Ear(self, f"/workshops/{self.server.slug}/socket/")
        return self

    def take(self, table: int, role: str) -> Townsperson:
        """A seat at a table; it takes another tap where somebody was quicker."""
        self.send(self.get(self.home).form("/seat/"), seat=f"{table}-{role}")
        return self

    def begin(self) -> Townsperson:
        """Play from now on."""
        self.thread.start()
        return self

    def close(self) -> None:
        """Leave the house; what broke meanwhile breaks the test."""
        self.is_open = False
        for thread in (self.thread, *([self.ear.thread] if self.ear else [])):
            if self.ear:
                self.ear.is_open = False
            if thread.is_alive():
                thread.join(15)
        if self.broken is not None:
            raise AssertionError(f"{self.name} could not go on") from self.broken

    def _play(self) -> None:
        self.pressed = {}
        try:
            while self.is_open:
                reader = Reader(self.page.body)
                heading = " ".join(reader.heading.split())
                if heading not in self.seen:
                    self.seen.append(heading)
                    self.try_doors()
                if not self._press(reader, heading):
                    time.sleep(LOOKS_EACH_SECONDS + self.pause)
                    self.get(self.home)
        except Exception as error:  # noqa: BLE001 (told to the test by the thread that waits for this one)
            self.broken = error

    def try_doors(self) -> None:
        """Addresses that a curious person would try: later pages, roads not taken, the desk."""
        for path in ("screen/", "my-plan/", "report/", "road/1/A/", "road/1/B/", "road/3/D/"):
            self.get(self.home + path)
        for path in ("", "screen/", "report/", "after/", "decisions.csv"):
            self.get(f"/facilitate/{self.server.slug}/{path}")
        self.get(self.home)

    def _send(self, sheet: Sheet, button: Button) -> None:
        kind = sheet.action.rstrip("/").rpartition("/")[2]
        if button.name == "share" and not self.shows:
            self.get(self.home)
            return
        found = ROUND.search(self.page.body)
        n, question = found[1] if found else "0", sheet.hidden.get("question", "0")
        key = {
            "choose": f"typed.reason.{self.name}.{n}",
            "reflect": f"typed.reflection.{self.name}.{n}",
            "questions": f"typed.tell.{self.name}.after",
            "keep": f"typed.answer.{self.name}.q{question}",
            "plan": f"typed.answer.{self.name}.plan",
            "move": f"typed.worry.{self.name}.{n}",
        }.get(kind)
        if key:
            sheet.lines = dict.fromkeys(sheet.lines, self.typed.line(key))
        if kind in CHOSEN:
            sheet.hidden |= CHOSEN[kind]
        super()._send(sheet, button)


#: What is chosen in lists that unfold, which a robot does not read.
CHOSEN = {"move": {"worry": "money"}, "ask": {"slot": "media", "option": "A"}}
