"""Many workshops that go on for a while, each at its own time: how soon the new screens come, and whether memory grows."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from time import perf_counter

from bench.live.desk import Desk, steps_of
from bench.live.hall import Room, fill
from bench.live.load import Crowd, Share, most_open
from bench.live.server import House, Server, cores
from bench.live.slope import growth
from bench.live.telling import Line, percentile, spread

MOST_P95_SECONDS = 1.0
#: In so short a time memory may grow by so much, in per cent; the soak is stricter.
MOST_GROWTH = 10.0
SAMPLES = 24
MOST_STEPS = 35


@dataclass
class Seen:
    """What all rooms have seen: how long each page waited for each new screen, what was lost, and the server's memory."""

    waits: list[float] = field(default_factory=list)
    steps: int = 0
    lost: int = 0
    memory: list[tuple[float, float]] = field(default_factory=list)


async def steps(house: House, rooms: int, number: int, every: float, seconds: float) -> list[Line]:
    """Each workshop takes a step every so many seconds, all of them evenly one after the other, for so many seconds."""
    halls = fill(house, number, rooms)
    open_in_each = min(number, most_open() // rooms - 1)
    measured, _own = cores()
    seen, share = Seen(), Share()
    with house.server(measured) as server:
        crowds = [Crowd(server.port) for _room in halls]
        try:
            for crowd, room in zip(crowds, halls, strict=True):
                seen.lost += await crowd.gather(room.guests[:open_in_each])
            busy = server.cpu()
            with share:
                await _all_go_on(house, server, list(zip(crowds, halls, strict=True)), every, seconds, seen)
            busy = (server.cpu() - busy) / share.passed
            seen.lost += sum(crowd.without for crowd in crowds) + server.errors()
        finally:
            for crowd in crowds:
                crowd.leave()
    return _lines(seen, f"{rooms} workshops x {number}", every, share, busy, open_in_each == number)


async def _all_go_on(
    house: House,
    server: Server,
    pairs: Sequence[tuple[Crowd, Room]],
    every: float,
    seconds: float,
    seen: Seen,
) -> None:
    began = perf_counter()
    async with asyncio.TaskGroup() as group:
        for place, (crowd, room) in enumerate(pairs):
            start = began + every * place / len(pairs)
            group.create_task(
                _goes_on(house, crowd, Desk(server.port, room), (start, every, began + seconds), seen)
            )
        while (passed := perf_counter() - began) < seconds:
            seen.memory.append((passed, float(server.memory())))
            await asyncio.sleep(seconds / SAMPLES)


async def _goes_on(
    house: House, crowd: Crowd, desk: Desk, when: tuple[float, float, float], seen: Seen
) -> None:
    """One room takes a step when its time has come, until the end or the last step that there is."""
    start, every, end = when
    for step in range(MOST_STEPS):
        at = start + step * every
        if at >= end:
            return
        await asyncio.sleep(max(0.0, at - perf_counter()))
        slug = desk.room.slug
        _name, form = desk.next((await asyncio.to_thread(steps_of, house, slug)).get(slug, {}))
        news = await crowd.until_new(partial(desk.send, form, await desk.connect()))
        seen.waits += crowd.waited
        seen.steps += 1
        seen.lost += news.missing + news.refused


def _lines(seen: Seen, what: str, every: float, share: Share, busy: float, is_whole: bool) -> list[Line]:
    waits = seen.waits or [0.0]
    told = f"{seen.steps} steps, each new screen: {spread(waits)}; the server used {busy:.0%} of its core"
    line = Line(
        f"{what}, a step every {every:g} s: p95",
        1000 * percentile(waits),
        "ms",
        1000 * MOST_P95_SECONDS,
        share=share.used,
        lost=seen.lost,
        whole=is_whole and seen.steps > 1,
        told=told,
    )
    if not any(size for _at, size in seen.memory):
        return [line]
    grown = growth(seen.memory)
    sizes = [size for _at, size in seen.memory]
    grows = Line(
        "memory meanwhile, last three quarters",
        100 * grown,
        "% more",
        MOST_GROWTH,
        told=f"from {sizes[0] / 1e6:.0f} to {sizes[-1] / 1e6:.0f} MB in {seen.memory[-1][0]:.0f} s",
    )
    return [line, grows]
