"""PostgreSQL dies and comes back: what is sent meanwhile is refused clearly or waits, and both processes go on by themselves."""

import asyncio

from tests.chaos.evening import evening
from tests.chaos.striking import more_happens, strike

GONE_SECONDS = 2.0


def test_postgres_that_is_killed_loses_nothing_saved(hall, postgres, blow, record_property):
    async def die(there):
        await asyncio.to_thread(postgres.kill)
        refused = len([one for one in there.answers if one.status == 503])
        await asyncio.sleep(GONE_SECONDS)
        await asyncio.to_thread(postgres.start)
        assert len([one for one in there.answers if one.status == 503]) > refused
        await more_happens(there)

    pids = [web.process.pid for web in hall.webs.values()]
    named = (
        r"the database is away \(",
        r"the clock .* \(",
        r"a room could not be shown \(",
        r"Exception inside application.* \(",
    )
    record_property("seconds until current", strike(evening(hall), die, named, allowed=[503]))
    assert [web.process.pid for web in hall.webs.values()] == pids
    assert all(web.process.poll() is None for web in hall.webs.values())
