"""New screens for everybody: one room that is led step by step, and many rooms that move at the same moment."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from statistics import fmean, median
from time import monotonic

from bench.live.desk import Desk, steps_of
from bench.live.hall import SEATS, Guest, Room, fill
from bench.live.load import Crowd, News, Reference, Share, most_open
from bench.live.raw import Raw
from bench.live.server import House, Server, cores
from bench.live.telling import ROUNDS, Line, spread

MOST_SECONDS = 120
SMALL = 300
#: At most so many times the reference: for up to 300 players, and for more.
TIMES_SMALL, TIMES_LARGE = 15, 20
MOST_MS_WORKSHOPS = 250
#: A workshop has 100 tables at most.
MOST_IN_ROOM = 100 * SEATS
CALM_SECONDS = 0.3
WHAT = {"phase": "phase opens", "round": "round opens", "step": "step closed at all tables"}


@dataclass
class Kind:
    """All news of one kind: of phases, rounds or steps."""

    live: list[News] = field(default_factory=list)
    raw: list[News] = field(default_factory=list)
    submitted: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    async def note(
        self, house: House, server: Server, crowd: Crowd, deed: Callable[[], Awaitable[int]]
    ) -> News:
        """Do something, and keep what it took."""
        busy = server.cpu()
        news = await crowd.until_new(deed)
        self.cpu.append(server.cpu() - busy)
        self.live.append(news)
        self.submitted.append(submitted(house, news))
        return news

    @property
    def lost(self) -> int:
        """Screens that never came, and deeds that were not answered as they should be."""
        return sum(news.missing + news.refused for news in (*self.live, *self.raw))


async def players(house: House, number: int, rounds: int = ROUNDS) -> list[Line]:
    """The desk opens round after round and closes step after step, and the reference sends the same bytes.

    People come to one room, or to as few as may hold them, which are then led on in the same moment.
    """
    in_each = min(number, MOST_IN_ROOM)
    halls = fill(house, in_each, -(-number // in_each))
    guests = [guest for room in halls for guest in room.guests][:number]
    measured, _own = cores()
    with house.server(measured) as server, Raw(house.folder / "raw", measured) as raw:
        crowd, reference = Crowd(server.port), Reference(raw.port)
        alternates = 2 * number < most_open()
        try:
            absent = await crowd.gather(guests)
            crowd.share = Share()
            if alternates:
                await reference.stand_by(number)
            desks, beside = [Desk(server.port, room) for room in halls], reference if alternates else None
            kinds = await _lead(house, server, crowd, desks, rounds, beside)
            if not alternates:
                crowd.leave()
                await reference.stand_by(number)
                for kind in kinds.values():
                    kind.raw = [await reference.broadcast(news.bytes // number) for news in kind.live]
        finally:
            crowd.leave()
            reference.leave()
        lost = absent + server.errors()
    shares = crowd.share.used, reference.share.used
    return [_line(name, kind, number, shares, lost) for name, kind in kinds.items()]


async def _lead(
    house: House,
    server: Server,
    crowd: Crowd,
    desks: Sequence[Desk],
    rounds: int,
    reference: Reference | None,
) -> dict[str, Kind]:
    """Lead all rooms until their last round is open; after each move the reference sends as many bytes."""
    kinds: dict[str, Kind] = {}
    end = monotonic() + MOST_SECONDS
    while desks[0].round < rounds and monotonic() < end:
        name, deed = await all_ask(house, desks)
        kind = kinds.setdefault(name, Kind())
        news = await kind.note(house, server, crowd, deed)
        if news.missing or news.refused:
            break
        await asyncio.sleep(CALM_SECONDS)
        if reference is not None:
            kind.raw.append(await reference.broadcast(news.bytes // len(crowd.pages)))
    return kinds


def submitted(house: House, news: News) -> float:
    """How long it took from the deed until the engine stamped the last line of the log, in seconds."""
    ((at,),) = house.rows("SELECT MAX(at) FROM game_logline")
    return max(0.0, float(at) / 1000 - news.began)


def stages(kind: Kind) -> str:
    """When, in the middle of all, the last command was judged and the first page had something new; the server's CPU."""
    judged, first = median(kind.submitted), median(news.first for news in kind.live)
    return f" (last command {1000 * judged:.0f}, first page {1000 * first:.0f}, CPU {1000 * fmean(kind.cpu):.0f})"


def _line(name: str, kind: Kind, number: int, shares: tuple[float, float], lost: int) -> Line:
    times = [news.last for news in kind.live]
    plain = [news.last for news in kind.raw]
    size = sum(news.bytes for news in kind.live) / len(kind.live) / number
    live, raw = shares
    told = f"{len(times)} times, {size:,.0f} bytes each: {spread(times)}{stages(kind)}"
    most = TIMES_SMALL if number <= SMALL else TIMES_LARGE
    is_once = name == "phase"  # by a server that never showed it before
    return Line(
        f"{WHAT[name]}, {number:,} players",
        median(times) / median(plain) if plain else 0.0,
        "x raw",
        None if is_once else most,
        share=max(live, raw),
        lost=kind.lost + lost,
        whole=len(times) >= ROUNDS,
        told=f"{told}; raw {spread(plain)}; load {live:.0%}, with raw {raw:.0%}" if plain else told,
    )


async def workshops(house: House, rooms: int, number: int, rounds: int = ROUNDS) -> list[Line]:
    """Many rooms are led on at the same moment; of each as many pages are open as sockets are allowed."""
    halls = fill(house, number, rooms)
    measured, _own = cores()
    open_in_each = min(number, most_open() // rooms - 1)  # and one request of each desk
    with house.server(measured) as server:
        crowd, kind = Crowd(server.port), Kind()
        try:
            absent = await crowd.gather([guest for room in halls for guest in sample(room, open_in_each)])
            crowd.share = Share()
            desks = [Desk(server.port, room) for room in halls]
            for _round in range(rounds):
                _name, deed = await all_ask(house, desks)
                await kind.note(house, server, crowd, deed)
                await asyncio.sleep(CALM_SECONDS)
        finally:
            crowd.leave()
        lost = server.errors()
    times = [news.last for news in kind.live]
    told = f"{len(times)} times, from the first request: {spread(times)}{stages(kind)}"
    if open_in_each < number:
        told += f"; {open_in_each * rooms:,} of {rooms * number:,} pages open"
    return [
        Line(
            f"{rooms} workshops x {number} all advance",
            1000 * median(times),
            "ms",
            MOST_MS_WORKSHOPS,
            share=crowd.share.used,
            lost=lost + absent + kind.lost,
            whole=open_in_each == number and rounds >= ROUNDS,
            told=told,
        )
    ]


def sample(room: Room, number: int) -> list[Guest]:
    """So many guests of a room, from all its tables alike."""
    return [guest for seat in range(SEATS) for guest in room.guests[seat::SEATS]][:number]


async def all_ask(house: House, desks: Sequence[Desk]) -> tuple[str, Callable[[], Awaitable[int]]]:
    """What is next, at the last desk as at all others, and how all desks ask for it at once."""
    steps, name, asked = steps_of(house), "", []
    for desk in desks:
        name, form = desk.next(steps.get(desk.room.slug, {}))
        asked.append(partial(desk.send, form, await desk.connect()))

    async def all_ask() -> int:
        return sum(await asyncio.gather(*(ask() for ask in asked)))

    return name, all_ask
