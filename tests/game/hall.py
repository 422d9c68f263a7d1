"""A hall of open pages: each a watcher of the hub that keeps what it is sent, on a loop of its own."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

from channels.layers import get_channel_layer
from django.db import connections

from game import live
from game.live import room, rooms
from game.models import Player
from game.rules.screens import Viewer
from tests.game.together import closing

PATIENCE_SECONDS = 25


class Page:
    """An open page. It answers each screen a moment later, unless it is stalled."""

    def __init__(self, player: Player, stalled: bool = False, name: str = "") -> None:
        self.player = player
        self.stalled = stalled
        self.is_over = False
        self.screens: list[dict[str, Any]] = []
        self.at: list[float] = []
        self.tasks: set[asyncio.Task[None]] = set()
        self.watcher = live.Watcher(Viewer("player", name or player.id_in_log), "en", self.receive)

    async def receive(self, text: str) -> None:
        """What a browser does with a frame: keep it, and answer. An empty text ends it."""
        if not text:
            self.is_over = True
            return
        self.screens.append(json.loads(text))
        self.at.append(time.monotonic())
        if not self.stalled:
            task = asyncio.get_running_loop().create_task(self.watcher.hear())
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

    async def open(self) -> bool:
        """Join the hub; what it is given first is not kept."""
        joined = await live.join(self.player.workshop.uuid, self.watcher)
        await asyncio.sleep(0)
        self.screens.clear()
        self.at.clear()
        return joined

    def close(self) -> None:
        """Leave the hub."""
        live.leave(self.player.workshop.uuid, self.watcher)

    def slots(self, place: int = -1) -> list[str]:
        """Which parts one of the screens brought."""
        return [piece.split('"')[0] for piece in self.screens[place]["html"].split('data-part="')[1:]]

    async def sees(self, text: str) -> None:
        """Wait until some text has come."""
        await until(lambda: any(text in screen["html"] for screen in self.screens))


async def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds; far more patient than it should ever need."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline, "it did not come"
        await asyncio.sleep(0.01)


def tasks_of_the_hub() -> list[asyncio.Task[Any]]:
    """What the hub does by itself on this loop; Redis has a task of its own."""
    coroutines: dict[asyncio.Task[Any], Any] = {task: task.get_coro() for task in asyncio.all_tasks()}
    here = Path(live.__file__).parent
    return [task for task, does in coroutines.items() if Path(does.cr_code.co_filename).parent == here]


async def listening() -> None:
    """Wait until the rooms have their ears at the layer that other processes speak to."""
    layer = get_channel_layer()._get_layer()
    await until(lambda: bool(layer.groups))
    await asyncio.sleep(0.1)


async def quiet() -> None:
    """Long enough for everything that is on its way to arrive."""
    await asyncio.sleep(2 * room.CALM_SECONDS + 0.15)


async def away(work: Callable[..., Any], *arguments: Any) -> Any:
    """Database work, away from the loop, as the server's workers do it."""
    return await asyncio.to_thread(closing, partial(work, *arguments))


def in_hall(scene: Callable[[], Awaitable[Any]]) -> Any:
    """Run a scene on a loop that the hub knows, and leave nothing behind."""

    async def run() -> Any:
        live.remember_loop(asyncio.get_running_loop())
        try:
            return await asyncio.wait_for(scene(), 2 * PATIENCE_SECONDS)
        finally:
            for place in rooms.all_here():
                for watcher in list(place.watchers):
                    live.leave(place.workshop.uuid, watcher)
            while left := tasks_of_the_hub():
                for task in left:  # what should have ended by itself is a test's own matter
                    task.cancel()
                await asyncio.sleep(0.05)
            await live.in_worker(connections.close_all)

    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(run())
    finally:
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()
