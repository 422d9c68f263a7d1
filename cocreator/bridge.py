"""Carries HTTP from an ASGI server into a WSGI application: one body, one hop into a worker thread, one answer."""

import asyncio
import contextvars
import sys
import time
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from tempfile import SpooledTemporaryFile
from typing import Any, NamedTuple, Protocol
from urllib.parse import unquote_to_bytes

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Body = SpooledTemporaryFile[bytes]
#: Told of each answer: its status, and the seconds that the request waited for a worker and was worked on.
Tell = Callable[[int, float, float], None]

IN_MEMORY_BYTES = 256 * 1024
LIMIT_BYTES = 10 * 1024 * 1024


class WSGIApplication(Protocol):
    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any], /) -> Iterable[bytes]: ...


class Answer(NamedTuple):
    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


TOO_LARGE = Answer(
    413, [(b"content-type", b"text/plain"), (b"connection", b"close")], b"This is too large.\n"
)


class Bridge:
    """An ASGI application for http scopes that runs `wsgi_application` in at most `workers` threads.

    A body of more than `limit_bytes` bytes is answered with 413. Answers are sent whole, never streamed. `tell` hears
    of every request that had a worker.
    """

    def __init__(
        self,
        wsgi_application: WSGIApplication,
        workers: int = 4,
        limit_bytes: int = LIMIT_BYTES,
        tell: Tell | None = None,
    ) -> None:
        self.wsgi_application = wsgi_application
        self.limit_bytes = limit_bytes
        self.tell = tell
        self.executor = ThreadPoolExecutor(workers, thread_name_prefix="http")

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        body = SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115 - the worker closes it
        length = await self.read(body, receive)
        if length is None:
            return
        answer = TOO_LARGE if length > self.limit_bytes else await self.work(environ(scope, body, length))
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        await send({"type": "http.response.body", "body": answer.body})

    async def read(self, body: Body, receive: Receive) -> int | None:
        """Fill `body`; return its length in bytes (more than the limit: too large), or None if the client left."""
        length, more = 0, True
        while more and length <= self.limit_bytes:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            chunk = message.get("body", b"")
            length += len(chunk)
            body.write(chunk)
            more = message.get("more_body", False)
        body.seek(0)
        return length

    async def work(self, environ: dict[str, Any]) -> Answer:
        """Run the WSGI application in a worker; a second cancellation, of a client long gone, gives up."""
        run = contextvars.copy_context().run
        loop = asyncio.get_running_loop()
        work = loop.run_in_executor(self.executor, run, self.run, environ, time.perf_counter())
        try:
            return await asyncio.shield(work)
        except asyncio.CancelledError:  # the server is stopping: whoever is still there gets the answer
            return await work

    def run(self, environ: dict[str, Any], asked_at: float) -> Answer:
        """Run the WSGI application in this worker, and tell how long that took."""
        began_at, status = time.perf_counter(), 500
        try:
            answer = call(self.wsgi_application, environ)
            status = answer.status
        finally:
            if self.tell:
                self.tell(status, began_at - asked_at, time.perf_counter() - began_at)
        return answer


def call(application: WSGIApplication, environ: dict[str, Any]) -> Answer:
    """Run a WSGI application to its end in this thread, and close the body it was given."""
    started: list[tuple[str, list[tuple[str, str]]]] = []
    chunks: list[bytes] = []

    def start_response(
        status: str, headers: list[tuple[str, str]], exc_info: Any = None
    ) -> Callable[[bytes], None]:
        started.append((status, headers))
        return chunks.append

    with environ["wsgi.input"]:
        response = application(environ, start_response)
        try:
            chunks.extend(response)
        finally:
            if hasattr(response, "close"):
                response.close()
    status, headers = started[-1]
    return Answer(
        int(status.split()[0]),
        [(name.lower().encode("latin-1"), value.strip().encode("latin-1")) for name, value in headers],
        b"".join(chunks),
    )


def environ(scope: Message, body: Body, length: int) -> dict[str, Any]:
    """Return the WSGI environment of a request whose body of `length` bytes has been read.

    `root_path` is left out: under daphne every browser may set it, with a header.
    """
    server, client = scope.get("server") or ("localhost", 80), scope.get("client") or ("", 0)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope.get("raw_path") or scope["path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "REMOTE_PORT": str(client[1]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1").upper().replace("-", "_"), raw_value.decode("latin-1")
        key = name if name in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{name}"
        joint = "; " if name == "COOKIE" else ","
        environ[key] = f"{environ[key]}{joint}{value}" if key in environ else value
    environ.pop("HTTP_TRANSFER_ENCODING", None)
    return environ | {"CONTENT_LENGTH": str(length)}
