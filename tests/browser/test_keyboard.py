"""A round by keyboard alone: focus is where one works, and the live region tells where the table is."""

import pytest

from scenarios.files import read
from tests.browser.people import Person, play

pytestmark = pytest.mark.browser

LISTEN = """
window.told = [];
document.addEventListener("DOMContentLoaded", () => {
  const region = document.getElementById("say-calmly");
  if (region) new MutationObserver(() => told.push(region.textContent)).observe(region, {childList: true});
});
"""
FOCUSED = "document.activeElement.localName + '#' + document.activeElement.id"
TEXT = "document.activeElement.textContent.trim()"
MOST_TABS = 40
#: Whether there is a tie depends on the bots.
WORD = "The chair's word."


class Typist(Person):
    """Somebody without a pointer."""

    def reach(self, selector: str) -> None:
        """Press Tab until what is wanted has focus; focus may never fall to the body on the way."""
        for _press in range(MOST_TABS):
            if self.page.evaluate(f"document.activeElement.matches({selector!r})"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no way to {selector} by Tab; now at {self.page.evaluate(FOCUSED)}")

    def join(self) -> "Typist":
        self.page.goto(f"/join/{self.server.code}/")
        self.reach("#name")
        self.page.keyboard.type(self.name)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(self.server.play_url)
        return self

    def fill(self, screen: str) -> None:
        keys = self.page.keyboard
        if screen == "seat":
            self.reach("[name=seat]")
            keys.press("Space")
        elif screen in ("choice", "vote", "word"):
            self.reach("[name=option]")
            keys.press("Space")
            for _press in range("ABC".index(self.answers[screen]) if screen != "word" else 0):
                keys.press("ArrowDown")
        if screen == "choice":
            for name in ("confidence", "reason"):
                self.reach(f"[name={name}]")
                keys.press("ArrowDown")
            self.reach("summary")
            keys.press("Enter")
            self.reach("#words")
            keys.type("Both sides")
        if screen == "reflect":
            self.reach("#words")
            keys.type("My own line")

    def press(self) -> None:
        self.reach("[form=task-form]")
        with self.page.expect_response(lambda answer: answer.request.method == "POST"):
            self.page.keyboard.press("Enter")
        self.page.wait_for_timeout(50)


QUESTIONS = read("the-long-evenings")["texts"]["en"]["common"]["debrief"]


def focused(typist: Typist) -> str:
    return str(typist.page.evaluate(FOCUSED))


def test_round_by_keyboard_keeps_focus_and_tells_each_step(serve, open_page):
    server = serve(pace=0.2)
    page = open_page(server)
    page.add_init_script(LISTEN)
    typist = Typist(page, server, "Ingrid", "P1").join()
    pegs = page.locator("#status .pegs .on")

    def last_one() -> bool:
        """Whether only this person is waited for, so that the next deed moves the table."""
        return pegs.count() == 4

    typist.holds = {"situation", "choice", "talk", "vote", "consequence", "reflect"}
    own_moves = []
    for screen, following in (("situation", "choice"), ("consequence", "reflect"), ("reflect", "waiting")):
        play((typist,), lambda screen=screen: typist.screen() == screen and last_one())
        assert focused(typist) != "body#"
        typist.fill(screen)
        typist.button.wait_for()
        typist.press()
        page.wait_for_selector(f"[data-screen={following}], [data-screen=closed]")
        own_moves.append((screen, focused(typist)))
        if screen == "situation":
            one_step_by_others(typist)
    assert own_moves == [(name, "h1#") for name in ("situation", "consequence", "reflect")]
    play((typist,), lambda: typist.screen() == "closed")
    told = list(page.evaluate("told"))
    assert [sentence for sentence in told if WORD not in sentence] == [
        "Welcome. Welcome",
        "Briefing. Mayor",
        "Round 1 of 1. Gate. The round is about to open",
        "Round 1 of 1. Situation. Who holds the pen?",
        "Round 1 of 1. Choice. Who holds the pen?",
        f"Round 1 of 1. Reveal. {pattern(server)}",
        "Round 1 of 1. Talk. What would each of you have to explain, and to whom?",
        "Round 1 of 1. Vote. Who holds the pen?",
        f"Round 1 of 1. Consequence. {decision(server)}",
        "Round 1 of 1. Reflection. Where do you have room without a frame, or a frame without room?",
        "Round 1 of 1. Done. Your table is done",
        "Results. The term was cut short",
        *(f"Debrief, question {number}. {QUESTIONS[str(number)]}" for number in range(1, 6)),
        "Plan. Your plan",
        "Closed. Thank you for playing",
    ]


def pattern(server) -> str:
    """The word of the reveal."""
    found = next(line.data["pattern"] for line in server.log("StepClosed") if line.data.get("pattern"))
    return {
        "agreed": "Agreed",
        "leaning": "Leaning",
        "split_two": "Split in two",
        "split_three": "Split in three",
    }[found]


def decision(server) -> str:
    """The headline of the consequence."""
    titles = {"A": "A A firm frame", "B": "B An open table", "C": "C A shared pen"}
    return titles[server.log("DecisionMade")[0].data["option"]]


def one_step_by_others(typist: Typist) -> None:
    """Choice to vote: the table moves by the clock and by others while focus rests on a tab of the page."""
    page = typist.page
    typist.holds -= {"choice"}
    play((typist,), lambda: typist.is_done)
    assert focused(typist) != "body#"
    typist.reach("[popovertarget=panel-role]")
    play((typist,), lambda: typist.screen() == "reveal")
    assert page.evaluate("document.activeElement.getAttribute('popovertarget')") == "panel-role"
    play((typist,), lambda: "2 of 2 needed are ready" in page.inner_text("#slot-status"))
    typist.holds -= {"talk"}
    play((typist,), lambda: typist.screen() == "vote")
    assert focused(typist) == "h1#"
    typist.holds -= {"vote"}
    play((typist,), lambda: typist.is_done or typist.screen() != "vote")
    assert focused(typist) != "body#"
