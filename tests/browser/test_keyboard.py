"""A workshop of one round by keyboard alone: focus is where one works, and the live region tells where the table is, calmly."""

import itertools

import pytest

from scenarios.files import read
from tests.browser.keys import Typist
from tests.browser.people import play

pytestmark = pytest.mark.browser

LISTEN = """
window.told = [];
document.addEventListener("DOMContentLoaded", () => {
  const region = document.getElementById("say-calmly");
  const hear = () => region.textContent && told.push([Date.now(), region.textContent]);
  if (region) new MutationObserver(hear).observe(region, {childList: true});
});
"""
MOMENT = "document.querySelector('#slot-task [data-part]')?.dataset.moment || ''"
#: Never two sentences within this time, as in static/js/voice.js.
CALM_MS = 5_000
#: Whether there is a tie depends on the bots.
WORD = "The chair's word."


QUESTIONS = read("the-long-evenings")["texts"]["en"]["common"]["debrief"]


class Listener(Typist):
    """A typist who hears each step out: the clock of the page is turned on until what it has to say is said."""

    moment = ""

    def screen(self) -> str:
        """The name of the screen, once all that there is to hear of it has been heard."""
        name = super().screen()
        moment = str(self.page.evaluate(MOMENT)) if name else self.moment
        if moment != self.moment:
            self.moment = moment
            self.page.clock.run_for(CALM_MS + 100)
        return name


def focused(typist: Typist) -> str:
    return typist.keys.focused


def test_round_by_keyboard_keeps_focus_and_tells_each_step(serve, open_page):
    server = serve(pace=0.2)
    page = open_page(server)
    page.clock.install()
    page.add_init_script(LISTEN)
    typist = Listener(page, server, "Ingrid", "P1").join()
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
    assert typist.keys.verdict() == ""
    times, told = zip(*page.evaluate("told"), strict=True)
    assert all(later - sooner >= CALM_MS for sooner, later in itertools.pairwise(times))
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
    typist.holds |= {"reveal"}
    typist.keys.reach("[popovertarget=panel-role]")
    play((typist,), lambda: typist.screen() == "reveal")
    assert page.evaluate("document.activeElement.getAttribute('popovertarget')") == "panel-role"
    typist.holds -= {"reveal"}
    play((typist,), lambda: "2 of 2 needed are ready" in page.inner_text("#slot-status"))
    typist.holds -= {"talk"}
    play((typist,), lambda: typist.screen() == "vote")
    assert focused(typist) == "h1#"
    typist.holds -= {"vote"}
    play((typist,), lambda: typist.is_done or typist.screen() != "vote")
    assert focused(typist) != "body#"
