"""A page whose socket was sent away by a code: it stays true by asking, and does not come back in a loop."""

import re

import pytest

from game import limits
from game.limits.crowd import MOST_OF_ONE
from tests.browser.crash import eventually, sees_band
from tests.browser.people import all_at, play
from tests.browser.visitor import Facilitator

pytestmark = pytest.mark.browser

#: Longer than two of the page's own looks, at each of which it would try a new socket.
TWO_LOOKS_MS = 6_000
A_PAUSE_MS = 61_000
#: The table has left the choice, however far it is when a page asks that does so seldom.
GONE_ON = "[data-screen]:not([data-screen=choice])"


@pytest.fixture
def sent_away(serve, sit):
    """A person at the choice whose sockets are all closed with a code, as long as it stands in a list; and the sockets."""

    def begin(code):
        server = serve(pace=0.1)
        person = sit(server, "Ingrid", "P1")
        person.holds.add("choice")
        play((person,), all_at((person,), "choice"))
        codes, sockets = [code], []

        def carry(phone):
            sockets.append(phone)
            if codes:
                phone.close(code=codes[0])
            else:
                phone.connect_to_server()

        person.page.clock.install()
        person.page.route_web_socket(re.compile("/socket/"), carry)
        person.page.reload()
        eventually(person.page, lambda: sockets)
        return server, person, codes, sockets

    return begin


def count(page, sockets):
    """Note each new socket of a page."""
    page.on("websocket", lambda socket: sockets.append(socket.url))


@pytest.mark.parametrize("code", [limits.NO_ROOM, limits.TOO_OFTEN])
def test_page_that_was_sent_away_asks_meanwhile_and_tries_again_later(sent_away, code):
    server, person, codes, sockets = sent_away(code)
    Facilitator(server).do("close-step")
    person.page.wait_for_selector(GONE_ON, timeout=60_000)
    person.page.wait_for_timeout(TWO_LOOKS_MS)
    assert len(sockets) == 1
    assert not sees_band(person)
    codes.clear()
    pushes = person.pushes
    person.page.clock.fast_forward(A_PAUSE_MS)
    eventually(person.page, lambda: person.pushes > pushes)
    assert len(sockets) == 2


def test_page_that_yielded_waits_until_somebody_looks_at_it(sent_away):
    server, person, codes, sockets = sent_away(limits.YIELDS)
    codes.clear()
    Facilitator(server).do("close-step")
    person.page.wait_for_selector(GONE_ON, timeout=60_000)
    person.page.clock.fast_forward(A_PAUSE_MS)
    person.page.wait_for_timeout(TWO_LOOKS_MS)
    assert len(sockets) == 1
    person.page.evaluate('document.dispatchEvent(new Event("visibilitychange"))')
    eventually(person.page, lambda: len(sockets) == 2)


def test_seven_pages_of_one_person_do_not_drive_each_other_out(serve, sit):
    server = serve(pace=0.1)
    person = sit(server, "Ingrid", "P1")
    person.holds.add("choice")
    play((person,), all_at((person,), "choice"))
    sockets, again = [], []
    for _page in range(MOST_OF_ONE):
        page = person.page.context.new_page()
        count(page, sockets)
        page.goto(server.play_url)
        page.wait_for_selector("[data-screen=choice]")
    eventually(person.page, lambda: len(sockets) == MOST_OF_ONE)
    count(person.page, again)
    person.page.wait_for_timeout(TWO_LOOKS_MS)
    assert len(sockets) == MOST_OF_ONE and not again
    Facilitator(server).do("close-step")
    for page in person.page.context.pages:
        page.wait_for_selector(GONE_ON, timeout=60_000)
