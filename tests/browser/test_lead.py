"""One browser leads three tables through a whole workshop by nothing but the desk, with a wall in the room."""

import pytest

from tests.browser import pictures
from tests.browser.people import play
from tests.browser.watch import until

pytestmark = pytest.mark.browser

PACE = 0.1
NAMES = ("Zephyrine", "Quillon", "Ottoline")
MESSAGE = "Coffee at half past ten."
WALLS = {
    "lobby": "Scan the sign, or type the code",
    "welcome": "Play the role, not yourself.",
    "briefing": "Who are you in this town",
    "debrief": "One word: how was it to sit in that chair?",
    "plan": "What will you do at home",
    "closed": "Thank you for playing",
}
WALL = {"width": 1920, "height": 1080}


class Wall:
    """The projector, and everything that it ever showed."""

    def __init__(self, page, server):
        self.page = page
        self.held = set()
        page.goto(f"/projector/{server.slug}/")

    def look(self):
        self.held.add(self.page.evaluate("document.documentElement.outerHTML"))

    def shows(self, words):
        until(self.page, "words => document.body.innerText.includes(words)", words)
        self.look()


@pytest.fixture
def hall(serve, sit, lead, open_page):
    """Three tables with a person at each, bots beside them, a desk and a wall."""
    server = serve(pace=PACE, options=("--tables", "3", "--format", "45"))
    desk, press = lead(server)
    wall = Wall(open_page(server, WALL), server)
    press("Take the desk")
    people = [
        sit(server, name, "P1", table=table, words=f"{name} writes this.")
        for table, name in enumerate(NAMES, 1)
    ]
    return server, desk, press, wall, people


def test_desk_leads_three_tables_from_the_doors_to_the_end(hall):
    server, desk, press, wall, people = hall
    wall.shows(WALLS["lobby"])
    play(people, lambda: len(server.log("SeatTaken")) == len(people))
    pictures.take(wall.page, "wall-doors")

    for phase in ("Welcome", "Briefing"):
        press(f"Next: {phase}")
        wall.shows(WALLS[phase.lower()])
        play(people, lambda n=phase: all_read(server, n.lower(), people))
    press("Next: Playing")

    for number in (1, 2, 3):
        press(f"Open round {number}")
        if number == 1:
            message_all(desk, people)
        if number == 2:
            desk = reopened(desk, server)
            press = pressing(desk)
        if number == 2 and pictures.WANTED:
            play(people, lambda page=desk: page.locator(".at-talk").count() > 1)
            pictures.take(desk, "desk-small")
        play(people, lambda n=number: at_the_end_of(server, n, people, wall), seconds=150)

    for phase, label in (("Results", "End the term: Results"), ("Debrief", "Next: Debrief")):
        press(label)
        wall.shows(WALLS[phase.lower()] if phase == "Debrief" else headline_of(server))
        if phase == "Results":
            pictures.take(wall.page, "wall-headlines")
    for question in (2, 3, 4, 5):
        press(f"Question {question}")
        wall.shows(f"Question {question} of 5")
    press("Next: Plan")
    wall.shows(WALLS["plan"])
    press("Close it now")
    wall.shows(WALLS["closed"])
    for person in people:
        person.page.wait_for_selector("h1:has-text('Thank you for playing')")

    assert [line.data["phase"] for line in server.log("PhaseEntered")] == [
        *("welcome", "briefing", "playing", "results", "debrief", "plan", "closed")
    ]
    for held in wall.held:
        for name in NAMES:
            assert name not in held
        assert MESSAGE not in held


def all_read(server, phase, people):
    """Whether everybody has read the page of this phase."""
    log = server.log("PhaseEntered", "ReadMarked")
    entered = max(n for n, line in enumerate(log) if line.data.get("phase") == phase)
    return len({line.data["player"] for line in log[entered + 1 :]}) >= len(people)


def at_the_end_of(server, number, people, wall):
    """Whether all tables have left the round behind them."""
    wall.look()
    left = {
        line.data["table"]
        for line in server.log("StepEntered")
        if (line.data["name"], line.data["round"]) in (("gate", number + 1), ("done", number))
    }
    return len(left) == len(people)


def message_all(desk, people):
    """Say something to all; each reads it and taps it away."""
    desk.get_by_role("button", name="Message all").click()
    desk.fill("#to-all", MESSAGE)
    desk.get_by_role("button", name="Send to all").click()
    desk.wait_for_selector("text=3 have not tapped it away")
    assert desk.input_value("#to-all") == ""
    for person in people:
        person.page.wait_for_selector(f"text={MESSAGE}")
        person.page.get_by_role("button", name="Read", exact=True).click()
        person.page.wait_for_selector(f"text={MESSAGE}", state="detached")
    desk.wait_for_selector("text=read by all")


def reopened(desk, server):
    """The laptop is closed and another window is opened; the desk is as it was."""
    context = desk.context
    desk.close()
    again = context.new_page()
    again.goto(f"/facilitate/{server.slug}/")
    again.wait_for_selector("h1:has-text('Round 2 of 3')")
    return again


def pressing(desk):
    """Press a button of this desk."""

    def press(label):
        button = desk.get_by_role("button", name=label, exact=True, include_hidden=True).first
        button.evaluate("button => { const fold = button.closest('details'); if (fold) fold.open = true; }")
        with desk.expect_response(lambda answer: answer.request.method == "POST"):
            button.click()

    return press


def headline_of(server):
    """Words that stand on the wall once there are results."""
    assert len(server.log("ResultsReached")) == 3
    return "1 Birch"
