"""The lobby of a hall in a browser: by keyboard, without JavaScript, and quiet while others sit down."""

import pytest

from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.test_accessibility import faults

pytestmark = pytest.mark.browser

OPTIONS = ("--tables", "8", "--no-bots", "--dilemma", "pen")
QUIET_MS = 1500


@pytest.fixture(scope="module")
def hall():
    from tests.browser.server import Server

    server = Server(5, None, OPTIONS).start()  # slow enough for nobody to be led out of the lobby
    yield server
    server.stop()


def tab_to(page, selector):
    """Go to something with the Tab key alone, as people do who use no mouse."""
    for _press in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement && document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"no way by keyboard to {selector}")


def sits_at(page):
    page.wait_for_selector("h1:has-text('You sit at table')")
    return int(page.inner_text("h1").split()[-1])


def test_button_and_number_can_be_reached_by_keyboard(hall, sit):
    person = sit(hall, "Ingrid", "P1", size=LAPTOP)
    page = person.page
    tab_to(page, "#call-table summary")
    page.keyboard.press("Enter")
    tab_to(page, "#table-number")
    page.keyboard.type("6")
    page.keyboard.press("Enter")
    assert sits_at(page) == 6
    other = sit(hall, "Jonas", "P1", size=LAPTOP).page
    tab_to(other, "#deed")
    other.keyboard.press("Enter")
    assert sits_at(other) == 6, "nobody is left alone"


def test_without_javascript_a_seat_is_found_and_a_table_called(hall, sit):
    page = sit(hall, "Karla", "P1", javascript=False).page
    page.click("#deed")
    found = sits_at(page)
    page.click("#call-table summary")
    page.fill("#table-number", "99")
    page.click("form[action$='/table/'] button")
    page.wait_for_selector("text=There is no such table.")
    page.click("#call-table summary")
    page.fill("#table-number", str(found % 8 + 1))
    page.click("form[action$='/table/'] button")
    assert sits_at(page) == found % 8 + 1


def test_who_stands_is_sent_nothing_while_others_sit_down(hall, sit):
    waiting = sit(hall, "Lars", "P1")
    waiting.page.click("#call-table summary")
    waiting.page.fill("#table-number", "7")
    waiting.page.wait_for_timeout(QUIET_MS)
    before = waiting.page.inner_html("#slot-task")
    for name in ("Mette", "Nils", "Olga"):
        sit(hall, name, "P1").page.click("#deed")
    waiting.page.wait_for_timeout(QUIET_MS)
    assert waiting.page.inner_html("#slot-task") == before
    assert waiting.page.input_value("#table-number") == "7"
    waiting.page.click("form[action$='/table/'] button")
    assert sits_at(waiting.page) == 7


def test_wished_seat_is_taken_at_a_called_table(hall, sit):
    person = sit(hall, "Pia", "M3", table=3)
    person.screen()
    person.act()
    page = person.page
    assert sits_at(page) == 3
    page.wait_for_selector('input[value="3-M3"]:checked', state="attached")


def test_axe_finds_nothing_in_the_lobby_of_a_hall(hall, sit):
    page, found = sit(hall, "Rita", "P1", size=PHONE).page, []
    faults(page, "standing", found)
    page.click("#call-table summary")
    faults(page, "calling a table", found)
    page.click("#deed")
    sits_at(page)
    faults(page, "seated", found)
    page.goto(f"/join/{hall.code}/")
    faults(page, "door", found)
    assert not found, "\n".join(found)
