"""Ten thousand sockets from one address: does the hall play on, and does everybody else get a clear end?

    python -m bench.flood [SOCKETS]

A fifth are strangers, a fifth look at the wall, and the others are players with six pages each. Twenty honest pages, from
the same address, wait meanwhile for what the facilitator does again and again. Nothing leaves the machine, nothing takes
longer than five minutes. Exit code 1 if an honest page was closed or missed something, if a socket ended without a code, or
if the server complained.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

from bench.live.hall import Room, fill
from bench.live.load import open_files
from bench.live.page import CLOSE, OK, Page, post
from bench.live.server import HOST, House, Server
from game.limits.crowd import MOST_OF_NETWORK, MOST_OF_ONE

SOCKETS, HONEST, AT_ONCE = 10_000, 20, 300
MOST_SECONDS, NEWS_SECONDS, CALM_NEWS, PAUSE_SECONDS = 300, 60, 5, 3
MOST_BYTES_EACH = 100_000
LET_IN, CUT = 0, 1006


class Rude(Page):
    """A socket of the flood: it answers nothing, and keeps the code with which it ends."""

    code = LET_IN

    def _take(self, kind: int, text: bytes) -> None:
        if kind == CLOSE:
            self.code = int.from_bytes(text[:2])
        super()._take(kind, text)


@dataclass
class Flood:
    """One run."""

    server: Server
    room: Room
    waits: list[float] = field(default_factory=list)
    rude: list[Rude] = field(default_factory=list)
    honest: list[Page] = field(default_factory=list)
    codes: Counter[int] = field(default_factory=Counter)
    closed: int = 0
    missed: int = 0
    is_paused: bool = False

    def path(self, where: str = "workshops") -> str:
        """Where a socket goes to."""
        return f"/{where}/{self.room.slug}/socket/"

    async def opens(self) -> None:
        """The honest pages come in, each a person of its own."""

        def gone(_page: Page) -> None:
            self.closed += 1

        for guest in self.room.guests[:HONEST]:
            page = Page(self.path(), self.server.port, guest.cookie, lambda _page: None, gone)
            await asyncio.get_running_loop().create_connection(lambda page=page: page, HOST, self.server.port)  # type: ignore[misc]
            self.honest.append(page)
        await self.until(lambda: all(page.frames for page in self.honest))

    async def until(self, holds: Callable[[], bool]) -> bool:
        """Wait until something holds; false if it takes too long."""
        end = time.perf_counter() + NEWS_SECONDS
        while not holds():
            if time.perf_counter() > end:
                return False
            await asyncio.sleep(0.005)
        return True

    async def news(self) -> None:
        """The facilitator lets the workshop pause or go on; note how long it takes until every honest page knows."""
        before, began = [page.frames for page in self.honest], time.perf_counter()
        verb, self.is_paused = ("resume" if self.is_paused else "pause"), not self.is_paused
        path = f"/facilitate/{self.room.slug}/{verb}/"
        is_done = await post(self.server.port, path, self.room.desk, []) == OK
        is_done &= await self.until(
            lambda: all(page.frames > frames for page, frames in zip(self.honest, before, strict=True))
        )
        self.missed += not is_done
        self.waits.append(time.perf_counter() - began)

    async def comes(self, number: int, gate: asyncio.Semaphore) -> None:
        """One socket of the flood, until it has a screen or has ended."""
        where, cookie = "workshops", "player=nobody"
        if number % 5 == 1:
            where = "projector"
        elif number % 5 > 1:
            people = self.room.guests[HONEST:]
            cookie = people[number // MOST_OF_ONE % len(people)].cookie
        async with gate:
            settled = asyncio.Event()
            line = Rude(
                self.path(where),
                self.server.port,
                cookie,
                lambda page: settled.set() if page.frames else None,
                lambda page: settled.set(),
            )
            line.answers = False
            self.rude.append(line)
            try:
                await asyncio.get_running_loop().create_connection(lambda: line, HOST, self.server.port)
                await settled.wait()
            except OSError:
                line.code = CUT

    async def again_and_again(self) -> None:
        """News without end."""
        while True:
            await self.news()
            await asyncio.sleep(PAUSE_SECONDS)


async def run(flood: Flood, sockets: int) -> tuple[list[float], float, int, int]:
    """Calm, then the flood. Answers the waits in calm, the seconds of the flood, and the memory before and at its end."""
    await flood.opens()
    for _time in range(CALM_NEWS):
        await flood.news()
        await asyncio.sleep(PAUSE_SECONDS)
    calm, flood.waits = flood.waits, []
    memory, began, gate = flood.server.memory(), time.perf_counter(), asyncio.Semaphore(AT_ONCE)
    plays = asyncio.ensure_future(flood.again_and_again())
    await asyncio.gather(*(flood.comes(number, gate) for number in range(sockets)))
    seconds, full = time.perf_counter() - began, flood.server.memory()
    plays.cancel()
    await asyncio.gather(plays, return_exceptions=True)
    await asyncio.sleep(PAUSE_SECONDS)
    await flood.news()
    flood.codes.update(line.code if line.code or not line.is_over else CUT for line in flood.rude)
    for page in [*flood.rude, *flood.honest]:
        page.close()
    return calm, seconds, memory, full


def tell(flood: Flood, calm: list[float], seconds: float, memory: int, full: int) -> int:
    """Print what came of it. 1 if something must not be."""
    codes = flood.codes
    grown = (full - memory) / max(1, codes[LET_IN])
    print(f"{len(flood.rude)} sockets in {seconds:.0f} s; {codes[LET_IN]} let in, {grown / 1000:.0f} kB each")
    print("ended: " + ", ".join(f"{count} with {code}" for code, count in sorted(codes.items()) if code))
    for name, waits in (("calm", calm), ("flood", flood.waits)):
        print(f"news in the {name}: {len(waits)}, median {median(waits):.3f} s, worst {max(waits):.3f} s")
    print(
        f"honest pages closed {flood.closed}, news missed {flood.missed}, complaints {flood.server.errors()}"
    )
    is_well = not (flood.closed or flood.missed or flood.server.errors() or codes[CUT])
    return 0 if is_well and codes[LET_IN] <= MOST_OF_NETWORK and grown < MOST_BYTES_EACH else 1


def main(words: list[str]) -> int:
    """Flood a server of its own."""
    sockets = int(words[0]) if words else SOCKETS
    open_files()
    with House() as house:
        (room,) = fill(house, HONEST + sockets // 20, step="choice")
        with house.server(set()) as server:
            flood = Flood(server, room)
            try:
                told = asyncio.run(asyncio.wait_for(run(flood, sockets), MOST_SECONDS))
            except TimeoutError:
                settled = sum(bool(line.frames or line.is_over) for line in flood.rude)
                print(
                    f"Given up after {MOST_SECONDS} seconds: {len(flood.rude)} began, {settled} were answered."
                )
                return 1
            return tell(flood, *told)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
