"""The reference: a plain broadcast of the `websockets` package, without a game, an answer or a database.

As a command it serves until its input ends. Whoever opens `/lead` says how many bytes everybody else is to be sent.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from websockets.asyncio.server import ServerConnection, broadcast, serve

from bench.live.server import HOST, READY, ROOT, Child, free_port

LEAD = "/lead"
BACKLOG = 2048
LARGEST = 1_000_000


class Raw(Child):
    """The reference as a child process, on a core of its own."""

    def __init__(self, folder: Path, core: set[int]) -> None:
        self.port = free_port()
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        super().__init__([sys.executable, "-m", "bench.live.raw", str(self.port)], folder, environment, core)


async def broadcasts(port: int) -> None:
    """Serve until the input ends."""
    pages: set[ServerConnection] = set()

    async def meets(page: ServerConnection) -> None:
        if page.request is not None and page.request.path == LEAD:
            async for words in page:
                broadcast(pages, "x" * min(int(words), LARGEST))
            return
        pages.add(page)
        try:
            await page.wait_closed()
        finally:
            pages.discard(page)

    async with serve(meets, HOST, port, compression=None, backlog=BACKLOG, ping_interval=None):
        print(READY, flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(broadcasts(int(sys.argv[1])))
