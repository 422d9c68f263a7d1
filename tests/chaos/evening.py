"""An evening in a hall: one room votes and one room is led on, step by step, while something is struck."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial

import psycopg

from bench.live.desk import PHASES, Form, Step, steps_of
from bench.live.hall import SEATS, Room
from tests.chaos import invariants
from tests.chaos.front import Front
from tests.chaos.hall import Hall
from tests.chaos.invariants import Answered
from tests.chaos.people import NO_LINE, Answer, Page, Player, ask

#: A page must be current so soon after a blow is over; a test waits five times as long.
CURRENT_SECONDS, PATIENCE = 5.0, 5
COME_SECONDS = 60
MOVE_SECONDS = 0.4


class Evening:
    """Pages of all people, walls and desks of some rooms; the first room votes, the last one is led."""

    def __init__(self, hall: Hall, front: Front, rooms: Sequence[Room]) -> None:
        self.hall, self.front, self.rooms = hall, front, rooms
        self.answers: list[Answered] = []
        self.is_over = asyncio.Event()
        self.players = [
            Player(guest.id, f"/workshops/{guest.slug}/", guest.cookie, self.answers)
            for room in rooms
            for guest in room.guests
        ]
        self.walls = [Page("wall", f"/projector/{room.slug}/", "", self.answers) for room in rooms]
        self.desks = [Page("desk", f"/facilitate/{room.slug}/", room.desk, self.answers) for room in rooms]
        self.pages: list[Page] = [*self.players, *self.walls, *self.desks]
        self.moves = 0

    def of(self, room: Room) -> list[Player]:
        """The players of a room."""
        return [player for player in self.players if player.path == f"/workshops/{room.slug}/"]

    async def come(self, group: asyncio.TaskGroup) -> list[asyncio.Task[None]]:
        """Open all pages, and wait until each shows something by its socket."""
        tasks = [group.create_task(page.live(self.front.port)) for page in self.pages]
        await until(
            lambda: all(page.shown and (page.frames or self.front.refuses_upgrades) for page in self.pages)
        )
        return tasks

    async def play(self) -> None:
        """Vote in the first room, all but one at each table, and lead the last one, until it is over and all is answered."""
        voters = [player for number, player in enumerate(self.of(self.rooms[0])) if number % SEATS]
        deeds = [player.votes_on(self.is_over) for player in voters]
        if len(self.rooms) > 1:
            deeds.append(self._lead(self.rooms[-1], self.desks[-1]))
        await asyncio.gather(*deeds)

    async def _lead(self, room: Room, desk: Page) -> None:
        left = list(PHASES)
        while not self.is_over.is_set():
            with contextlib.suppress(
                psycopg.OperationalError, sqlite3.OperationalError
            ):  # who looks is struck as well
                form = await asyncio.to_thread(self._next, room, left)
                if form is None:
                    return
                await self._do(desk, form)
            await asyncio.sleep(MOVE_SECONDS)

    def _next(self, room: Room, left: list[str]) -> Form | None:
        if left:
            return "next-phase-anyway", [("leaving", left.pop(0))]
        steps = self.steps_of(room)
        if at_gate := {step.round for step in steps.values() if step.name == "gate"}:
            return "open-round", [("round", str(max(at_gate)))]
        moments = [
            ("moment", f"{table}.{step.number}") for table, step in steps.items() if step.name != "done"
        ]
        return ("many", [("do", "close-step"), ("filter", "all"), *moments]) if moments else None

    async def _do(self, desk: Page, form: Form) -> None:
        answer = Answer(0)
        while answer.status in NO_LINE:
            answer = await ask(self.front.port, f"{desk.path}{form[0]}/", desk.cookie, form[1])
            desk.take(f"{form[0]} at the desk", answer)
            if answer.status in NO_LINE:
                await asyncio.sleep(MOVE_SECONDS)
        assert answer.status == 200, (form, answer.status)
        self.moves += 1

    def steps_of(self, room: Room) -> dict[int, Step]:
        """Where each table of a room is, by the log."""
        return steps_of(self.hall).get(room.slug, {})  # type: ignore[arg-type]

    async def seconds_until_current(self, port: int, since: float) -> float:
        """How long after a moment every page shows what a fresh fetch of its screen says, asked at one web process.

        Waits five times as long as it may take, and fails with what is not current then.
        """
        wrong = ["nobody was asked"]
        while wrong and time.monotonic() - since < PATIENCE * CURRENT_SECONDS:
            own = await asyncio.gather(
                *(ask(port, f"{page.path}screen/", page.cookie) for page in self.pages)
            )
            named = [f"{page.path}{page.name}" for page in self.pages]
            wrong = invariants.current(
                dict(zip(named, (page.hash for page in self.pages), strict=True)),
                dict(zip(named, (answer.headers.get("x-screen", "") for answer in own), strict=True)),
            )
            await asyncio.sleep(0.05)
        assert not wrong, wrong
        return time.monotonic() - since

    async def broken(self, is_voting: bool = True) -> list[str]:
        """What is not as it must be, by the log and by the state of a process that knew nothing."""
        found: list[str] = []
        fresh = await asyncio.to_thread(self.hall.fresh, *(room.slug for room in self.rooms))
        for room in self.rooms:
            told, players = fresh[room.slug], self.of(room)
            saved = [vote for player in players for vote in player.saved]
            shown = {player.name: player.hash for player in players}
            shown["wall"] = next(wall.hash for wall in self.walls if room.slug in wall.path)
            found += invariants.once(told["lines"], saved) + invariants.gapless(told["lines"])
            found += invariants.folded(told) + invariants.current(shown, told["screens"])
            if is_voting and room is self.rooms[0]:
                found += invariants.held(told["votes"], saved)
            found += [f"{player} counts as away" for player in told["away"]]
        return found


async def until(what: Callable[[], object], seconds: float = COME_SECONDS) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(seconds):
        while not what():  # noqa: ASYNC110 - what is waited for happens in other processes
            await asyncio.sleep(0.02)


@asynccontextmanager
async def evening(
    hall: Hall, players: int = 10, rooms: int = 2, front: Front | None = None, **chosen: object
) -> AsyncIterator[Evening]:
    """An evening with all its pages open: a room in a vote and, if there are two, one in the lobby; all leave at the end."""
    wanted = [(players, "vote"), (SEATS, "-")][:rooms]
    halls = await asyncio.to_thread(partial(hall.fill, *wanted, **chosen))
    async with front or Front(hall.ports) as open_front, asyncio.TaskGroup() as group:
        there = Evening(hall, open_front, halls)
        tasks = await there.come(group)
        try:
            yield there
        finally:
            for task in tasks:
                task.cancel()
