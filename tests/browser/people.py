"""People at a table: each sees a page, reads which screen it shows, and does what the screen asks."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from playwright.sync_api import Error, Locator, Page

from tests.browser.server import Server

#: How long a person waits before pressing again what did not go away.
PATIENCE_SECONDS = 1.0
BRIEFLY = 3000
#: So often in a row a deed may fail before its screen counts as stuck; a busy machine draws late.
MOST_TRIES = 4
#: Screens with words to write, which are kept or shown, and a button of their own to be ready.
WRITING = ("debrief", "plan")
#: Where there are too many tables to list, whoever stands is offered a seat, or calls a table by its number.
HALL_DOOR = "#task-form[action$='/find-seat/']"


class Person:
    """A person with a phone. `answers` says what to choose and vote; `holds` names screens on which to wait."""

    def __init__(
        self, page: Page, server: Server, name: str, seat: str, table: int = 1, **answers: str
    ) -> None:
        self.page, self.server, self.name, self.seat, self.table = page, server, name, seat, table
        self.written: list[str] = []
        self.answers = {"choice": "C", "vote": "C", "word": "C", "chip": "lasting", **answers}
        self.holds: set[str] = set()
        self.seen: list[str] = []
        self.pressed: dict[str, float] = {}
        self.tries = 0
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
            if screen in WRITING:
                self.write(screen)
            elif screen == "seat" and self.find(HALL_DOOR).count():
                self.call_table()
            elif self.button.count():
                self.pressed[screen] = time.monotonic()
                self.fill(screen)
                self.press()
                self.tries = 0
        except Error as error:  # the table moved on meanwhile; what is there now is done at the next look
            is_still_there = self.screen() == screen and self.button.count()
            self.tries = self.tries + 1 if is_still_there else 0
            if self.tries >= MOST_TRIES:
                raise AssertionError(f"{self.name} is stuck in {screen}: {error}") from error

    def call_table(self) -> None:
        """In a hall, go to the wished table by its number, and take the wished seat there if it is another."""
        self.find("#call-table summary").click(timeout=BRIEFLY)
        self.find("#table-number").fill(str(self.table), timeout=BRIEFLY)
        self.send("form[action$='/table/'] button")
        seat = self.page.locator(f'input[value="{self.table}-{self.seat}"]')
        seat.wait_for(state="attached")
        if not seat.is_checked():
            seat.check(force=True, timeout=BRIEFLY)
            self.send("[form=task-form]")

    def fill(self, screen: str) -> None:
        """Tick and type what the screen asks for."""
        if screen == "seat":
            self.find(f'input[value="{self.table}-{self.seat}"]').check(force=True, timeout=BRIEFLY)
        elif screen in ("before", "after"):
            for item in (1, 3):
                for row in self.find(f"input[name$='-{item}'][value='7']").all():
                    row.check(force=True, timeout=BRIEFLY)
        elif screen == "incident":
            self.find("input[name=answer][value='2']").check(timeout=BRIEFLY)
        elif screen in ("choice", "vote", "word"):
            self.tick(self.answers[screen])
        if screen == "choice":
            self.find("label.chip:has([name=confidence][value='2'])").click(timeout=BRIEFLY)
            self.find(f"label.chip:has([value={self.answers['chip']}])").click(timeout=BRIEFLY)
        words = self.answers.get("words", "")
        if screen == "choice":
            words = self.answers.get("reason", words)
        if (
            screen == "choice" and words and not self.find("#words").is_visible()
        ):  # a second click would fold it again
            self.find("#task-form summary").click(timeout=BRIEFLY)
        if screen in ("choice", "reflect") and words:
            self.find("#words").fill(words, timeout=BRIEFLY)

    def write(self, screen: str) -> None:
        """Write on the question or the plan, keep or show it, and be ready; each once a page."""
        page = (
            f"{screen} {self.find('input[name=question]').get_attribute('value')}"
            if screen == "debrief"
            else screen
        )
        if page in self.written:
            return
        self.written.append(page)
        words = self.words_on(page)
        if screen == "plan":
            for field, line in words.items():
                self.find(f"[name={field}]").fill(line, timeout=BRIEFLY)
        else:
            self.find("[name=words]").fill(words["words"], timeout=BRIEFLY)
        shows = "[name=share]" if self.answers.get("shows") else ":not([name=share])"
        self.send(f"button[form=task-form]{shows}")
        self.send("form[action$='/read/'] button")

    def words_on(self, page: str) -> dict[str, str]:
        """What this person writes on a page of the debrief, or in the plan."""
        if page != "plan":
            return {"words": f"{self.name} says {page}"}
        return {name: f"{self.name} {name}" for name in ("when", "i_will", "with", "by")}

    def send(self, selector: str) -> None:
        """Press a button of the screen and wait for its answer."""
        with self.page.expect_response(lambda answer: answer.request.method == "POST", timeout=10_000):
            self.find(selector).first.click(timeout=BRIEFLY)
        self.page.wait_for_load_state()

    def tick(self, letter: str) -> None:
        """Tick an option without sending it; in a runoff or for the word, one of those that are left."""
        label = self.find(f"label[for=option-{letter}]")
        if not label.count():
            label = self.find("label[for^=option-]").first
        label.click(timeout=BRIEFLY)

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
