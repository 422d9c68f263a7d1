"""A room: a workshop that is watched in this process, with one task that shows its pages what changed."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterable

from django.db import DatabaseError

from game import log, metrics
from game.live.heard import Heard
from game.live.watchers import Frames, Watcher
from game.live.worker import in_worker
from game.models import Workshop
from game.render import RenderedScreen, rendered
from game.rules.screens import Viewer, sees

logger = logging.getLogger(__name__)

BEAT_SECONDS = 8.0
CALM_SECONDS = 0.2
DEAD_SECONDS = 30.0
AGAIN_SECONDS = 1.0
#: So many pages are rendered in one go: the first are sent while others are made.
AT_ONCE = 60
#: The tables that stand for all of them.
EVERYWHERE = frozenset({0})


class Room:
    """A workshop that is watched in this process. `goes` is told which page has to leave it."""

    def __init__(self, workshop: Workshop, goes: Callable[[Watcher], None]) -> None:
        self.workshop, self.goes = workshop, goes
        self.watchers: set[Watcher] = set()
        self.coming: dict[Watcher, asyncio.Future[bool]] = {}
        self.heard = Heard()
        self.touched: set[int] = set()  # tables whose players wait for something new
        self.overlooked: set[int] = (
            set()
        )  # the same for desks and walls, which look at everything that happens
        self.is_overlooked = False
        self.is_urgent, self.asks_rights = False, False
        self.told_at = 0.0
        self.calm_until, self.beat_at = 0.0, time.monotonic() + BEAT_SECONDS
        self.shown_version = self.folded = 0
        self.waiting: list[tuple[int, threading.Event]] = []
        self.wake = asyncio.Event()
        self.task = asyncio.ensure_future(self.serve())

    def take_in(self, watcher: Watcher) -> asyncio.Future[bool]:
        """A page comes in; answers, later, whether it has been shown its screen, or is a stranger's."""
        self.watchers.add(watcher)  # before the first look, so that no news is missed in between
        self.coming[watcher] = asyncio.get_running_loop().create_future()
        self.wake.set()
        return self.coming[watcher]

    def hear(self, since: int, version: int, tables: Iterable[int], urgent: bool) -> None:
        """Mark what changed; the room's own task does the rest."""
        self.heard.hear(since, version)
        self.told_at = self.told_at or time.monotonic()
        self.touched.update(tables)
        self.overlooked.update(tables)
        self.is_overlooked = True
        self.is_urgent = self.is_urgent or urgent
        self.wake.set()

    def compare(self, version: int | None) -> None:
        """Compare with the version that the database has (None: there is no such workshop any more)."""
        if version is None or self.heard.misses(version):
            self.heard.all_through(version or 0)
            self.hear(self.heard.through, self.heard.through, EVERYWHERE, urgent=True)

    def ask_rights(self) -> None:
        """Somebody may have lost the right to look."""
        self.asks_rights = True
        self.wake.set()

    def tell_when_shown(self, version: int, done: threading.Event) -> None:
        """Set `done` when the players here have been sent this version."""
        self.waiting.append((version, done))
        self._tell_who_waits()

    async def serve(self) -> None:
        """Show what changed: at once to who comes in and after a new step, else at most five times a second; and beat."""
        while True:
            await self._until_due()
            began = time.monotonic()
            try:
                await self._serve_once(began)
            except Workshop.DoesNotExist:
                await self._end(list(self.watchers))
            except Exception as problem:
                if isinstance(problem, DatabaseError):
                    logger.warning("a room waits for the database: %s", type(problem).__name__)
                else:
                    logger.exception("a room could not be shown")
                self.touched |= EVERYWHERE
                self.overlooked |= EVERYWHERE
                self.is_overlooked = True
                await asyncio.sleep(AGAIN_SECONDS)
            self.calm_until = began + max(CALM_SECONDS, 2 * (time.monotonic() - began))

    async def _until_due(self) -> None:
        while not (self.coming or self.is_urgent or self.asks_rights):
            due_at = (
                min(self.beat_at, self.calm_until) if self.touched or self.is_overlooked else self.beat_at
            )
            if (wait := due_at - time.monotonic()) <= 0:
                return
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(wait):  # wait_for may swallow that the room was closed
                    await self.wake.wait()
            self.wake.clear()

    async def _serve_once(self, now: float) -> None:
        """First who comes in, then players, and then desks and walls, which hear of single tables at the pace of progress."""
        is_calm = now >= self.calm_until
        if self.coming:
            await self._let_in()
        if self.asks_rights:
            await self._ask_rights()
        if self.touched and (self.is_urgent or is_calm):
            tables, told_at, self.touched, self.told_at = self.touched, self.told_at, set(), 0.0
            self.is_urgent, self.folded = False, 0  # what is heard while these are shown is shown next
            await self._show([watcher for watcher in self.watchers if not watcher.overlooks], tables)
            self.shown_version = max(self.shown_version, self.folded)
            if told_at:
                metrics.fan_out.observe(time.monotonic() - told_at)
        if not self.touched:
            self.is_urgent, self.shown_version = False, max(self.shown_version, self.heard.through)
        self._tell_who_waits()
        if self.is_overlooked and (is_calm or not self.overlooked.isdisjoint(EVERYWHERE)):
            tables, self.overlooked, self.is_overlooked = self.overlooked, set(), False
            await self._show([watcher for watcher in self.watchers if watcher.overlooks], tables)
        if now >= self.beat_at:
            self.beat_at = now + BEAT_SECONDS
            await self._show(list(self.watchers), None, beat=True)

    async def _let_in(self) -> None:
        """So many at a time, that news need not wait for the first screens of a whole crowd."""
        coming = {watcher: self.coming.pop(watcher) for watcher in list(self.coming)[:AT_ONCE]}
        try:
            shown = await self._show(list(coming), None)
        except BaseException as problem:
            for joined in coming.values():
                if not joined.done():
                    joined.set_exception(problem if isinstance(problem, Exception) else RuntimeError())
            raise
        for watcher, joined in coming.items():
            if not joined.done():
                joined.set_result(watcher in shown)

    async def _show(
        self, watchers: list[Watcher], tables: set[int] | None, beat: bool = False
    ) -> set[Watcher]:
        """Render and send, some pages at a time. Answers who was there to be shown something; strangers leave."""
        frames, found = Frames(), set()
        for first in range(0, len(watchers), AT_ONCE):
            some = watchers[first : first + AT_ONCE]
            for watcher, screen in await in_worker(lambda some=some: self._made(some, tables)):  # type: ignore[misc]
                if screen is None:
                    await self._end([watcher])
                    continue
                found.add(watcher)
                await self._send(watcher, screen, beat, frames)
        return found

    def _made(
        self, watchers: Iterable[Watcher], tables: set[int] | None
    ) -> list[tuple[Watcher, RenderedScreen | None]]:
        """One fold for all, and one screen for all who see the same; None for a player who is not of the workshop."""
        current = log.current(self.workshop)
        if not self.heard.through:
            self.heard.all_through(current.state.version)
        self.folded = min(self.folded or current.state.version, current.state.version)
        known: dict[tuple[Viewer, str], RenderedScreen] = {}
        made: list[tuple[Watcher, RenderedScreen | None]] = []
        for watcher in watchers:
            viewer, key = watcher.viewer, (watcher.viewer, watcher.language)
            if viewer.kind == "player" and viewer.player not in current.state.players:
                made.append((watcher, None))
            elif sees(viewer, current.state, None if tables is None or 0 in tables else tables):
                if key not in known:
                    known[key] = rendered(
                        self.workshop, current, viewer, watcher.language, len(self.watchers)
                    )
                made.append((watcher, known[key]))
        return made

    async def _send(self, watcher: Watcher, screen: RenderedScreen, beat: bool, frames: Frames) -> None:
        if time.monotonic() - watcher.heard_at > DEAD_SECONDS:
            watcher.free = False  # nobody answers there for now; it gets the latest when somebody does
        with contextlib.suppress(Exception):  # the page went away while it was told; its own socket says so
            await watcher.show(screen, beat, frames)

    async def _ask_rights(self) -> None:
        self.asks_rights = False
        try:
            for watcher in list(self.watchers):
                if watcher.may_look is not None and not await watcher.may_look():
                    await self._end([watcher])
        except Exception:
            self.asks_rights = True  # whoever was not asked yet is asked when this goes on
            raise

    async def _end(self, watchers: list[Watcher]) -> None:
        """The workshop is no more, or not theirs to see: these pages are told so."""
        for watcher in watchers:
            if (joined := self.coming.pop(watcher, None)) is not None and not joined.done():
                joined.set_result(False)
            with contextlib.suppress(Exception):
                await watcher.send("")
            self.goes(watcher)

    def _tell_who_waits(self) -> None:
        for version, done in self.waiting:
            if version <= self.shown_version:
                done.set()
        self.waiting = [(version, done) for version, done in self.waiting if version > self.shown_version]
