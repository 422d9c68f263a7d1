"""People at a table: each sees a page, reads which screen it shows, and does what the screen asks."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from playwright.sync_api import Error, Locator, Page

from tests.browser.server import Server

#: How long a person waits before pressing again what did not go away.
PATIENCE_SECONDS = 1.0
BRIEFLY = 3000


class Person:
    """A person with a phone. `answers` says what to choose and vote; `holds` names screens on which to wait."""

    def __init__(self, page: Page, server: Server, name: str, seat: str, **answers: str) -> None:
        self.page, self.server, self.name, self.seat = page, server, name, seat
        self.answers = {"choice": "C", "vote": "C", "word": "C", "chip": "lasting", **answers}
        self.holds: set[str] = set()
        self.seen: list[str] = []
        self.pressed: dict[str, float] = {}
        self.now = ""
        self.pushes = 0
        page.on("websocket", lambda socket: socket.on("framereceived", self._count))

    def _count(self, _frame: object) -> None:
        self.pushes += 1

    def join(self) -> Person:
        """Come in through the door behind the QR code."""
        self.page.goto(f"/join/{self.server.code}/")
        self.page.fill("#name", self.name)
        self.page.click("button.btn")
        self.page.wait_for_url(f"**/workshops/{self.server.slug}/")
        return self

    def find(self, selector: str) -> Locator:
        """Something on the screen that was looked at last; not there if the table has moved on since."""
        return self.page.locator(f'body:has([data-screen="{self.now}"]) {selector}')

    @property
    def button(self) -> Locator:
        """The one deed of the screen, as long as it has not been done."""
        return self.find("[form=task-form]:not(.quiet):visible")

    @property
    def is_done(self) -> bool:
        """Whether the answer is in, and can be changed."""
        return self.page.locator("[form=task-form].quiet").count() > 0

    def screen(self) -> str:
        """The name of the screen; empty while a page loads."""
        try:
            name = self.page.locator("[data-screen]").get_attribute("data-screen", timeout=2000) or ""
        except Error:
            return ""
        if name and name not in self.seen:
            self.seen.append(name)
        self.now = name or self.now
        return name

    def act(self) -> None:
        """Look, and do what the screen asks, unless it is done or held back."""
        screen = self.screen()
        late = time.monotonic() - self.pressed.get(screen, 0) > PATIENCE_SECONDS
        if not screen or screen in self.holds or not late:
            return
        try:
            if self.button.count():
                self.pressed[screen] = time.monotonic()
                self.fill(screen)
                self.press()
        except Error as error:  # the table moved on meanwhile; what is there now is done at the next look
            if self.screen() == screen and self.button.count():
                raise AssertionError(f"{self.name} is stuck in {screen}: {error}") from error

    def fill(self, screen: str) -> None:
        """Tick and type what the screen asks for."""
        if screen == "seat":
            self.find(f'input[value="1-{self.seat}"]').check(force=True, timeout=BRIEFLY)
        elif screen in ("choice", "vote", "word"):
            self.tick(self.answers[screen])
        if screen == "choice":
            self.find("label.chip:has([name=confidence][value='2'])").click(timeout=BRIEFLY)
            self.find(f"label.chip:has([value={self.answers['chip']}])").click(timeout=BRIEFLY)
        if screen == "choice" and self.answers.get("words"):
            self.find("summary").click(timeout=BRIEFLY)
        if screen in ("choice", "reflect") and self.answers.get("words"):
            self.find("#words").fill(self.answers["words"], timeout=BRIEFLY)

    def tick(self, letter: str) -> None:
        """Tick an option without sending it."""
        self.find(f"label[for=option-{letter}]").click(timeout=BRIEFLY)

    def press(self) -> None:
        """Press the deed and wait for its answer."""
        with self.page.expect_response(lambda answer: answer.request.method == "POST", timeout=10_000):
            self.button.click(timeout=BRIEFLY)
        self.page.wait_for_load_state()


def play(people: Iterable[Person], until: Callable[[], object], seconds: float = 60) -> None:
    """Let people play until something is so."""
    everybody = list(people)
    deadline = time.monotonic() + seconds
    while not until():
        if time.monotonic() > deadline:
            lately = "\n".join(str(line) for line in everybody[0].server.log()[-40:])
            raise AssertionError(f"{[(person.name, person.seen) for person in everybody]}\n{lately}")
        for person in everybody:
            person.act()
        everybody[0].page.wait_for_timeout(50)


def all_at(people: Iterable[Person], *screens: str) -> Callable[[], bool]:
    """Whether everybody sees one of these screens now."""
    everybody = list(people)
    return lambda: all(person.screen() in screens for person in everybody)
