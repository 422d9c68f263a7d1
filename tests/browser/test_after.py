"""After the workshop in a real browser: a link is taken along and kept by the device, answered later, and the desk's page."""

import re

import pytest

from tests.browser.conftest import LAPTOP, PHONE, SMALL
from tests.browser.people import Person
from tests.browser.plain import Leader, admin_link, at, sit_down, step_of
from tests.browser.test_accessibility import faults

pytestmark = pytest.mark.browser

YES = "Yes, give me the link"
PHASES = ("lobby", "welcome", "briefing", "playing", "results", "debrief", "plan")


@pytest.fixture
def town(serve):
    """A demo with the follow-up on, and who leads it."""
    server = serve(options=("--dilemma", "pen", "--follow-up"))
    leader = Leader(server)
    leader.do("take-desk")
    return server, leader


def faultless(page, size):
    """Whether axe finds nothing, small and large, light and dark, and nothing scrolls sideways."""
    found = []
    faults(page, "", found)
    page.set_viewport_size(size)
    return found == [] or pytest.fail(str(found))


def lead(leader, until):
    for phase in PHASES[: PHASES.index(until)]:
        leader.leave(phase)


def come_in(server, page):
    return sit_down(Person(page, server, "Ingrid", "P1").join())


@pytest.mark.parametrize("size", [SMALL, PHONE], ids=["320", "390"])
def test_link_is_taken_along_kept_by_the_device_and_answered(town, open_page, size):
    """KEEP-4: what was typed into the plan meanwhile is not lost, and the second look finds the link again."""
    server, leader = town
    page = open_page(server, size)
    come_in(server, page)
    leader.leave("lobby")
    assert "take a link along" in page.inner_text("main")
    for phase in PHASES[1:-1]:
        leader.leave(phase)
    at(page, "plan")
    page.fill("#plan-when", "On Monday")
    page.click("text=Keep my plan")
    page.wait_for_selector("text=Kept. You can still change it.")
    page.fill("#plan-with", "the caretaker")
    assert faultless(page, size)
    page.click(f"text={YES}")

    page.wait_for_selector("h1:has-text('Your link for later')")
    assert faultless(page, size)
    link = page.get_attribute("#follow-up-link", "href")
    with page.expect_download() as told:
        page.click("text=Put it into my calendar")
    assert "BEGIN:VEVENT" in told.value.path().read_text()
    page.click("text=Back to the workshop")
    at(page, "plan")
    assert page.input_value("#plan-with") == "the caretaker"
    leader.leave("plan")
    page.wait_for_selector("h1:has-text('Thank you for playing')")
    assert page.is_hidden(f"text={YES}")
    assert page.get_attribute(".follow-up .has a", "href") == re.sub(r"^https?://[^/]+", "", link) + "link/"
    assert faultless(page, size)

    later = open_page(server, size)
    later.goto(link)
    later.click("text=Partly done")
    later.click("#helped >> text=Colleagues")
    later.click("#hindered >> text=Money")
    assert faultless(later, size)
    later.click("text=Keep my answer")
    later.wait_for_selector("text=Your answer is kept.")
    assert later.is_checked("[name=outcome][value=partly]")
    assert later.is_checked("[name=hindered][value=money]")
    assert later.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_a_script_two_taps_are_enough(town, open_page):
    server, leader = town
    page = open_page(server, SMALL, javascript=False)
    person = Person(page, server, "Ingrid", "P1").join()
    page.locator(f'input[value="1-{person.seat}"]').check(force=True)
    page.click("[form=task-form]")
    lead(leader, "plan")
    leader.leave("plan")
    page.goto(server.play_url)
    page.click(f"text={YES}")
    page.wait_for_selector("h1:has-text('Your link for later')")
    assert page.is_hidden("text=Copy the link")
    page.click("#follow-up-link")
    page.click("text=Not done")
    page.click("text=Keep my answer")
    page.wait_for_selector("text=Your answer is kept.")


@pytest.mark.parametrize("size", [SMALL, LAPTOP], ids=["320", "1280"])
def test_page_after_the_workshop_is_read_by_everybody(town, open_page, watches, size):
    server, leader = town
    page = open_page(server, size)
    watches[0].excuse(r"status of 409")
    page.goto(admin_link(server))
    page.goto(f"/facilitate/{server.slug}/after/")
    assert "This page opens when the workshop is closed." in page.inner_text("main")
    come_in(server, open_page(server))
    lead(leader, "playing")
    leader.do("open-round")
    while step_of(server) != "reflect":
        leader.do("close-step")
    for phase in PHASES[3:]:
        leader.leave(phase)
    page.goto(f"/facilitate/{server.slug}/")
    page.click("text=What you take home")
    page.wait_for_selector("h1:has-text('After the workshop')")
    page.click("text=What the columns mean")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert faultless(page, size)
    with page.expect_download() as told:
        page.click("text=Take the file")
    assert told.value.suggested_filename == f"co-creator-{server.slug}-decisions.csv"
