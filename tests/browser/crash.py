"""What a crash or a broken line is made of: a vote on its way, a page that says it is saved, and a wait for both."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing

import psycopg
from playwright.sync_api import Page

from tests.browser.people import Person, play
from tests.browser.server import Line, Server
from tests.browser.visitor import Facilitator
from tests.browser.watch import Watch

#: What the browser and htmx say of a server that is not there.
NO_LINE = (
    r"net::ERR_(CONNECTION_|EMPTY_|INTERNET_|SOCKET_|NETWORK_)|WebSocket connection to .* failed"
    r"|htmx:(afterRequest|sendError)"
)
SAVED = {"seat": "Change my seat", "choice": "Change my choice", "vote": "Change my vote"}


def expect_no_line(watches: list[Watch]) -> None:
    """Let the browsers complain about the line that the test cuts."""
    for watch in watches:
        watch.excuse(NO_LINE)


def reachable(url: str) -> bool:
    """Whether a PostgreSQL server answers there."""
    try:
        psycopg.connect(url, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def sit_down(server: Server, *people: Person) -> None:
    """Let everybody take a seat in peace: while it is paused, the workshop does not begin without somebody."""
    leader = Facilitator(server)
    leader.do("pause")
    play(people, lambda: all(is_saved(person, "seat") for person in people))
    leader.do("resume")


def tap(person: Person, screen: str) -> None:
    """Answer and press, and do not stay to hear what the server says."""
    assert person.screen() == screen
    person.fill(screen)
    person.button.evaluate("button => button.click()")


def is_saved(person: Person, screen: str) -> bool:
    """Whether the page says that the answer of this screen is kept."""
    return person.page.locator("[form=task-form]").all_inner_texts() == [SAVED[screen]]


def sees_band(person: Person) -> bool:
    """Whether the page says that the connection is lost."""
    return person.page.locator("#band").is_visible()


def eventually(page: Page, what: Callable[[], object], seconds: float = 60) -> None:
    """Wait until something is so, while pages live on."""
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, what
        page.wait_for_timeout(50)


def people_of(server: Server) -> dict[str, str]:
    """Ids of the players by seat, without bots."""
    joined = [line.data["player"] for line in server.log("PlayerJoined") if not line.data.get("bot")]
    seats = [line.data for line in server.log("SeatTaken")]
    return {seat["role"]: seat["player"] for seat in seats if seat["player"] in joined}


def lines_of(server: Server, person: Person, event: str) -> list[Line]:
    """What the log holds of one kind about one person."""
    player = people_of(server)[person.seat]
    return [line for line in server.log(event) if line.data["player"] == player]


def key_of(server: Server, player: str) -> str:
    """The secret of a player's personal link, read beside the server."""
    query = f"SELECT key FROM game_player WHERE id_in_log = '{player}'"
    if server.database_url:
        with psycopg.connect(server.database_url) as connection:
            return str(connection.execute(query.encode()).fetchall()[0][0])
    with closing(sqlite3.connect(server.var / "cocreator.sqlite3", timeout=20)) as connection:
        return str(connection.execute(query).fetchall()[0][0])
