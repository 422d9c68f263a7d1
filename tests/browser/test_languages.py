"""Six people at one table, each with a phone in another language: they read the same round, and each reads it in their own."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SMALL
from tests.browser.people import all_at, play
from tests.browser.plain import Leader

pytestmark = pytest.mark.browser

#: Who sits where, in which language; the browsers ask for it, and nobody has touched the menu.
TABLE = {"P1": "en-GB", "M1": "da", "M3": "nl", "P3": "fr", "M4": "sl", "P2": "hr"}
#: The step of the choice, as the head of the page names it.
CHOICE = {"en": "Choice", "da": "Valg", "nl": "Keuze", "fr": "Choix", "sl": "Izbira", "hr": "Izbor"}
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
WORDS = "What I have written before I changed the language."


def test_six_people_in_six_languages_play_one_round(serve, sit):
    server = serve(options=("--no-bots", "--seats", "6", "--dilemma", "pen"))
    people = [sit(server, f"Guest {role}", role, locale=locale) for role, locale in TABLE.items()]
    leader = Leader(server)
    play(people, all_at(people, "seat"))
    for person in people:
        person.act()
    leader.lead_to("choice")
    play(people, all_at(people, "choice"))
    heads = {}
    for person, locale in zip(people, TABLE.values(), strict=True):
        language = locale[:2]
        expect(person.page.locator("html")).to_have_attribute("lang", language)
        heads[language] = person.page.locator("[data-screen] span").first.inner_text()
        assert CHOICE[language] in heads[language], heads
    assert len(set(heads.values())) == len(TABLE)
    play(people, all_at(people, "consequence"), seconds=120)
    stories = {person.page.locator("main .story").first.inner_text() for person in people}
    assert len(stories) == len(TABLE), "each tells the consequence in its own language"
    for person in people:
        person.page.set_viewport_size(SMALL)
        assert not person.page.evaluate(SIDEWAYS), person.page.locator("html").get_attribute("lang")


def test_language_is_changed_in_the_middle_and_nothing_is_lost(serve, sit):
    server = serve()
    person = sit(server, "Ann", "P1")
    play([person], all_at([person], "seat"))
    person.act()
    Leader(server).lead_to("choice")
    play([person], lambda: person.screen() == "choice")
    page = person.page
    person.tick("B")
    page.click("#task-form summary")
    page.fill("#words", WORDS)
    page.click("[popovertarget=panel-help]")
    page.click("#panel-help button[value=da]")
    expect(page.locator("html")).to_have_attribute("lang", "da")
    assert person.screen() == "choice"
    assert CHOICE["da"] in page.locator("[data-screen] span").first.inner_text()
    expect(page.locator("#option-B")).to_be_checked()
    expect(page.locator("#words")).to_have_value(WORDS)
