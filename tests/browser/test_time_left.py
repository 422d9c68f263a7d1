"""Time that runs out: told at set moments, warned of with the way to more of it beside, and nothing typed is lost (TIME-5)."""

import pytest

from tests.browser.people import all_at, play
from tests.browser.plain import Leader, at, press, sent, sit_down, tick
from tests.browser.watch import until

pytestmark = pytest.mark.browser

LISTEN = """
window.told = [];
document.addEventListener("DOMContentLoaded", () => {
  const region = document.getElementById("say-calmly");
  if (region) new MutationObserver(() => told.push(region.textContent)).observe(region, {childList: true});
});
"""
SECONDS_LEFT = """
() => {
  const [minutes, seconds] = document.querySelector(".top .time").textContent.split(":");
  return Number(minutes) * 60 + Number(seconds);
}
"""
WORDS = "The lamps were my idea"
HARD = "from game.management.commands.demo import demo_workshop, prepare; prepare(); demo_workshop('pen', timers='hard')"


def test_time_is_told_and_warned_of_and_more_of_it_is_one_tap_away(serve, sit):
    server = serve(pace=1)
    slow, quick = sit(server, "Ingrid", "P1"), sit(server, "Bo", "P3")
    page = slow.page
    page.add_init_script(LISTEN)
    page.reload()
    for person in (slow, quick):
        sit_down(person)
    Leader(server).lead_to("choice")
    for person in (slow, quick):
        at(person.page, "choice")
    tick(quick.page, "B")
    press(quick.page)
    sent(quick.page)
    assert not quick.page.locator("#more-time").is_visible()
    assert not page.locator(".soon").is_visible()

    until(page, f"({SECONDS_LEFT})() < 28")
    assert told_of_time(page) == ["Half a minute left."]
    assert not page.locator(".soon").is_visible()
    until(page, f"({SECONDS_LEFT})() < 20")
    for person in (slow, quick):  # who has answered may still want to think again
        assert "Nothing that you write is lost." in person.page.inner_text(".soon")
        assert person.page.locator("#more-time").is_visible()

    page.focus("#more-time")
    for times in range(1, 11):
        ends = page.get_attribute(".soon", "data-soon")
        page.keyboard.press("Enter")
        until(page, "before => document.querySelector('.soon').dataset.soon !== before", ends)
        assert len(server.log("TimeAdded")) == times
        assert page.evaluate("document.activeElement.id") == "more-time"
    assert not page.locator(".soon").is_visible()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=You have asked for more time ten times here.")
    assert len(server.log("TimeAdded")) == 10
    assert told_of_time(page) == ["Half a minute left.", "20 seconds left. You can ask for more time."]


def told_of_time(page):
    """What the live region has said of the time that is left."""
    return [sentence for sentence in page.evaluate("told") if "left" in sentence]


def test_words_that_were_not_sent_in_time_are_given_back(serve, sit):
    server = serve(pace=0.2, first=HARD)
    person = sit(server, "Ingrid", "P1")
    person.holds.add("choice")
    play((person,), all_at((person,), "choice"))
    page = person.page
    person.tick("B")
    page.click("#task-form summary")
    page.fill("#words", WORDS)
    at(page, "reveal")
    assert page.inner_text("#notice").endswith(f"You had written: {WORDS}")
    assert [line for line in server.log("ChoiceMade") if line.data["page"] != "bot"] == []
