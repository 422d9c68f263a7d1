"""The participants of oTree do what a browser does, and what is told of both servers is counted right."""

import asyncio
import base64
import hashlib
import json

import pytest

from bench.live.load import Share
from bench.live.telling import Line, Table
from bench.peer import comparing, driving

GROUP = 5


class Peer:
    """A small server that leads people as oTree does: a vote, a wait for one's group, a decision, a wait for everybody."""

    def __init__(self, number, loses=""):
        self.codes = [f"p{n}" for n in range(number)]
        self.loses = loses
        self.submitted = {"vote": set(), "decision": set()}
        self.listening = []

    async def meets(self, reader, writer):
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        method, path, _version = head.split("\r\n", 1)[0].split(" ")
        length = next(
            (int(line[16:]) for line in head.split("\r\n") if line.startswith("Content-Length: ")), 0
        )
        body = (await reader.readexactly(length)).decode()
        if "Upgrade: websocket" in head:
            await self.listens(head, path, writer)
            return
        writer.write(self.answer(method, path, body).encode())
        writer.close()
        await writer.wait_closed()

    async def listens(self, head, path, writer):
        key = next(line[19:] for line in head.split("\r\n") if line.startswith("Sec-WebSocket-Key: "))
        told = hashlib.sha1(f"{key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11".encode()).digest()
        writer.write(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Accept: " + base64.b64encode(told) + b"\r\n\r\n"
        )
        _wait, page, code = path.split("/")[1:4]
        if self.is_complete(page, code):
            writer.write(b"\x81\x02{}")
        self.listening.append((page, code, writer))

    def is_complete(self, page, code):
        number = self.codes.index(code)
        group = self.codes[number - number % GROUP :][:GROUP] if page == "vote" else self.codes
        return set(group) <= self.submitted[page]

    def answer(self, method, path, body):
        if path == "/api/sessions":
            assert json.loads(body) == {"session_config_name": "vote", "num_participants": len(self.codes)}
            return page('{"code": "s"}')
        if path == "/api/get_session/s":
            return page(json.dumps({"participants": [{"code": code} for code in self.codes]}))
        what, code = path.split("/")[1:3]
        if what == "InitializeParticipant":
            return leads_to(f"/vote/{code}")
        if method == "POST":
            return self.submits(what, code, body)
        if what.startswith("wait-"):
            name = what.partition("-")[2]
            if self.is_complete(name, code):
                return leads_to(f"/{'decision' if name == 'vote' else 'next'}/{code}")
            return page(f'<script>makeReconnectingWebSocket("/listen/{name}/{code}");</script>')
        return page(f"This is {what}.")

    def submits(self, what, code, body):
        assert body == ("option=A" if what == "vote" else "")
        if code == self.loses:
            return "HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n"
        self.submitted[what].add(code)
        for name, other, writer in self.listening:
            if name == what and self.is_complete(name, other):
                writer.write(b"\x81\x02{}")
        return leads_to(f"/wait-{what}/{code}")


def page(text):
    return f"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{len(text):x}\r\n{text}\r\n0\r\n\r\n"


def leads_to(where):
    return f"HTTP/1.1 302 Found\r\nlocation: {where}\r\nContent-Length: 0\r\n\r\n"


async def played(peer, number):
    server = await asyncio.start_server(peer.meets, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        places = await driving.begin(port, number)
        submitted, places = await driving.submit(port, places, {"option": "A"})
        late = 0.0 if submitted.lost else await driving.submit_one_late(port, places, {})
        return submitted, places, late
    finally:
        for _page, _code, writer in peer.listening:
            writer.close()
        server.close()
        await server.wait_closed()
        await asyncio.sleep(0.1)  # until the last line is closed


def test_participants_vote_wait_for_their_group_and_go_on():
    peer = Peer(10)
    submitted, places, late = asyncio.run(played(peer, 10))
    assert places == [f"/decision/{code}" for code in peer.codes]
    assert (len(submitted.answered), len(submitted.arrived), submitted.lost) == (10, 10, 0)
    assert peer.submitted == {"vote": set(peer.codes), "decision": set(peer.codes)}
    assert 0 < late < 30


def test_page_that_the_peer_loses_is_noticed(monkeypatch):
    monkeypatch.setattr(driving, "WAIT_SECONDS", 0.2)
    monkeypatch.setattr(driving, "ANSWER_SECONDS", 2)
    submitted, _places, _late = asyncio.run(played(Peer(5, loses="p3"), 5))
    assert len(submitted.answered) == 4
    assert submitted.lost == 5  # one that was not taken, and four that wait for it in vain


def test_request_that_nobody_answers_has_no_status():
    found = asyncio.run(driving.ask(1, "GET", "/"))
    assert found.status == 0


def test_rate_and_last_page_are_counted_from_all_participants():
    submitted = driving.Submitted(answered=[0.5, 2.0, 1.0, 1.5], arrived=[3.0, 8.0, 4.0, 5.0])
    assert submitted.per_second == 2
    assert submitted.last == 6


def runs():
    theirs = comparing.Run(rates=[100, 110, 90, 100, 100], last=[6.0] * 5, awaited=[4.0] * 5)
    ours = comparing.Run(rates=[400, 420, 380, 400, 400], last=[0.1] * 5, awaited=[0.1] * 5)
    return theirs, ours


@pytest.mark.parametrize(("vendor", "verdict"), [("sqlite", "pass"), ("postgresql", "over")])
def test_comparison_is_told_as_ratios_with_their_budgets(vendor, verdict):
    found = comparing.told(vendor, 300, *runs(), Share())
    rate, last = (one for one in found if isinstance(one, Line))
    assert (rate.figure, rate.verdict) == (4, verdict)
    assert (round(last.figure), last.verdict) == (60, "pass")
    (table,) = (one for one in found if isinstance(one, Table))
    assert table.rows[0] == ("page submits a second", "100", "400", "4.0 x")
    assert table.rows[1][1:] == ("6,000", "100", "60 x")
