"""What costs how much more when there is more of it: players, tables, lines of the log, workshops; four sizes of each."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import fmean, median

from bench.live.advancing import CALM_SECONDS, all_ask
from bench.live.desk import Desk
from bench.live.hall import SEATS, Room, fill
from bench.live.load import Crowd, News
from bench.live.server import House, Server, cores
from bench.live.telling import Table

HEAD = ("server CPU per step, ms", "to the last screen, ms", "first page, ms", "memory, MB", "bytes each")
#: Steps of the first round that all tables take at once: choice, reveal, talk, vote.
STEPS = 4


@dataclass(frozen=True, slots=True)
class Size:
    """One size: what its row says, and the hall that it needs."""

    name: str
    players: int
    workshops: int = 1
    seats: int = SEATS
    lines: int = 0


TITLES = {
    "players": "How cost grows with players, five at a table",
    "tables": "How cost grows with tables, 120 players",
    "lines": "How cost grows with lines of the log, 30 players",
    "workshops": "How cost grows with workshops of ten players that all take a step at once",
}
SIZES: dict[str, tuple[Size, ...]] = {
    "players": tuple(Size(str(number), number) for number in (50, 100, 200, 400)),
    "tables": tuple(Size(str(120 // seats), 120, seats=seats) for seats in (8, 6, 4, 3)),
    "lines": tuple(Size(f"{lines:,}", 30, lines=lines) for lines in (1_000, 3_000, 10_000, 30_000)),
    "workshops": tuple(Size(str(number), 10, workshops=number) for number in (10, 25, 50, 100)),
}


def growing(what: str) -> list[Callable[[House], Awaitable[list[Table]]]]:
    """One measurement for each thing that grows, or for one of them."""
    return [partial(grows, what=name) for name in (SIZES if what == "all" else (what,))]


async def grows(house: House, what: str, sizes: Sequence[Size] = ()) -> list[Table]:
    """A row for each size, each with a fresh server."""
    rows = []
    for size in sizes or SIZES[what]:
        halls = await asyncio.to_thread(
            fill, house, size.players, size.workshops, "situation", size.seats, size.lines
        )
        rows.append((size.name, *await _row(house, halls)))
    return [Table(TITLES[what], (what, *HEAD), tuple(rows))]


async def _row(house: House, halls: Sequence[Room]) -> tuple[str, ...]:
    measured, _own = cores()
    guests = [guest for room in halls for guest in room.guests]
    with house.server(measured) as server:
        crowd = Crowd(server.port)
        try:
            first = await crowd.come(guests[:1])
            lost = await crowd.gather(guests[1:])
            cpu, news = await _steps(house, server, crowd, halls)
            size = server.memory() / 1e6
        finally:
            crowd.leave()
        lost += sum(one.missing + one.refused for one in news) + server.errors()
    if lost:
        raise RuntimeError(f"{lost} screens or requests were lost; a table of costs would not be true.")
    each = fmean(one.bytes for one in news) / len(guests)
    per_step = 1000 * fmean(cpu) / len(halls)
    figures = (per_step, 1000 * median(one.last for one in news), 1000 * first.last, size)
    return (*(f"{figure:,.1f}" for figure in figures), f"{each:,.0f}")


async def _steps(
    house: House, server: Server, crowd: Crowd, halls: Sequence[Room]
) -> tuple[list[float], list[News]]:
    """All rooms take step after step in the same moment; the seconds of CPU, and the news, of each."""
    desks = [Desk(server.port, room, phases=3) for room in halls]
    cpu, news = [], []
    for _step in range(STEPS):
        await asyncio.sleep(CALM_SECONDS)
        _name, deed = await all_ask(house, desks)
        busy = server.cpu()
        news.append(await crowd.until_new(deed))
        await asyncio.sleep(CALM_SECONDS)
        cpu.append(server.cpu() - busy)
    return cpu, news
