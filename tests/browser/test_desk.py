"""The desk leads the table, and what the players have in hand survives its verbs. A stranger gets no desk."""

import threading
from functools import partial

import pytest

from tests.browser.people import all_at, play
from tests.browser.plain import Leader, admin_link, at, sit_down
from tests.browser.visitor import Facilitator, Visitor
from tests.browser.watch import until

pytestmark = pytest.mark.browser

WORDS = "A thought in the making"
GONE = "The table has moved on. This is where it is now."
PASSWORD = "a-long-word-for-a-test"


def test_one_time_link_opens_the_desk_once_and_a_stranger_gets_none(server, lead):
    desk, _press = lead(server)
    assert desk.locator("h1").inner_text() == "Lobby"
    second = Visitor(server)
    used = second.get(server.desk_link)
    assert (used.status, "This link has been used" in used.text) == (410, True)
    for path in ("", "screen/"):
        page = second.get(f"/facilitate/{server.slug}/{path}")
        assert "/log-in/" in page.address
        assert server.code not in page.body
    second.join("Ingrid")
    token = next(cookie.value for cookie in second.jar if cookie.name == "csrftoken")
    before = len(server.log())
    refused = second.post(f"/facilitate/{server.slug}/pause/", {"csrfmiddlewaretoken": token})
    assert "/log-in/" in refused.address
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
    assert mine(server.log("ChoiceMade")) == ["B", "B"]


def mine(lines):
    """What people chose, without bots."""
    return [line.data["option"] for line in lines if line.data["page"] != "bot"]


def test_desk_removes_somebody_and_lets_them_in_again(serve, sit, lead):
    server = serve(pace=10)
    person, other = sit(server, "Ingrid", "P1"), sit(server, "Bo", "P3")
    play((person, other), lambda: len(server.log("SeatTaken")) == 2)
    _desk, press = lead(server)
    press("Remove Ingrid")
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


def at_once(*deeds):
    """Do several things at the same time, and wait for all of them."""
    gate = threading.Barrier(len(deeds))

    def run(deed):
        gate.wait()
        deed()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)


def test_used_link_says_so_on_the_screen(server, lead, open_page, watches):
    lead(server)
    page = open_page(server)
    watches[-1].excuse("status of 410")
    answer = page.goto(server.desk_link)
    assert answer is not None and answer.status == 410
    assert page.inner_text("h1") == "This link has been used"


def test_desk_taken_from_the_bot_leads_alone(serve, sit, lead):
    server = serve(pace=0.05)
    desk, press = lead(server)
    assert "A bot leads this workshop." in desk.inner_text(".deskfoot")
    press("Take the desk")
    desk.wait_for_selector("text=A bot leads this workshop.", state="detached")
    page = sit_down(sit(server, "Ingrid", "P1")).page
    page.wait_for_timeout(3000)
    assert server.log("PhaseEntered") == []
    for button, screen in (
        ("Next: Welcome", "welcome"),
        ("Next: Briefing", "role"),
        ("Next: Playing", "waiting"),
        ("Open round 1", "situation"),
        ("Close this step", "choice"),
    ):
        press(button)
        at(page, screen)


def test_two_leaders_at_once_make_one_transition(serve, sit):
    server = serve(pace=10)
    page = sit_down(sit(server, "Ingrid", "P1")).page
    leaders = [Leader(server), Visitor(server)]
    leaders[1].get(admin_link(server))
    leaders[0].do("take-desk")
    desk = f"/facilitate/{server.slug}/"

    def together(verb):
        forms = [leader.get(desk).form(f"/{verb}/") for leader in leaders]
        at_once(*(partial(leader.send, form) for leader, form in zip(leaders, forms, strict=True)))
        return [leader.page for leader in leaders]

    together("next-phase")
    assert [line.data["phase"] for line in server.log("PhaseEntered")] == ["welcome"]
    together("next-phase")
    together("next-phase")
    together("open-round")
    assert len(server.log("RoundOpened")) == 1
    pages = together("close-step")
    assert [line.data["name"] for line in server.log("StepClosed")] == ["situation"]
    assert sorted(GONE in page.text for page in pages) == [False, True]
    assert [page.status for page in pages] == [200, 200]
    together("pause")
    assert len(server.log("Paused")) == 1
    at(page, "choice")


