"""An open page as the server meets it: a socket that answers each screen, and a request on a connection of its own.

Both are written for speed, as the one who measures shares the machine with what is measured: the client of a library would
take longer for a message than the server takes to send it.
"""

from __future__ import annotations

import asyncio
import base64
import os
import re
from collections.abc import Callable
from time import perf_counter
from urllib.parse import urlencode

from bench.live.server import HOST

#: The answer of a page to each frame: one masked byte.
HEARD = b"\x81\x81\0\0\0\0."
TEXT, CLOSE, PING = 1, 8, 9
SCREEN = re.compile(rb'"screen": "([0-9a-f.]*)"')
MOMENT = re.compile(rb'data-part=\\"(?:task|wall)\\" data-hash=\\"[^"\\]*\\" data-moment=\\"([^"\\]*)\\"')
#: What comes while nothing happens: a frame without HTML.
BEAT, LONGEST_BEAT = re.compile(rb'"html": ?""'), 400
TOKEN = "t" * 32
ANSWER_SECONDS = 60
OK = 200


class Page(asyncio.Protocol):
    """One socket. `heard` is called with the page for each text that comes; `gone` when the line is cut.

    `frames` counts all texts, `shown` those that bring something to show.
    """

    def __init__(
        self, path: str, port: int, cookie: str, heard: Callable[[Page], None], gone: Callable[[Page], None]
    ) -> None:
        self.asks = (
            f"GET {path} HTTP/1.1\r\nHost: {HOST}:{port}\r\nOrigin: http://{HOST}:{port}\r\n"
            f"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\nCookie: {cookie}\r\n\r\n"
        ).encode()
        self.port, self.heard, self.gone = port, heard, gone
        self.answers = True
        self.is_open, self.is_over = False, False
        self.at, self.size, self.frames, self.shown, self.moment = 0.0, 0, 0, 0, ""
        self.screen = ""
        self._kept = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for a socket."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self.asks)

    def connection_lost(self, exc: Exception | None) -> None:
        """The line is cut, by whomever."""
        if not self.is_over:
            self.is_over = True
            self.gone(self)

    def close(self) -> None:
        """Leave, without a word."""
        self.is_over = True
        self.transport.abort()

    def data_received(self, data: bytes) -> None:
        """Take the frames that are whole."""
        data = self._kept + data if self._kept else data
        if not self.is_open:
            head, end, data = data.partition(b"\r\n\r\n")
            if not end:
                self._kept = head
                return
            if not head.startswith(b"HTTP/1.1 101"):
                self.transport.abort()
                return
            self.is_open = True
            self.at = perf_counter()
            if not self.answers:
                self.heard(self)
        while len(data) >= 2:
            start, length = 2, data[1] & 127
            if length >= 126:
                start = 4 if length == 126 else 10
                length = int.from_bytes(data[2:start])
            if len(data) < start + length:
                break
            self._take(data[0] & 15, data[start : start + length])
            data = data[start + length :]
        self._kept = data

    def _take(self, kind: int, text: bytes) -> None:
        if kind == TEXT:
            self.at, self.size, self.frames = perf_counter(), len(text), self.frames + 1
            if self.answers:
                self.transport.write(HEARD)
                self.shown += len(text) > LONGEST_BEAT or not BEAT.search(text)
                if found := MOMENT.search(text):
                    self.moment = found[1].decode()
                if found := SCREEN.search(text):
                    self.screen = found[1].decode()
            self.heard(self)
        elif kind == PING:
            self.transport.write(bytes([0x8A, 0x80 | len(text)]) + b"\0\0\0\0" + text)
        elif kind == CLOSE:
            self.transport.abort()


async def post(
    port: int,
    path: str,
    cookie: str,
    sent: list[tuple[str, str]],
    asks: Asks | None = None,
    shown: str = "",
) -> int:
    """Send a form as the page's script does, and read the whole answer; its status, 0 where there is none.

    `shown` are the hashes of the parts that the page shows already.
    """
    try:
        asks = asks or await Asks.open(port)
    except OSError:
        return 0
    try:
        return await asks.post(path, cookie, sent, shown)
    except (OSError, EOFError, ValueError, TimeoutError):
        return 0
    finally:
        asks.writer.close()


class Asks:
    """A connection for one request, opened beforehand."""

    def __init__(self, port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.port, self.reader, self.writer = port, reader, writer

    @classmethod
    async def open(cls, port: int) -> Asks:
        """Connect."""
        return cls(port, *await asyncio.open_connection(HOST, port))

    async def post(self, path: str, cookie: str, sent: list[tuple[str, str]], shown: str = "") -> int:
        """Send and read; the status, or 0 for a page without the parts of a screen, as after a log-in that is over."""
        body = urlencode(sent)
        self.writer.write(
            (
                f"POST {path} HTTP/1.1\r\nHost: {HOST}:{self.port}\r\nOrigin: http://{HOST}:{self.port}\r\n"
                f"HX-Request: true\r\nX-Shown: {shown}\r\nX-CSRFToken: {TOKEN}\r\nAccept-Encoding: gzip\r\nConnection: close\r\n"
                f"Cookie: {cookie}; csrftoken={TOKEN}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                f"Content-Length: {len(body)}\r\n\r\n{body}"
            ).encode()
        )
        async with asyncio.timeout(ANSWER_SECONDS):
            head = await self.reader.readuntil(b"\r\n\r\n")
            await self.reader.read()  # to its end: the server closes
        status = int(head.split(b" ", 2)[1])
        return status if status != OK or b"x-version:" in head.lower() else 0
