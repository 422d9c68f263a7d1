"""A wire between a phone and the server that keeps every byte it carries, for tests that search them."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
import time
from dataclasses import dataclass, field

CHUNK = 65536


@dataclass
class Connection:
    """One connection of a phone: all that it asked, and all that it was answered, as (milliseconds since 1970, bytes)."""

    asked: bytearray = field(default_factory=bytearray)
    answered: list[tuple[int, bytes]] = field(default_factory=list)


class Wire:
    """Forwards TCP to a server. `received` holds (milliseconds since 1970, bytes) of all that went to the phone.

    `connections` holds the same, apart for each connection, beside what the phone asked.
    """

    def __init__(self, port: int) -> None:
        self.target = ("127.0.0.1", port)
        self.received: list[tuple[int, bytes]] = []
        self.connections: list[Connection] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.is_open = True
        self.threads = [threading.Thread(target=self._accept, daemon=True)]
        self.threads[0].start()

    def close(self) -> None:
        """End all connections, and wait until nothing runs any more."""
        self.is_open = False
        for thread in self.threads:
            thread.join(5)
        self.listener.close()

    def until(self, moment: int) -> str:
        """What had reached the phone before a moment, in milliseconds."""
        return b"".join(chunk for at, chunk in self.received if at < moment).decode("utf-8", "replace")

    def _accept(self) -> None:
        self.listener.settimeout(0.2)
        while self.is_open:
            with contextlib.suppress(TimeoutError):
                phone, _address = self.listener.accept()
                thread = threading.Thread(target=self._carry, args=(phone,), daemon=True)
                self.threads.append(thread)
                thread.start()

    def _carry(self, phone: socket.socket) -> None:
        kept = Connection()
        self.connections.append(kept)
        with (
            phone,
            contextlib.suppress(OSError),
            socket.create_connection(self.target, 5) as server,
            selectors.DefaultSelector() as ready,
        ):
            ready.register(phone, selectors.EVENT_READ, server)
            ready.register(server, selectors.EVENT_READ, phone)
            while self.is_open:
                for key, _events in ready.select(0.2):
                    source, to = key.fileobj, key.data
                    assert isinstance(source, socket.socket)
                    chunk = source.recv(CHUNK)
                    if not chunk:
                        return
                    if source is server:
                        self.received.append((time.time_ns() // 1_000_000, chunk))
                        kept.answered.append(self.received[-1])
                    else:  # what is kept must be readable, so the phone asks for nothing compressed
                        chunk = chunk.replace(b"gzip, deflate", b"identity     ")
                        kept.asked += chunk
                    to.sendall(chunk)
