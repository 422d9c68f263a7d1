"""The disk is full: what cannot be saved is refused with a sentence and never called saved; reading goes on, and then all does."""

import asyncio
import resource

import pytest

from tests.chaos.evening import evening, until
from tests.chaos.hall import SQLITE, Hall
from tests.chaos.people import ask
from tests.chaos.striking import more_happens, strike

#: A little more than the small files have, and far less than the journal of the database.
ROOM_BYTES = 4096
REFUSED = 8


@pytest.fixture(scope="module")
def one_process(ends_well):
    with Hall(1) as ready:
        yield ready


def test_full_disk_refuses_what_cannot_be_saved(one_process, blow, record_property):
    (web,) = one_process.webs.values()
    journal = one_process.folder / f"{SQLITE}-wal"
    small = [one_process.folder / f"{SQLITE}-shm", web.complaints]

    def allow(most):
        resource.prlimit(web.process.pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))

    async def fill_up(there):
        most = max(path.stat().st_size for path in small) + ROOM_BYTES
        await until(lambda: journal.stat().st_size > 4 * most)
        allow(most)
        try:
            await until(lambda: sum(one.status == 503 for one in there.answers) >= REFUSED)
            whole = await ask(web.port, there.players[0].path, there.players[0].cookie)
            assert whole.status == 200
            assert all([await page.fetch() in (200, 204) for page in there.pages])
            refused = await ask(web.port, "/join/", form=await door(there))
            assert refused.status == 503 and refused.headers["retry-after"]
        finally:
            allow(resource.RLIM_INFINITY)
        await more_happens(there)

    async def door(there):
        code = await asyncio.to_thread(
            one_process.rows, "SELECT code FROM game_workshop WHERE phase <> 'closed' ORDER BY id"
        )
        return [("code", code[0][0]), ("name", "Ingrid")]

    named = (r"the database is away \(", r"the clock .* \(", r"a room could not be shown \(")
    seconds = strike(evening(one_process), fill_up, named, allowed=[503])
    record_property("seconds until current", seconds)
