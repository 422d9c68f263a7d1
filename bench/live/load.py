"""A crowd: many open pages in one process, which notes when the last of them has something new, and how busy it was itself."""

from __future__ import annotations

import asyncio
import resource
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from time import perf_counter, process_time, time

from bench.live.hall import Guest
from bench.live.page import Page
from bench.live.raw import LEAD
from bench.live.server import HOST

#: So many sockets are open at once, at most.
MOST_SOCKETS = 5_000
#: So many come in the same moment where that is not what is measured.
AT_ONCE = 250
#: What a process opens besides sockets.
OTHER_FILES = 200
OPEN_SECONDS = 30
NEWS_SECONDS = 30


def open_files() -> None:
    """Allow this process and its children as many open files as the system lets them."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def most_open() -> int:
    """How many sockets may be open at once: MOST_SOCKETS, or fewer where the system allows fewer files."""
    allowed = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return MOST_SOCKETS if allowed == resource.RLIM_INFINITY else min(MOST_SOCKETS, allowed - OTHER_FILES)


@dataclass
class Share:
    """How much of its own core the one who measures used while it measured."""

    busy: float = 0.0
    passed: float = 0.0

    def __enter__(self) -> None:
        self._busy, self._began = process_time(), perf_counter()

    def __exit__(self, *_error: object) -> None:
        self.busy += process_time() - self._busy
        self.passed += perf_counter() - self._began

    @property
    def used(self) -> float:
        """From 0 to 1."""
        return self.busy / self.passed if self.passed else 0.0


@dataclass(frozen=True, slots=True)
class News:
    """What came of a deed: after how many seconds the first and the last page had something new, and the bytes that came.

    `missing` counts pages that never had it, `refused` deeds that were not answered as they should be. `began` is the moment
    of the deed, in seconds since 1970.
    """

    first: float
    last: float
    bytes: int
    missing: int
    refused: int
    began: float


@dataclass
class Crowd:
    """Pages that are open at the same time, at one server or spread evenly over several.

    `new` is what differs once a page has something new: by itself the moment that it shows. `waited` is how long each page
    waited for what came last, in seconds.
    """

    port: int
    others: tuple[int, ...] = ()
    new: Callable[[Page], object] = lambda page: page.moment
    pages: list[Page] = field(default_factory=list)
    share: Share = field(default_factory=Share)
    waited: list[float] = field(default_factory=list)
    _waits: dict[Page, object] = field(default_factory=dict)
    _last: asyncio.Event = field(default_factory=asyncio.Event)
    _met: list[float] = field(default_factory=list)
    _bytes: int = 0

    async def come(self, guests: Sequence[Guest]) -> News:
        """Open all pages at once, and wait until each has its own screen."""
        return await self.open([_socket_of(one) for one in guests], is_answered=True)

    async def gather(self, guests: Sequence[Guest]) -> int:
        """Open all pages, not too many at once; how many of them were shown nothing."""
        return await self.gather_at([_socket_of(one) for one in guests])

    async def gather_at(self, sockets: list[tuple[str, str]]) -> int:
        """The same for any addresses of sockets, with the cookies that open them."""
        missing = 0
        for start in range(0, len(sockets), AT_ONCE):
            missing += (await self.open(sockets[start : start + AT_ONCE], is_answered=True)).missing
        return missing

    async def open(self, sockets: list[tuple[str, str]], is_answered: bool) -> News:
        """Open sockets at once; new is who has been let in, or, where frames are answered, who has been shown something."""
        if len(self.pages) + len(sockets) > MOST_SOCKETS:
            raise ValueError(f"No more than {MOST_SOCKETS} sockets at a time.")
        ports = (self.port, *self.others)
        fresh = [
            Page(path, ports[place % len(ports)], cookie, self._heard, self._gone)
            for place, (path, cookie) in enumerate(sockets)
        ]
        self.pages += fresh
        for page in fresh:
            page.answers = is_answered

        async def all_connect() -> int:
            await asyncio.gather(*(self.connect(page) for page in fresh))
            return 0

        return await self.until_new(all_connect, fresh, OPEN_SECONDS)

    async def connect(self, page: Page) -> None:
        """Connect a page to the server."""
        try:
            await asyncio.get_running_loop().create_connection(lambda: page, HOST, page.port)
        except OSError:
            self._gone(page)

    async def until_new(
        self, deed: Callable[[], Awaitable[int]], whose: Sequence[Page] = (), most: float = 0.0
    ) -> News:
        """Do something, and wait until the last page has another moment of its own than before."""
        waiting = [page for page in whose or self.pages if not page.is_over]
        self._waits = {page: self.new(page) for page in waiting}
        self._met, self._bytes = [], 0
        if waiting:
            self._last.clear()
        else:
            self._last.set()
        with self.share:
            began, moment = perf_counter(), time()
            doing = asyncio.ensure_future(deed())
            try:
                async with asyncio.timeout(most or NEWS_SECONDS):
                    await self._last.wait()
            except TimeoutError:
                pass
        self.waited = [at - began for at in self._met]
        met = self.waited or [0.0]
        missing = len(whose or self.pages) - len(self._met)
        return News(min(met), max(met), self._bytes, missing, await doing, moment)

    def _heard(self, page: Page) -> None:
        self._bytes += page.size
        before = self._waits.get(page)
        if before is not None and (self.new(page) != before or not page.answers):
            del self._waits[page]
            self._met.append(page.at)
            if not self._waits:
                self._last.set()

    def _gone(self, page: Page) -> None:
        page.is_over = True
        if self._waits.pop(page, None) is not None and not self._waits:
            self._last.set()

    @property
    def without(self) -> int:
        """How many pages are gone, or have never shown anything."""
        return sum(page.is_over or not page.moment for page in self.pages)

    def leave(self) -> None:
        """Close all pages."""
        for page in self.pages:
            if not page.is_over:
                page.close()
        self.pages.clear()


def _socket_of(guest: Guest) -> tuple[str, str]:
    return f"/workshops/{guest.slug}/socket/?language=en", guest.cookie


class Reference(Crowd):
    """A crowd at the reference, and the one who leads it."""

    async def stand_by(self, number: int) -> None:
        """Open so many sockets that answer nothing, and the one that says what they are sent."""
        for start in range(0, number, AT_ONCE):
            await self.open([("/", "")] * min(AT_ONCE, number - start), is_answered=False)
        self.lead = Page(LEAD, self.port, "", self._heard, lambda _page: None)
        await self.connect(self.lead)
        await self.broadcast(1)
        self.share = Share()

    async def broadcast(self, size: int) -> News:
        """Let everybody be sent so many bytes."""
        words = str(size).encode()
        frame = bytes([0x81, 0x80 | len(words)]) + b"\0\0\0\0" + words

        async def say() -> int:
            self.lead.transport.write(frame)
            return 0

        return await self.until_new(say)
