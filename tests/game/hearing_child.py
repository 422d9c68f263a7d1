"""Daphne's end of a socket without a network: `python -m tests.game.hearing_child` tells what its transport is asked, and
with `gone` whether anything is left of a socket whose line is gone.

A process of its own, because whoever imports daphne has its event loop.
"""

import asyncio
import gc
import sys
import weakref
from types import SimpleNamespace
from typing import Any

from twisted.internet.address import IPv4Address
from twisted.internet.error import ConnectionDone
from twisted.internet.testing import StringTransport
from twisted.python.failure import Failure

from daphne.server import Server  # isort: skip  (it wants to be first among its own)
from daphne.ws_protocol import WebSocketFactory

from game.management.hearing import Hearing, listen_well

ASKS = (
    b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)


def opened() -> tuple[Hearing, StringTransport]:
    """A socket that was accepted, on a transport that another producer had before."""
    server = Server(lambda **_scope: None, endpoints=["tcp:port=0"])
    server.connections = {}
    server.create_application = lambda _protocol, _scope: asyncio.Queue()
    server.ws_factory = factory = WebSocketFactory(server)
    listen_well(server)
    line = factory.buildProtocol(IPv4Address("TCP", "127.0.0.1", 1))
    line._raw_query_string = b""
    transport: Any = StringTransport()
    transport.registerProducer(SimpleNamespace(), True)
    transport.setTcpNoDelay = lambda _yes: None
    line.makeConnection(transport)
    line.dataReceived(ASKS)
    line.serverAccept()
    return line, transport


def is_let_go() -> bool:
    """Whether nothing is left of a socket whose line is gone, while nobody looks for garbage."""
    gc.disable()
    line, transport = opened()
    known = weakref.ref(line)
    line.connectionLost(Failure(ConnectionDone()))
    transport.unregisterProducer()  # a real one of Twisted's does so when it is lost
    line.server.connections.clear()  # daphne does so within a second
    del line, transport
    return known() is None


def tells() -> None:
    """What the transport is asked when nobody reads, and how a socket ends."""
    line, transport = opened()
    print(type(line).__name__, transport.producer is line, transport.producerState)
    transport.producer.pauseProducing()
    print(transport.producerState)
    transport.producer.resumeProducing()
    print(transport.producerState)
    line.serverClose(1013)
    print(transport.value()[-4:].hex())


if __name__ == "__main__":
    if "gone" in sys.argv:
        print(is_let_go())
    else:
        tells()
