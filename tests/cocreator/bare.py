"""A server without the project: `python -m tests.cocreator.bare PORT` serves a few WSGI views over our bridge."""

import hashlib
import json
import sys
import time
from collections.abc import Iterable
from typing import Any

from django.conf import settings

from cocreator.bridge import Bridge

LIMIT_BYTES = 100_000
BIG_BYTES = 3_000_000
SLOW_SECONDS = 2.0
closed: list[str] = []


class Closing(list[bytes]):
    def close(self) -> None:
        closed.append("closed")


def wsgi(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Answer with what arrived, as JSON; `/big` with much, `/slow` late, `/empty` with 204, `/broken` never."""
    path, body = environ["PATH_INFO"], environ["wsgi.input"].read()
    if path == "/broken":
        raise ValueError("broken on purpose")
    if path == "/empty":
        start_response("204 No Content", [])
        return Closing()
    if path == "/slow":
        time.sleep(SLOW_SECONDS)
    texts = {key: value for key, value in environ.items() if isinstance(value, str)}
    seen = {**texts, "length": len(body), "sha": hashlib.sha256(body).hexdigest(), "closed": len(closed)}
    answer = b"x" * BIG_BYTES if path == "/big" else json.dumps(seen).encode()
    start_response("200 OK", [("X-Padded", "  value "), ("Content-Length", str(len(answer)))])
    return Closing([answer])


application = Bridge(wsgi, workers=2, limit_bytes=LIMIT_BYTES)

if __name__ == "__main__":
    settings.configure(ASGI_APPLICATION="tests.cocreator.bare.application")
    from game.management.commands.serve import run_server

    run_server("127.0.0.1", int(sys.argv[1]), lambda: print("ready", flush=True))
