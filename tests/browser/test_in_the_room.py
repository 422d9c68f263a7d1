"""Small things that carry a room: a warm-up, a voice that reads, the wall's chime, a title that tells the step (ROOM-2 to 4)."""

import pytest

from tests.browser import pictures
from tests.browser.conftest import LAPTOP
from tests.browser.people import play
from tests.browser.plain import Leader, at, press, sit_down, tick
from tests.browser.test_accessibility import faults
from tests.browser.watch import until

pytestmark = pytest.mark.browser

#: Counts what a loudspeaker would play.
LISTEN = """
window.tones = 0;
OscillatorNode.prototype.start = () => { window.tones += 1; };
OscillatorNode.prototype.stop = () => undefined;
window.trembled = [];
navigator.vibrate = (span) => window.trembled.push(span);
"""


def test_wall_chimes_only_if_it_is_switched_on(server, open_page, sit):
    wall = open_page(server)
    wall.add_init_script(LISTEN)
    wall.goto(f"/projector/{server.slug}/")
    chime = wall.get_by_role("button", name="Chime")
    assert chime.get_attribute("aria-pressed") == "false"
    person = sit(server, "Ingrid", "P1")
    play([person], lambda: wall.locator("h1", has_text="Who holds the pen?").count() > 0)
    assert wall.evaluate("tones") == 0
    chime.click()
    assert chime.get_attribute("aria-pressed") == "true"
    heard = wall.evaluate("tones")
    assert heard == 2
    play([person], lambda: wall.evaluate("tones") > heard)


def test_page_tells_its_step_in_the_title_and_the_device_trembles(server, open_page, sit):
    person = sit(server, "Ingrid", "P1")
    person.page.add_init_script(LISTEN)
    person.page.reload()
    play([person], lambda: person.screen() == "situation")
    until(person.page, "document.title.startsWith('Who holds the pen?')")
    until(person.page, "trembled.length > 0")


#: Writes down what a voice would say, in which language.
SPEAK = """
window.said = [];
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
Object.defineProperty(window, "speechSynthesis", {
  value: { speak: (one) => window.said.push([one.lang, one.text]), cancel: () => window.said.push(["", "stopped"]) },
});
"""


def test_the_story_is_read_aloud_to_whoever_asks(server, open_page, sit):
    """ROOM-3: never what only one person knows."""
    person = sit(server, "Ingrid", "M3")
    page = person.page
    page.add_init_script(SPEAK)
    page.reload()
    person.holds.add("situation")
    play([person], lambda: person.screen() == "situation")
    own = page.locator(".private .story").all_inner_texts()
    page.get_by_role("button", name="Read it to me").click()
    told = [text for language, text in page.evaluate("said") if language == "en"]
    assert told[0] == page.inner_text("[data-part=task] h1")
    assert len(told) >= 2 and own and not set(own) & set(told)
    page.get_by_role("button", name="Stop reading").click()
    assert page.evaluate("said.at(-1)") == ["", "stopped"]
    page.get_by_role("button", name="Read it to me").wait_for()


def test_without_a_voice_there_is_no_button(server, sit):
    person = sit(server, "Ingrid", "P1")
    person.page.add_init_script("delete window.speechSynthesis; delete window.SpeechSynthesisUtterance;")
    person.page.reload()
    person.holds.add("situation")
    play([person], lambda: person.screen() == "situation")
    assert person.page.locator("[data-aloud]:visible").count() == 0


def test_minute_of_practice_before_the_first_round(serve, open_page, sit):
    """ROOM-2: led from the desk, seen on phones and on the wall, with nothing left of it."""
    server = serve(pace=10)
    people = [
        sit_down(sit(server, name, seat)) for name, seat in (("Ingrid", "P1"), ("Bo", "M1"), ("Eva", "M3"))
    ]
    wall = open_page(server, LAPTOP)
    wall.goto(f"/projector/{server.slug}/")
    leader = Leader(server)
    leader.do("take-desk")
    for phase in ("lobby", "welcome"):
        leader.leave(phase)
    leader.do("warm-up", leaving="")
    found: list[str] = []
    for stage, letters in (("choice", "AAB"), ("vote", "CCB")):
        for person, letter in zip(people, letters, strict=True):
            at(person.page, "warm_up")
            person.page.wait_for_selector(f"input[name=stage][value={stage}]", state="attached")
            tick(person.page, letter)
            press(person.page)
            person.page.wait_for_selector("[form=task-form].quiet")
        pictures.take(people[0].page, f"warm-up-{stage}")
        faults(people[0].page, f"warm-up, {stage}", found)
        leader.do("warm-up", leaving=stage)
    wall.wait_for_selector("text=Just for practice")
    pictures.take(wall, "warm-up-wall")
    people[0].page.wait_for_selector("h1:has-text('Your table: Cut it into very small pieces now')")
    assert not found
    leader.do("warm-up", leaving="told")
    for person in people:
        at(person.page, "role")
    assert {line.event for line in server.log()} & {"ResourceMoved", "PoleMoved"} == set()
