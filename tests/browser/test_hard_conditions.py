"""Phones and browsers as they are: locked for ten minutes, in a language that nobody has heard of, at four times the size, in forced colours."""

import pytest

from tests.browser.keys import Typist
from tests.browser.people import play
from tests.browser.plain import Leader, at
from tests.browser.test_accessibility import WIDER_THAN_PAGE
from tests.browser.watch import until

pytestmark = pytest.mark.browser

WORDS = "The lamps were my idea"
TEN_MINUTES_MS = 600_000
#: A window of 1280 x 1024 at 400 %.
ZOOMED = {"width": 320, "height": 256}
HIDE = """
(hidden) => {
  Object.defineProperty(document, "visibilityState", {configurable: true, get: () => (hidden ? "hidden" : "visible")});
  Object.defineProperty(document, "hidden", {configurable: true, get: () => hidden});
  document.dispatchEvent(new Event("visibilitychange"));
}
"""


def test_phone_locked_for_ten_minutes_comes_back_to_its_table_with_what_was_typed(serve, sit, watches):
    server = serve(pace=10)
    page = sit(server, "Ingrid", "P1").page
    watches[0].excuse("ERR_INTERNET_DISCONNECTED|htmx:(afterRequest|sendError)")
    page.clock.install()
    sockets = []

    def carry(phone):
        sockets.append((phone, phone.connect_to_server()))

    page.route_web_socket("**/socket/**", carry)
    page.reload()
    page.locator('input[value="1-P1"]').check(force=True)
    page.click("[form=task-form]:visible")
    leader = Leader(server)
    leader.lead_to("choice")
    at(page, "choice")
    page.click("summary")
    page.fill("#words", WORDS)

    page.evaluate(HIDE, True)
    for phone, house in sockets:
        phone.close()
        house.close()
    page.context.set_offline(True)
    page.clock.fast_forward(TEN_MINUTES_MS)  # no timer runs meanwhile, as behind a locked screen
    leader.do("close-step")
    leader.do("close-step")

    page.context.set_offline(False)
    page.evaluate(HIDE, False)
    page.clock.run_for(1_000)
    at(page, "talk")
    assert page.inner_text("#notice").endswith(f"You had written: {WORDS}")
    page.clock.run_for(5_000)
    page.wait_for_selector("#band", state="hidden")


@pytest.mark.parametrize("locale", ["ja-JP", "zxx"])
def test_browser_in_a_language_that_is_not_spoken_here_reads_english(server, open_page, locale):
    page = open_page(server, locale=locale)
    page.goto(f"/join/{server.code}/")
    assert page.get_attribute("html", "lang") == "en"
    assert page.inner_text("h1") == "Take a seat"
    assert page.inner_text(".languages [aria-current=true]") == "English"


@pytest.mark.parametrize("forced", ["none", "active"], ids=["colours", "forced colours"])
def test_choice_is_made_by_keyboard_at_four_times_the_size(serve, open_page, forced):
    server = serve(pace=10)
    page = open_page(server, ZOOMED)
    page.emulate_media(forced_colors=forced)
    typist = Typist(page, server, "Ingrid", "P1").join()
    play((typist,), lambda: typist.is_done)
    Leader(server).lead_to("choice")
    at(page, "choice")
    typist.screen()
    typist.fill("choice")
    assert page.is_checked("#option-C")
    edges = page.evaluate(
        "['A', 'C'].map((one) => getComputedStyle(document.getElementById('option-' + one)).borderTopWidth)"
    )
    assert edges[0] != edges[1]  # what is ticked is told by more than its colour
    typist.press()
    until(page, "document.querySelector('[form=task-form].quiet') !== null")
    assert not page.evaluate(WIDER_THAN_PAGE)
    assert typist.keys.verdict() == ""
