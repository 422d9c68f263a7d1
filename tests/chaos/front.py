"""The front of a hall: carries TCP to whichever web process is there, and can be made to behave badly."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import Sequence
from typing import Self

from bench.live.server import HOST

CHUNK = 65536
NOBODY = b"HTTP/1.1 502 Bad Gateway\r\nX-Front: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
NO_UPGRADE = b"HTTP/1.1 400 Bad Request\r\nX-Front: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Front:
    """Listens on a port of its own and takes the next of `targets` that lets it in, for each connection anew.

    While `holds` is set it carries nothing, as when packets are lost; with `refuses_upgrades` no socket comes through.
    """

    def __init__(self, targets: Sequence[int]) -> None:
        self.targets = list(targets)
        self.turn = itertools.count()
        self.flows = asyncio.Event()
        self.flows.set()
        self.refuses_upgrades = False
        self.port = 0
        self.tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self.server = await asyncio.start_server(self._meet, HOST, 0, limit=1024 * 1024)
        self.port = self.server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_error: object) -> None:
        self.server.close()
        for task in list(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    def hold(self) -> None:
        """Carry nothing from now on; whoever speaks is not heard."""
        self.flows.clear()

    def cut(self) -> None:
        """End all lines that are open."""
        for task in list(self.tasks):
            task.cancel()

    def release(self) -> None:
        """Carry again."""
        self.flows.set()

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        with contextlib.suppress(OSError, EOFError, asyncio.CancelledError):
            head = await reader.readuntil(b"\r\n\r\n")
            if self.refuses_upgrades and b"\r\nupgrade: websocket" in head.lower():
                writer.write(NO_UPGRADE)
            elif (line := await self._reach()) is None:
                writer.write(NOBODY)
            else:
                await self._carry_both(head, (reader, writer), line)
        writer.close()

    async def _reach(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        first = next(self.turn)
        for number in range(len(self.targets)):
            port = self.targets[(first + number) % len(self.targets)]
            with contextlib.suppress(OSError):
                return await asyncio.open_connection(HOST, port)
        return None

    async def _carry_both(
        self,
        head: bytes,
        page: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        web: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    ) -> None:
        ways: list[asyncio.Task[None]] = []
        try:
            await self.flows.wait()
            web[1].write(head)
            ways = [
                asyncio.ensure_future(self._carry(page[0], web[1])),
                asyncio.ensure_future(self._carry(web[0], page[1])),
            ]
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            web[1].close()

    async def _carry(self, source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        while chunk := await source.read(CHUNK):
            await self.flows.wait()
            to.write(chunk)
            await to.drain()
