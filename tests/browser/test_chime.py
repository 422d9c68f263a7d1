"""Small things that carry a room: the wall's chime, and a title that tells the step (ROOM-4)."""

import pytest

from tests.browser.people import play
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
