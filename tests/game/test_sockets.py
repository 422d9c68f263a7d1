"""The socket behind a page: who is let in, what comes, and how it ends."""

import asyncio
import json
from functools import partial

import pytest
from channels.testing import WebsocketCommunicator
from django.core import signing
from django.http import HttpResponse

from cocreator.asgi import application
from game import access, engine, live
from game.live import room, rooms
from game.rules import commands as c
from tests.factories import PlayerFactory, WorkshopFactory, do, reach, seat
from tests.game.hall import away, in_hall, until

pytestmark = pytest.mark.django_db(transaction=True)

HOME = b"http://localhost"
PATIENCE_SECONDS = 25


@pytest.fixture
def people():
    workshop = WorkshopFactory()
    seated = seat(workshop, 3)
    reach(workshop, "vote")
    return seated


def cookie(player):
    answer = access.let_in(HttpResponse(), player.workshop, player.id_in_log)
    name = access.cookie_name(player.workshop.slug)
    return f"{name}={answer.cookies[name].value}".encode()


def socket(player, sent=None, origin=HOME, query=""):
    """A socket to a player's workshop, with the cookie that is sent, the player's own unless told otherwise."""
    path = f"/workshops/{player.workshop.slug}/socket/{query}"
    headers = [(b"cookie", cookie(player) if sent is None else sent)]
    return WebsocketCommunicator(application, path, [*headers, *([(b"origin", origin)] if origin else [])])


async def refusal(line):
    """The code with which an accepted socket is closed."""
    accepted, _protocol = await line.connect(PATIENCE_SECONDS)
    assert accepted
    told = await line.receive_output(PATIENCE_SECONDS)
    assert told["type"] == "websocket.close"
    return told["code"]


def forged(player):
    """Cookies of people who are not this player's browser."""
    name = access.cookie_name(player.workshop.slug).encode()
    uuid = player.workshop.uuid.hex
    return {
        "none": b"",
        "empty": name + b"=",
        "garbage": name + b"=garbage",
        "cut": cookie(player)[:-3],
        "other salt": name + b"=" + signing.dumps([uuid, player.id_in_log], salt="other").encode(),
        "no player": name + b"=" + signing.dumps([uuid, "nobody"], salt=access.SALT).encode(),
        "no workshop": name + b"=" + signing.dumps(["0" * 32, player.id_in_log], salt=access.SALT).encode(),
        "not a list": name + b"=" + signing.dumps(7, salt=access.SALT).encode(),
        "too long": name + b"=" + signing.dumps([1, 2, 3], salt=access.SALT).encode(),
        "odd bytes": b"\xff\xfe=\x80; ;;=",
    }


def test_player_gets_the_screen_and_then_what_changes(people):
    async def scene():
        line = socket(people[0])
        assert await line.connect(PATIENCE_SECONDS) == (True, None)
        whole = json.loads(await line.receive_from(PATIENCE_SECONDS))
        assert "harbour title" in whole["html"]
        await line.send_to(text_data=".")
        await away(partial(do, people[1], c.CastVote, option="A"))
        changed = json.loads(await line.receive_from(PATIENCE_SECONDS))
        assert "1 of 3 have answered" in changed["html"]
        assert "harbour title" not in changed["html"]
        await line.disconnect()
        await until(lambda: rooms.all_here() == [])

    in_hall(scene)


def test_page_that_does_not_answer_is_sent_no_more(people):
    async def scene():
        line = socket(people[0])
        await line.connect(PATIENCE_SECONDS)
        await line.receive_from(PATIENCE_SECONDS)
        await away(partial(do, people[1], c.CastVote, option="A"))
        assert await line.receive_nothing(2 * room.CALM_SECONDS)
        await line.send_to(text_data=".")
        assert "1 of 3 have answered" in await line.receive_from(PATIENCE_SECONDS)
        await line.disconnect()

    in_hall(scene)


