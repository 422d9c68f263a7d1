"""The hub: which parts of a screen must reach which open page, at once, and nothing twice.

One room per workshop that is watched here. News marks tables; the room folds and renders once for all, and each page
has one screen in flight, freed by a short answer of the page, so that a stalled phone delays nobody.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import close_old_connections

from game import log
from game.models import Workshop
from game.render import RenderedScreen, rendered
from game.rules import DESK
from game.rules.screens import sees
from game.watchers import Watcher

T = TypeVar("T")
logger = logging.getLogger(__name__)

BEAT_SECONDS = 8.0
CALM_SECONDS = 0.2
DEAD_SECONDS = 30.0


@dataclass(eq=False)
class Room:
    """A workshop that is watched in this process."""

    workshop: Workshop
    watchers: set[Watcher] = field(default_factory=set)
    touched: set[int] = field(default_factory=set)
    urgent: bool = False
    news: asyncio.Event = field(default_factory=asyncio.Event)
    hurry: asyncio.Event = field(default_factory=asyncio.Event)
    tasks: list[asyncio.Task[None]] = field(default_factory=list)

    def hear(self, tables: Iterable[int], urgent: bool) -> None:
        """Mark what changed; the room's own task does the rest."""
        self.touched.update(tables)
        if urgent:
            self.urgent = True
            self.hurry.set()
        self.news.set()


_rooms: dict[UUID, Room] = {}
_loop: asyncio.AbstractEventLoop | None = None
_worker = ThreadPoolExecutor(1, thread_name_prefix="hub")


def remember_loop(loop: asyncio.AbstractEventLoop) -> None:
    """The server's own loop; news from worker threads is handed to it."""
    global _loop  # noqa: PLW0603 (one loop per process, learned when the server starts)
    if _loop is not loop:
        _loop = loop
        _rooms.clear()


def announce(uuid: UUID, version: int, tables: frozenset[int], urgent: bool) -> None:
    """Tell the open pages of this process, and other processes, that a commit touched these tables (0: all)."""
    layer = get_channel_layer()
    message = {"type": "news", "version": version, "tables": sorted(tables), "urgent": urgent}
    if _loop is None or _loop.is_closed():  # a command of the shell: only other processes can have open pages
        if layer is not None:
            async_to_sync(layer.group_send)(_group(uuid), message)
        return
    with contextlib.suppress(RuntimeError):  # the loop may stop while the last requests finish
        _loop.call_soon_threadsafe(_hear, uuid, tables, urgent)
        if layer is not None:
            sent = asyncio.run_coroutine_threadsafe(layer.group_send(_group(uuid), message), _loop)
            sent.add_done_callback(_complain)


def watching(uuid: UUID) -> list[str]:
    """Ids of the players whose page here has answered of late; the desk's own where a facilitator's has, not a host's."""
    room = _rooms.get(uuid)
    watchers = tuple(room.watchers) if room else ()
    heard = [w.viewer for w in watchers if time.monotonic() - w.heard_at < DEAD_SECONDS]
    players = [viewer.player for viewer in heard if viewer.kind == "player"]
    return [*players, *([DESK] if any(viewer.kind == "facilitator" for viewer in heard) else [])]


async def join(uuid: UUID, watcher: Watcher) -> bool:
    """Start to serve an open page; false if there is no such workshop or no such player."""
    room = _rooms.get(uuid)
    if room is None:
        workshop = await in_worker(lambda: Workshop.objects.filter(uuid=uuid).first())
        if workshop is None:
            return False
        room = _rooms.setdefault(uuid, Room(workshop))
    room.watchers.add(watcher)  # before the first look, so that no news is missed in between
    if not room.tasks:
        room.tasks = [asyncio.ensure_future(_serve(room)), asyncio.ensure_future(_listen(room))]
    try:
        shown = await in_worker(lambda: _screens(room.workshop, [watcher]))
    except BaseException:
        leave(uuid, watcher)
        raise
    if not shown:
        leave(uuid, watcher)
        return False
    await watcher.show(shown[0][1])
    return True


def leave(uuid: UUID, watcher: Watcher) -> None:
    """An open page is gone; an empty room is closed."""
    room = _rooms.get(uuid)
    if room is None:
        return
    room.watchers.discard(watcher)
    if not room.watchers:
        for task in room.tasks:
            task.cancel()
        _rooms.pop(uuid, None)


async def in_worker(work: Callable[[], T]) -> T:
    """Run database work in the hub's own thread."""

    def run() -> T:
        close_old_connections()
        try:
            return work()
        finally:
            close_old_connections()

    return await asyncio.get_running_loop().run_in_executor(_worker, run)


def _hear(uuid: UUID, tables: Iterable[int], urgent: bool) -> None:
    room = _rooms.get(uuid)
    if room is not None:
        room.hear(tables, urgent)


async def _serve(room: Room) -> None:
    """Show what changed, at most five times a second, at once for a new step; and beat while nothing happens."""
    beat_at = time.monotonic() + BEAT_SECONDS
    while True:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(room.news.wait(), max(0.0, beat_at - time.monotonic()))
        beat = time.monotonic() >= beat_at
        room.news.clear()
        room.hurry.clear()
        tables, urgent, room.touched, room.urgent = room.touched, room.urgent, set(), False
        try:
            await _show(room, set() if beat else tables, beat)
        except Workshop.DoesNotExist:
            await _end(room)
        except Exception:
            logger.exception("a room could not be shown")
        if beat:
            beat_at = time.monotonic() + BEAT_SECONDS
        elif not urgent:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(room.hurry.wait(), CALM_SECONDS)


async def _show(room: Room, tables: set[int], beat: bool) -> None:
    watchers, touched = list(room.watchers), None if beat or 0 in tables else tables
    shown = await in_worker(lambda: _screens(room.workshop, watchers, touched))
    for watcher, screen in shown:
        if time.monotonic() - watcher.heard_at > DEAD_SECONDS:
            watcher.free = False  # nobody answers there for now; it gets the latest when somebody does
        with contextlib.suppress(Exception):  # the page went away while it was told; its own socket says so
            await watcher.show(screen, beat)


async def _end(room: Room) -> None:
    """The workshop is no more: every open page is told."""
    for watcher in list(room.watchers):
        with contextlib.suppress(Exception):
            await watcher.send("")
        leave(room.workshop.uuid, watcher)


def _screens(
    workshop: Workshop, watchers: list[Watcher], tables: set[int] | None = None
) -> list[tuple[Watcher, RenderedScreen]]:
    """One fold for all; only viewers at the touched tables, or everybody. DoesNotExist where there is nothing any more."""
    if tables is None:
        Workshop.objects.only("pk").get(pk=workshop.pk)
    current = log.current(workshop)
    return [
        (watcher, rendered(workshop, current, watcher.viewer, watcher.language))
        for watcher in watchers
        if sees(watcher.viewer, current.state, tables)
    ]


async def _listen(room: Room) -> None:
    """News from other processes, when there are any."""
    layer: Any = get_channel_layer()
    if layer is None:
        return
    channel = await layer.new_channel()
    await layer.group_add(_group(room.workshop.uuid), channel)
    try:
        while _rooms.get(room.workshop.uuid) is room:
            message = await layer.receive(channel)
            room.hear(message["tables"], message["urgent"])
    finally:
        await layer.group_discard(_group(room.workshop.uuid), channel)


def _group(uuid: UUID) -> str:
    return f"workshop.{uuid.hex}"


def _complain(sent: Future[None]) -> None:
    error = None if sent.cancelled() else sent.exception()
    if error is not None:
        logger.error("news did not reach other processes: %s", type(error).__name__)
