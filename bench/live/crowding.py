"""All at once: everybody votes, and everybody opens the page."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter
from typing import LiteralString

from bench.live.advancing import MOST_IN_ROOM
from bench.live.hall import Guest, Room, fill
from bench.live.load import Crowd, News, Share
from bench.live.page import OK, Page, post
from bench.live.server import HAS_PROC, House, Server, cores
from bench.live.telling import ROUNDS, Line, spread

#: Page submits per second of oTree 6.0 with 300 participants, measured on a machine like this; --peer says it for another one.
PEER = {"sqlite": 109.0, "postgresql": 82.0}
TIMES_PEER = {"sqlite": 3, "postgresql": 5}
MOST_CPU_MS, MOST_CONNECT_SECONDS, MOST_KB = 3.0, 2.5, 40.0
CALM_SECONDS = 1.0
VOTES: LiteralString = """
    SELECT slug, data FROM game_logline JOIN game_workshop ON game_workshop.id = workshop_id WHERE event = 'VoteCast' AND slug = %s"""


@dataclass(frozen=True, slots=True)
class Wave:
    """Everybody has voted once: how long each waited, how long all took, the server's CPU, and who was not answered well."""

    waits: list[float]
    seconds: float
    cpu: float
    refused: int


@dataclass
class Counted:
    """All waves, and what was lost in them."""

    waves: list[Wave] = field(default_factory=list)
    kept: int = 0
    refused: int = 0
    lost: int = 0
    share: Share = field(default_factory=Share)


async def votes(house: House, number: int, rounds: int = ROUNDS, peer: float = 0.0) -> list[Line]:
    """Everybody of a room votes in the same moment, and again by a second tap; afterwards its log is counted."""
    measured, _own = cores()
    counted = Counted()
    with house.server(measured) as server:
        for _round in range(rounds):
            await voted(house, [server], fill(house, number, step="vote"), counted)
        counted.lost += server.errors()
    rates = [number / wave.seconds for wave in counted.waves]
    waits = [wait for wave in counted.waves for wait in wave.waits]
    cpu = median(wave.cpu for wave in counted.waves) / number
    peer = peer or PEER[house.vendor]
    told = f"{rounds} times, slowest {min(rates):.0f}; own answer after {spread(waits)}"
    lines = [
        Line(
            f"votes, {number} at once, {house.vendor}",
            median(rates),
            "posts/s",
            TIMES_PEER[house.vendor] * peer,
            at_least=True,
            share=counted.share.used,
            lost=counted.lost,
            whole=rounds >= ROUNDS,
            told=f"{told}; {counted.kept} of {number * rounds} in the log, {counted.refused} refused",
        ),
        Line(
            "one vote, server CPU",
            1000 * cpu,
            "ms",
            MOST_CPU_MS,
            whole=rounds >= ROUNDS,
            told="what is pushed to tables included",
        ),
    ]
    return lines if HAS_PROC else lines[:1]


async def voted(house: House, servers: Sequence[Server], rooms: Sequence[Room], counted: Counted) -> None:
    """Some rooms vote at once, while all their pages are open; people and pages are spread evenly over the servers."""
    crowd = Crowd(servers[0].port, tuple(server.port for server in servers[1:]))
    guests = [guest for room in rooms for guest in room.guests]
    try:
        await crowd.gather(guests)
        steps = [page.moment.partition(" ")[0] for page in crowd.pages]
        await asyncio.sleep(CALM_SECONDS)
        with counted.share:
            counted.waves.append(await all_vote(servers, crowd.pages, guests, steps))
        again = await all_vote(servers, crowd.pages, guests, steps)
        counted.lost += crowd.without
    finally:
        crowd.leave()
    kept = {room.slug: recorded(house, room.slug) for room in rooms}
    refused = counted.waves[-1].refused + again.refused
    counted.kept += sum(map(len, kept.values()))
    counted.refused += refused
    counted.lost += refused + sum(miscounted(kept[room.slug], room.guests) for room in rooms)


