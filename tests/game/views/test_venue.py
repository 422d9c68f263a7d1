"""The check of a hall's network: answers that cannot be stored, and a socket that cannot be abused (F7)."""

import asyncio

import pytest
from channels.testing import WebsocketCommunicator
from django.test import Client

from cocreator.asgi import application
from game import access, engine, limits, venue
from game.urls import websocket_urlpatterns

HOME = [(b"origin", b"http://localhost")]
PATIENCE_SECONDS = 25


def test_page_names_the_host_and_what_it_needs(db):
    text = Client().get("/venue/").content.decode()
    assert "Host: testserver, port 80 (TCP)." in text and "websocket" in text
    assert "over the same port (ws)" in text
    secure = Client().get("/venue/", secure=True).content.decode()
    assert "Host: testserver, port 443 (TCP)." in secure and "over the same port (wss)" in secure
    own_port = Client(headers={"host": "localhost:8001"}).get("/venue/").content.decode()
    assert "Host: localhost, port 8001 (TCP)." in own_port


def test_the_text_names_every_path_of_a_socket(db):
    """F7: whoever keeps the network reads the same paths as the server knows."""
    text = Client().get("/venue/").content.decode()
    for pattern in websocket_urlpatterns:
        path = str(pattern.pattern).strip("^$").replace("(?P<slug>[a-z0-9]+)", "...")
        assert f"/{path}" in text


def test_ping_says_back_the_word_and_the_time_and_is_never_stored():
    answer = Client().get("/venue/ping/?word=hello")
    assert answer.json()["word"] == "hello"
    assert abs(answer.json()["now"] - engine.now()) < 60_000
    assert "no-store" in answer["Cache-Control"]


def test_a_long_word_is_cut():
    assert Client().get("/venue/ping/", {"word": "x" * 5000}).json()["word"] == "x" * 40


@pytest.mark.parametrize("path", ["/venue/", "/venue/ping/"])
def test_nothing_is_posted_there(db, path):
    assert Client().post(path).status_code == 405


def talk(words):
    """What a socket says back to these words, and how it ends."""

    async def run():
        line = WebsocketCommunicator(application, "/venue/socket/", HOME)
        accepted, _protocol = await line.connect(PATIENCE_SECONDS)
        assert accepted
        said = []
        for word in words:
            await line.send_to(text_data=word)
            told = await line.receive_output(PATIENCE_SECONDS)
            if told["type"] == "websocket.close":
                return said, "closed"
            said.append(told["text"])
        await line.disconnect()
        return said, "open"

    return asyncio.run(run())


def test_the_socket_says_back_what_it_hears():
    assert talk(["hello", "still here"]) == (["hello", "still here"], "open")


def test_a_long_word_is_cut_there_too():
    assert talk(["x" * 5000])[0] == ["x" * 40]


def test_after_so_many_words_it_ends():
    said, end = talk(["hello"] * (venue.MOST_WORDS + 1))
    assert (len(said), end) == (venue.MOST_WORDS, "closed")


def test_after_so_long_it_ends(monkeypatch):
    monkeypatch.setattr(venue, "LONGEST_CHECK_SECONDS", 0.2)

    async def run():
        line = WebsocketCommunicator(application, "/venue/socket/", HOME)
        await line.connect(PATIENCE_SECONDS)
        return await line.receive_output(PATIENCE_SECONDS)

    assert asyncio.run(run())["type"] == "websocket.close"


def test_another_site_is_refused():
    async def run():
        line = WebsocketCommunicator(
            application, "/venue/socket/", [(b"origin", b"https://elsewhere.example")]
        )
        accepted, _code = await line.connect(PATIENCE_SECONDS)
        return accepted

    assert asyncio.run(run()) is False


def lines(how_many, address="192.0.2.7", headers=()):
    """So many lines at once from one address: how many were closed, by code."""

    async def run():
        opened = []
        for _line in range(how_many):
            line = WebsocketCommunicator(application, "/venue/socket/", [*HOME, *headers])
            line.scope["client"] = (address, 1)
            assert (await line.connect(PATIENCE_SECONDS))[0]
            opened.append(line)
        codes = []
        for line in opened:
            await line.send_to(text_data="hello")
            told = await line.receive_output(PATIENCE_SECONDS)
            codes.append(told.get("code", 0) if told["type"] == "websocket.close" else 0)
        for line in opened:
            await line.disconnect()
        return [code for code in codes if code]

    return asyncio.run(run())


def test_one_device_may_stand_in_for_fifty_phones_and_no_more_than_a_few_others(monkeypatch):
    """C·9: who comes too many is told so by the code, and afterwards there is room again."""
    assert venue.MOST_LINES_OF_ONE >= venue.MOST_PHONES == 50
    monkeypatch.setattr(venue, "MOST_LINES_OF_ONE", 3)
    assert lines(5) == [limits.NO_ROOM] * 2
    assert lines(3) == []
    assert not venue._open


def test_all_together_have_a_limit_too(monkeypatch):
    monkeypatch.setattr(venue, "MOST_LINES", 2)
    with (
        venue.line("192.0.2.1") as first,
        venue.line("192.0.2.2") as second,
        venue.line("192.0.2.3") as third,
    ):
        assert (first, second, third) == (True, True, False)
    assert not venue._open


def test_an_address_is_believed_from_our_own_proxy_only(settings):
    """Behind a proxy all lines come from it; what a browser says under that name counts for nothing without one."""
    scope = {"client": ("192.0.2.9", 1), "headers": [(b"x-forwarded-for", b"203.0.113.5, 198.51.100.7")]}
    assert access.address_of_socket(scope) == "192.0.2.9"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert access.address_of_socket(scope) == "198.51.100.7"
    assert access.address_of_socket({"client": None, "headers": []}) == ""
