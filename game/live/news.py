"""News of commits: from the threads that commit to the loop that carries the sockets, and on to other processes."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import threading
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

from game.live import rooms

logger = logging.getLogger(__name__)

GROUP = "news"
SEND_SECONDS = 1.0
#: News go to other processes at once, and those that come within so many seconds go together.
POST_SECONDS = 0.01
#: So many may wait for that; what is beyond is left to be noticed missing.
MOST_WAITING = 200
#: By this a process knows its own news.
ME = secrets.token_hex(8)


@dataclass(frozen=True, slots=True)
class News:
    """What happened to a workshop after version `since`, up to `version`: at which tables (0: all), and how urgent it is.

    `rights` says that somebody may have lost the right to look.
    """

    uuid: UUID
    since: int
    version: int
    tables: frozenset[int]
    urgent: bool
    rights: bool = False


_loop: asyncio.AbstractEventLoop | None = None
_outbox: list[News] = []
_posting: asyncio.Task[None] | None = None
_is_mute = False


def remember_loop(loop: asyncio.AbstractEventLoop) -> None:
    """The server's own loop; news from worker threads is handed to it."""
    global _loop  # noqa: PLW0603 (one loop per process, learned when the server starts)
    if _loop is not loop:
        _loop = loop
        _outbox.clear()
        rooms.clear()


def announce(uuid: UUID, since: int, version: int, tables: frozenset[int], urgent: bool) -> None:
    """Tell the open pages of this process, and other processes, what a commit touched."""
    _tell(News(uuid, since, version, tables, urgent))


def ask_rights(uuid: UUID) -> None:
    """Let every desk of a workshop be asked at once whether it still may look."""
    _tell(News(uuid, 0, 0, frozenset(), urgent=True, rights=True))


def settled(uuid: UUID, version: int, seconds: float) -> None:
    """Wait, in a worker thread, until the players whose pages are open here have been sent this version; not for long."""
    if _loop is None or _loop.is_closed() or not rooms.is_large(uuid):
        return
    done = threading.Event()
    with contextlib.suppress(RuntimeError):
        _loop.call_soon_threadsafe(rooms.tell_when_shown, uuid, version, done)
        done.wait(seconds)


def _tell(news: News) -> None:
    layer = get_channel_layer()
    if _loop is None or _loop.is_closed():  # a command of the shell: only other processes can have open pages
        if layer is not None:
            async_to_sync(_send)(layer, [news])
        return
    with contextlib.suppress(RuntimeError):  # the loop may stop while the last requests finish
        _loop.call_soon_threadsafe(_hear_and_post, news, layer)


def _hear_and_post(news: News, layer: Any) -> None:
    global _posting  # noqa: PLW0603 (one postman at a time)
    hear(news)
    if layer is None or len(_outbox) >= MOST_WAITING:
        return
    _outbox.append(news)
    if _posting is None or _posting.done():
        _posting = asyncio.ensure_future(_post(layer))


async def _post(layer: Any) -> None:
    """Send what is there at once, and what comes meanwhile together, a little later."""
    while _outbox:
        some = list(_outbox)
        _outbox.clear()
        await _send(layer, some)
        await asyncio.sleep(POST_SECONDS)


async def _send(layer: Any, some: list[News]) -> None:
    """Tell other processes. Whoever hears nothing will miss it soon: play goes on without the layer."""
    global _is_mute  # noqa: PLW0603 (said once, not with each commit)
    told = [{**asdict(news), "uuid": news.uuid.hex, "tables": sorted(news.tables)} for news in some]
    try:
        async with asyncio.timeout(SEND_SECONDS):
            await layer.group_send(GROUP, {"type": "news", "by": ME, "news": told})
    except Exception as problem:  # noqa: BLE001 (each layer has failures of its own)
        if not _is_mute:
            logger.warning("news do not reach other processes: %s", type(problem).__name__)
        _is_mute = True
    else:
        _is_mute = False


def hear(news: News) -> None:
    """Mark what changed; the room's own task does the rest."""
    room = rooms.of(news.uuid)
    if room is None:
        return
    if news.rights:
        room.ask_rights()
    else:
        room.hear(news.since, news.version, news.tables, news.urgent)