def test_somebody_else_with_an_account_gets_no_desk(serve):
    server = serve(pace=10, DJANGO_SUPERUSER_PASSWORD=PASSWORD)
    server.manage("createsuperuser", "--noinput", "--username", "other", "--email", "other@example.org")
    other = Visitor(server)
    form = other.get(f"/log-in/?next=/facilitate/{server.slug}/").forms[0]
    answer = other.post(other.page.address, {**form.hidden, "username": "other", "password": PASSWORD})
    assert (answer.status, "Nothing here for you" in answer.text) == (404, True)
    token = next(cookie.value for cookie in other.jar if cookie.name == "csrftoken")
    refused = other.post(f"/facilitate/{server.slug}/pause/", {"csrfmiddlewaretoken": token})
    assert refused.status == 404
    assert server.log("Paused") == []


def test_desk_whose_session_is_over_asks_to_log_in(serve, lead, watches):
    server = serve(pace=10)
    desk, _press = lead(server)
    watches[0].excuse(r"favicon.ico|status of 403|Response Status Error Code 403")
    desk.context.clear_cookies()
    desk.get_by_role("button", name="Pause").click()
    desk.wait_for_url("**/log-in/**")


def test_desk_keeps_what_is_typed_while_tables_move(serve, sit, lead):
    server = serve(pace=10)
    page = sit_down(sit(server, "Ingrid", "P1")).page
    desk, press = lead(server)
    press("Take the desk")
    for label in ("Next: Welcome", "Next: Briefing", "Next: Playing", "Open round 1"):
        press(label)
    desk.get_by_role("button", name="1 Birch").click()
    desk.click("summary:has-text('More about Ingrid')")
    desk.fill("[id^=name-]", "Ingrid the")
    desk.fill("#to-table-1", WORDS)
    desk.focus("[id^=name-]")
    second = Visitor(server)
    second.get(admin_link(server))
    second.send(second.get(f"/facilitate/{server.slug}/").form("/close-step/"))
    at(page, "choice")
    desk.wait_for_selector(".tile >> text=Choice")
    assert desk.input_value("[id^=name-]") == "Ingrid the"
    assert desk.input_value("#to-table-1") == WORDS
    desk.keyboard.type(" First")
    desk.keyboard.press("Enter")
    desk.wait_for_selector("summary:has-text('More about Ingrid the First')")
    assert desk.input_value("#to-table-1") == WORDS
    desk.focus("#to-table-1")
    desk.keyboard.press("Enter")
    page.wait_for_selector(f"text={WORDS}")
    until(desk, "document.getElementById('to-table-1').value === ''")


def test_desk_and_wall_come_back_after_the_server_was_away(serve, sit, lead, open_page, watches):
    server = serve(pace=10)
    page = sit_down(sit(server, "Ingrid", "P1")).page
    desk, press = lead(server)
    wall = open_page(server, {"width": 1280, "height": 720})
    wall.goto(f"/projector/{server.slug}/")
    for watch in watches:
        watch.excuse(r"net::ERR|WebSocket connection|htmx:")
    press("Take the desk")
    server.kill()
    for window in (desk, wall):
        window.wait_for_selector("#band:not([hidden])")
    server.start()
    for window in (desk, wall):
        window.wait_for_selector("#band", state="hidden")
    press("Next: Welcome")
    at(page, "welcome")
    wall.wait_for_selector("text=Play the role, not yourself.")
    desk.wait_for_selector("h1:has-text('Welcome')")
