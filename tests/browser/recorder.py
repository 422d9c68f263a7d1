"""Who received what, and when: every answer and every frame that went over a wire, with the version that it tells."""

from __future__ import annotations

import gzip
import html
import io
import json
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from typing import Any

from tests.browser.line import Connection, Wire
from tests.browser.server import Server

TEXT, FINAL, LENGTH, LONG, LONGER = 1, 0x80, 0x7F, 126, 127
SWITCHING = 101


@dataclass(frozen=True)
class Payload:
    """Something that a viewer received: in milliseconds when, of which address, and what, headers included.

    `version` is the last line of the log that it may know of: as it says itself, else by the clock, else 0.
    """

    viewer: str
    at: int
    version: int
    address: str
    text: str
    says: bool = True


class Recorder:
    """Wires to a server, one per viewer."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.wires: dict[str, Wire] = {}

    def tap(self, viewer: str) -> Wire:
        """A fresh wire on which everything is kept that this viewer receives."""
        self.wires[viewer] = Wire(self.server.port)
        return self.wires[viewer]

    def close(self) -> None:
        """End all wires; they are all told before the first is waited for."""
        for wire in self.wires.values():
            wire.is_open = False
        for wire in self.wires.values():
            wire.close()

    def payloads(self) -> list[Payload]:
        """Everything that was received, by viewer and time. What says no version itself is given that of its moment."""
        times = [line.at for line in self.server.log()]
        found = [
            Payload(viewer, at, said or bisect_right(times, at), address, text, bool(said))
            for viewer, wire in self.wires.items()
            for connection in wire.connections
            for at, said, address, text in read(connection)
        ]
        return sorted(found, key=lambda payload: (payload.viewer, payload.at))


def read(connection: Connection) -> Iterator[tuple[int, int, str, str]]:
    """All answers and frames of a connection: when the last byte came, the version said, the address, the text."""
    stream = _Stream(b"".join(chunk for _at, chunk in connection.answered))
    for method, address in asked(bytes(connection.asked)):
        answer = HTTPResponse(stream, method=method)  # type: ignore[arg-type]
        try:
            answer.begin()
            body = b"" if answer.status == SWITCHING else answer.read()
        except (OSError, HTTPException):  # cut off by whoever asked, who then received nothing more
            return
        if answer.getheader("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        text = f"{answer.headers}\n{body.decode('utf-8', 'replace')}"
        yield (
            when(connection, stream.tell()),
            int(answer.getheader("X-Version") or 0),
            address,
            html.unescape(text),
        )
        if answer.status == SWITCHING:
            yield from frames(connection, stream, address)
            return


def frames(connection: Connection, stream: io.BytesIO, address: str) -> Iterator[tuple[int, int, str, str]]:
    """The frames of a socket, in the same form. The server sends them whole, unmasked and not compressed."""
    while len(head := stream.read(2)) == 2:
        size = head[1] & LENGTH
        if size in (LONG, LONGER):
            size = int.from_bytes(stream.read(2 if size == LONG else 8), "big")
        body = stream.read(size)
        if head[0] != FINAL | TEXT or len(body) < size:  # a ping, a close, or cut off
            assert head[0] & FINAL and not head[0] & 0x70, "a frame of a kind that nobody expected"
            continue
        told: dict[str, Any] = json.loads(body)
        text = f"{told.pop('html')}\n{told}"
        yield when(connection, stream.tell()), told["version"], f"socket {address}", html.unescape(text)


def asked(stream: bytes) -> Iterator[tuple[str, str]]:
    """Method and address of all requests of a connection, in order."""
    while b"\r\n\r\n" in stream:
        head, stream = stream.split(b"\r\n\r\n", 1)
        first, *lines = head.decode("latin-1").split("\r\n")
        method, address, _protocol = first.split(" ")
        headers = dict(line.lower().split(": ", 1) for line in lines if ": " in line)
        yield method, address
        if "upgrade" in headers:
            return
        stream = stream[int(headers.get("content-length", 0)) :]


def when(connection: Connection, position: int) -> int:
    """When the byte before this position came."""
    end = 0
    for at, chunk in connection.answered:
        end += len(chunk)
        if end >= position:
            return at
    return connection.answered[-1][0]


class _Stream(io.BytesIO):
    """Bytes that http.client takes for a socket, and does not close between two answers."""

    def makefile(self, _mode: str) -> _Stream:
        return self

    def close(self) -> None:
        """Stay open for the next answer."""
