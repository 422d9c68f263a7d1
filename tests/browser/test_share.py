"""Sending something to the curators in a real browser: the form of the library on a phone, and the table's in the game."""

import re

import pytest

from tests.browser.conftest import PHONE, SMALL
from tests.browser.people import Person
from tests.browser.plain import Leader, admin_link, sit_down
from tests.browser.test_accessibility import faults
from tests.browser.visitor import Visitor
from tests.browser.watch import until

pytestmark = pytest.mark.browser

CASE = {
    "title": "Lamps for Elm Street",
    "organisation": "City of Test",
    "place": "Testby",
    "country": "Denmark",
    "problem": "It was dark.",
    "done": "Neighbours and staff chose the lamps together.",
    "changed": "People walk there again.",
    "not_well": "The shops were asked too late.",
    "why": "The light is good, the bill is not.",
    "sources": "https://example.org/lamps\nminutes of 4 May 2019",
}
REFUSED = r"status of 4\d\d"
LOST = r"net::ERR_FAILED|htmx:(afterRequest|sendError)"
HAPPENED = "The pupils chose the menu"


def curator(server):
    """A function that looks into the curators' inbox; the link that leads in works once."""
    office = Visitor(server)
    office.get(admin_link(server))
    return lambda: office.get("/admin/research/submission/").text


def fill(page, **data):
    for name, text in data.items():
        page.fill(f"#id_{name}", text)


def typed(page):
    return {name: page.input_value(f"#id_{name}") for name in CASE}


def test_case_is_sent_from_a_phone_after_a_mistake_and_only_once(server, open_page, watches):
    page, inbox = open_page(server, PHONE), curator(server)
    watches[0].excuse(REFUSED)
    page.goto("/library/")
    page.click("text=Tell the library")
    page.click("text=A case of your own")
    page.wait_for_selector("#id_title")
    assert page.locator("#id_homepage").is_visible() is False  # no person sees what only a robot fills in
    fill(page, **{**CASE, "problem": "dark " * 151})
    page.click("text=Send it to the curators")

    page.wait_for_selector("#errors")
    assert page.title().startswith("Error: ")
    assert page.evaluate("document.activeElement.id") == "errors"
    assert "What was the problem? Write at most 150 words; these are 151." in page.inner_text("#errors")
    assert typed(page) == {**CASE, "problem": "dark " * 151}
    found = []
    faults(page, "share, with mistakes", found)
    assert not found, "\n".join(found)
    page.click("#errors a >> text=What was the problem?")
    assert page.evaluate("document.activeElement.id") == "id_problem"
    page.click("#errors a >> text=Choose the word that fits best.")
    assert page.evaluate("document.activeElement.id") == "id_outcome_0"

    fill(page, problem=CASE["problem"])
    page.click("text=Mixed")
    page.check("#id_agreed")
    page.dblclick("text=Send it to the curators")
    page.wait_for_selector("h1:has-text('Thank you, it has arrived')")
    page.reload()
    assert page.inner_text("h1") == "Thank you, it has arrived"
    faults(page, "share, sent", found)
    assert not found, "\n".join(found)
    assert inbox().count(CASE["title"]) == 1

    page.go_back()
    page.wait_for_selector("#id_title")
    assert page.input_value("#id_title") == CASE["title"]
    page.check("#id_agreed")
    page.check("#id_outcome_1")
    fill(page, **{**CASE, "title": "Benches for Elm Street"})
    page.click("text=Send it to the curators")
    page.wait_for_selector("text=You have sent this page before")
    assert page.input_value("#id_title") == "Benches for Elm Street"
    page.click("text=Send it to the curators")
    page.wait_for_selector("h1:has-text('Thank you, it has arrived')")
    assert "Benches for Elm Street" in inbox()


