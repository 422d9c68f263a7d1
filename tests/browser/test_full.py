"""A 90-minute workshop with everything in it: facts and the hidden option, a move, a hearing, a wall, an incident, a
safeguard, a runoff, aims that are shown, and a road not taken. Five people, a bot in the lead, a tenth of the time."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Error

from scenarios.files import read
from scenarios.script import parse
from tests.browser import pictures
from tests.browser.conftest import PHONE
from tests.browser.people import BRIEFLY, Person, play
from tests.browser.test_accessibility import faults

pytestmark = pytest.mark.browser

SECONDS = 420
#: In the dilemma of round 2 these facts open the hidden option.
HIDDEN = "pen"
#: Screens whose pictures stand in docs/tour.md.
SHOWN = ("situation-2", "talk-2", "vote-3", "incident-3", "look_up-4")


class Councillor(Person):
    """A person who plays with all that there is: tells every fact, uses the move, asks, proposes, answers."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.used: set[str] = set()
        self.looked: set[str] = set()

    @property
    def round(self) -> int:
        """The round that the top line tells."""
        found = re.search(r"Round (\d)", self.page.inner_text("header.top", timeout=BRIEFLY))
        return int(found[1]) if found else 0

    def act(self) -> None:
        """First what a talk has beside the vote, then what every step asks."""
        screen = self.screen()
        try:
            if screen == "talk" and self.talks():
                return
        except Error:  # the table has moved on meanwhile
            return
        super().act()

    def talks(self) -> bool:
        """One deed of the talk that is still to be done; whether there was one."""
        fact = self.find("form[action$='/share-fact/'] button")
        if fact.count():
            self.send("form[action$='/share-fact/'] button")
            return True
        if self.round == 2 and self.seat == "M1" and "move" not in self.used:
            self.used.add("move")
            self.find("#own-move summary").click(timeout=BRIEFLY)
            self.send("#own-move button")
            return True
        if self.round == 2 and self.seat == "P3" and "ask" not in self.used:
            self.used.add("ask")
            self.find("#ask summary").click(timeout=BRIEFLY)
            self.find("#ask select[name=slot]").select_option("media")
            self.send("#ask button")
            return True
        if self.find("#safeguard").count() and self.round == 3 and self.button.count():
            self.find("#propose").evaluate("fold => fold.open = true")
            self.find("#safeguard").select_option("report_back")
        return False

    def fill(self, screen: str) -> None:
        """The vote depends on the round, and on whether it is a runoff."""
        if screen in ("vote", "word"):
            is_runoff = self.find(':text("Vote again among these")').count() > 0
            self.answers["vote"] = "A" if is_runoff or screen == "word" else self.wanted()
        super().fill(screen)
        if screen == "vote" and self.find("input[name=guard]").count():
            self.find("label.chip:has(input[name=guard][value=yes])").click(timeout=BRIEFLY)

    def wanted(self) -> str:
        """In round 2 what the facts have opened; in round 4 the managers want three things; else A."""
        if self.round == 2:
            return "D"
        return {"M1": "A", "M3": "B", "M4": "C"}.get(self.seat, "A") if self.round == 4 else "A"


def test_term_with_all_that_there_is(serve, open_page):
    found = read("the-long-evenings")
    script = parse(found["document"], found["texts"])
    server = serve(pace=0.1, options=("--format", "90"))
    people = [
        Councillor(open_page(server, PHONE), server, f"Person {seat}", seat).join()
        for seat in ("P1", "M1", "M3", "P3", "M4")
    ]
    first = people[0]
    looked: set[str] = set()
    found_faults: list[str] = []

    def look() -> bool:
        """Take a picture of each new screen of the first person, and let axe look at it from time to time."""
        screen = first.screen()
        kind = (
            f"{screen}-{first.round}"
            if screen in ("talk", "situation", "vote", "incident", "look_up")
            else ""
        )
        if kind and kind not in looked and first.page.locator(f"[data-screen={screen}]").count():
            looked.add(kind)
            if kind in SHOWN:
                pictures.take(first.page, f"full-{kind}")
            if screen in ("talk", "incident", "look_up"):
                faults(first.page, kind, found_faults, (PHONE,))
        return first.screen() == "front_page"

    for person in people:
        person.holds.add("front_page")
    play(people, look, seconds=SECONDS)
    assert not found_faults

    happened = server.log()
    names = [line.event for line in happened]
    assert names.count("IncidentsDrawn") == 1 and {"IncidentShown", "IncidentAnswered"} <= set(names)
    assert {"FactShared", "OptionOpened", "MovePlayed", "HearingHeld", "PlenaryShown"} <= set(names)
    assert {"GuardAttached", "RunoffOpened", "ResultsReached"} <= set(names)
    decided = [line.data["option"] for line in happened if line.event == "DecisionMade"]
    assert decided == ["A", "D", "A", "A"]
    assert {"look_up", "incident", "talk", "vote"} <= set(first.seen)

    the_path_and_the_road_not_taken(first, script)
    an_aim_is_shown_by_its_owner(people)


def the_path_and_the_road_not_taken(person: Councillor, script: Any) -> None:
    """END-10: another option of a decided round, on a page of its own, without a change for anybody."""
    page = person.page
    page.click("nav [popovertarget=panel-path]")
    pictures.take(page, "full-path")
    page.locator("#panel-path details summary").first.click()
    page.locator("#panel-path details a").first.click()
    page.wait_for_url("**/road/1/*/")
    assert "The road not taken" in page.inner_text("h1")
    assert "A model, not a prophecy" in page.inner_text("main")
    assert page.locator("table.road tbody tr").count() == 8
    found: list[str] = []
    faults(page, "road", found, (PHONE,))
    assert not found
    pictures.take(page, "full-road")
    page.get_by_role("link", name="Back", exact=True).click()
    page.wait_for_url(f"**/workshops/{person.server.slug}/")
    assert script.say("saving.title", "en") in page.content()


def an_aim_is_shown_by_its_owner(people: list[Councillor]) -> None:
    """AIM-1: by own tap, and the others at the table read it."""
    first, second = people[0].page, people[1].page
    first.click("nav [popovertarget=panel-mine]")
    with first.expect_response(lambda answer: answer.request.method == "POST"):
        first.click("text=Show my table")
    first.wait_for_selector("text=Your table can see it.")
    second.click("nav [popovertarget=panel-mine]")
    second.wait_for_selector("#panel-mine >> text=Shown at your table")
    second.wait_for_selector("#panel-mine")
