"""A server that dies or is stopped in the middle of a vote loses nothing that a page called saved, and all go on."""

import os
import signal

import pytest

from tests.browser.crash import eventually, expect_no_line, is_saved, lines_of, reachable, sees_band, tap
from tests.browser.people import all_at, play

pytestmark = pytest.mark.browser

POSTGRES = os.environ.get("DATABASE_URL") or "postgres://postgres@127.0.0.1:5432/postgres"


@pytest.mark.parametrize(
    ("database", "blow", "code"),
    [
        pytest.param("", signal.SIGKILL, -signal.SIGKILL, id="killed-sqlite"),
        pytest.param(POSTGRES, signal.SIGKILL, -signal.SIGKILL, id="killed-postgresql"),
        pytest.param("", signal.SIGTERM, 0, id="stopped-sqlite"),
    ],
)
def test_vote_survives_the_end_of_the_server(serve, sit, watches, database, blow, code):
    if database and not reachable(database):
        pytest.skip(f"no PostgreSQL answers at {database}")
    server = serve(pace=0.15, database_url=database)
    voter = sit(server, "Ingrid", "P1")
    tapper = sit(server, "Bo", "P3", socket=False)
    waiter = sit(server, "Asta", "M1")
    people = (voter, tapper, waiter)
    expect_no_line(watches)
    for person in people:
        person.holds.add("vote")
    play(people, all_at(people, "vote"))
    for person in people:
        person.page.evaluate("window.kept = true")
    voter.holds.clear()
    play((voter,), lambda: is_saved(voter, "vote"))

    tap(tapper, "vote")
    server.process.send_signal(blow)
    assert server.process.wait(20) == code
    for person in people:
        assert not is_saved(person, "vote") or lines_of(server, person, "VoteCast")
    assert lines_of(server, voter, "VoteCast")
    eventually(voter.page, lambda: all(sees_band(person) for person in people))

    server.start()
    eventually(voter.page, lambda: not any(sees_band(person) for person in people))
    eventually(voter.page, lambda: is_saved(tapper, "vote"))
    assert [person.screen() for person in people] == ["vote"] * 3
    assert [is_saved(person, "vote") for person in people] == [True, True, False]

    waiter.holds.clear()
    play((waiter,), all_at(people, "consequence"))
    assert [len(lines_of(server, person, "VoteCast")) for person in people] == [1, 1, 1]
    assert all(person.page.evaluate("window.kept") for person in people), "a page was loaded anew"
