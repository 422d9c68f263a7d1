"""The socket behind a page: it joins the hub, passes on what the hub gives, and hears that the page is alive."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from game import access, live, venue
from game.rules.screens import Viewer
from game.watchers import Watcher

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Known = tuple[UUID, Viewer]

STRANGER = 4403
#: A desk that stays open is asked again whether its user still leads, or hosts the same tables.
ASKED_AGAIN_SECONDS = 30.0


async def player_socket(scope: Message, receive: Receive, send: Send) -> None:
    """The page of a player, known by its own cookie."""
    known = access.player_of_socket(scope, _slug(scope))
    await _serve(scope, receive, send, (known[0], Viewer("player", known[1])) if known else None)


async def desk_socket(scope: Message, receive: Receive, send: Send) -> None:
    """The desk of a facilitator or a host, known by Django's log-in."""

    async def asks() -> Known | None:
        return await live.in_worker(lambda: access.desk_of_socket(scope, _slug(scope)))

    await _serve(scope, receive, send, await asks(), asks)


async def projector_socket(scope: Message, receive: Receive, send: Send) -> None:
    """The wall: whoever has the address may look."""
    uuid = await live.in_worker(lambda: access.workshop_of_socket(_slug(scope)))
    await _serve(scope, receive, send, (uuid, Viewer("projector")) if uuid else None)


async def venue_socket(scope: Message, receive: Receive, send: Send) -> None:
    """Says back what it hears, for the check of a hall's network: short words, not many, not for long, on few lines."""
    await receive()
    await send({"type": "websocket.accept"})
    with venue.line(access.address_of_socket(scope)) as has_room:
        if not has_room:
            await send({"type": "websocket.close", "code": venue.NO_ROOM})
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(venue.LONGEST_CHECK_SECONDS):
                for _word in range(venue.MOST_WORDS):
                    heard = await receive()
                    if heard["type"] != "websocket.receive":
                        return
                    await send({"type": "websocket.send", "text": venue.cut(heard.get("text"))})
        await send({"type": "websocket.close"})


def _slug(scope: Message) -> str:
    return str(scope["url_route"]["kwargs"]["slug"])


async def _serve(
    scope: Message,
    receive: Receive,
    send: Send,
    known: Known | None,
    ask_again: Callable[[], Awaitable[Known | None]] | None = None,
) -> None:
    """Serve one open page until it goes; a stranger is told so and closed."""
    await receive()
    await send({"type": "websocket.accept"})

    async def pass_on(text: str) -> None:
        is_over = {"type": "websocket.close", "code": STRANGER}
        await send({"type": "websocket.send", "text": text} if text else is_over)

    watcher = Watcher(known[1], access.language_of_socket(scope), pass_on) if known else None
    if known is None or watcher is None or not await live.join(known[0], watcher):
        await send({"type": "websocket.close", "code": STRANGER})
        return
    asked_at = time.monotonic()
    try:
        while (await receive())["type"] == "websocket.receive":
            if ask_again and time.monotonic() - asked_at > ASKED_AGAIN_SECONDS:
                asked_at = time.monotonic()
                if await ask_again() != known:
                    await send({"type": "websocket.close", "code": STRANGER})
                    return
            await watcher.hear()
    finally:
        with contextlib.suppress(asyncio.CancelledError):
            live.leave(known[0], watcher)
