"""Bad sockets against a real server: each gets a clear end, and an honest page beside them keeps getting what is new."""

import asyncio
from contextlib import asynccontextmanager, suppress

import pytest

from bench.live.hall import fill
from bench.live.page import OK, Page, post
from bench.live.server import House
from game import limits
from game.limits.crowd import MOST_OF_ONE, MOST_OF_WALL
from tests.game.raw_line import BINARY, CUT, MORE, PATIENCE_SECONDS, PING, TEXT, Line, frame

PLAYERS = 40
DOT = frame(TEXT, b".")
STORM = 4 * limits.MOST_FRAMES


@pytest.fixture(scope="module")
def hall():
    """A server of its own with one workshop in play, and its people; each test takes others of them."""
    with House() as house:
        (room,) = fill(house, PLAYERS, step="choice")
        with house.server(set()) as server:
            yield Hall(server, room)
            assert server.errors() == 0, server.complaints.read_text()


class Hall:
    def __init__(self, server, room):
        self.server, self.room, self.port = server, room, server.port
        self.guests = list(room.guests)
        self.is_paused = False
        self.lines = []

    def path(self, where="workshops"):
        return f"/{where}/{self.room.slug}/socket/"

    def somebody(self):
        """The cookie of a player who has not been used yet."""
        return self.guests.pop().cookie

    async def page(self, cookie=""):
        """A page with manners, and a queue of the times something came."""
        came = asyncio.Queue()
        page = Page(
            self.path(),
            self.port,
            cookie or self.somebody(),
            came.put_nowait,
            lambda page: came.put_nowait(None),
        )
        await asyncio.get_running_loop().create_connection(lambda: page, "127.0.0.1", self.port)
        await asyncio.wait_for(came.get(), PATIENCE_SECONDS)
        return page, came

    async def line(self, cookie="", where="workshops"):
        line = await Line.open(self.port, self.path(where), cookie)
        self.lines.append(line)
        return line

    def plays(self, scene):
        """Run a scene, and leave no line behind."""

        async def run():
            try:
                await asyncio.wait_for(scene(), 2 * PATIENCE_SECONDS)
            finally:
                for line in self.lines:
                    line.leave()
                await asyncio.sleep(0.05)
                self.lines.clear()

        asyncio.run(run())

    async def news(self):
        """The facilitator lets the workshop pause, or go on: every page has something new."""
        verb = "resume" if self.is_paused else "pause"
        self.is_paused = not self.is_paused
        status = await post(self.port, f"/facilitate/{self.room.slug}/{verb}/", self.room.desk, [])
        assert status == OK

    @asynccontextmanager
    async def goes_on(self):
        """Meanwhile an honest page is open, and news reach it; so they do afterwards."""
        page, came = await self.page()

        async def news_come():
            frames, until = page.frames, asyncio.get_running_loop().time() + PATIENCE_SECONDS
            while page.frames == frames:  # two news that follow each other closely may be none
                assert asyncio.get_running_loop().time() < until, "nothing came"
                await self.news()
                with suppress(TimeoutError):
                    assert await asyncio.wait_for(came.get(), 1) is not None, "it was closed"

        async def again_and_again():
            while not over:
                await news_come()
                await asyncio.sleep(0.05)

        over = []
        plays = asyncio.ensure_future(again_and_again())
        try:
            yield
        finally:
            over.append(True)
            await plays
        await news_come()
        page.close()


BAD = {
    "a megabyte": ([frame(TEXT, b"x" * 1_000_000)], limits.TOO_LONG),
    "a little too long": ([frame(TEXT, b"x" * (limits.LONGEST_HEARD + 1))], limits.TOO_LONG),
    "binary": ([frame(BINARY, b"x" * 5_000)], limits.TOO_LONG),
    "the promise of an exabyte": ([frame(TEXT, claims=2**60)], limits.TOO_LONG),
    "in pieces without end": (
        [frame(TEXT, b"x", is_last=False), *[frame(MORE, b"x", is_last=False)] * limits.LONGEST_HEARD],
        limits.TOO_LONG,
    ),
    "empty pieces without end": (
        [frame(TEXT, is_last=False), *[frame(MORE, is_last=False)] * STORM],
        limits.TOO_OFTEN,
    ),
    "a storm of messages": ([DOT] * STORM, limits.TOO_OFTEN),
    "a storm of empty messages": ([frame(TEXT)] * STORM, limits.TOO_OFTEN),
    "a storm of pings": ([frame(PING, b"x" * 125)] * STORM, limits.TOO_OFTEN),
}


