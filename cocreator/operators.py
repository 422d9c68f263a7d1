"""What only the machines of whoever runs the site ask for: whether this process lives, is ready, and what it has counted.

All are answered before any page and by no thread of the bridge: they must be right when all of those are busy, and they
are asked for under the name of a container, which is no host of the site.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable

from cocreator.bridge import Message, Receive, Send

Application = Callable[[Message, Receive, Send], Awaitable[None]]
Ready = Callable[[], Awaitable[tuple[int, bytes]]]

LIVES, READY, METRICS = "/healthz", "/readyz", "/metrics"
METRICS_TYPE = b"text/plain; version=0.0.4; charset=utf-8"


class ForOperators:
    """An ASGI application for http scopes that answers three addresses itself and leads all else to `application`.

    `/healthz` says that the event loop turns; it asks neither database nor cache. `/readyz` answers what `ready` says: a
    status, and a line that names what was looked at. `/metrics` answers what `tell` says to
    whoever brings `token`; without a token, or with another one, it is an address like any that leads nowhere.
    """

    def __init__(self, application: Application, token: str, tell: Callable[[], bytes], ready: Ready) -> None:
        self.application = application
        self.ready = ready
        self.wanted = f"Bearer {token}".encode() if token else b""
        self.tell = tell

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["method"] == "GET" and scope["path"] == LIVES:
            await answer(send, b"ok\n", b"text/plain")
        elif scope["method"] == "GET" and scope["path"] == READY:
            status, text = await self.ready()
            await answer(send, text, b"application/json", status)
        elif scope["method"] == "GET" and scope["path"] == METRICS and self.knows(scope):
            text = await asyncio.get_running_loop().run_in_executor(None, self.tell)
            await answer(send, text, METRICS_TYPE)
        else:
            await self.application(scope, receive, send)

    def knows(self, scope: Message) -> bool:
        """Whether the request brings the token; the comparison takes the same time for every wrong one."""
        brought = dict(scope["headers"]).get(b"authorization", b"")
        return bool(self.wanted) and hmac.compare_digest(brought, self.wanted)


async def answer(send: Send, body: bytes, kind: bytes, status: int = 200) -> None:
    """Send a whole answer that nobody may keep."""
    headers = [(b"content-type", kind), (b"cache-control", b"no-store")]
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
