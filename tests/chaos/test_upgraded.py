"""A site is upgraded in the middle of votes, one web process after the other: nobody's vote is lost, and nobody notices (O6)."""

import asyncio

from tests.chaos.evening import evening
from tests.chaos.striking import more_happens, strike


def test_processes_that_are_replaced_one_by_one_lose_no_vote(hall, blow, record_property):
    """The database is migrated while both serve; then each ends properly, is started anew, and serves again."""
    ended = []

    async def upgrade(there):
        await asyncio.to_thread(hall.migrate)
        for port in hall.ports:
            ended.append(await asyncio.to_thread(hall.end, port))
            await more_happens(there, saved=4, moved=0)  # the other one serves
            await asyncio.to_thread(hall.restart, port)
            await more_happens(there, saved=4, moved=0)

    record_property("seconds until current", strike(evening(hall), upgrade))
    assert ended == [0, 0]
