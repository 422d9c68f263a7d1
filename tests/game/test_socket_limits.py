"""The sockets' limits at the doors themselves: with which code each ends, what a refusal costs, and who still gets in."""

import asyncio
import json
from functools import partial

import pytest
from channels.testing import WebsocketCommunicator
from django.conf import settings
from django.db.backends.utils import CursorWrapper
from django.test import Client

from cocreator.asgi import application
from game import access, consumers, limits
from game.limits import crowd
from game.live import rooms
from game.rules import commands as c
from tests.factories import WorkshopFactory, do, reach, seat
from tests.game.hall import away, in_hall, until
from tests.game.test_sockets import cookie, forged

pytestmark = pytest.mark.django_db(transaction=True)

HOME = (b"origin", b"http://localhost")
PATIENCE_SECONDS = 25


@pytest.fixture
def people():
    workshop = WorkshopFactory()
    seated = seat(workshop, 3)
    reach(workshop, "vote")
    return seated


@pytest.fixture
def desk(people, django_user_model):
    """The cookie of the facilitator."""
    user = django_user_model.objects.create_user("leader")
    people[0].workshop.facilitators.add(user)
    client = Client()
    client.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}".encode()


@pytest.fixture
def queries(monkeypatch):
    """All statements that any thread sends to the database."""
    sent = []
    execute = CursorWrapper.execute

    def noting(self, sql, params=None):
        sent.append(sql)
        return execute(self, sql, params)

    monkeypatch.setattr(CursorWrapper, "execute", noting)
    return sent


def socket(player, where="workshops", sent=b"", slug=""):
    path = f"/{where}/{slug or player.workshop.slug}/socket/"
    sent = sent or (cookie(player) if where == "workshops" else b"")
    return WebsocketCommunicator(application, path, [(b"cookie", sent), HOME])


async def told(line):
    """What a fresh socket is told first: the code with which it ends, or 0 and a screen."""
    assert (await line.connect(PATIENCE_SECONDS))[0]
    first = await line.receive_output(PATIENCE_SECONDS)
    return first["code"] if first["type"] == "websocket.close" else 0


async def code_of(line):
    """The code with which an open socket ends, after whatever else it is sent."""
    while (sent := await line.receive_output(PATIENCE_SECONDS))["type"] != "websocket.close":
        pass
    return sent["code"]


async def leave(*lines):
    for line in lines:
        await line.disconnect()
    await until(lambda: len(limits.inside) == 0 and rooms.all_here() == [])


def test_stranger_costs_no_query_and_no_room(people, queries):
    async def scene():
        cookies = [
            value for name, value in (await away(forged, people[0])).items() if not name.startswith("no ")
        ]
        queries.clear()
        for sent in [*cookies, b"other=1"]:
            assert await told(socket(people[0], sent=sent or b"none")) == limits.STRANGER
            assert await told(socket(people[0], "facilitate", sent=sent)) == limits.STRANGER
        assert queries == []
        assert len(limits.inside) == 0

    in_hall(scene)


def test_forged_log_ins_cost_less_than_a_query_each(people, queries):
    async def scene():
        lines = [
            socket(people[0], "facilitate", sent=f"{settings.SESSION_COOKIE_NAME}=forged{number}".encode())
            for number in range(3 * limits.MOST_STRANGERS)
        ]
        codes = await asyncio.gather(*(told(line) for line in lines))
        assert set(codes) == {limits.STRANGER, limits.TOO_OFTEN}
        assert len(queries) <= 2 * limits.MOST_STRANGERS
        assert codes.count(limits.TOO_OFTEN) > limits.MOST_STRANGERS
        assert len(limits.inside) == 0

    in_hall(scene)


def test_a_wrong_address_of_a_wall_is_looked_up_once(people, queries):
    async def scene():
        for _time in range(5):
            assert await told(socket(people[0], "projector", slug="nowhere")) == limits.STRANGER
        assert len(queries) == 1
        await until(lambda: len(limits.inside) == 0)

    in_hall(scene)


def test_addresses_of_walls_that_are_remembered_have_an_end(people, monkeypatch):
    monkeypatch.setattr(consumers, "MOST_WALLS", 3)

    async def scene():
        for number in range(6):
            await told(socket(people[0], "projector", slug=f"nowhere{number}"))
        assert list(consumers._walls) == ["nowhere3", "nowhere4", "nowhere5"]

    in_hall(scene)


def test_a_wall_is_looked_up_again_after_a_while(people, monkeypatch, queries):
    monkeypatch.setattr(consumers, "WALL_SECONDS", 0)

    async def scene():
        for _time in range(2):
            assert await told(socket(people[0], "projector", slug="nowhere")) == limits.STRANGER
        assert len(queries) == 2

    in_hall(scene)