def test_stranger_is_told_so_and_closed(people):
    async def scene():
        for name, sent in (await away(forged, people[0])).items():
            code = await refusal(socket(people[0], sent))
            assert code == 4403, name
            assert rooms.all_here() == [], name

    in_hall(scene)


def test_player_of_another_workshop_sees_nothing_of_this_one(people):
    """A cookie says which workshop it is for; under another one's name it opens no more than that."""
    stranger = PlayerFactory()

    async def scene():
        name = access.cookie_name(people[0].workshop.slug).encode()
        line = socket(people[0], name + b"=" + cookie(stranger).split(b"=", 1)[1])
        await line.connect(PATIENCE_SECONDS)
        told = await line.receive_output(PATIENCE_SECONDS)
        assert live.watching(people[0].workshop.uuid) == []
        for secret in (*(person.name for person in people), "harbour", people[0].workshop.slug):
            assert secret not in told.get("text", "")
        await line.disconnect()

    in_hall(scene)


@pytest.mark.parametrize("origin", [b"https://evil.example", b"http://localhost.evil.example", b"null", b""])
def test_page_of_a_foreign_site_gets_no_socket(people, origin):
    async def scene():
        accepted, _code = await socket(people[0], origin=origin).connect(PATIENCE_SECONDS)
        assert not accepted
        assert rooms.all_here() == []

    in_hall(scene)


@pytest.mark.parametrize(
    "path", ["/", "/nowhere/", "/workshops/", "/workshops/UPPER/socket/", "/workshops/a/socket/b/"]
)
def test_unknown_path_is_closed_without_a_traceback(path, caplog):
    async def scene():
        line = WebsocketCommunicator(application, path, [(b"origin", HOME)])
        accepted, _code = await line.connect(PATIENCE_SECONDS)
        assert not accepted
        await line.wait()

    in_hall(scene)
    assert caplog.text == ""


@pytest.mark.parametrize(
    "before", [b'prefs={"a":1,"b":[2]}; ', b"odd[]=1; ", b"x=\xe6\xf8\xe5; ", b"no-value; "]
)
def test_cookies_of_others_on_the_same_host_do_no_harm(people, before):
    async def scene():
        line = socket(people[0], before + cookie(people[0]))
        assert await line.connect(PATIENCE_SECONDS) == (True, None)
        told = await line.receive_output(PATIENCE_SECONDS)
        assert told["type"] == "websocket.send"
        await line.disconnect()

    in_hall(scene)


@pytest.mark.parametrize("query", ["?language=en", "?language=xx", "?language", "?language=%ff&=&&"])
def test_unknown_language_is_the_projects_own(people, query):
    async def scene():
        line = socket(people[0], query=query)
        assert await line.connect(PATIENCE_SECONDS) == (True, None)
        assert "harbour title in English" in await line.receive_from(PATIENCE_SECONDS)
        await line.disconnect()

    in_hall(scene)


def test_many_sockets_of_one_player_are_served_alike(people):
    async def scene():
        lines = [socket(people[0]) for _device in range(3)]
        for line in lines:
            await line.connect(PATIENCE_SECONDS)
        first = await asyncio.gather(*(line.receive_from(PATIENCE_SECONDS) for line in lines))
        assert len({json.loads(text)["screen"] for text in first}) == 1
        assert live.watching(people[0].workshop.uuid) == [people[0].id_in_log] * 3
        for line in lines:
            await line.disconnect()

    in_hall(scene)


def test_removed_player_sees_a_calm_sentence(people):
    async def scene():
        line = socket(people[0])
        await line.connect(PATIENCE_SECONDS)
        await line.receive_from(PATIENCE_SECONDS)
        await line.send_to(text_data=".")
        await away(engine.submit, people[0].workshop, c.RemovePlayer(people[0].id_in_log))
        assert "You have left the table" in await line.receive_from(PATIENCE_SECONDS)
        await line.disconnect()

    in_hall(scene)
