"""A slow game across its dates in real browsers, with a clock that stands until the test moves it (SLOW-1)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.browser import pictures
from tests.browser.conftest import LAPTOP
from tests.browser.people import Person
from tests.browser.plain import at, press, sent, tick
from tests.browser.test_accessibility import faults

pytestmark = pytest.mark.browser

A_MINUTE = 60_000
ZONE = ZoneInfo("Europe/Copenhagen")


def on(wall):
    """A date on the wall of the town, in milliseconds."""
    return int(datetime.fromisoformat(wall).replace(tzinfo=ZONE).timestamp()) * 1000


@pytest.fixture
def weeks(serve, open_page):
    """A server whose clock stands in September, a facilitator who has set up three rounds by dates, and the desk."""
    server = serve(pace=1, frozen_at=on("2026-09-01T12:00"))
    desk = open_page(server, LAPTOP)
    desk.goto(server.desk_link)
    desk.goto("/facilitate/new/?scenario=the-long-evenings")
    desk.fill("#title", "Council by letter")
    desk.fill("#tables", "1")
    desk.fill("#seats", "3")
    desk.check("input[name=format][value='75']", force=True)
    desk.check("input[name=mode][value=slow]", force=True)
    desk.locator("#slow").evaluate("fold => fold.open = true")
    desk.fill("#first", "2026-10-19T18:00")
    desk.click("text=Save and open the doors")
    desk.wait_for_url("**/facilitate/*/")
    server.slug = desk.url.rstrip("/").rsplit("/", 1)[-1]
    server.code = (
        desk.locator("[popovertarget=panel-doors]").first.inner_text().split(" ", 1)[1].replace(" ", "")
    )
    server.play_url = f"{server.root}/workshops/{server.slug}/"
    return server, desk


def everybody_does(people, screen, letters):
    for person, letter in zip(people, letters, strict=True):
        at(person.page, screen)
        tick(person.page, letter)
        press(person.page)
        sent(person.page)


def test_a_slow_game_across_four_dates(weeks, open_page):
    server, desk = weeks
    people = [Person(open_page(server), server, f"Person {seat}", seat).join() for seat in ("P1", "M1", "M3")]
    for person in people:
        person.page.locator(f'input[value="1-{person.seat}"]').check(force=True)
        press(person.page)
        at(person.page, "welcome")
    first = people[0].page
    assert "Monday 19 October, 18:00" in first.inner_text("header.top ~ .until, .until")

    server.stands_at(on("2026-10-18T18:00"))
    at(first, "role")

    server.stands_at(on("2026-10-19T18:00"))
    at(first, "choice")
    assert "Until Thursday 22 October, 18:00" in first.inner_text(".until")
    assert "First meeting, in the library" in first.inner_text("main")
    pictures.take(first, "slow-choice")
    found = []
    faults(first, "slow, choice", found)
    tick(first, "B")
    press(first)
    sent(first)

    server.stands_at(on("2026-10-22T18:00"))  # the others have not chosen, and nobody waits for them
    for person in people:
        at(person.page, "talk")
    assert "Talk in your team's own channel" in first.inner_text("main")
    pictures.take(first, "slow-talk")
    faults(first, "slow, talk", found)

    server.stands_at(on("2026-10-24T18:00"))
    everybody_does(people[:2], "vote", "BB")

    server.stands_at(on("2026-10-25T18:00"))
    at(first, "consequence")
    assert server.log("DecisionMade")[-1].data["option"] == "B"
    assert "You have until Monday 26 October, 18:00" in first.inner_text(".until")
    server.stands_at(on("2026-10-25T18:00") + A_MINUTE)
    for person in people[:2]:
        person.page.reload()
        at(person.page, "consequence")
        press(person.page)

    server.stands_at(on("2026-10-26T18:00"))  # the clocks have gone back meanwhile
    at(first, "choice")
    assert "Round 2 of 3" in first.inner_text("header.top")
    assert not found

    with first.expect_download() as calendar:
        first.click("text=Put all dates into my calendar")
    told = calendar.value.path().read_text()
    assert told.count("BEGIN:VEVENT") == 13 and "20261026T170000Z" in told

    desk.goto(f"/facilitate/{server.slug}/dates/")
    assert "Choices of round 2 close on Thursday 29 October, 18:00" in desk.content()
    assert desk.locator(".dates h2").first.inner_text() == "Monday 19 October, 18:00"
    pictures.take(desk, "slow-dates")
    faults(desk, "dates", found, (LAPTOP,))
    assert not found
