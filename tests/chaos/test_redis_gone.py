"""Redis dies or hangs: people go on voting, nobody is answered 5xx, and pages of both processes become current."""

import asyncio
import signal
import time

from tests.chaos.evening import evening
from tests.chaos.invariants import Answered
from tests.chaos.people import ask
from tests.chaos.striking import more_happens, strike

#: News that could not be sent is told, without a traceback.
NAMED = (r"news did not reach other processes", r"game\.live\..*", r"channels_redis\.pubsub: .* \(")
GONE_SECONDS = 1.0
#: Four threads that each wait for Redis again and again would need minutes.
MOST_SECONDS = 25


async def asks_for_what_is_cached(there):
    """Other pages that use the cache; each is answered, and none 5xx."""
    for port in there.hall.ports:
        wrong_code = [("code", "ABCDEF"), ("name", "Ingrid")]
        for path, form in (("/join/", wrong_code), ("/enter/unknown/", None)):
            answer = await ask(port, path, form=form)
            there.answers.append(Answered(path, answer.status or 599))


def test_redis_that_hangs_and_is_killed_stops_nobody(hall, redis_server, blow, record_property):
    async def hang_and_die(there):
        redis_server.send(signal.SIGSTOP)
        began = time.monotonic()
        await more_happens(there)
        await asks_for_what_is_cached(there)
        assert time.monotonic() - began < MOST_SECONDS
        redis_server.kill()
        await more_happens(there)
        await asks_for_what_is_cached(there)
        there.is_over.set()  # what is told from now on would make up for what was lost
        await asyncio.sleep(GONE_SECONDS)
        await asyncio.to_thread(redis_server.start)

    record_property("seconds until current", strike(evening(hall), hang_and_die, NAMED))


def test_news_that_redis_refuses_to_carry_are_made_up_for(hall, redis_server, blow, record_property):
    async def refuse(there):
        redis_server.say("ACL", "SETUSER", "default", "-publish")
        try:
            await more_happens(there)
            there.is_over.set()
            await asyncio.sleep(GONE_SECONDS)
        finally:
            redis_server.say("ACL", "SETUSER", "default", "+publish")

    record_property("seconds until current", strike(evening(hall), refuse, NAMED))
