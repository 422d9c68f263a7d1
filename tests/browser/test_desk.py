"""The desk leads the table, and what the players have in hand survives its verbs. A stranger gets no desk."""

import pytest

from tests.browser.people import all_at, play
from tests.browser.visitor import Facilitator, Visitor

pytestmark = pytest.mark.browser

WORDS = "A thought in the making"


@pytest.fixture
def lead(open_page):
    """A desk in a browser, and its buttons."""

    def start(server):
        page = open_page(server, {"width": 1280, "height": 800})
        page.goto(server.desk_link)
        page.wait_for_url(f"{server.root}/facilitate/{server.slug}/")

        def press(label):
            with page.expect_response(lambda answer: answer.request.method == "POST"):
                page.get_by_role("button", name=label, exact=True).first.click()

        return page, press

    return start


def test_one_time_link_opens_the_desk_once_and_a_stranger_gets_none(server, lead):
    desk, _press = lead(server)
    assert desk.locator("h1").inner_text() == "Lobby"
    second = Visitor(server)
    used = second.get(server.desk_link)
    assert (used.status, "This link has been used" in used.text) == (410, True)
    for path in ("", "tiles/"):
        page = second.get(f"/facilitate/{server.slug}/{path}")
        assert "/admin/login/" in page.address
        assert server.code not in page.body
    second.join("Ingrid")
    token = next(cookie.value for cookie in second.jar if cookie.name == "csrftoken")
    before = len(server.log())
    refused = second.post(f"/facilitate/{server.slug}/pause/", {"csrfmiddlewaretoken": token})
    assert "/admin/login/" in refused.address
    assert len(server.log()) == before


def test_desk_pauses_extends_and_goes_back_and_keeps_what_players_have(serve, sit, lead):
    server = serve(pace=0.25)
    person = sit(server, "Ingrid", "P1", choice="B")
    desk, press = lead(server)
    page = person.page
    person.holds = {"choice", "vote"}
    play((person,), all_at((person,), "choice"))
    page.click("summary")
    page.fill("#words", WORDS)
    person.tick("B")

    press("Pause")
    page.wait_for_selector("text=Your answers are kept. Nothing runs out.")
    assert page.input_value("#words") == WORDS
    assert page.is_checked("#option-B")
    person.button.click()
    page.wait_for_selector("[form=task-form].quiet")
    assert mine(server.log("ChoiceMade")) == ["B"]
    still = len(server.log("StepEntered"))
    page.wait_for_timeout(3000)
    assert len(server.log("StepEntered")) == still, "a paused table moved"

    press("Resume")
    page.wait_for_selector("text=Your answers are kept. Nothing runs out.", state="detached")
    play((person,), all_at((person,), "vote"))
    planned = int(page.locator("[data-ends]").get_attribute("data-ends"))
    desk.wait_for_selector(".ts >> text=Vote")
    press("+1 minute")
    page.wait_for_selector(f"[data-ends]:not([data-ends='{planned}'])")
    assert int(page.locator("[data-ends]").get_attribute("data-ends")) == planned + 15_000

    press("Back to Choice")
    page.wait_for_selector("[data-screen=choice]")
    assert page.is_checked("#option-B")
    assert page.input_value("#words") == WORDS
    person.holds = {"consequence"}
    play((person,), all_at((person,), "consequence"))
    assert mine(server.log("ChoiceMade")) == ["B"]


def mine(lines):
    """What people chose, without bots."""
    return [line.data["option"] for line in lines if line.data["page"] != "bot"]


def test_desk_removes_somebody_and_lets_them_in_again(serve, sit, lead):
    server = serve(pace=10)
    person, other = sit(server, "Ingrid", "P1"), sit(server, "Bo", "P3")
    play((person, other), lambda: len(server.log("SeatTaken")) == 2)
    desk, press = lead(server)
    desk.locator(".seatlist li", has_text="Ingrid").get_by_role("button", name="Remove").click()
    person.page.wait_for_selector("text=You have left the table")
    other.page.wait_for_selector("label.seat:not(.taken) >> text=Mayor")
    press("Readmit Ingrid")
    person.page.wait_for_selector("text=Choose your seat")
    play((person,), lambda: len(server.log("SeatTaken")) == 3)
    assert server.log("SeatTaken")[-1].data["role"] == "P1"


def test_leader_of_one_workshop_is_a_stranger_at_another_address(server):
    leader = Facilitator(server)
    assert leader.page.status == 200
    lost = leader.get("/facilitate/0123456789/")
    assert (lost.status, "Nothing here for you" in lost.text) == (404, True)
