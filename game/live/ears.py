"""How a process hears what others commit: by one ear at the channel layer, and by comparing versions every second.

Whatever the layer loses is noticed by comparing, so that play goes on without it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from typing import Any
from uuid import UUID

from channels.layers import get_channel_layer
from django.db import DatabaseError

from game import memory
from game.live import rooms
from game.live.news import GROUP, ME, News, hear
from game.live.worker import in_worker
from game.models import Workshop

logger = logging.getLogger(__name__)

#: So often the versions of the rooms are compared with the database.
COMPARE_SECONDS = 1.0
#: After a failure the ear listens again so much later.
AGAIN_SECONDS = 1.0

_tasks: list[asyncio.Task[None]] = []


def open_both() -> None:
    """Listen and compare from now on, as this process serves rooms."""
    loop = asyncio.get_running_loop()
    if not any(not task.done() and task.get_loop() is loop for task in _tasks):
        _tasks[:] = [loop.create_task(listen()), loop.create_task(compare())]


def close_both() -> None:
    """No room is left."""
    for task in _tasks:
        task.cancel()
    _tasks.clear()


async def listen() -> None:
    """Hear from other processes, when there are any."""
    layer: Any = get_channel_layer()
    while layer is not None and not _is_closed():
        try:
            channel = await layer.new_channel()
            await layer.group_add(GROUP, channel)
            try:
                while not _is_closed():
                    _take(await layer.receive(channel))
            finally:
                with contextlib.suppress(Exception):
                    await layer.group_discard(GROUP, channel)
        except Exception as problem:  # noqa: BLE001 (each layer has failures of its own)
            logger.warning("news of other processes do not come in: %s", type(problem).__name__)
            await asyncio.sleep(AGAIN_SECONDS)


def _is_closed() -> bool:
    """Whether this ear was told to end; a driver that was just connecting may have taken that for a failure of its own."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def _take(message: dict[str, Any]) -> None:
    if message["by"] == ME:
        return
    for told in message["news"]:
        hear(News(**{**told, "uuid": UUID(told["uuid"]), "tables": frozenset(told["tables"])}))


async def compare() -> None:
    """Ask which versions are committed of the rooms here, and show anew where news did not come; and tidy up."""
    while True:
        await asyncio.sleep(COMPARE_SECONDS)
        here = rooms.all_here()
        keys = [room.workshop.pk for room in here]
        try:
            versions = await in_worker(
                lambda keys=keys: dict(Workshop.objects.filter(pk__in=keys).values_list("pk", "version"))  # type: ignore[misc]
            )
        except DatabaseError:
            continue  # the database is away; whoever asks for a page is told so
        for room in here:
            room.compare(versions.get(room.workshop.pk))
        if rooms.forget_unwatched(time.monotonic()):
            await in_worker(memory.give_back)
        if memory.is_time_to_tidy():
            await in_worker(memory.tidy)
