"""One round from the door to the end, on three kinds of phones at once, with bots in the other seats."""

import pytest

from tests.browser import pictures
from tests.browser.people import Person, all_at, play

pytestmark = pytest.mark.browser

STEPS = ("welcome", "role", "situation", "choice", "reveal", "talk", "vote", "word", "consequence", "reflect")
LATER = ("debrief", "plan")
PANELS = {"consequence": ("gauges",), "debrief": ("behind",)}
#: A page without JavaScript looks again every four seconds, so the planned times may not be much shorter.
PACE = 0.2


def test_round_is_played_with_socket_without_it_and_without_javascript(serve, open_page, sit):
    server = serve(pace=PACE)
    first = Person(open_page(server), server, "Ingrid", "P1", words="A frame that leaves room.")
    first.page.goto(f"/join/{server.code}/")
    pictures.take(first.page, "join")
    first.join()
    pictures.take(first.page, "seat")
    second = sit(server, "Bo", "P3", socket=False, choice="B", vote="B")
    third = sit(server, "Asta", "M1", javascript=False)
    people = (first, second, third)
    for person in people:
        person.holds = {*STEPS, *LATER}
    for step in (*STEPS, *LATER):
        play(people, lambda step=step: all(step in person.seen for person in people))
        if step in ("choice", "vote"):
            first.tick("C")
        pictures.take(first.page, step)
        for panel in PANELS.get(step, ()):
            first.page.click(f"nav [popovertarget=panel-{panel}]")
            pictures.take(first.page, panel if step == "consequence" else f"{step}-{panel}")
            first.page.keyboard.press("Escape")
        if step == "consequence":
            assert first.page.locator("#slot-deed :is(#deed, [data-until]):visible").count() == 1
        for person in people:
            person.holds.discard(step)
    play(people, all_at(people, "closed"), seconds=180)
    pictures.take(first.page, "closed")

    assert {line.event for line in server.log()} >= {"ChoiceMade", "VoteCast", "WordGiven", "Reflected"}
    assert first.pushes > len(STEPS)
    assert (second.pushes, third.pushes) == (0, 0)
    for person in people:
        assert person.page.locator("h1").inner_text() == "Thank you for playing"
        assert "C: A shared pen" in person.page.locator("#slot-path").text_content()
