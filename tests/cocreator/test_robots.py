"""What search engines are told: every public page in each of its languages, and nothing of workshops or people."""

import xml.etree.ElementTree as ET
from urllib.robotparser import RobotFileParser

import pytest
from django.core.management import call_command
from django.urls import get_resolver
from django.utils import translation

from cocreator.language import without_language
from cocreator.robots import CLOSED
from game.urls import urlpatterns as game
from research.models import Organisation, Translation
from scenarios.models import Scenario
from tests.factories import CaseFactory, OrganisationFactory, PracticeFactory, WorkshopFactory, publish

pytestmark = pytest.mark.django_db

HOME = "http://testserver"
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
#: Pages of the game that are for everybody.
PUBLIC = {"home", "practice_played", "case_played", "kit", "kit_chosen", "kit_zip", "kit_paper"}


@pytest.fixture(autouse=True)
def english_afterwards():
    yield
    translation.activate("en")


def sitemap(client):
    """By address: the addresses of its languages."""
    told = ET.fromstring(client.get("/sitemap.xml").content)
    return {
        url.find(f"{SPACE}loc").text: {one.get("hreflang"): one.get("href") for one in url.iter(LINK)}
        for url in told.iter(f"{SPACE}url")
    }


def test_robots_know_the_sitemap_and_keep_out_of_workshops(client):
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    rules = RobotFileParser()
    rules.parse(answer.content.decode().splitlines())
    assert rules.site_maps() == [f"{HOME}/sitemap.xml"]
    workshop = WorkshopFactory()
    for closed in (
        f"/join/{workshop.code}/",
        f"/workshops/{workshop.slug}/",
        f"/facilitate/{workshop.slug}/",
        "/solo/x/",
    ):
        assert not rules.can_fetch("AnyBot", HOME + closed)
    for open_ in (
        "/",
        "/library/",
        "/scenarios/",
        "/scenarios/x/",
        "/beacons/x/card/",
        "/api/1/cases",
        "/static/css/base.css",
    ):
        assert rules.can_fetch("AnyBot", HOME + open_)
    assert workshop.slug not in answer.content.decode()


def test_every_page_of_the_game_is_closed_to_robots_unless_it_is_for_everybody():
    for one in game:
        assert one.name in PUBLIC or f"/{one.pattern}".startswith(CLOSED), one.name
    assert {one.name for one in game} >= PUBLIC


def test_sitemap_names_nothing_that_robots_are_kept_from_and_only_what_answers(client):
    Organisation.objects.all().delete()
    made = OrganisationFactory(slug="odd-harbour", beacon_since="2026-05-01", beacon_agreed_by="Made up")
    CaseFactory().organisations.add(made)
    publish()
    call_command("load_scenarios", verbosity=0)
    found = sitemap(client)
    for page in ("/", "/scenarios/", "/accessibility/", "/privacy/", "/api/", "/library/beacons/"):
        assert HOME + page in found and f"{HOME}{page}?language=hr" in found
    assert f"{HOME}/library/organisations/odd-harbour/" in found
    for row in Scenario.objects.all():
        assert f"{HOME}/scenarios/{row.slug}/" in found
        assert (f"{HOME}/scenarios/{row.slug}/?language=fr" in found) == ("fr" in row.texts)
    for address in found:
        path = address.removeprefix(HOME)
        assert not path.startswith(CLOSED)
        assert get_resolver().resolve(path.partition("?")[0])


def test_languages_of_a_page_name_each_other_and_answer_in_their_own(client):
    practice = PracticeFactory()
    publish()
    Translation.objects.create(
        kind="practice",
        record=practice.slug,
        language="da",
        by="machine",
        date="2026-11-01",
        of="0" * 12,
        texts={},
    )
    found, own = sitemap(client), f"{HOME}{practice.get_absolute_url()}"
    assert found[own] == {"en": own, "da": f"{own}?language=da", "x-default": own}
    assert found[f"{own}?language=da"] == found[own]
    for language, address in found[f"{HOME}/privacy/"].items():
        answer = client.get(address.removeprefix(HOME))
        wanted = "en" if language == "x-default" else language
        assert f'<html lang="{wanted}"' in answer.content.decode() and answer["Content-Language"] == wanted
    assert len(found[f"{HOME}/privacy/"]) == 7


def test_scenario_that_cannot_be_played_and_unfinished_ones_are_not_named(client):
    call_command("load_scenarios", verbosity=0)
    one, other = Scenario.objects.all()[:2]
    Scenario.objects.filter(pk=one.pk).update(is_local=True, is_ready=False)
    Scenario.objects.filter(pk=other.pk).update(document={**other.document, "unfinished": True})
    found = sitemap(client)
    assert not {f"{HOME}/scenarios/{row.slug}/" for row in (one, other)} & found.keys()


def test_language_of_an_address_holds_for_that_page_and_for_nothing_else(client):
    assert '<html lang="da"' in client.get("/library/cases/?language=da&q=x").content.decode()
    assert '<html lang="en"' in client.get("/library/cases/").content.decode()
    assert '<html lang="en"' in client.get("/library/?language=xx").content.decode()
    assert '<html lang="en"' in client.get("/log-in/?language=da").content.decode()
    assert client.get("/api/1/scenarios?language=fr")["Content-Language"] == "en"
    assert "django_language" not in client.cookies


def test_language_chosen_by_hand_is_not_taken_back_by_the_address(client):
    answer = client.post("/language/", {"language": "nl", "next": "/library/cases/?q=a%26b&language=da"})
    assert answer["Location"] == "/library/cases/?q=a%26b"
    assert '<html lang="nl"' in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    ("address", "told"),
    [("/", "/"), ("/?language=da", "/"), ("/x/?a=&language=da&a=2#b", "/x/?a=&a=2#b"), ("", ""), ("/x/?q=%C3%B8", "/x/?q=%C3%B8")],
)  # fmt: skip
def test_address_without_a_language_is_the_same_otherwise(address, told):
    assert without_language(address) == told
