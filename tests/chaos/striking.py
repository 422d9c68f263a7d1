"""How a blow is struck: in the middle of votes and of steps, and then everything is asked what became of it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from contextlib import AbstractAsyncContextManager

from tests.chaos import invariants
from tests.chaos.evening import Evening, until

MOST_SECONDS = 150
#: So much must have been saved, and moved, before something is struck.
SAVED, MOVED = 12, 3
Blow = Callable[[Evening], Awaitable[None]]


def strike(
    there: AbstractAsyncContextManager[Evening],
    blow: Blow,
    named: Iterable[str] = (),
    allowed: Iterable[int] = (),
    is_voting: bool = True,
    saved: int = SAVED,
) -> float:
    """Strike in the middle of an evening; how many seconds after the blow the last page was current.

    `blow` answers when it is over. `named` are patterns of complaints that it may bring, `allowed` the statuses of 500 and
    more with which requests may be answered. `is_voting` is whether the vote of the first room is still open then,
    `saved` how many votes are saved before.
    """
    return asyncio.run(_strike(there, blow, list(named), list(allowed), is_voting, saved))


async def _strike(
    there: AbstractAsyncContextManager[Evening],
    blow: Blow,
    named: list[str],
    allowed: list[int],
    is_voting: bool,
    saved: int,
) -> float:
    async with asyncio.timeout(MOST_SECONDS), there as evening:
        evening.hall.complaints()
        playing = asyncio.ensure_future(evening.play())
        try:
            await until(lambda: playing.done() or happened(evening, saved, MOVED))
            await blow(evening)
            since = time.monotonic()
            evening.is_over.set()
            await playing
        finally:
            playing.cancel()
        seconds = await evening.seconds_until_current(evening.hall.ports[0], since)
        broken = await evening.broken(is_voting)
    broken += invariants.answered(evening.answers, allowed)
    broken += invariants.calm(evening.hall.complaints(), named)
    invariants.hold(broken)
    print(f"The last page was current {seconds:.1f} s after the blow.")
    return seconds


def happened(evening: Evening, saved: int, moved: int) -> bool:
    """Whether so many votes are saved, and so many steps were made by the room that is led."""
    votes = sum(len(player.saved) for player in evening.players)
    return votes >= saved and (evening.moves >= moved or len(evening.rooms) == 1)


async def more_happens(evening: Evening, saved: int = SAVED, moved: int = MOVED) -> None:
    """Wait until so much more was saved and moved: play goes on."""
    votes = sum(len(player.saved) for player in evening.players)
    moves = evening.moves
    await until(lambda: happened(evening, votes + saved, moves + moved))
