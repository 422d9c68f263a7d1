"""No join code and no personal link may reach the log."""

import json
import logging
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from cocreator.logs import AsJson, Scrub

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


@pytest.mark.parametrize(
    "address",
    [
        "192.0.2.7",
        "192.0.2.7:50123",
        "2001:db8::8a2e:370:7334",
        "::1",
        "2001:db8:0:1:1:1:1:1",
        "::ffff:192.0.2.7",
    ],
)
def test_network_address_is_left_out(address):
    """As daphne tells of a request that ends late: `<WebRequest at 0x7f from 192.0.2.7>`."""
    told = scrubbed("Application instance took too long for %s.", f"client ({address}, asked)")
    assert told == "Application instance took too long for client ([address], asked)."


@pytest.mark.parametrize(
    "message", ["at 12:34:56 and 09:10", "Python 3.11.7, release 0.1.0", "std::cout and C::D0x"]
)
def test_times_and_releases_are_no_addresses(message):
    assert scrubbed(message) == message


def test_address_of_a_person_is_in_no_message_and_in_no_traceback():
    try:
        raise OSError({"berit@example.org": (550, "no such person, asked from 192.0.2.7")})
    except OSError:
        failed = sys.exc_info()
    record = logging.LogRecord(
        "x", logging.ERROR, __file__, 1, "no mail for %s", ("a.b+c@example.org",), failed
    )
    assert Scrub().filter(record)
    line = logging.Formatter().format(record)
    assert "example.org" not in line and "192.0.2.7" not in line
    assert line.count("[mail address]") == 3 and "test_logs.py" in line


def test_line_of_json_holds_five_things_and_no_request():
    about = request(f"/w/{SECRET}/", token=SECRET)
    about.user = "ana"
    try:
        raise KeyError(f"/w/{SECRET}/")
    except KeyError:
        failed = sys.exc_info()
    record = logging.LogRecord(
        "django.request", logging.ERROR, __file__, 1, "%s\n%s", ("Broken", about.path), failed
    )
    record.request, record.note = about, SECRET
    assert Scrub().filter(record)
    line = AsJson().format(record)
    told = json.loads(line)
    assert "\n" not in line and SECRET not in line and "ana" not in line
    assert told.keys() == {"at", "level", "logger", "message", "traceback"}
    assert (told["level"], told["logger"], told["message"]) == ("ERROR", "django.request", "Broken\n[play]")
    assert told["at"].endswith("+00:00") and "KeyError" in told["traceback"]
