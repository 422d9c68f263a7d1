"""An open page, as the hub sees it: one frame in flight, freed by a short answer of the page."""

from __future__ import annotations

import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from game.render import RenderedScreen
from game.rules.screens import Viewer


@dataclass(eq=False)
class Watcher:
    """Who looks, in which language, what the page shows, and whether it is free for more.

    `send` is given a frame, or an empty text when the workshop is no more.
    """

    viewer: Viewer
    language: str
    send: Callable[[str], Awaitable[None]]
    shown: dict[str, str] = field(default_factory=dict)
    screen: RenderedScreen | None = None
    free: bool = True
    heard_at: float = field(default_factory=time.monotonic)

    async def show(self, screen: RenderedScreen, beat: bool = False) -> None:
        """Send what differs from what the page shows, if it is free; otherwise it gets the latest when it is."""
        self.screen = screen
        if not self.free:
            return
        fresh = [part for part in screen.parts if self.shown.get(part.slot) != part.hash]
        if not fresh and not beat:
            return
        self.free = False
        self.shown |= {part.slot: part.hash for part in fresh}
        await self.send(
            json.dumps(
                {
                    "version": screen.version,
                    "now": time.time_ns() // 1_000_000,
                    "screen": screen.hash,
                    "html": "".join(part.html for part in fresh),
                }
            )
        )

    async def hear(self) -> None:
        """The page has answered: it is alive and free."""
        self.heard_at = time.monotonic()
        self.free = True
        if self.screen is not None:
            await self.show(self.screen)
