"""Whole workshops of 45 and 90 minutes at a tenth of the time, from the door to the plan, at two tables.

People with a socket, without one and without JavaScript, bots in the other seats and in the lead. Whatever a page
holds, shown or not, is kept at every change and compared with the log afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from scenarios.files import read
from scenarios.script import Script, parse
from tests.browser import pictures
from tests.browser.people import Person, all_at, play
from tests.browser.server import Server

pytestmark = pytest.mark.browser

PACE = 0.1
SECONDS = 360
#: Screens of the rounds; what was written or decided later is on none of them.
ROUNDS = ("waiting", "situation", "choice", "reveal", "talk", "vote", "word", "consequence", "reflect")
AROUND = ("seat", "welcome", "role")


@dataclass(frozen=True)
class Look:
    """What a page held at a moment, in milliseconds: the name of the screen and all its words."""

    at: int
    screen: str
    words: str


#: Runs in every page before its own scripts: whenever the page changes, its words are handed over with the time.
KEEP = """
document.addEventListener("DOMContentLoaded", () => {
  const keep = () => window.keep(
    Date.now(), document.querySelector("[data-screen]")?.dataset.screen || "", document.body.textContent
  );
  new MutationObserver(keep).observe(document, { subtree: true, childList: true, characterData: true });
  keep();
});
"""


class Guest(Person):
    """A person whose page notes whatever it holds, from the first moment to the last, looked at or not."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.looks: list[Look] = []
        self.page.expose_function("keep", self.keep)
        self.page.add_init_script(KEEP)

    def keep(self, at: int, screen: str, held: str) -> None:
        """Keep what the page holds if it is not the same as before."""
        words = " ".join(held.split())
        if not self.looks or self.looks[-1].words != words:
            self.looks.append(Look(at, screen, words))

    def held(self, needle: str, *screens: str) -> list[Look]:
        """The looks that held these words, on these screens or on any."""
        return [
            look for look in self.looks if needle in look.words and (not screens or look.screen in screens)
        ]


@pytest.fixture
def script() -> Script:
    found = read("the-long-evenings")
    return parse(found["document"], found["texts"])


@pytest.mark.parametrize("minutes", ["45", "90"])
def test_whole_workshop_from_join_to_plan(serve, open_page, script, minutes):
    server = serve(pace=PACE, options=("--tables", "2", "--format", minutes))
    ingrid = Guest(
        open_page(server),
        server,
        "Ingrid",
        "P1",
        words="Ingrid reflects.",
        reason="It leaves room.",
        shows="yes",
    ).join()
    bo = Guest(
        open_page(server, socket=False),
        server,
        "Bodil",
        "M1",
        choice="B",
        vote="B",
        words="Bodil reflects.",
        reason="The rota can bear it.",
    ).join()
    asta = Guest(open_page(server), server, "Asta", "P1", table=2, choice="A", vote="A", shows="yes").join()
    people = (ingrid, bo, asta)
    ingrid.holds.add("front_page")
    play(people, lambda: ingrid.screen() == "front_page", seconds=SECONDS)
    pictures.take(ingrid.page, "front-page")
    for panel in ("gauges", "path", "mine"):
        ingrid.page.click(f"nav [popovertarget=panel-{panel}]")
        pictures.take(ingrid.page, f"front-page-{panel}")
        ingrid.page.keyboard.press("Escape")
    ingrid.holds.clear()
    play(people, all_at(people, "closed"), seconds=SECONDS)
    for person in people:
        person.act()

    everybody_was_everywhere(people, minutes)
    for person in people:
        others = [other for other in people if other is not person]
        nobody_is_named(person, others)
        words_are_seen_by_whom_they_were_shown_to(person, others)
        nothing_is_told_before_it_happened(server, script, person)
        own_ending_is_told_and_no_other(server, script, person)


def everybody_was_everywhere(people, minutes):
    """Every screen came, in the order of the phases."""
    rounds = {"situation", "choice", "reveal", "talk", "vote", "consequence", "reflect"}
    asked = {"before", "after"} if minutes == "90" else set()
    for person in people:
        screens = [look.screen for look in person.looks]
        assert {"welcome", "role", "front_page", "debrief", "plan", "closed", *rounds, *asked} <= set(screens)
        order = [
            screens.index(name) for name in ("welcome", "role", "situation", "front_page", "debrief", "plan")
        ]
        assert order == sorted(order)
        assert {f"debrief {n}" for n in range(1, 6)} <= set(person.written)
        assert "Thank you" in person.page.inner_text("h1")


def nobody_is_named(person, others):
    """KEEP-2: names are seen where seats are chosen, and nowhere else."""
    for other in others:
        named = {look.screen for look in person.held(other.name)}
        shown = {"debrief", "plan"} if other.table == person.table and other.answers.get("shows") else set()
        assert named <= {"seat", *shown}, (person.name, other.name, named)


def words_are_seen_by_whom_they_were_shown_to(person, others):
    """KEEP-1: reflections by nobody else; answers and plans only when shown, and only at the same table."""
    for other in others:
        assert not person.held(f"{other.name} reflects.")
        may_see = other.table == person.table and bool(other.answers.get("shows"))
        lines = [line for page in other.written for line in other.words_on(page).values()]
        seen = [line for line in lines if person.held(line)]
        assert may_see or not seen, (person.name, seen)
        assert bool(seen) == may_see, (
            person.name,
            other.name,
            "some of it is read before the question is over",
        )
    assert person.held(person.words_on("plan")["i_will"], "plan", "closed")


def nothing_is_told_before_it_happened(server: Server, script: Script, person: Guest) -> None:
    """SEED-5, and the plan of rounds: seeds, later dilemmas and stories of decisions stay unseen until their time."""
    log = server.log()
    opened = {
        line.data["dilemma"]: line.at
        for line in log
        if line.event == "SituationSet" and line.data["table"] == person.table
    }
    sprouted = {
        (line.data.get("dilemma", ""), line.data["seed"]): line.at
        for line in log
        if line.event == "SeedSprouted" and line.data["table"] == person.table
    }
    over = min(line.at for line in log if line.event == "TermEnded")
    debrief = next(
        line.at for line in log if line.event == "PhaseEntered" and line.data.get("phase") == "debrief"
    )
    for dilemma in script.dilemmas:
        situation = script.say(f"{dilemma.id}.situation", "en")
        assert all(look.at >= opened.get(dilemma.id, over) for look in person.held(situation))
        assert person.held(situation) or dilemma.id not in opened
        for seed in dilemma.seeds:
            text = script.say(f"{dilemma.id}.seeds.{seed}", "en")
            came_up = sprouted.get((dilemma.id, seed))
            assert all(came_up is not None and look.at >= came_up for look in person.held(text)), text
            assert came_up is None or person.held(text), text
        for letter in dilemma.options:
            claim = script.say(f"{dilemma.id}.{letter}.note.claim", "en")
            assert all(look.at >= debrief for look in person.held(claim)), claim
    assert sprouted


def own_ending_is_told_and_no_other(server: Server, script: Script, person: Guest) -> None:
    """END-5, END-6: the paper of the own table, in its tone, from the results on."""
    results = next(line.data for line in server.log("ResultsReached") if line.data["table"] == person.table)
    own = f"endings.{results['ending']}.{results['tone']}"
    assert person.held(script.say(own, "en"), "front_page")
    for key in script.texts["en"]:
        if key.startswith("endings.") and key.endswith((".bright", ".dark")) and key != own:
            assert not person.held(script.say(key, "en")), key
    assert not person.held(script.say(own, "en"), *AROUND, *ROUNDS)
