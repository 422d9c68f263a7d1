"""Does a room of people get what it asks for in time? The real server, real sockets and real requests, on this machine.

    python -m bench.live                      # all that has a budget, in one table; --out FILE writes it as Markdown
    python -m bench.live --players 1000       # new screens after a phase, a round, a step, beside a plain broadcast
    python -m bench.live --walls 50           # one screen for everybody, large and small, beside a plain broadcast
    python -m bench.live --votes 300          # everybody votes at once, and taps twice
    python -m bench.live --connect 1000       # everybody opens the page at once
    python -m bench.live --workshops 100x30   # many workshops go on in the same moment
    python -m bench.live --workshops 100x30 --every 20   # each of many workshops takes a step every so many seconds
    python -m bench.live --fold 10000         # a long log is read and folded, and once more
    python -m bench.live --processes 2        # two servers beside each other, with PostgreSQL and Redis
    python -m bench.live --growth             # what costs how much more when there is more of it
    python -m bench.live --peer-otree         # oTree on the same core, installed for it in a temporary folder
    python -m bench.live --soak 60 --out soak.md         # people play for an hour: what of the server grows?
    python -m bench.live --verdict soak.md    # what the samples of a soak say, also of one that was cut off

Server and reference run on one core, the crowd on another. The database is SQLite in a temporary folder, or a new one beside
that of DATABASE_URL; with REDIS_URL news go through Redis. Nothing leaves the machine but the request for oTree's packages,
and nothing is left behind. No more than 5,000 sockets are open at a time, and each measurement has its longest time.

Times are of one machine and one moment; the ratios say more. Exit code 1 if a budget is broken or anything was lost, 2 if who
measured was too busy for a figure to be trusted.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from collections.abc import Sequence

from bench.live.asking import Measured, Scenario, arguments, scenarios
from bench.live.load import MOST_SOCKETS, most_open, open_files
from bench.live.server import House, cores, on_core
from bench.live.soak.verdict import judged
from bench.live.telling import BROKEN, Line, Table, markdown, outcome, tell, tell_table


def main(words: Sequence[str] | None = None) -> int:
    """Measure what was asked for, print the table, and say whether all is well."""
    asked = arguments(words, __doc__ or "")
    if asked.verdict:
        return _told(judged(asked.verdict))
    open_files()
    if (most := most_open()) < MOST_SOCKETS:
        print(f"This system allows {most:,} sockets at once; {MOST_SOCKETS:,} are wanted.")
    measured, own = cores()
    found: list[Line | Table] = []
    is_late = False
    with on_core(own):
        all_ = scenarios(asked)
        for place, scenario in enumerate(all_, 1):
            try:
                with House() as house:
                    house.kind = asked.server
                    found += asyncio.run(_in_time(scenario, house))
            except TimeoutError:
                is_late = True
                print(f"Given up after {scenario.most_seconds:g} seconds.")
            print(f"{place} of {len(all_)} measured", file=sys.stderr, flush=True)
            if not asked.soak or place == len(all_):
                _write(asked, found)
    if measured == own:
        print("There are no two cores to choose: who measures and what is measured disturb each other.")
    code = _told(found)
    return BROKEN if is_late else code


async def _in_time(scenario: Scenario, house: House) -> Measured:
    async with asyncio.timeout(scenario.most_seconds):
        return await scenario.run(house)


def _told(found: Measured) -> int:
    """Print it, and answer the exit code."""
    lines = [one for one in found if isinstance(one, Line)]
    tables = [one for one in found if isinstance(one, Table)]
    if lines:
        print("\n".join(tell(lines)))
    for table in tables:
        print("\n".join(tell_table(table)))
    return outcome(lines)


def _write(asked: argparse.Namespace, found: Measured) -> None:
    """Write what is known so far where it was asked for; a soak writes its samples there, and its verdict at the end."""
    if not asked.out:
        return
    lines = [one for one in found if isinstance(one, Line)]
    tables = [one for one in found if isinstance(one, Table)]
    with asked.out.open("a" if asked.soak else "w") as file:
        file.write(("\n" if asked.soak else "") + markdown(lines, tables))


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main())
