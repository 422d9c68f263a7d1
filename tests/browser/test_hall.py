"""A whole hall: twelve tables and a desk, from the form to the last word, with nothing but buttons and at speed.

In the third round the facilitator's browser is gone without a word. A colleague logs in elsewhere and leads on.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser import pictures
from tests.browser.conftest import LAPTOP, PHONE, UNFOLD
from tests.browser.people import Person, play
from tests.browser.server import Server

pytestmark = pytest.mark.browser

PACE = 0.05
TABLES, ROUNDS, QUESTIONS = 12, 4, 5
WALL = {"width": 1280, "height": 720}
TAKEN_OVER_SECONDS = 10
MOST_SECONDS = 150
COLLEAGUE, PASSWORD = "colleague", "a-long-word-for-a-test"
#: Where the people are; everybody else is a bot.
PEOPLE = {"Zephyrine": (1, "P1"), "Ottoline": (7, "M1")}
#: What stands on the buttons of the desk.
BUTTONS = {
    "doors": "Save and open the doors",
    "anyway": "Go on anyway",
    "welcome": "Next: Welcome",
    "briefing": "Next: Briefing",
    "playing": "Next: Playing",
    "round": "Open round {}",
    "wall": "Show all decisions",
    "results": "End the term: Results",
    "debrief": "Next: Debrief",
    "question": "Question {}",
    "plan": "Next: Plan",
    "close": "Close it now",
}
#: In the order in which the desk leads through them.
PHASES = ("welcome", "briefing", "playing", "results", "debrief", "plan", "closed")


class Desk:
    """A facilitator's browser."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def button(self, name: str, number: int = 0):
        """A button by what it is for."""
        label = BUTTONS[name].format(number)
        return self.page.get_by_role("button", name=label, exact=True, include_hidden=True).first

    def offers(self, name: str, number: int = 0) -> Callable[[], bool]:
        """Whether the desk offers something now."""
        return lambda: self.button(name, number).count() > 0

    def press(self, name: str, number: int = 0) -> None:
        """Press a button, opening whatever it is folded into."""
        button = self.button(name, number)
        button.wait_for(state="attached")
        button.evaluate(UNFOLD)
        with self.page.expect_response(lambda answer: answer.request.method == "POST"):
            button.click()

    def lead(self, phase: str, name: str = "") -> None:
        """Lead on to a phase, also where the desk asks whether that is meant."""
        self.press(name or phase)
        title = self.page.locator(f'[data-part="bar"][data-moment="{phase}"]')
        anyway = self.page.get_by_role("button", name=BUTTONS["anyway"], exact=True)
        title.or_(anyway).first.wait_for(state="attached")
        if anyway.count():
            self.press("anyway")
        title.wait_for(state="attached")

    def turns_the_wall(self, picture: str) -> None:
        """Turn the wall to another picture."""
        button = self.page.locator(f"#verb-show-wall-{picture}")
        button.evaluate(UNFOLD)
        button.click()

    def goes(self) -> None:
        """The laptop is gone from one moment to the next."""
        self.page.context.close()


def test_twelve_tables_play_a_whole_workshop_by_the_desk_alone(serve, open_page):
    server = serve(pace=PACE, DJANGO_SUPERUSER_PASSWORD=PASSWORD)
    server.manage("createsuperuser", "--noinput", "--username", COLLEAGUE, "--email", "c@example.org")
    desk = set_up(server, open_page)
    people = [
        Person(open_page(server, PHONE), server, name, role, table).join()
        for name, (table, role) in PEOPLE.items()
    ]
    play(people, lambda: set(PEOPLE.values()) <= seats_taken(server))

    wall = open_page(server, WALL)
    wall.goto(f"/projector/{server.slug}/")
    for phase in ("welcome", "briefing"):
        desk.lead(phase)
        play(people, lambda n=phase: all_read(server, n, people))
    desk.lead("playing")
    for number in range(1, ROUNDS + 1):
        if number == 3:
            play(people, desk.offers("round", number), seconds=MOST_SECONDS)
            desk = taken_over(server, open_page, desk, number)
        elif number == ROUNDS:
            play(people, desk.offers("wall"), seconds=MOST_SECONDS)
            desk.press("wall")
            wall.wait_for_selector('[data-screen="plenary"]')
            pictures.take(wall, "wall-plenary")
        if number != 3:
            play(people, desk.offers("round", number), seconds=MOST_SECONDS)
            desk.press("round", number)
        if number == 2:
            pictures.take(desk.page, "desk")
    play(people, lambda: all_are_done(server), seconds=MOST_SECONDS)

    desk.lead("results")
    play(people, lambda: all_read(server, "results", people))
    desk.turns_the_wall("levels")
    wall.wait_for_selector('[data-screen="levels"]')
    pictures.take(wall, "wall-levels")
    desk.lead("debrief")
    wall.wait_for_selector('[data-screen="question"]')
    pictures.take(desk.page, "desk-debrief")
    for question in range(2, QUESTIONS + 1):
        play(people, lambda: all_read(server, "debrief", people))
        desk.press("question", question)
    play(people, lambda: all_read(server, "debrief", people))
    desk.lead("plan")
    play(people, lambda: all_read(server, "plan", people))
    desk.lead("closed", "close")
    for person in people:
        person.page.wait_for_selector("h1:has-text('Thank you for playing')")
    the_report_is_there(desk)

    everything_was_led_by_whoever_had_the_desk(server)
    every_table_has_an_end(server)
    assert not re.search(r" (ERROR|CRITICAL) |Traceback", server.complaints()), server.complaints()


