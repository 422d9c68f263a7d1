"""People who lead by plain HTTP, and sockets opened by hand."""

from __future__ import annotations

import re
import time

from playwright.sync_api import Page
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from tests.browser.people import Person
from tests.browser.server import Line, Server
from tests.browser.visitor import Facilitator

MOST_SECONDS = 60


class Leader(Facilitator):
    """A facilitator who takes the desk and leads the only table where a test wants it."""

    def lead_to(self, step: str) -> None:
        """From the lobby to a step of the first round; nobody at the table has to do anything."""
        self.do("take-desk")
        for leaving in ("lobby", "welcome", "briefing"):
            self.leave(leaving)
        self.do("open-round")
        while step_of(self.server) != step:
            self.do("close-step")

    def close(self) -> None:
        """From the lobby to closed, whatever the workshop would rather wait for."""
        for leaving in ("lobby", "welcome", "briefing", "playing", "results", "debrief", "plan"):
            self.leave(leaving)

    def leave(self, phase: str) -> None:
        """Leave a phase for the next, anyway."""
        page = self.do("next-phase", leaving=phase)
        if "/next-phase-anyway/" in page.body:
            self.send(page.form("/next-phase-anyway/"))


def step_of(server: Server) -> str:
    """The step in which the only table is."""
    entered = server.log("StepEntered")
    return str(entered[-1].data["name"]) if entered else ""


def by_people(server: Server, event: str) -> list[Line]:
    """The events of a kind that no bot caused."""
    return [line for line in server.log(event) if not str(line.data["player"]).startswith("bot-")]


def until_logged(server: Server, event: str, **data: object) -> None:
    """Wait until something is in the log."""
    deadline = time.monotonic() + MOST_SECONDS
    while not any(data.items() <= line.data.items() for line in server.log(event)):
        assert time.monotonic() < deadline, (event, data, server.log()[-20:])
        time.sleep(0.1)


def admin_link(server: Server) -> str:
    """The one-time link of the demo's administrator, who leads the demo workshop too."""
    return re.findall(r"Admin +(\S+)", (server.var / "told.txt").read_text())[0]


def personal_link(person: Person) -> str:
    """The link on the help panel by which a seat is taken along to another device."""
    return person.page.locator("#panel-help a[href*='/back/']").get_attribute("href") or ""


def sit_down(person: Person) -> Person:
    """Take the wished seat in the lobby."""
    person.page.locator(f'input[value="1-{person.seat}"]').check(force=True)
    press(person.page)
    return person


def at(page: Page, screen: str) -> None:
    """Wait until a page shows a screen."""
    page.wait_for_selector(f'[data-screen="{screen}"]')


def tick(page: Page, letter: str) -> None:
    """Tick an option without sending it."""
    page.click(f"label[for=option-{letter}]")


def press(page: Page) -> None:
    """Press the deed of the screen and wait until it has been answered."""
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.click("[form=task-form]:visible")


def sent(page: Page) -> None:
    """Wait until the page shows that the answer is in."""
    page.wait_for_selector("[form=task-form].quiet")


def knock(server: Server, path: str, *, cookie: str = "", origin: str = "") -> int:
    """Open a socket: the status with which it is refused, the code with which it is closed, or 0 if it is served."""
    try:
        with connect(
            f"ws://127.0.0.1:{server.port}{path}",
            origin=origin or server.root,  # type: ignore[arg-type]
            additional_headers={"Cookie": cookie} if cookie else {},
            proxy=None,
        ) as socket:
            socket.recv(timeout=20)
    except InvalidStatus as refusal:
        return refusal.response.status_code
    except ConnectionClosed as end:
        return end.rcvd.code if end.rcvd else -1
    return 0
