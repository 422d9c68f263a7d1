"""Two servers beside each other against one, on the same PostgreSQL and Redis: do they take more votes a second?"""

from __future__ import annotations

import os
from contextlib import ExitStack
from statistics import median

from bench.live.crowding import Counted, voted
from bench.live.hall import fill
from bench.live.server import ALLOWED, House
from bench.live.telling import ROUNDS, Line

TIMES_MORE = 1.6
#: People sit in many workshops, as the votes of one are taken one after the other wherever they come in.
IN_EACH = 30


def can_share() -> bool:
    """Whether there is what several processes need to share workshops."""
    return bool(os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"))


async def votes(house: House, number: int, processes: int, rounds: int = ROUNDS) -> list[Line]:
    """Everybody votes at once, in turns at one server and spread over all of them."""
    places = [{ALLOWED[place % len(ALLOWED)]} if ALLOWED else set[int]() for place in range(processes)]
    in_each = min(number, IN_EACH)
    one, all_ = Counted(), Counted()
    with ExitStack() as stack:
        servers = [stack.enter_context(house.server(core)) for core in places]
        for _round in range(rounds):
            for some, counted in ((servers[:1], one), (servers, all_)):
                await voted(house, some, fill(house, in_each, -(-number // in_each), "vote"), counted)
        complaints = sum(server.errors() for server in servers)
    people = in_each * -(-number // in_each)
    rates = [[people / wave.seconds for wave in counted.waves] for counted in (one, all_)]
    told = f"{median(rates[1]):.0f} against {median(rates[0]):.0f} posts/s, {people} people in {people // in_each} workshops"
    has_cores = len(ALLOWED) > processes
    if not has_cores:
        told += f"; the {processes} servers and the crowd share {len(ALLOWED)} cores, so this tells little"
    return [
        Line(
            f"{processes} processes against one, votes",
            median(rates[1]) / median(rates[0]),
            "x",
            TIMES_MORE,
            at_least=True,
            share=max(one.share.used, all_.share.used),
            lost=one.lost + all_.lost + complaints,
            whole=rounds >= ROUNDS,
            applies=has_cores,
            told=told,
        )
    ]
