"""Somebody who plays: answers each screen that comes, by a form of the page, and opens the page anew now and then."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from bench.live.hall import Guest
from bench.live.page import OK, Page, post
from bench.live.server import HOST

Fields = list[tuple[str, str]]
OPTIONS, CHIPS = "ABC", ("", "fair", "trust", "lasting")
#: One in so many answers comes a second time, and one in so many closes the page and opens it again.
TWICE_IN, AWAY_IN = 20, 60
WORDS = "What we decide here will be felt in every street of the town."


@dataclass
class Counts:
    """What all people of a soak have done, and what was lost: answers that failed, and pages that were cut off.

    `pace` is the seconds between two looks of somebody at the own page, `waiting` how many wait for an answer now.
    """

    pace: float
    waiting: int = 0
    posts: int = 0
    screens: int = 0
    pages: int = 0
    ended: int = 0
    refused: int = 0
    cut: int = 0

    @property
    def lost(self) -> int:
        """All that should not have happened."""
        return self.refused + self.cut


class OpenPage:
    """One page that somebody has open, counted with all others; it may be cut off and opened again."""

    def __init__(self, port: int, path: str, cookie: str, counts: Counts) -> None:
        self.port, self.path, self.cookie, self.counts = port, path, cookie, counts
        self.page: Page | None = None
        self.is_wanted = True

    async def come(self) -> None:
        """Open it, unless it is open."""
        if self.page is not None and not self.page.is_over:
            return
        page = Page(self.path, self.port, self.cookie, self._heard, self._gone)
        self.page = page
        self.counts.pages += 1
        try:
            await asyncio.get_running_loop().create_connection(lambda: page, HOST, self.port)
        except OSError:
            self._gone(page)
            page.is_over = True

    def leave(self) -> None:
        """Close it."""
        if self.page is not None and not self.page.is_over:
            self.page.close()
            self.counts.pages -= 1

    def _heard(self, _page: Page) -> None:
        self.counts.screens += 1

    def _gone(self, _page: Page) -> None:
        self.counts.pages -= 1
        self.counts.cut += self.is_wanted


class Person:
    """A guest with an open page."""

    def __init__(self, port: int, guest: Guest, counts: Counts, draws: Random) -> None:
        self.guest, self.counts, self.draws = guest, counts, draws
        self.open = OpenPage(port, f"/workshops/{guest.slug}/socket/?language=en", guest.cookie, counts)
        self.answered = ""
        self.taps = 0

    async def plays(self) -> None:
        """Answer what the page shows, at the pace of all, until cancelled."""
        while True:
            await self.open.come()
            await asyncio.sleep(self.counts.pace * self.draws.uniform(0.5, 1.5))
            moment = self.open.page.moment if self.open.page else ""
            if moment != self.answered or not self.draws.randrange(TWICE_IN):
                await self.answers(moment)
            if not self.draws.randrange(AWAY_IN):
                self.open.leave()

    async def answers(self, moment: str) -> None:
        """Send the form of this moment, if it has one."""
        self.answered = moment
        number, _blank, name = moment.rpartition(" ")
        found = ANSWERS.get("debrief" if moment.startswith("debrief") else name)
        if found is None:
            return
        deed, fields = found(self.draws)
        self.taps += 1
        sent = [
            ("step", number if number.isdigit() else "0"),
            ("page", self.guest.id),
            ("tap", str(self.taps)),
        ]
        path = f"/workshops/{self.guest.slug}/{deed}/"
        self.counts.waiting += 1
        status = await post(self.open.port, path, self.guest.cookie, [*sent, *fields])
        self.counts.waiting -= 1
        self.counts.posts += 1
        self.counts.refused += status != OK


def _plain(deed: str, *fields: tuple[str, str]) -> Callable[[Random], tuple[str, Fields]]:
    return lambda _draws: (deed, [*fields])


def _choose(draws: Random) -> tuple[str, Fields]:
    words = WORDS[: draws.randrange(20, len(WORDS))] if not draws.randrange(3) else ""
    sure, chip = str(draws.randrange(4)), draws.choice(CHIPS)
    return "choose", [
        ("option", draws.choice(OPTIONS)),
        ("confidence", sure),
        ("reason", chip),
        ("words", words),
    ]


def _vote(draws: Random) -> tuple[str, Fields]:
    return "vote", [("option", draws.choice(OPTIONS))]


def _word(draws: Random) -> tuple[str, Fields]:
    return "word", [("option", draws.choice(OPTIONS))]


#: What is answered at which moment, by the last word of it.
ANSWERS: dict[str, Callable[[Random], tuple[str, Fields]]] = {
    "welcome": _plain("read"),
    "before": _plain("questions", ("part", "before"), ("skip", "on")),
    "briefing": _plain("read"),
    "situation": _plain("read"),
    "choice": _choose,
    "reveal": _plain("go-on"),
    "talk": _plain("ready"),
    "vote": _vote,
    "word": _word,
    "consequence": _plain("go-on"),
    "reflect": _plain("reflect", ("words", WORDS)),
    "results": _plain("read"),
    "debrief": _plain("keep", ("question", "1"), ("words", WORDS)),
    "plan": _plain("plan", ("when", "On Monday"), ("i_will", WORDS[:40])),
    "after": _plain("questions", ("part", "after"), ("skip", "on")),
}