def test_form_holds_on_a_small_screen_without_scripts_and_without_its_cookie(server, open_page, watches):
    page = open_page(server, SMALL, javascript=False)
    watches[0].excuse(REFUSED)
    page.goto("/library/practices/political-task-committees/")
    page.click("text=Tell what you changed, and what became of it")
    assert page.input_value("#id_practice") == "political-task-committees"
    page.fill("#id_government", "City of Test")
    fill(page, place="Testby", country="Denmark", changed="We met at night.", seen="Nobody had time.")
    page.click("text=We dropped it again")
    page.check("#id_agreed")
    page.context.clear_cookies()
    page.click("text=Send it to the curators")
    assert "The page had been open for long" in page.inner_text("#errors")
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]
    page.click("text=Send it to the curators")
    assert page.inner_text("h1") == "Thank you, it has arrived"
    assert "City of Test" in curator(server)()


@pytest.fixture
def home(serve, open_page, sit):
    """A server, and two people at its only table at the last question of the debrief."""
    server = serve(pace=10)
    people = [sit_down(sit(server, name, seat)) for name, seat in (("Ingrid", "P1"), ("Bo", "M1"))]
    leader = Leader(server)
    leader.do("take-desk")
    for phase in ("lobby", "welcome", "briefing", "playing", "results"):
        leader.leave(phase)
    leader.do("ask-question", question="5")
    for person in people:
        person.page.wait_for_selector("text=We know such a case")
    return server, leader, *people


def write(person: Person) -> None:
    """Unfold the form, and fill all of it in."""
    page = person.page
    page.click("text=We know such a case")
    page.fill("#lead-where", "Testby")
    page.check("#lead-agreed")
    page.locator("#lead-happened").press_sequentially(HAPPENED)


def test_lead_survives_the_neighbours_and_a_cut_line_and_is_sent_once(home, watches):
    """ROOM-5"""
    server, _leader, ingrid, bo = home
    watches[0].excuse(LOST)
    page = ingrid.page
    write(ingrid)
    bo.page.fill("#words", "Seen at home.")
    bo.page.click("button[name=share]")
    page.wait_for_selector("text=Keep for myself")
    bo.page.click("#ready")
    page.wait_for_selector("text=/^1 of \\d at your table are ready/")
    assert page.input_value("#lead-happened") == HAPPENED
    assert page.is_checked("#lead-agreed")

    page.click("#keep")  # a deed of one's own renews the screen around the form
    page.wait_for_selector("text=Seen at home.")
    assert page.input_value("#lead-happened") == HAPPENED
    assert page.input_value("#lead-where") == "Testby"
    assert page.is_checked("#lead-agreed")

    sent = []

    def cut(route):
        sent.append(route.request.post_data)
        if len(sent) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/lead/", cut)
    page.click("#lead button")
    page.wait_for_selector("#leads")
    bo.page.wait_for_selector("text=Your table has sent 1 case")
    until(page, "!document.querySelector('#lead').open")
    assert page.input_value("#lead-happened") == ""
    until(
        page,
        "document.getElementById('say-calmly').textContent.includes('It has been sent to the curators of the library.')",
    )
    assert page.evaluate("document.activeElement.id") != ""
    assert len(sent) == 2
    assert len(server.log("LeadSent")) == 1
    assert curator(server)().count(HAPPENED) == 1


def test_lead_is_given_back_when_the_workshop_moves_on(home):
    """ROOM-5"""
    _server, leader, ingrid, _bo = home
    write(ingrid)
    leader.leave("debrief")
    ingrid.page.wait_for_selector("[data-screen=plan]")
    assert re.search(rf"You had written: .*{HAPPENED}", ingrid.page.inner_text("#notice"))


def test_lead_without_scripts_is_sent_and_thanked_for(serve, sit):
    """ROOM-5"""
    server = serve(pace=10)
    person = sit_down(sit(server, "Ingrid", "P1", javascript=False))
    leader = Leader(server)
    leader.do("take-desk")
    for phase in ("lobby", "welcome", "briefing", "playing", "results"):
        leader.leave(phase)
    leader.do("ask-question", question="5")
    page = person.page
    page.goto(server.play_url)
    page.click("text=We know such a case")
    page.fill("#lead-happened", HAPPENED)
    page.fill("#lead-where", "Testby")
    page.check("#lead-agreed")
    page.click("#lead button")
    page.wait_for_selector("text=Your table has sent 1 case")
    assert curator(server)().count(HAPPENED) == 1
