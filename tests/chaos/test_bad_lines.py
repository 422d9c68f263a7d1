"""Lines that stall, refuse sockets or lose packets: whoever is behind one suffers alone, and recovers."""

import asyncio
import base64
import contextlib
import os
import socket

from bench.live.server import HOST
from tests.chaos.evening import evening
from tests.chaos.front import Front
from tests.chaos.striking import more_happens, strike

STALLED = 6
LOST_SECONDS = 4.0


def stalled(port, page):
    """A socket of a page that never reads and never answers, with the smallest room for what it is sent."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
    line.connect((HOST, port))
    key = base64.b64encode(os.urandom(16)).decode()
    line.sendall(
        f"GET {page.path}socket/?language=en HTTP/1.1\r\nHost: {HOST}:{port}\r\nOrigin: http://{HOST}:{port}\r\n"
        f"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n"
        f"Cookie: {page.cookie}\r\n\r\n".encode()
    )
    return line


def test_stalled_sockets_hold_up_nobody_else(hall, blow, record_property):
    with contextlib.ExitStack() as lines:

        async def stall(there):
            for number in range(STALLED):
                port, page = hall.ports[number % 2], there.pages[number]
                lines.enter_context(contextlib.closing(stalled(port, page)))
            await more_happens(there)
            await more_happens(there)

        record_property("seconds until current", strike(evening(hall), stall))


def test_pages_poll_where_a_front_refuses_sockets(hall, blow, record_property):
    front = Front(hall.ports)
    front.refuses_upgrades = True

    async def look(there):
        await more_happens(there)
        assert not any(page.sockets for page in there.pages)
        assert all(page.polls for page in there.pages)

    record_property("seconds until current", strike(evening(hall, front=front), look))


def test_packets_that_are_lost_for_seconds_lose_no_vote(hall, blow, record_property):
    async def lose(there):
        there.front.hold()
        await asyncio.sleep(LOST_SECONDS)
        there.front.release()
        await more_happens(there)
        there.front.hold()
        await asyncio.sleep(LOST_SECONDS / 4)
        there.front.cut()
        there.front.release()

    record_property("seconds until current", strike(evening(hall), lose))
