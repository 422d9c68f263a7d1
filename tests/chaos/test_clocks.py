"""Machines whose clocks are ten minutes apart: the log knows one time, and no table's time ends early or late."""

import asyncio
import time
from functools import partial
from pathlib import Path

import pytest

from bench.live.desk import STEPS
from tests.chaos import invariants
from tests.chaos.evening import evening
from tests.chaos.front import Front
from tests.chaos.people import ask
from tests.chaos.striking import strike

FAKETIME = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
#: At this pace a vote takes eighteen seconds, and whoever gives no sign for twenty-four counts as away.
PACE, VOTE_MS = 0.4, 18_000
#: So exact the process is whose clock is right, and so late a busy one may be, in milliseconds.
EARLY_MS, LATE_MS, OFF_MS = 250, 20_000, 3_000


@pytest.fixture(params=["+10m", "-10m"])
def ports(request, hall):
    """A process whose clock is right, and one whose clock is wrong."""
    if not FAKETIME:
        pytest.skip("faketime is not installed")
    wrong = {"LD_PRELOAD": str(FAKETIME[0]), "FAKETIME": request.param, "DONT_FAKE_MONOTONIC": "1"}
    with hall.more(wrong) as more:
        yield [hall.ports[0], *more]


def test_two_clocks_tell_one_time(hall, ports, blow, record_property):
    async def look(there):
        room = there.rooms[0]
        for port in ports:
            answer = await ask(port, there.players[0].path + "screen/", there.players[0].cookie)
            assert abs(int(answer.headers["x-now"]) - time.time() * 1000) < OFF_MS
        left = partial(asyncio.to_thread, has_left, hall, room.slug)
        async with asyncio.timeout(120):
            while not await left():  # noqa: ASYNC110 - the tables are in other processes
                await asyncio.sleep(0.5)
        assert all(abs(page.ahead) < OFF_MS for page in there.pages if page.heard_at)

    chosen = {"timers": "hard", "pace": PACE}
    seconds = strike(evening(hall, rooms=1, front=Front(ports), **chosen), look, is_voting=False, saved=0)
    record_property("seconds until current", seconds)
    lines = hall.fresh(*slugs(hall))[slugs(hall)[0]]["lines"]
    assert not invariants.steady(lines, LATE_MS)
    assert all(VOTE_MS - EARLY_MS <= took <= VOTE_MS + LATE_MS for took in votes_took(lines))


def slugs(hall):
    return [slug for (slug,) in hall.rows("SELECT slug FROM game_workshop WHERE phase <> 'closed'")]


def has_left(hall, slug):
    """Whether both tables of a room have left their vote by themselves."""
    found = [data for where, data in hall.rows(STEPS) if where == slug]
    voted = {data["table"] for data in found if data["name"] == "vote"}
    return {data["table"] for data in found if data["name"] in ("consequence", "runoff")} == voted != set()


def votes_took(lines):
    """How many milliseconds the votes of the first round took, table by table."""
    entered = {
        data["table"]: at
        for _v, event, data, at in lines
        if event == "StepEntered" and data["name"] == "vote"
    }
    closed = {
        data["table"]: at for _v, event, data, at in lines if event == "StepClosed" and data["name"] == "vote"
    }
    assert entered.keys() == closed.keys() and entered
    return [closed[table] - at for table, at in entered.items()]
