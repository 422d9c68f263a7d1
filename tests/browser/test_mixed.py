"""A mixed room: a phone opens a printed card, records for its table on paper, and reads what follows (PAPER-7)."""

from __future__ import annotations

import json

import pytest

from tests.browser import pictures
from tests.browser.conftest import PHONE, SMALL
from tests.browser.people import play
from tests.browser.test_accessibility import faults
from tests.browser.test_one_device import PEOPLE, Hands, Papers, of_table
from tests.browser.watch import violations

pytestmark = pytest.mark.browser

CARD = "/card/the-long-evenings/pen/"
#: Targets of a finger: every box, button and fold of a page is at least so high, in CSS pixels.
FINGER = 44
LOW = """least => [...document.querySelectorAll("main :is(input[type=text], select, button, summary, label.tickbox), .dock button")]
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < least)
  .map((one) => one.outerHTML.slice(0, 80))"""


def test_table_on_paper_records_by_the_sign_on_its_card(serve, open_page, lead, watches):
    server = serve(pace=0.2, options=("--tables", "2", "--no-bots", "--dilemma", "pen"))
    desk, press = lead(server)
    press("Take the desk")
    first = Hands(open_page(server, PHONE), server, "Ingrid", "").join()
    play([first], lambda: len(of_table(server, "SeatTaken", 1)) == PEOPLE)
    Papers(desk, 2).put_on()

    found: list[str] = []
    phone = open_page(server, PHONE)
    watches[-1].excuse("status of 422")
    phone.goto(CARD)
    pictures.take(phone, "card")
    faults(phone, "card", found)
    assert phone.evaluate(LOW, FINGER) == []
    for name, value in (("code", server.code), ("table", "1"), ("name", "Bo")):
        phone.fill(f"#{name}", value)
    phone.get_by_role("button", name="Record for my table").click()
    assert "does not play on paper" in phone.inner_text("#errors")
    assert phone.input_value("#name") == "Bo"
    faults(phone, "card with an error", found, (SMALL,))
    phone.fill("#table", "2")
    phone.get_by_role("button", name="Record for my table").click()
    phone.wait_for_url(f"**/workshops/{server.slug}/")
    assert phone.inner_text("h1") == "You record for your table"

    for label in ("Next: Welcome", "Next: Briefing", "Next: Playing", "Open round 1"):
        press(label)
    phone.goto(CARD)
    phone.wait_for_url(f"**/workshops/{server.slug}/")
    phone.wait_for_selector("[data-screen=paper]")
    pictures.take(phone, "paper")
    for fold in phone.locator("#task-form summary").all():
        fold.click()
    assert phone.evaluate(LOW, FINGER) == []
    faults(phone, "paper unfolded", found)

    box = phone.locator("[name=decide-A]")
    box.fill("8")
    with phone.expect_response(lambda answer: answer.request.method == "POST"):
        phone.click("#deed")
    assert "At most" in phone.inner_text("#notice")
    assert box.input_value() == "8"
    box.fill("2")
    with phone.expect_response(lambda answer: answer.request.method == "POST"):
        phone.dblclick("#deed")
    phone.wait_for_selector("[data-screen=consequence]")
    pictures.take(phone, "paper-consequence")
    assert [data["option"] for data in of_table(server, "DecisionMade", 2)] == ["A"]
    assert len(of_table(server, "PaperRecorded", 2)) == 1
    assert "on paper" in desk.inner_text("#slot-tile-2")
    assert violations(phone) == []
    assert not found, json.dumps(found, indent=1)
