"""The stranger's matrix of sockets: each route, opened by everybody who may come; and by pages of foreign sites."""

from __future__ import annotations

import pytest
from channels.testing import WebsocketCommunicator

from cocreator.asgi import application
from game import consumers
from tests.game.hall import away, in_hall
from tests.strangers.matrix import SOCKETS
from tests.strangers.rules import IN, WHO
from tests.strangers.town import built

pytestmark = pytest.mark.django_db(transaction=True)

HOME = b"http://localhost"
PATIENCE_SECONDS = 25
STRANGER = 4403
FOREIGN = (
    b"https://example.org",
    b"http://localhost.example.org",
    b"null",
    b"http://localhost:1@evil.example",
    b"",
)


def address(route, slug):
    return "/" + route.strip("^$").replace("(?P<slug>[a-z0-9]+)", slug)


def cookies(browser):
    return "; ".join(f"{name}={one.value}" for name, one in browser.cookies.items()).encode()


async def outcome(path, sent, origin=HOME, shows=None):
    """What a socket comes to: something shown, a code with which it ends, or a refusal before it opens.

    `shows` is given what was shown."""
    line = WebsocketCommunicator(
        application, path, [(b"cookie", sent), *([(b"origin", origin)] if origin else [])]
    )
    opened, code = await line.connect(PATIENCE_SECONDS)
    if not opened:
        return f"not opened {code}"
    if path.startswith("/venue/"):
        await line.send_to(text_data="a word")
    told = await line.receive_output(PATIENCE_SECONDS)
    if shows is not None:
        shows(told.get("text", ""))
    await line.disconnect()
    return IN if told["type"] == "websocket.send" else told["code"]


def test_socket_is_open_to_whom_the_matrix_says_and_to_nobody_else():
    town = built()
    consumers._walls.clear()

    async def scene():
        for route, rule in SOCKETS.items():
            path = address(route, town.words["live"])
            for who in WHO:
                found = await outcome(path, await away(lambda who=who: cookies(town.browsers[who])))
                assert found == (IN if rule.outcome(who) == IN else STRANGER), (route, who)

    in_hall(scene)


def test_no_page_of_a_foreign_site_opens_a_socket_with_anybodys_cookies():
    town = built()

    async def scene():
        for route in SOCKETS:
            path = address(route, town.words["live"])
            for who in ("player", "leader"):
                sent = await away(lambda who=who: cookies(town.browsers[who]))
                for origin in FOREIGN:
                    assert (await outcome(path, sent, origin)).startswith("not opened"), (route, who, origin)

    in_hall(scene)


def test_player_of_another_workshop_is_shown_nothing_of_this_one_by_a_socket():
    """Whatever name the cookie is sent under."""
    town, heard = built(), []

    async def scene():
        path = address("workshops/(?P<slug>[a-z0-9]+)/socket/", town.words["live"])
        for who in ("elsewhere", "player"):
            sent = await away(lambda who=who: cookies(town.browsers[who]))
            assert await outcome(path, sent, shows=heard.append) == IN
        theirs, ours = heard
        assert "harbour title" in ours and "harbour title" not in theirs
        assert town.words["live"] in ours and town.words["live"] not in theirs

    in_hall(scene)
