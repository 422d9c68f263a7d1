"""The first ten minutes of a facilitator: set up, rehearse with desk and wall, end it, open the doors (F5, C·10)."""

import re

import pytest

from tests.browser import pictures
from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.people import play
from tests.browser.test_accessibility import faults
from tests.browser.watch import until

pytestmark = pytest.mark.browser

WALL = {"width": 1920, "height": 1080}
DESK = re.compile(r".*/facilitate/\w+/$")
PATIENCE_MS = 60_000


@pytest.fixture
def desk(server, lead):
    """A facilitator who has logged in, and presses buttons."""
    return lead(server)


def set_up(page, tables):
    """Set up a workshop, and answer its slug."""
    page.goto("/facilitate/new/")
    page.fill("#title", "Council seminar")
    page.fill("#tables", str(tables))
    page.click("text=Save for later")
    page.wait_for_url("**/ready/")
    return page.url.split("/")[-3]


def test_workshop_is_set_up_rehearsed_and_opened(server, desk, open_page, watches):
    page, press = desk
    slug = set_up(page, 6)
    pictures.take(page, "ready")
    found = []
    faults(page, "ready", found)
    page.check("[data-tick=sheet]")
    page.get_by_role("button", name="Rehearse", exact=True).dblclick()
    page.wait_for_url(DESK)
    rehearsal = page.url.split("/")[-2]
    assert len(server.log("WorkshopOpened")) == 2  # the demo, and one rehearsal
    pictures.take(page, "rehearsal-desk")
    faults(page, "desk of a rehearsal", found)
    wall = open_page(server, WALL)
    watches[-1].excuse("404")  # the wall of a rehearsal that has ended
    wall.goto(f"/projector/{rehearsal}/")
    assert wall.inner_text(".rehearsal") == "Rehearsal"
    faults(wall, "wall of a rehearsal", found)
    for label in ("Next: Welcome", "Next: Briefing", "Next: Playing", "Open round 1"):
        page.get_by_role("button", name=label, exact=True).wait_for()
        press(label)
    page.wait_for_selector("text=Open round 2", timeout=PATIENCE_MS)
    assert server.log("DecisionMade")

    page.click("text=End the rehearsal")
    page.wait_for_url(f"**/facilitate/{slug}/ready/")
    assert "done" in page.inner_text("#step-rehearse h2")
    assert page.is_checked("[data-tick=sheet]")
    wall.wait_for_selector("text=Nothing here for you", timeout=PATIENCE_MS)
    page.get_by_role("button", name="Open the doors", exact=True).click()
    page.wait_for_url(f"**/facilitate/{slug}/")
    assert page.locator(".rehearsal").count() == 0
    assert not found


def test_phone_joins_a_rehearsal_and_reads_that_it_is_one(server, desk, sit):
    page, _press = desk
    set_up(page, 1)
    page.get_by_role("button", name="Rehearse", exact=True).click()
    page.wait_for_url(DESK)
    real = server.code, server.slug
    server.slug = page.url.split("/")[-2]
    server.code = re.search(
        r"/join/(\w+)/", page.locator("#panel-doors .scroll").first.get_attribute("href")
    )[1]
    ada = sit(server, "Ada", "P1", size=PHONE)
    assert "Nothing of it counts." in ada.page.inner_text(".rehearsal")
    play([ada], lambda: len(server.log("SeatTaken")) > 5)  # five bots, and Ada in the place of one
    found = []
    faults(ada.page, "phone of a rehearsal", found)
    assert not found
    server.code, server.slug = real


def test_getting_ready_fits_a_small_phone(server, desk):
    page, _press = desk
    set_up(page, 12)
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 700})
        until(page, "() => document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size(LAPTOP)


def test_signs_of_a_hundred_tables_are_a_hundred_sheets(server, desk):
    """ROOM-1: each on its own sheet, none of them empty."""
    page, _press = desk
    for tables in (1, 12, 100):
        slug = set_up(page, tables)
        for sheet, pages in (("signs", tables), ("doors", 1)):
            page.goto(f"/facilitate/{slug}/{sheet}/")
            for paper in ({"format": "A4"}, {"format": "Letter", "landscape": True}):
                assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(**paper))) == pages
