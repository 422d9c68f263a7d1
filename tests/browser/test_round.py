"""One round from the door to the end, on three kinds of phones at once, with bots in the other seats."""

import pytest

from tests.browser import pictures
from tests.browser.people import play

pytestmark = pytest.mark.browser

STEPS = (
    "role",
    "situation",
    "choice",
    "reveal",
    "talk",
    "vote",
    "word",
    "consequence",
    "reflect",
    "closed",
)
#: A page without JavaScript looks again every four seconds, so the planned times may not be much shorter.
PACE = 0.2


def test_round_is_played_with_socket_without_it_and_without_javascript(serve, open_page, sit):
    server = serve(pace=PACE)
    first = sit(server, "Ingrid", "P1", choice="C", vote="C", word="C", words="Both sides hold it.")
    second = sit(server, "Bo", "P3", socket=False, choice="B", vote="B")
    third = sit(server, "Asta", "M1", javascript=False, choice="C", vote="C")
    people = (first, second, third)
    for person in people:
        person.holds |= {"reveal", "talk", "word", "consequence"}
    for step in STEPS:
        play(people, lambda step=step: all(step in person.seen for person in people))
        pictures.take(first.page, step)
        for person in people:
            person.holds.discard(step)
    assert {line.event for line in server.log()} >= {"ChoiceMade", "VoteCast", "WordGiven", "Reflected"}
    assert "C, A shared pen" in first.page.inner_text("main")
    assert [person.page.locator("h1").inner_text() for person in people] == ["Thank you for playing"] * 3