def test_a_full_house_says_so_before_it_looks_anything_up(people, desk, queries, monkeypatch):
    monkeypatch.setattr(limits.inside, "most", 1)

    async def scene():
        inside = socket(people[0])
        assert await told(inside) == 0
        queries.clear()
        assert await told(socket(people[1])) == limits.NO_ROOM
        assert await told(socket(people[1], "projector")) == limits.NO_ROOM
        assert queries == []
        leads = socket(people[1], "facilitate", desk)
        assert await told(leads) == 0
        await leave(inside, leads)
        again = socket(people[1])
        assert await told(again) == 0
        await leave(again)

    in_hall(scene)


def test_walls_do_not_keep_players_out(people, monkeypatch):
    monkeypatch.setattr(crowd, "MOST_OF_WALL", 2)

    async def scene():
        walls = [socket(people[0], "projector") for _wall in range(5)]
        codes = await asyncio.gather(*(told(wall) for wall in walls))
        assert sorted(codes) == [0, 0, *[limits.NO_ROOM] * 3]
        player = socket(people[0])
        assert await told(player) == 0
        await leave(player, *walls)

    in_hall(scene)


def test_the_oldest_page_of_a_player_yields_and_is_served_no_more(people, monkeypatch):
    monkeypatch.setattr(crowd, "MOST_OF_ONE", 2)

    async def scene():
        pages = [socket(people[0]) for _page in range(3)]
        for page in pages:
            assert await told(page) == 0
            await page.send_to(text_data=".")
        assert await code_of(pages[0]) == limits.YIELDS
        await away(partial(do, people[1], c.CastVote, option="A"))
        for page in pages[1:]:
            assert "1 of 3 have answered" in json.loads(await page.receive_from(PATIENCE_SECONDS))["html"]
        assert await pages[0].receive_nothing()
        await pages[0].send_to(text_data=".")
        await until(pages[0].future.done)
        await leave(*pages[1:])

    in_hall(scene)


@pytest.mark.parametrize("said", [{"text_data": "x" * 300}, {"bytes_data": b"x" * 300}])
def test_a_message_that_is_too_long_ends_the_socket(people, said):
    async def scene():
        line = socket(people[0])
        assert await told(line) == 0
        await line.send_to(**said)
        assert await code_of(line) == limits.TOO_LONG
        await leave(line)

    in_hall(scene)


def test_a_storm_of_messages_ends_the_socket(people):
    async def scene():
        line = socket(people[0])
        assert await told(line) == 0
        for _message in range(2 * limits.MOST_MESSAGES):
            await line.send_to(text_data=".")
        assert await code_of(line) == limits.TOO_OFTEN
        await leave(line)

    in_hall(scene)


def test_a_phone_in_a_loop_is_refused_without_a_query(people, queries):
    async def scene():
        for _visit in range(limits.MOST_VISITS):
            line = socket(people[0])
            assert await told(line) == 0
            await leave(line)
        queries.clear()
        assert await told(socket(people[0])) == limits.TOO_OFTEN
        assert queries == []
        other = socket(people[1])
        assert await told(other) == 0
        await leave(other)

    in_hall(scene)


def test_a_desk_that_was_here_comes_in_again_whatever_its_network_does(people, desk):
    async def scene():
        line = socket(people[0], "facilitate", desk)
        assert await told(line) == 0
        await leave(line)
        wrong = f"{settings.SESSION_COOKIE_NAME}=forged".encode()
        while await told(socket(people[0], "facilitate", wrong)) != limits.TOO_OFTEN:
            pass
        line = socket(people[0], "facilitate", desk)
        assert await told(line) == 0
        await leave(line)

    in_hall(scene)


def test_log_in_is_not_told_by_the_word_for_it(people, desk):
    headers = {"headers": [(b"cookie", desk)]}
    word = access.desk_asking(headers, "abc")
    assert word and desk.split(b"=")[1].decode() not in word
    assert word != access.desk_asking(headers, "abd")
    assert access.desk_asking({"headers": []}, "abc") == ""


def test_one_home_is_one_network_whichever_of_its_addresses_speaks():
    def network(address):
        return access.network_of_socket({"client": (address, 1), "headers": []})

    assert network("2001:db8:1:2::1") == network("2001:db8:1:2:ffff::9") != network("2001:db8:1:3::1")
    assert network("192.0.2.1") == network("192.0.2.200") != network("192.0.3.1")
    assert network("nowhere") == ""
