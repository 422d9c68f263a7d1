"""A whole workshop of 45 minutes, played and led by keyboard alone: from the front page to the end, focus always in sight.

Whoever plays and whoever leads touch nothing but Tab, Shift and Tab, the arrows, Space, Enter, Escape and letters.
"""

import pytest

from tests.browser.conftest import LAPTOP
from tests.browser.keys import Keys, Typist
from tests.browser.people import all_at, play
from tests.browser.watch import until

pytestmark = pytest.mark.browser

PASSWORD = "quiet-harbour-17"
ACCOUNT = f"""
from django.contrib.auth.models import User
leader = User.objects.get(username="facilitator")
leader.set_password("{PASSWORD}")
leader.save()
"""
#: Long enough for three rounds by Tab on a busy machine.
SECONDS = 420
ROUNDS = 3
IN_A_ROUND = ("situation", "choice", "reveal", "talk", "vote", "consequence", "reflect")


class Leader(Keys):
    """A facilitator without a pointer."""

    def log_in(self, server) -> None:
        """By user name and password, and from the list of workshops to the desk."""
        self.page.goto("/facilitate/")
        self.reach("#id_username")
        self.type("facilitator")
        self.reach("#id_password")
        self.type(PASSWORD)
        self.follow(f"{server.root}/facilitate/")
        self.reach(f"a[href$='/facilitate/{server.slug}/']")
        self.follow(f"{server.root}/facilitate/{server.slug}/")

    def go_on(self, verb: str) -> None:
        """Press a button at the foot of the desk: it is the end of the page, so Shift and Tab come to it first."""
        self.page.wait_for_selector(f"#{verb}")
        self.answer(f"#{verb}", "Shift+Tab")
        if self.page.locator("#notice .slip form[action$='/next-phase-anyway/']").count():
            self.answer("#notice form[action$='/next-phase-anyway/'] button", "Shift+Tab")

    def close_step(self) -> None:
        """Open the panel of the table, close its step, and shut the panel: focus is on the table's tile again."""
        self.reach(".tile button")
        self.press("Enter")
        until(self.page, "document.activeElement.closest('#panel-table-1') !== null")
        self.answer("#panel-table-1 [id^=verb-close-step]")
        assert self.page.evaluate("document.activeElement.closest('#panel-table-1') !== null"), self.focused
        self.press("Escape")
        until(self.page, "document.activeElement.matches('.tile button')")

    def close_workshop(self) -> None:
        """The last deed is folded away, because it is final."""
        self.reach("#close-workshop summary", "Shift+Tab")
        self.press("Enter")
        self.answer("#verb-next-phase-plan")


def test_a_whole_workshop_is_played_and_led_by_keyboard_alone(serve, open_page):
    server = serve(pace=0.15, options=("--format", "45"), first=ACCOUNT)
    leader = Leader(open_page(server, LAPTOP))
    leader.log_in(server)
    leader.go_on("verb-take-desk")
    page = open_page(server)
    typist = Typist(page, server, "Ingrid", "P1").join_by_code()

    play((typist,), lambda: typist.is_done)
    for phase, screen in (("lobby", "welcome"), ("welcome", "role"), ("briefing", "waiting")):
        leader.go_on(f"verb-next-phase-{phase}")
        play((typist,), lambda screen=screen: typist.screen() == screen and not typist.button.count())
    for number in range(1, ROUNDS + 1):
        leader.go_on(f"verb-open-round-{number}")
        if number == 1:
            typist.holds = {"situation"}
            play((typist,), all_at((typist,), "situation"))
            leader.close_step()
            typist.holds.clear()
        play((typist,), lambda number=number: is_over(server, number), seconds=SECONDS)
    leader.go_on("verb-next-phase-playing")
    play((typist,), lambda: typist.screen() == "front_page" and not typist.button.count())
    leader.go_on("verb-next-phase-results")
    for question in range(1, 6):
        play((typist,), lambda question=question: has_read(typist, f"debrief {question}"))
        if question < 5:
            leader.go_on(f"verb-ask-question-{question + 1}")
    leader.go_on("verb-next-phase-debrief")
    play((typist,), lambda: has_read(typist, "plan"))
    leader.close_workshop()
    play((typist,), all_at((typist,), "closed"))

    assert (typist.keys.verdict(), leader.verdict()) == ("", "")
    assert set(typist.seen) >= {"seat", "welcome", "role", "front_page", "debrief", "plan", *IN_A_ROUND}
    the_log_is_theirs(server)


def is_over(server, number):
    """Whether the table is done with a round."""
    return any(
        line.data["round"] == number for line in server.log("StepEntered") if line.data["name"] == "done"
    )


def has_read(typist, page):
    """Whether the page has been written on, kept and tapped away."""
    return page in typist.written and not typist.page.locator("#ready").count()


def the_log_is_theirs(server):
    """The answers came from the keyboard, in every round; the phases were led by the account."""
    choices = [line for line in server.log("ChoiceMade") if line.data["page"] != "bot"]
    votes = [line for line in server.log("VoteCast") if not str(line.data["player"]).startswith("bot-")]
    assert [line.data["option"] for line in choices] == ["C"] * ROUNDS
    assert len(votes) >= ROUNDS
    phases = server.log("PhaseEntered")
    assert [line.data["phase"] for line in phases] == [
        *("welcome", "briefing", "playing", "results", "debrief", "plan", "closed")
    ]
    assert len({line.by for line in phases}) == 1 and phases[0].by
