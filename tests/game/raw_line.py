"""A socket without manners: it says any frame, however wrong, and reads only when it is told to."""

from __future__ import annotations

import asyncio
import base64
import os
from typing import Self

from bench.live.server import HOST

MORE, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
CUT = 1006
PATIENCE_SECONDS = 30


def frame(kind: int, said: bytes = b"", is_last: bool = True, claims: int | None = None) -> bytes:
    """A frame of a page, masked with noughts. It may claim to be longer than it is."""
    length = len(said) if claims is None else claims
    if length < 126:
        size = bytes([0x80 | length])
    elif length < 65_536:
        size = b"\xfe" + length.to_bytes(2)
    else:
        size = b"\xff" + length.to_bytes(8)
    return bytes([0x80 * is_last | kind]) + size + bytes(4) + said


class Line:
    """One socket, open or refused. `status` is that of the handshake."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer
        self.status = 0

    @classmethod
    async def open(cls, port: int, path: str, cookie: str = "", more: str = "") -> Self:
        """Connect and shake hands."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            line = cls(*await asyncio.open_connection(HOST, port))
            key = base64.b64encode(os.urandom(16)).decode()
            line.writer.write(
                f"GET {path} HTTP/1.1\r\nHost: {HOST}:{port}\r\nOrigin: http://{HOST}:{port}\r\n"
                f"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                f"Sec-WebSocket-Key: {key}\r\nCookie: {cookie}\r\n{more}\r\n".encode()
            )
            head = await line.reader.readuntil(b"\r\n\r\n")
            line.status = int(head.split(b" ", 2)[1])
            return line

    def say(self, *frames: bytes) -> None:
        """Write, whether or not anybody takes it."""
        if not self.writer.is_closing():
            self.writer.write(b"".join(frames))

    async def hears(self) -> tuple[int, bytes]:
        """The next frame that comes; CLOSE without a code when the line is cut."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                kind, size = await self.reader.readexactly(2)
                if size >= 126:
                    size = int.from_bytes(await self.reader.readexactly(2 if size == 126 else 8))
                return kind & 15, await self.reader.readexactly(size)
        except (OSError, EOFError):
            return CLOSE, CUT.to_bytes(2)

    async def ends(self) -> int:
        """Read until it ends: with which code."""
        while True:
            kind, said = await self.hears()
            if kind == CLOSE:
                self.leave()
                return int.from_bytes(said[:2])

    async def screen(self) -> bytes:
        """Read until a screen comes, or the end, which is empty."""
        while True:
            kind, said = await self.hears()
            if kind == TEXT:
                return said
            if kind == CLOSE:
                return b""

    def leave(self) -> None:
        """Cut it."""
        self.writer.transport.abort()
