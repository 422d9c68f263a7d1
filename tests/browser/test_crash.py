"""A server that dies or is stopped in the middle of a vote loses nothing that a page called saved, and all go on."""

import os
import signal

import pytest

from tests.browser.crash import (
    eventually,
    expect_no_line,
    is_saved,
    lines_of,
    reachable,
    sees_band,
    sit_down,
    tap,
)
from tests.browser.people import all_at, play

pytestmark = pytest.mark.browser

POSTGRES = os.environ.get("DATABASE_URL") or "postgres://postgres@127.0.0.1:5432/postgres"
KILLED = (signal.SIGKILL, -signal.SIGKILL)
STOPPED = (signal.SIGTERM, 0)


@pytest.mark.parametrize(
    ("database", "blows"),
    [
        pytest.param("", (STOPPED, KILLED), id="sqlite"),
        pytest.param(POSTGRES, (KILLED,), id="postgresql"),
    ],
)
def test_saved_votes_outlive_a_killed_or_stopped_server(serve, sit, watches, database, blows):
    if database and not reachable(database):
        pytest.skip("no PostgreSQL answers at DATABASE_URL, nor on this machine")
    server = serve(pace=0.2, database_url=database)
    people = sit(server, "Ingrid", "P1"), sit(server, "Bo", "P3", socket=False), sit(server, "Asta", "M1")
    expect_no_line(watches)
    sit_down(server, *people)
    for person in people:
        person.holds.add("vote")
    play(people, all_at(people, "vote"))
    for person in people:
        person.page.evaluate("window.kept = true")
    people[0].holds.clear()
    play(people, lambda: is_saved(people[0], "vote"))

    for number, (blow, code) in enumerate(blows, 1):
        tap(people[number], "vote")
        server.process.send_signal(blow)
        assert server.process.wait(60) == code
        for person in people:
            assert not is_saved(person, "vote") or lines_of(server, person, "VoteCast")
        assert all(lines_of(server, person, "VoteCast") for person in people[:number])
        eventually(people[0].page, lambda: all(sees_band(person) for person in people))

        server.start()
        eventually(people[0].page, lambda: not any(sees_band(person) for person in people))
        eventually(people[0].page, lambda number=number: lines_of(server, people[number], "VoteCast"))
        if number < 2:
            eventually(people[0].page, lambda: is_saved(people[1], "vote"))
            assert [person.screen() for person in people] == ["vote"] * 3
            assert [is_saved(person, "vote") for person in people] == [True, True, False]

    people[2].holds.clear()
    play(people, all_at(people, "consequence"))
    assert [len(lines_of(server, person, "VoteCast")) for person in people] == [1, 1, 1]
    assert all(person.page.evaluate("window.kept") for person in people), "a page was loaded anew"