@pytest.mark.parametrize("said", BAD)
def test_who_says_too_much_is_told_so_and_closed(hall, said):
    frames, code = BAD[said]

    async def scene():
        async with hall.goes_on():
            line = await hall.line(cookie)
            assert await line.screen()
            line.say(*frames)
            assert await line.ends() == code
            for _more in range(20):  # it is not heard any more, and that is no error
                line.say(*frames)

    cookie = hall.somebody()
    hall.plays(scene)


def test_a_message_per_millisecond_is_too_many(hall):
    async def scene():
        async with hall.goes_on():
            line = await hall.line(hall.somebody())
            ends = asyncio.ensure_future(line.ends())
            while not ends.done():
                line.say(DOT)
                await asyncio.sleep(0.001)
            assert await ends == limits.TOO_OFTEN

    hall.plays(scene)


@pytest.mark.parametrize("said", ["unmasked", "no text", "reserved kind", "reserved bits"])
def test_what_is_no_frame_at_all_is_cut(hall, said):
    wrong = {
        "unmasked": b"\x81\x01.",
        "no text": frame(TEXT, b"\xff\xfe"),
        "reserved kind": frame(3, b"."),
        "reserved bits": bytes([0xF1, 0x81, 0, 0, 0, 0, 46]),
    }[said]

    async def scene():
        line = await hall.line(cookie)
        assert await line.screen()
        line.say(wrong)
        assert await line.ends() == CUT

    cookie = hall.guests[0].cookie
    hall.plays(scene)


def test_a_page_that_reads_nothing_is_left_alone_with_it(hall):
    async def scene():
        async with hall.goes_on():
            lines = [await hall.line(cookie) for _page in range(MOST_OF_ONE)]
            for _time in range(limits.MOST_MESSAGES // 2):
                for line in lines:
                    line.say(DOT)
                await asyncio.sleep(0.005)

    cookie = hall.somebody()
    hall.plays(scene)


def test_a_phone_that_reconnects_in_a_loop_is_refused_and_nobody_else(hall):
    async def scene():
        async with hall.goes_on():
            codes = []
            for _visit in range(3 * limits.MOST_VISITS):
                line = await hall.line(cookie)
                kind, said = await line.hears()
                codes.append(0 if kind == TEXT else int.from_bytes(said[:2]))
                line.leave()
            assert codes[: limits.MOST_VISITS] == [0] * limits.MOST_VISITS
            assert codes.count(limits.TOO_OFTEN) > limits.MOST_VISITS
            assert set(codes) == {0, limits.TOO_OFTEN}
            assert await (await hall.line(hall.somebody())).screen()

    cookie = hall.somebody()
    hall.plays(scene)


def test_the_seventh_page_of_a_person_is_served_and_the_first_yields(hall):
    async def scene():
        lines = [await hall.line(cookie) for _page in range(MOST_OF_ONE)]
        for line in lines:
            assert await line.screen()
        seventh = await hall.line(cookie)
        assert await seventh.screen()
        assert await lines[0].ends() == limits.YIELDS
        for line in (*lines[1:], seventh):
            line.say(DOT)
        await hall.news()
        for line in (*lines[1:], seventh):
            assert await line.screen()

    cookie = hall.somebody()
    hall.plays(scene)


def test_hundreds_of_bad_sockets_are_closed_and_the_hall_plays_on(hall):
    """Strangers at every door, from one address; those who have the wall's address fill no more than the wall's room."""

    async def knock(number):
        where = ("workshops", "facilitate", "projector")[number % 3]
        line = await hall.line(f"sessionid=forged{number}" if where == "facilitate" else "player=x", where)
        kind, said = await line.hears()
        return 0 if kind == TEXT else int.from_bytes(said[:2])

    async def scene():
        async with hall.goes_on():
            codes = await asyncio.gather(*(knock(number) for number in range(600)))
            assert set(codes[0::3]) == {limits.STRANGER}
            assert set(codes[1::3]) <= {limits.STRANGER, limits.TOO_OFTEN}
            assert set(codes[2::3]) <= {0, limits.NO_ROOM, limits.TOO_OFTEN}
            assert codes.count(limits.TOO_OFTEN) > 200
            assert 1 <= codes[2::3].count(0) <= MOST_OF_WALL
            page, _came = await hall.page()
            page.close()
            desk = await hall.line(hall.room.desk, "facilitate")
            assert await desk.screen(), "who was at the desk of late is known"

    async def desk_was_here():
        desk = await hall.line(hall.room.desk, "facilitate")
        assert await desk.screen()

    hall.plays(desk_was_here)
    hall.plays(scene)
