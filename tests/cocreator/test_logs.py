"""No join code and no personal link may reach the log."""

import logging
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from cocreator.logs import Scrub

SECRET = "KX7-MUSSEL"


def scrubbed(message: str, *args: object, **extra: Any) -> str:
    record = logging.LogRecord(
        "any", logging.WARNING, __file__, 1, message, args, extra.pop("exc_info", None)
    )
    record.__dict__.update(extra)
    assert Scrub().filter(record)
    return logging.Formatter().format(record)


def request(path: str, query: str = "", view_name: str = "play", **kwargs: str) -> SimpleNamespace:
    match = SimpleNamespace(view_name=view_name, kwargs=kwargs) if view_name else None
    return SimpleNamespace(path=path, META={"QUERY_STRING": query}, resolver_match=match)


def test_path_of_a_known_route_becomes_its_name():
    about = request(f"/w/{SECRET}/", token=SECRET)
    assert scrubbed("%s: %s", "Forbidden", f"/w/{SECRET}/", request=about) == "Forbidden: [play]"


def test_path_of_an_unknown_route_is_left_out():
    about = request(f"/w/{SECRET}/", view_name="")
    assert scrubbed("%s: %s", "Not Found", f"/w/{SECRET}/", request=about) == "Not Found: [path]"


@pytest.mark.parametrize(
    "message",
    [
        f"Application instance <Task> for connection <WebRequest at 0x7f method=GET uri=/w/{SECRET}?x=1 clientproto=HTTP/1.1> took too long",
        f"WebSocket CONNECT /live/{SECRET}/ [127.0.0.1:1]",
        f"Not Found: '/w/{SECRET}'",
        f"see https://game.example/w/{SECRET}?{SECRET}",
        f'"GET /w/{SECRET} HTTP/1.1" 404',
    ],
)
def test_path_without_a_request_is_left_out(message):
    assert SECRET not in scrubbed(message)
    assert "[path]" in scrubbed(message)


def test_traceback_keeps_source_and_loses_the_request():
    about = request(f"/w/{SECRET}/", query=f"back={SECRET}", token=SECRET)
    try:
        raise KeyError(f"no player {SECRET} at /w/{SECRET}/?back={SECRET}")
    except KeyError:
        text = scrubbed("Internal Server Error: %s", about.path, request=about, exc_info=sys.exc_info())
    assert SECRET not in text
    assert f'File "{__file__}"' in text


@pytest.mark.parametrize(
    "message",
    ["3/4 of text/html and/or </p>", "Origin https://game.example is not trusted", "12 tables, 40 %"],
)
def test_other_messages_stay_as_they_are(message):
    assert scrubbed(message) == message