async def all_vote(
    servers: Sequence[Server], pages: Sequence[Page], guests: Sequence[Guest], steps: Sequence[str] = ()
) -> Wave:
    """Each guest votes at the server of the own page, for the step that it showed first or shows now."""
    waits: list[float] = []
    steps = steps or [page.moment.partition(" ")[0] for page in pages]

    async def one(guest: Guest, page: Page, step: str) -> int:
        began = perf_counter()
        sent = [("step", step), ("option", "A"), ("page", guest.id), ("tap", "1")]
        status = await post(
            page.port, f"/workshops/{guest.slug}/vote/", guest.cookie, sent, shown=page.screen
        )
        waits.append(perf_counter() - began)
        return status

    began, busy = perf_counter(), _busy(servers)
    statuses = await asyncio.gather(*map(one, guests, pages, steps))
    seconds = perf_counter() - began
    return Wave(waits, seconds, _busy(servers) - busy, sum(status != OK for status in statuses))


def _busy(servers: Sequence[Server]) -> float:
    return sum(server.cpu() for server in servers)


def recorded(house: House, slug: str) -> list[str]:
    """Whose votes the log of a room holds, as often as it holds them."""
    told = [data for _slug, data in house.rows(VOTES, slug)]
    return [str((data if isinstance(data, dict) else json.loads(data))["player"]) for data in told]


def miscounted(kept: list[str], guests: tuple[Guest, ...]) -> int:
    """How many votes are missing in the log, or in it twice."""
    missing = len({guest.id for guest in guests} - set(kept))
    return missing + len(kept) - len(set(kept))


async def connect(house: House, number: int, rounds: int = ROUNDS) -> list[Line]:
    """Everybody opens the page in the same moment: in the middle of a round, again and again, and once in the lobby.

    In the lobby everybody sees all tables, so that a screen is much larger there.
    """
    lines = await _connected(house, number, rounds, "situation")
    return [*lines, *await _connected(house, number, 1, "")]


async def _connected(house: House, number: int, rounds: int, step: str) -> list[Line]:
    """Everybody comes to as few rooms as may hold them; all leave, and come again."""
    in_each = min(number, MOST_IN_ROOM)
    halls = fill(house, in_each, -(-number // in_each), step)
    guests = tuple(guest for room in halls for guest in room.guests)[:number]
    measured, _own = cores()
    share, found, sizes = Share(), [], []
    with house.server(measured) as server:
        for room in halls:  # the rooms are folded, and the server knows all its code
            await _come(server, room.guests[:1], Share())
        for _round in range(rounds):
            came, size = await _come(server, guests, share)
            found.append(came)
            sizes.append(size)
            if came.missing:
                break
        complaints = server.errors()
    times, where = [came.last for came in found], "in a round" if step else "in the lobby"
    each = sum(came.bytes for came in found) / len(found) / number
    lines = [
        Line(
            f"{number} connects at once, {where}",
            median(times),
            "s",
            MOST_CONNECT_SECONDS,
            share=share.used,
            lost=sum(came.missing for came in found) + complaints,
            whole=rounds >= ROUNDS,
            told=f"{len(times)} times, {each:,.0f} bytes each, until the last has its own screen: {spread(times)}",
        ),
        Line(
            f"memory per player, {where}",
            sizes[0] / number / 1000,
            "kB",
            MOST_KB,
            told="at the first time, with the rooms' screens",
        ),
    ]
    return lines if HAS_PROC else lines[:1]


async def _come(server: Server, guests: tuple[Guest, ...], share: Share) -> tuple[News, int]:
    """Come, stay a moment and leave; by how much the server has grown in between."""
    before = server.memory()
    crowd = Crowd(server.port, share=share)
    try:
        came = await crowd.come(guests)
        await asyncio.sleep(CALM_SECONDS)
        grown = server.memory() - before
    finally:
        crowd.leave()
    await asyncio.sleep(CALM_SECONDS)
    return came, grown
