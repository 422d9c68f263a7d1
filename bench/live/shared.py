"""One screen for many: pages of one wall, which all show the same. A new wall for all of them, and the beat."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from functools import partial
from statistics import median

from bench.live.advancing import CALM_SECONDS, Kind, stages
from bench.live.desk import Desk, Form
from bench.live.hall import SEATS, fill
from bench.live.load import Crowd, News, Reference, Share, most_open
from bench.live.page import Page
from bench.live.raw import Raw
from bench.live.server import House, cores
from bench.live.telling import ROUNDS, Line, spread

#: At most so many times the reference: for a whole wall, and for the beat, which tells little more than a version.
TIMES_WALL, TIMES_BEAT = 4, 2
#: In the lobby a wall lists up to so many tables; it is largest then, about 2 kB.
TABLES = 24
#: A server lets so many walls of one workshop in; the budget is for a thousand who see the same.
MOST_WALLS, BUDGETED = 50, 1_000
#: What makes it new: the doors are locked, and opened again.
TURNS: tuple[Form, Form] = ("lock-doors", []), ("unlock-doors", [])


@dataclass
class Beats:
    """Beats that all pages have heard, and what the reference took for as many bytes."""

    live: list[News] = field(default_factory=list)
    raw: list[News] = field(default_factory=list)


async def walls(house: House, number: int, rounds: int = ROUNDS) -> list[Line]:
    """So many walls of one workshop are open. Its desk changes what all of them show, and then nothing happens for a while."""
    (room,) = fill(house, SEATS * TABLES)
    measured, _own = cores()
    number = min(number, MOST_WALLS, most_open() // 2 - 1)
    kind, beats = Kind(), Beats()
    with house.server(measured) as server, Raw(house.folder / "raw", measured) as raw:
        crowd, reference = Crowd(server.port), Reference(raw.port)
        try:
            absent = await crowd.gather_at([(f"/projector/{room.slug}/socket/?language=en", "")] * number)
            crowd.share = Share()
            await reference.stand_by(number)
            desk, crowd.new = Desk(server.port, room), _shown
            for turn in range(rounds):
                deed = partial(desk.send, TURNS[turn % 2], await desk.connect())
                news = await kind.note(house, server, crowd, deed)
                await asyncio.sleep(CALM_SECONDS)
                kind.raw.append(await reference.broadcast(news.bytes // number))
            crowd.new = _frames
            for _turn in range(rounds):
                beats.live.append(await crowd.until_new(_nothing))
                beats.raw.append(await reference.broadcast(beats.live[-1].bytes // number))
        finally:
            crowd.leave()
            reference.leave()
        lost = absent + server.errors()
    share = max(crowd.share.used, reference.share.used)
    return [_wall(kind, number, share, kind.lost + lost), _beat(beats, number, share)]


def _shown(page: Page) -> object:
    return page.shown


def _frames(page: Page) -> object:
    return page.frames


async def _nothing() -> int:
    return 0


def _wall(kind: Kind, number: int, share: float, lost: int) -> Line:
    times, plain = [news.last for news in kind.live], [news.last for news in kind.raw]
    alone = median(map(_fan_out, kind.live)) / max(1e-6, median(map(_fan_out, kind.raw)))
    told = f"{_size(kind.live, number)}: {spread(times)}{stages(kind)}; raw {spread(plain)}"
    return Line(
        f"a new wall, shared by {number:,}",
        median(times) / median(plain),
        "x raw",
        TIMES_WALL,
        share=share,
        lost=lost,
        whole=len(times) >= ROUNDS and number >= BUDGETED,
        told=f"{told}; from the first page to the last {alone:.1f} x raw",
    )


def _beat(beats: Beats, number: int, share: float) -> Line:
    """Nobody asks for a beat, so its time and that of the reference run from the first page to the last."""
    times, plain = [_fan_out(news) for news in beats.live], [_fan_out(news) for news in beats.raw]
    return Line(
        f"the beat, shared by {number:,}",
        median(times) / max(1e-6, median(plain)),
        "x raw",
        TIMES_BEAT,
        share=share,
        lost=sum(news.missing for news in (*beats.live, *beats.raw)),
        whole=len(times) >= ROUNDS and number >= BUDGETED,
        told=f"{_size(beats.live, number)}, from the first page to the last: {spread(times)}; raw {spread(plain)}",
    )


def _size(news: list[News], number: int) -> str:
    return f"{len(news)} times, {sum(one.bytes for one in news) / len(news) / number:,.0f} bytes each"


def _fan_out(news: News) -> float:
    return news.last - news.first