def seats_taken(server: Server) -> set[tuple[int, str]]:
    """Tables and roles that somebody has taken."""
    return {(line.data["table"], line.data["role"]) for line in server.log("SeatTaken")}


def the_report_is_there(desk: Desk) -> None:
    """As soon as the workshop is closed: a page, and a PDF that its reader can keep."""
    page = desk.page
    page.get_by_role("link", name="Read, edit and print the report").click()
    page.wait_for_selector("h1")
    assert page.locator("h2:has-text('Round by round')").count() == 1
    pictures.take(page, "report")
    paper = page.get_by_role("link", name="On paper (PDF)").get_attribute("href") or ""
    answer = page.request.get(paper)
    assert answer.status == 200 and answer.body().startswith(b"%PDF-")
    page.go_back()
    page.get_by_role("link", name="What you take home").click()
    page.wait_for_selector("h1:has-text('After the workshop')")


def set_up(server: Server, open_page: Callable[..., Page]) -> Desk:
    """The form of a new workshop, filled in and sent; the server's code and address are its own from now on."""
    page = open_page(server, LAPTOP)
    page.goto(server.desk_link)
    page.goto("/facilitate/new/")
    page.check("[name=format][value='90']")
    page.fill("#tables", str(TABLES))
    page.fill("#names", "\n".join(f"Table of {n}" for n in range(1, TABLES + 1)))
    page.check("[name=bots]")
    page.fill("#colleagues", COLLEAGUE)
    page.get_by_role("button", name=BUTTONS["doors"]).click()
    page.wait_for_url(re.compile(r"/facilitate/(?!new)\w+/$"))
    server.slug = page.url.rstrip("/").rpartition("/")[2]
    rows = server.rows("SELECT slug, code FROM game_workshop")
    server.code = dict(rows)[server.slug]
    server.play_url = f"{server.root}/workshops/{server.slug}/"
    return Desk(page)


def taken_over(server: Server, open_page: Callable[..., Page], desk: Desk, number: int) -> Desk:
    """The first desk is gone; a colleague logs in in another browser and opens the round."""
    desk.goes()
    gone_at = time.monotonic()
    page = open_page(server, LAPTOP)
    page.goto(f"/facilitate/{server.slug}/")
    page.fill("#id_username", COLLEAGUE)
    page.fill("#id_password", PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url(f"**/facilitate/{server.slug}/")
    second = Desk(page)
    second.press("round", number)
    assert len(server.log("RoundOpened")) == number
    assert time.monotonic() - gone_at < TAKEN_OVER_SECONDS
    return second


def all_read(server: Server, phase: str, people: list[Person]) -> bool:
    """Whether everybody is ready with the page of a phase, or with the last question of the debrief."""
    log = server.log("PhaseEntered", "QuestionAsked", "ReadMarked")
    asked = max(
        n for n, line in enumerate(log) if line.event == "QuestionAsked" or line.data.get("phase") == phase
    )
    return len({line.data["player"] for line in log[asked:] if line.event == "ReadMarked"}) >= len(people)


def all_are_done(server: Server) -> bool:
    """Whether all tables have finished their last round."""
    done = [line.data for line in server.log("StepEntered") if line.data["name"] == "done"]
    return len({line["table"] for line in done if line["round"] == ROUNDS}) == TABLES


def everything_was_led_by_whoever_had_the_desk(server: Server) -> None:
    """Each word of the log that a facilitator spoke tells who it was; nobody else led, and the bot never did."""
    accounts = dict(server.rows("SELECT id, username FROM auth_user"))
    led = [
        line for line in server.log("PhaseEntered", "RoundOpened", "PlenaryShown", "QuestionAsked") if line.by
    ]
    assert [line.data["phase"] for line in led if line.event == "PhaseEntered"] == list(PHASES)
    by = {line.data["round"]: accounts[line.by] for line in led if line.event == "RoundOpened"}
    assert by == {1: "facilitator", 2: "facilitator", 3: COLLEAGUE, 4: COLLEAGUE}
    later = [accounts[line.by] for line in led if line.event in ("PlenaryShown", "QuestionAsked")]
    assert later == [COLLEAGUE] * (1 + QUESTIONS)
    everything = server.log("PhaseEntered", "RoundOpened", "PlenaryShown", "QuestionAsked", "DeskTaken")
    assert len(everything) == len(led)


def every_table_has_an_end(server: Server) -> None:
    """END-5, END-7: an ending, or the word that the term was cut short; and four rounds were decided everywhere."""
    results = {line.data["table"]: line.data for line in server.log("ResultsReached")}
    assert sorted(results) == list(range(1, TABLES + 1))
    for table in results.values():
        assert bool(table.get("ending")) == (table["rounds"] >= 2)
    decided = [line.data["table"] for line in server.log("DecisionMade")]
    assert {decided.count(table) for table in results} == {ROUNDS}
