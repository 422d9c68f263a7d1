"""A person says yes or no on the own device, changes it, comes back by a code; nobody else can tell (KEEP-5, KEEP-6)."""

import json

import pytest
from django.test import Client

from game import access, render
from game.log import current
from game.models import Consent, LogLine, Player
from game.rules.screens import Viewer
from game.study import consent
from tests.factories import WorkshopFactory, browser_of, lead, seat
from tests.game.study.conftest import SHEET

pytestmark = pytest.mark.django_db


def address(workshop):
    return f"/workshops/{workshop.slug}/study/"


def say(browser, workshop, said, **more):
    return browser.post(address(workshop), {"said": said, **more})


def test_sheet_and_papers_are_read_before_anything_is_said(workshop, people):
    page = browser_of(people[0]).get(address(workshop)).content.decode()
    for told in (
        "We study how tables decide.",
        "Example University",
        "dpo@example.org",
        "RUC 12",
        "Art. 6(1)(e)",
    ):
        assert told in page, told
    assert not Consent.objects.exists()


def test_yes_without_having_read_is_no(workshop, people):
    answer = say(browser_of(people[0]), workshop, "yes")
    assert answer.status_code == 422 and not Consent.objects.exists()
    assert "Nothing was changed" in answer.content.decode()


def test_where_the_law_asks_for_it_the_yes_is_given_expressly(workshop, people, study):
    study.special_basis = "a"
    study.save()
    browser = browser_of(people[0])
    assert say(browser, workshop, "yes", read="1").status_code == 422 and not Consent.objects.exists()
    say(browser, workshop, "yes", read="1", expressly="1")
    assert Consent.objects.exists()


def test_yes_shows_a_code_and_the_second_tap_changes_nothing(workshop, people):
    browser = browser_of(people[0])
    say(browser, workshop, "yes", read="1")
    first = Consent.objects.get()
    say(browser, workshop, "yes", read="1")
    assert Consent.objects.get().code == first.code
    page = browser.get(address(workshop)).content.decode()
    assert consent.spelled(first.code) in page and "You have said yes" in page


def test_yes_is_taken_back(workshop, people):
    browser = browser_of(people[0])
    say(browser, workshop, "yes", read="1")
    answer = browser.get(say(browser, workshop, "no")["Location"])
    assert not Consent.objects.exists() and "You have said no" in answer.content.decode()


def test_yes_is_for_the_version_that_was_read(workshop, people, study):
    sheet = study.sheets.get()
    sheet.text = "Another text."
    sheet.save()
    say(browser_of(people[0]), workshop, "yes", read="1")
    assert (Consent.objects.get().language, Consent.objects.get().sheet_version) == ("en", 2)


@pytest.mark.parametrize("is_here", [True, False])
def test_stranger_is_refused(workshop, people, client, is_here, leader):
    if is_here:
        client.force_login(leader)
    assert client.get(address(workshop)).status_code == 404
    assert say(client, workshop, "yes", read="1").status_code == 404
    assert not Consent.objects.exists()


def test_training_has_no_such_page(db):
    made = WorkshopFactory()
    person = seat(made, 1)[0]
    assert browser_of(person).get(f"/workshops/{made.slug}/study/").status_code == 404


def test_nobody_else_can_tell_who_has_agreed(workshop, people, leader):
    """Given two who agree and three who do not, when all screens are drawn, then not a byte has changed."""
    lead(workshop, "welcome")

    def screens():
        render.forget()
        now = current(workshop)
        viewers = [
            Viewer("facilitator", "leader"),
            Viewer("projector"),
            *(Viewer("player", person.id_in_log) for person in people),
        ]
        return [
            part.html for viewer in viewers for part in render.rendered(workshop, now, viewer, "en").parts
        ]

    before, lines = screens(), LogLine.objects.filter(workshop=workshop).count()
    for person in people[:2]:
        say(browser_of(person), workshop, "yes", read="1")
    assert screens() == before
    assert LogLine.objects.filter(workshop=workshop).count() == lines
    browser = Client()
    browser.force_login(leader)
    for path in ("", "ready/", "leading/"):
        page = browser.get(f"/facilitate/{workshop.slug}/{path}").content.decode()
        for row in Consent.objects.all():
            assert row.code not in page and row.pseudonym not in page


@pytest.mark.parametrize("typed", ["{}", " {} ", "lower", "spaced", "hyphens"])
def test_code_leads_back_however_it_is_typed(workshop, people, typed):
    consent.give(workshop, people[1].id_in_log, workshop.study.sheets.get())
    code = Consent.objects.get().code
    forms = {"lower": code.lower(), "spaced": " ".join(code), "hyphens": consent.spelled(code)}
    browser = Client()
    answer = browser.post("/my-code/", {"code": forms.get(typed, typed.format(code))})
    assert answer["Location"] == f"/workshops/{workshop.slug}/my-data/"
    assert people[1].name in browser.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("typed", ["", "ABC", "A" * 12, "0" * 12, "🙂" * 12, "A" * 60, "\x00" * 12])
def test_wrong_code_is_told_what_it_may_mean(workshop, people, typed):
    consent.give(workshop, people[1].id_in_log, workshop.study.sheets.get())
    browser = Client()
    answer = browser.post("/my-code/", {"code": typed})
    assert answer.status_code == 422
    assert access.cookie_name(workshop.slug) not in browser.cookies


def test_codes_cannot_be_tried_without_end(workshop):
    browser = Client()
    tried = [browser.post("/my-code/", {"code": "A" * 12}).status_code for _try in range(61)]
    assert tried[:60] == [422] * 60 and tried[60] == 429


def test_erasing_takes_the_yes_along(workshop, people):
    browser = browser_of(people[0])
    say(browser, workshop, "yes", read="1")
    browser.post(f"/workshops/{workshop.slug}/my-data/", {"sure": "1"})
    assert not Consent.objects.exists() and Player.objects.filter(workshop=workshop).count() == 4


def test_what_is_kept_of_me_leads_to_it_and_tells_nothing_else(workshop, people):
    browser = browser_of(people[0])
    assert address(workshop) in browser.get(f"/workshops/{workshop.slug}/my-data/").content.decode()
    told = json.loads(browser.get(f"/workshops/{workshop.slug}/my-data.json").content)
    assert told["id"] == people[0].id_in_log


def test_welcome_says_that_it_is_a_study_and_asks_for_no_words(workshop, people):
    lead(workshop, "welcome")
    page = browser_of(people[0]).get(f"/workshops/{workshop.slug}/").content.decode()
    assert "This workshop is a study" in page and "Who holds the pen" in page and address(workshop) in page
    assert "Everything is deleted 30 days" not in page and SHEET not in page
