"""Ten workshops, five hundred people, an hour: they play by real requests, workshops end, are deleted and others begin."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import perf_counter

from bench.live.desk import Form, Step, steps_of
from bench.live.hall import CHOSEN, Room, fill
from bench.live.page import OK, post
from bench.live.server import House, Server, cores
from bench.live.soak.person import Counts, OpenPage, Person
from bench.live.soak.record import Record
from bench.live.soak.sampling import Sampling
from bench.live.soak.verdict import judged
from bench.live.telling import Line, Table

#: So much of its core the server is to use, so that there is room for other work beside it.
WANTED_CORE = 0.4
#: Seconds between two looks of somebody at the own page, and how far it may be changed to keep to that.
PACE, FASTEST, SLOWEST = 8.0, 0.3, 60.0
#: The pace changes by no more than this at once; and people get slower where so large a share of them waits for an answer.
SLOWER, MOST_WAITING = 1.25, 0.05
#: Everybody has looked once or twice before the desk leads on.
DESK_PACES = 1.6
BEGINNING, ENDING = ("lobby", "welcome", "briefing"), ("playing", "results", "debrief", "plan")
FOUND = 302
MOST_MOMENTS = 100
SEED = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """How long, with how many workshops and people, how often the server is looked at, and where that is noted."""

    minutes: float
    workshops: int
    players: int
    sample_every: float
    out: Path | None


async def soak(house: House, plan: Plan) -> list[Line | Table]:
    """Play, look at the server as it goes, and judge."""
    record = Record(plan.out or house.folder / "soak.md")
    in_each = max(1, plan.players // plan.workshops)
    halls = await asyncio.to_thread(fill, house, in_each, plan.workshops)
    measured, _own = cores()
    with house.server(measured) as server:
        hall = Hall(house, server, in_each, perf_counter() + 60 * plan.minutes)
        async with asyncio.TaskGroup() as group:
            for place, room in enumerate(halls):
                group.create_task(hall.seat(place, room))
            group.create_task(_looks(hall, Sampling(house, server), record, plan.sample_every))
            group.create_task(_keeps_the_pace(hall))
    return judged(record.path)


class Hall:
    """The places at which workshops are played, one after the other, until the time is over."""

    def __init__(self, house: House, server: Server, in_each: int, until: float) -> None:
        self.house, self.server, self.in_each, self.until = house, server, in_each, until
        self.counts = Counts(PACE)
        self.draws = Random(SEED)

    @property
    def is_over(self) -> bool:
        """Whether the time is over."""
        return perf_counter() >= self.until

    async def pause(self, seconds: float) -> None:
        """Wait, but not beyond the end."""
        await asyncio.sleep(max(0.0, min(seconds, self.until - perf_counter())))

    async def seat(self, place: int, room: Room) -> None:
        """One place: a workshop is played to its end and stays closed during the next one; then its desk deletes it."""
        await self.pause(place * DESK_PACES * self.counts.pace)
        before: Room | None = None
        while not self.is_over:
            if not await self._played(room):
                return
            self.counts.ended += 1
            if before is not None:
                await self._delete(before)
            before = room
            (room,) = await asyncio.to_thread(fill, self.house, self.in_each, beside=True)

    async def _played(self, room: Room) -> bool:
        """Everybody comes and plays until the desk has closed the workshop; false where the time is over before."""
        people = [Person(self.server.port, guest, self.counts, self.draws) for guest in room.guests]
        others = [
            OpenPage(self.server.port, f"/{where}/{room.slug}/socket/?language=en", room.desk, self.counts)
            for where in ("facilitate", "projector")
        ]
        playing = [asyncio.ensure_future(person.plays()) for person in people]
        pages = [*others, *(person.open for person in people)]
        try:
            for page in others:
                await page.come()
            return await self._led(room)
        finally:
            for page in pages:
                page.is_wanted = False
            for one in playing:
                one.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                for found in await asyncio.gather(*playing, return_exceptions=True):
                    if isinstance(found, Exception):
                        raise found
            for page in pages:
                page.leave()

    async def _led(self, room: Room) -> bool:
        """The desk leads from the lobby to the end, at the pace of all."""
        leaving = list(BEGINNING)
        ending = list(ENDING)
        while leaving or ending:
            await self.pause(DESK_PACES * self.counts.pace)
            if self.is_over:
                return False
            if leaving:
                form: Form = ("next-phase-anyway", [("leaving", leaving.pop(0))])
            else:
                steps = (await asyncio.to_thread(steps_of, self.house, room.slug)).get(room.slug, {})
                form = next_move(steps) or ("next-phase-anyway", [("leaving", ending.pop(0))])
            await self._send(room, *form)
        return True

    async def _send(self, room: Room, verb: str, fields: list[tuple[str, str]]) -> None:
        status = await post(self.server.port, f"/facilitate/{room.slug}/{verb}/", room.desk, fields)
        self.counts.posts += 1
        self.counts.refused += status != OK

    async def _delete(self, room: Room) -> None:
        status = await post(self.server.port, f"/facilitate/{room.slug}/delete/", room.desk, [("sure", "on")])
        self.counts.posts += 1
        self.counts.refused += status != FOUND


def next_move(steps: dict[int, Step]) -> Form | None:
    """What the desk does next in play: opens the round that tables wait for, or closes their steps; None at the end."""
    gates = {step.round for step in steps.values() if step.name == "gate"}
    if gates:
        return "open-round", [("round", str(min(gates)))]
    busy = {
        table: step for table, step in steps.items() if (step.name, step.round) != ("done", CHOSEN["rounds"])
    }
    moments = [("moment", f"{table}.{step.number}") for table, step in busy.items()][:MOST_MOMENTS]
    return ("many", [("do", "close-step"), ("filter", "all"), *moments]) if moments else None


async def _looks(hall: Hall, sampling: Sampling, record: Record, every: float) -> None:
    """Note a sample every so many seconds, as long as the crowd is there."""
    counts = hall.counts
    while True:
        sample = await asyncio.to_thread(
            sampling.look, counts.pages, counts.posts, counts.screens, counts.ended, counts.lost
        )
        print(record.note(sample), flush=True)
        await hall.pause(every)
        if hall.is_over:
            return


async def _keeps_the_pace(hall: Hall) -> None:
    """Let people be quicker or slower, so that the server uses about as much of its core as is wanted."""
    while not hall.is_over:
        busy, began = hall.server.cpu(), perf_counter()
        await hall.pause(hall.counts.pace)
        used = (hall.server.cpu() - busy) / max(1e-3, perf_counter() - began)
        times = min(SLOWER, max(1 / SLOWER, used / WANTED_CORE))
        if hall.counts.waiting > MOST_WAITING * hall.counts.pages:  # others have the core: no need to press
            times = SLOWER
        hall.counts.pace = min(SLOWEST, max(FASTEST, hall.counts.pace * times))
