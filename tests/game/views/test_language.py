"""Each device speaks its own language, at the same table, and changes it at any moment."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import ScenarioFactory, WorkshopFactory, browser_of, reach, seat

pytestmark = pytest.mark.django_db
OWN = {"da": "Sprog", "nl": "Taal", "fr": "Langue", "sl": "Jezik", "hr": "Jezik"}


def speak(client, language, back="/join/"):
    return client.post(reverse("set_language"), {"language": language, "next": back})


@pytest.mark.parametrize("language", OWN)
def test_device_speaks_the_language_that_was_chosen_on_it(client, language):
    answer = speak(client, language)
    assert (answer.status_code, answer["Location"]) == (302, "/join/")
    page = client.get("/join/").content.decode()
    assert f'<html lang="{language}"' in page and OWN[language] in page
    assert 'aria-current="true">' in page
    assert '<html lang="en"' in Client().get("/join/").content.decode(), "another device has its own"


def test_browser_is_answered_in_its_language_until_one_is_chosen(client):
    asks = {"Accept-Language": "sl,en;q=0.5"}
    assert '<html lang="sl"' in client.get("/join/", headers=asks).content.decode()
    speak(client, "en")
    assert '<html lang="en"' in client.get("/join/", headers=asks).content.decode()


@pytest.mark.parametrize("asked", ["xx", "", "tlh-Latn", "*", "da;q=zero", "de-DE,pl;q=0.9"])
def test_unknown_language_is_answered_in_english(client, asked):
    page = client.get("/join/", headers={"Accept-Language": asked})
    assert page.status_code == 200 and '<html lang="en"' in page.content.decode()


def test_language_that_we_do_not_speak_changes_nothing(client):
    speak(client, "da")
    for unknown in ("xx", "de", ""):
        assert not speak(client, unknown).cookies
    assert '<html lang="da"' in client.get("/join/").content.decode()


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_menu_leads_nowhere_else(client, back):
    assert speak(client, "da", back)["Location"] == "/"


def test_menu_is_a_press_and_no_link(client):
    assert client.get(reverse("set_language")).status_code == 405


def test_caches_between_tell_languages_apart(client):
    varies = client.get("/library/")["Vary"]
    assert "Cookie" in varies and "Accept-Language" in varies


def test_cookie_says_the_language_and_nothing_else(client):
    cookies = speak(client, "da").cookies
    assert {name: cookie.value for name, cookie in cookies.items()} == {"django_language": "da"}
    assert cookies["django_language"]["httponly"] and cookies["django_language"]["samesite"] == "Lax"


def test_two_at_a_table_read_their_own_language():
    workshop = WorkshopFactory(doors__tables=1)
    first, second = (browser_of(player) for player in seat(workshop, 2))
    speak(first, "da")
    danish, english = (
        browser.get(f"/workshops/{workshop.slug}/").content.decode() for browser in (first, second)
    )
    assert '<html lang="da"' in danish and '<html lang="en"' in english


def test_story_that_is_not_translated_is_told_in_english_and_says_so():
    """The texts of a script are marked as English on a page in another language; on an English page nothing is marked."""
    workshop = WorkshopFactory(doors__tables=1)
    player = seat(workshop, 2)[0]
    reach(workshop, "choice")
    browser = browser_of(player)
    page = browser.get(f"/workshops/{workshop.slug}/").content.decode()
    assert '<span lang="en">' not in page
    speak(browser, "nl")
    page = browser.get(f"/workshops/{workshop.slug}/").content.decode()
    assert '<span lang="en">' in page and "\ue000" not in page


def test_wall_speaks_the_language_of_its_address(client):
    workshop = WorkshopFactory(doors__tables=1)
    page = client.get(f"/projector/{workshop.slug}/?language=hr").content.decode()
    assert '<html lang="hr"' in page and f"/projector/{workshop.slug}/screen/?language=hr" in page
    assert client.get(f"/projector/{workshop.slug}/screen/?language=hr").status_code == 200
    assert '<html lang="en"' in client.get(f"/projector/{workshop.slug}/?language=xx").content.decode()


def test_scenario_says_how_its_translations_came_to_be(client):
    made = ScenarioFactory()
    texts = made.texts | {
        "da": {"title": "Havnen", "translation": {"by": "machine", "date": "2026-11-26", "of": "0" * 12}},
    }
    ScenarioFactory(slug="havn", texts=texts)
    page = client.get("/scenarios/havn/").content.decode()
    assert "translated by a machine; nobody who speaks it has read it over yet" in page
    assert "26 November 2026" in page and "The English text has changed since." in page
