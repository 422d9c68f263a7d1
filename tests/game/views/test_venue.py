"""The check of a hall's network: answers that cannot be stored, and a socket that cannot be abused (F7)."""

import asyncio

import pytest
from channels.testing import WebsocketCommunicator
from django.test import Client

from cocreator.asgi import application
from game import consumers, engine

HOME = [(b"origin", b"http://localhost")]
PATIENCE_SECONDS = 25


def test_page_names_the_host_and_what_it_needs(db):
    text = Client().get("/venue/").content.decode()
    assert "testserver" in text and "websocket" in text
    assert "over the same port (ws)" in text
    secure = Client().get("/venue/", secure=True).content.decode()
    assert "over the same port (wss)" in secure


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
    said, end = talk(["hello"] * (consumers.MOST_WORDS + 1))
    assert (len(said), end) == (consumers.MOST_WORDS, "closed")


def test_after_so_long_it_ends(monkeypatch):
    monkeypatch.setattr(consumers, "LONGEST_CHECK_SECONDS", 0.2)

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
