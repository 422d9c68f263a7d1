"""The socket behind a page: it joins the hub, passes on what the hub gives, and hears that the page is alive."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

from game import access, live
from game.rules.screens import Viewer

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

STRANGER = 4403


async def player_socket(scope: Message, receive: Receive, send: Send) -> None:
    """Serve one open page of a player until it goes; a stranger is told so and closed."""
    await receive()
    slug = str(scope["url_route"]["kwargs"]["slug"])
    known = access.player_of_socket(scope, slug)
    await send({"type": "websocket.accept"})

    async def pass_on(text: str) -> None:
        await send({"type": "websocket.send", "text": text})

    watcher = (
        live.Watcher(Viewer("player", known[1]), access.language_of_socket(scope), pass_on) if known else None
    )
    if known is None or watcher is None or not await live.join(known[0], watcher):
        await send({"type": "websocket.close", "code": STRANGER})
        return
    try:
        while (await receive())["type"] == "websocket.receive":
            await watcher.hear()
    finally:
        with contextlib.suppress(asyncio.CancelledError):
            live.leave(known[0], watcher)
