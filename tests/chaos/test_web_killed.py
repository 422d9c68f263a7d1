"""A web process dies in the middle of votes and steps: its pages go to the other one, and nothing saved is lost."""

import asyncio
import random

from tests.chaos.evening import evening
from tests.chaos.striking import more_happens, strike


def test_killed_web_process_takes_nothing_saved_with_it(hall, blow, record_property):
    port = random.choice(hall.ports)

    async def die(there):
        await asyncio.to_thread(hall.kill, port)
        await more_happens(there)
        await asyncio.to_thread(hall.restart, port)
        await more_happens(there, saved=4, moved=1)

    record_property("seconds until current", strike(evening(hall), die))
