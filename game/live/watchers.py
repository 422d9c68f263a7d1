"""An open page, as the hub sees it: one frame in flight, freed by a short answer of the page."""

from __future__ import annotations

import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from game import metrics, one_clock
from game.render import RenderedPart, RenderedScreen
from game.rules.screens import Viewer


@dataclass(eq=False)
class Watcher:
    """Who looks, in which language, what the page shows, and whether it is free for more.

    `send` is given a frame, or an empty text when the workshop is no more or not the viewer's to see. `known` are the hashes
    of the parts that the page had when it came; `may_look` asks again whether the viewer still may, where that can end.
    """

    viewer: Viewer
    language: str
    send: Callable[[str], Awaitable[None]]
    known: frozenset[str] = frozenset()
    may_look: Callable[[], Awaitable[bool]] | None = None
    shown: dict[str, str] = field(default_factory=dict)
    screen: RenderedScreen | None = None
    free: bool = True
    heard_at: float = field(default_factory=time.monotonic)

    @property
    def overlooks(self) -> bool:
        """Whether it sees many tables: a desk, of a facilitator or a host, or the wall."""
        return self.viewer.kind != "player"

    async def show(self, screen: RenderedScreen, beat: bool = False, frames: Frames | None = None) -> None:
        """Send what differs from what the page shows, if it is free; otherwise it gets the latest when it is.

        `frames` keeps what has been written already for others who are shown the very same.
        """
        is_first, self.screen = self.screen is None, screen
        if is_first:
            self.shown = {part.slot: part.hash for part in screen.parts if part.hash in self.known}
        if not self.free:
            return
        fresh = tuple(part for part in screen.parts if self.shown.get(part.slot) != part.hash)
        if not (fresh or beat or is_first):
            return
        self.free = False
        self.shown |= {part.slot: part.hash for part in fresh}
        text = (frames or Frames()).frame(screen, fresh)
        await self.send(text)
        metrics.pushed(len(text))

    async def hear(self) -> None:
        """The page has answered: it is alive and free."""
        self.heard_at = time.monotonic()
        self.free = True
        if self.screen is not None:
            await self.show(self.screen)


class Frames:
    """What pages are sent, written once for all that get the same."""

    def __init__(self) -> None:
        self.written: dict[tuple[int, tuple[int, ...]], str] = {}

    def frame(self, screen: RenderedScreen, parts: tuple[RenderedPart, ...]) -> str:
        """Version, time in milliseconds, the hash of the whole screen, and parts that are quoted for JSON already."""
        key = id(screen), tuple(map(id, parts))
        if key not in self.written:
            head = {"version": screen.version, "now": one_clock.now(), "screen": screen.hash}
            html = "".join(part.quoted for part in parts)
            self.written[key] = f'{json.dumps(head)[:-1]}, "html": "{html}"}}'
        return self.written[key]
