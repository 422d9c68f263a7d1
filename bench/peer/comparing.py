"""The same people, the same vote, the same core: how many submits a second oTree takes and how soon the next page comes,
beside ours.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.live import crowding
from bench.live.desk import Desk, steps_of
from bench.live.hall import Room, fill
from bench.live.load import Crowd, Share
from bench.live.server import House, Server, cores
from bench.live.telling import ROUNDS, Line, Table, spread
from bench.peer import driving
from bench.peer.otree import VERSION, OTree, install

#: How many times as soon as oTree's the last next page is to come.
TIMES_SOONER = 50
CALM_SECONDS = 1.0


@dataclass
class Run:
    """What one server showed in all rounds: votes a second, seconds until the last next page, and for one whom all await."""

    rates: list[float] = field(default_factory=list)
    last: list[float] = field(default_factory=list)
    awaited: list[float] = field(default_factory=list)
    lost: int = 0


async def otree(house: House, number: int, rounds: int = ROUNDS) -> list[Line | Table]:
    """Both servers on the measured core, in turns: all vote at once in groups of five, and then all wait for one."""
    number -= number % driving.GROUP
    measured, _own = cores()
    theirs, ours, share = Run(), Run(), Share()
    with TemporaryDirectory(prefix="bench-otree-", ignore_cleanup_errors=True) as name, House() as other:
        commands = await asyncio.to_thread(install, Path(name), bool(other.url))
        with OTree(other, commands, measured) as peer, house.server(measured) as server:
            for _round in range(rounds):
                await _their_round(peer.port, number, theirs, share)
                (room,) = fill(house, number, step="vote")
                await _our_round(house, server, room, ours, share)
            ours.lost += server.errors()
    crowding.PEER[house.vendor] = median(theirs.rates)
    return told(house.vendor, number, theirs, ours, share)


async def _their_round(port: int, number: int, run: Run, share: Share) -> None:
    places = await driving.begin(port, number)
    with share:
        submitted, places = await driving.submit(port, places, {"option": "A"})
    run.rates.append(submitted.per_second)
    run.last.append(submitted.last)
    if submitted.lost:
        raise RuntimeError(f"{submitted.lost} of {number} pages were lost by oTree.")
    run.awaited.append(await driving.submit_one_late(port, places, {}))


async def _our_round(house: House, server: Server, room: Room, run: Run, share: Share) -> None:
    """All vote; at once the desk leads on, as the rules would leave them five seconds to change their minds. Then again."""
    crowd, desk = Crowd(server.port), Desk(server.port, room, phases=3)
    try:
        run.lost += await crowd.gather(room.guests)
        await asyncio.sleep(CALM_SECONDS)
        leads_on = await _next(house, desk)
        with share:
            wave = await crowding.all_vote([server], crowd.pages, room.guests)
            news = await crowd.until_new(leads_on)
        run.rates.append(len(room.guests) / wave.seconds)
        run.last.append(news.last)
        run.lost += wave.refused + news.missing + news.refused
        await asyncio.sleep(CALM_SECONDS)
        news = await crowd.until_new(await _next(house, desk))
        run.lost += news.missing + news.refused
        run.awaited.append(news.last)
    finally:
        crowd.leave()


async def _next(house: House, desk: Desk) -> Callable[[], Awaitable[int]]:
    _name, form = desk.next(steps_of(house, desk.room.slug)[desk.room.slug])
    return partial(desk.send, form, await desk.connect())


def told(vendor: str, number: int, theirs: Run, ours: Run, share: Share) -> list[Line | Table]:
    whole = len(theirs.rates) >= ROUNDS
    rate, last = median(ours.rates) / median(theirs.rates), median(theirs.last) / median(ours.last)
    return [
        Line(
            f"votes against oTree's submits, {vendor}",
            rate,
            "x",
            crowding.TIMES_PEER[vendor],
            at_least=True,
            share=share.used,
            lost=ours.lost,
            whole=whole,
            told=f"{median(ours.rates):.0f} against {median(theirs.rates):.0f} a second",
        ),
        Line(
            f"last submit to last next page, {vendor}",
            last,
            "x sooner",
            TIMES_SOONER,
            at_least=True,
            share=share.used,
            whole=whole,
            told=f"ours {spread(ours.last)}; oTree {spread(theirs.last)}",
        ),
        _table(f"{number} people in groups of five, {vendor}, medians of {len(theirs.rates)}", theirs, ours),
    ]


def _table(title: str, theirs: Run, ours: Run) -> Table:
    rates = median(theirs.rates), median(ours.rates)
    rows = [("page submits a second", *(f"{rate:.0f}" for rate in rates), f"{rates[1] / rates[0]:.1f} x")]
    for what, their, our in (
        ("last submit answered to last next page, ms", median(theirs.last), median(ours.last)),
        ("one deed that all wait for to last next page, ms", median(theirs.awaited), median(ours.awaited)),
    ):
        rows.append((what, f"{1000 * their:,.0f}", f"{1000 * our:,.0f}", f"{their / our:.0f} x"))
    return Table(f"oTree {VERSION} beside ours, {title}", ("", "oTree", "ours", "ratio"), tuple(rows))
