"""The socket behind a page: it joins the hub, passes on what the hub gives, and hears that the page is alive."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from game import access, limits, live, venue
from game.limits import STRANGER
from game.limits.crowd import Caller, Kind
from game.rules.screens import Viewer

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Known = tuple[UUID, Viewer]
Asks = Callable[[], Awaitable[Known | None]]

#: A desk that stays open is asked again whether its user still leads, or hosts the same tables.
ASKED_AGAIN_SECONDS = 30.0
#: So long, and for so many addresses, it is remembered which workshop a wall shows, or that there is none.
WALL_SECONDS, MOST_WALLS = 3.0, 500

_walls: OrderedDict[str, tuple[float, UUID | None]] = OrderedDict()


async def player_socket(scope: Message, receive: Receive, send: Send) -> None:
    """The page of a player, known by its own cookie."""
    known = access.player_of_socket(scope, _slug(scope))
    await _accept(receive, send)
    if known is None:
        await send({"type": "websocket.close", "code": STRANGER})
        return

    async def asks() -> Known | None:
        return known[0], Viewer("player", known[1])

    await _let_in(scope, receive, _caller("player", f"{known[0].hex} {known[1]}", scope, send), asks)


async def desk_socket(scope: Message, receive: Receive, send: Send) -> None:
    """The desk of a facilitator or a host, known by Django's log-in."""
    asking = access.desk_asking(scope, _slug(scope))
    await _accept(receive, send)
    if not asking:
        await send({"type": "websocket.close", "code": STRANGER})
        return

    async def asks() -> Known | None:
        return await live.in_worker(lambda: access.desk_of_socket(scope, _slug(scope)))

    await _let_in(scope, receive, _caller("desk", asking, scope, send), asks)


async def projector_socket(scope: Message, receive: Receive, send: Send) -> None:
    """The wall: whoever has the address may look."""
    await _accept(receive, send)

    async def asks() -> Known | None:
        uuid = await _shown_at(_slug(scope))
        return (uuid, Viewer("projector")) if uuid else None

    await _let_in(scope, receive, _caller("wall", _slug(scope), scope, send), asks)


async def venue_socket(scope: Message, receive: Receive, send: Send) -> None:
    """Says back what it hears, for the check of a hall's network: short words, not many, not for long, on few lines."""
    await _accept(receive, send)
    with venue.line(access.address_of_socket(scope)) as has_room:
        if not has_room:
            await send({"type": "websocket.close", "code": limits.NO_ROOM})
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


def _caller(kind: Kind, who: str, scope: Message, send: Send) -> Caller:
    return Caller(kind, who, access.network_of_socket(scope), send)


async def _accept(receive: Receive, send: Send) -> None:
    """Take a socket, even one that is to be closed: before that, no code would reach the page."""
    await receive()
    await send({"type": "websocket.accept"})


async def _shown_at(slug: str) -> UUID | None:
    """The workshop of a wall; many who open the same address, or a wrong one, cost one query every few seconds."""
    until, found = _walls.get(slug, (0.0, None))
    if time.monotonic() >= until:
        found = await live.in_worker(lambda: access.workshop_of_socket(slug))
        _walls[slug] = (time.monotonic() + WALL_SECONDS, found)
        _walls.move_to_end(slug)
        if len(_walls) > MOST_WALLS:
            _walls.popitem(last=False)
    return found


async def _let_in(scope: Message, receive: Receive, caller: Caller, asks: Asks) -> None:
    """Serve an open page until it goes, if there is room for it and it may look; otherwise a code tells it why not."""
    code = limits.refusal(caller)
    if code:
        await caller.end(code)
        return
    oldest = limits.inside.enter(caller)
    try:
        if oldest is not None:
            with contextlib.suppress(Exception):  # it may be gone by itself at this very moment
                await oldest.end(limits.YIELDS)
        known = await asks()
        watcher = _watcher(scope, caller, known, asks) if known else None
        if known is None or watcher is None or not await live.join(known[0], watcher):
            await caller.end(STRANGER)
            return
        try:
            limits.recognise(caller)
            await _hear(receive, caller, watcher, known, asks)
        finally:
            with contextlib.suppress(asyncio.CancelledError):
                live.leave(known[0], watcher)
    finally:
        limits.inside.leave(caller)


def _watcher(scope: Message, caller: Caller, known: Known, asks: Asks) -> live.Watcher:
    async def pass_on(text: str) -> None:
        if not text:
            await caller.end(STRANGER)
        elif not caller.is_over:
            await caller.send({"type": "websocket.send", "text": text})

    async def may_look() -> bool:
        return await asks() == known

    language, shown = access.language_of_socket(scope), access.shown_of_socket(scope)
    return live.Watcher(known[1], language, pass_on, shown, may_look if caller.kind == "desk" else None)


async def _hear(receive: Receive, caller: Caller, watcher: live.Watcher, known: Known, asks: Asks) -> None:
    """Listen to a page that is served, until it goes, says too much, or may not look any more."""
    asked_at = time.monotonic()
    left = limits.messages()
    while (heard := await receive())["type"] == "websocket.receive" and not caller.is_over:
        if len(heard.get("text") or heard.get("bytes") or "") > limits.LONGEST_HEARD:
            await caller.end(limits.TOO_LONG)
            return
        if not left.take(time.monotonic()):
            await caller.end(limits.TOO_OFTEN)
            return
        if caller.kind == "desk" and time.monotonic() - asked_at > ASKED_AGAIN_SECONDS:
            asked_at = time.monotonic()
            if await asks() != known:
                await caller.end(STRANGER)
                return
        await watcher.hear()
