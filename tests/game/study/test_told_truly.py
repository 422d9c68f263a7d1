"""Pages say of a study, of what is kept and of how they were tested what is so, and no more."""

import pytest
from django.test import Client

from game.study import consent
from tests.factories import WorkshopFactory, browser_of, lead

pytestmark = pytest.mark.django_db
STAYS = "those that lead to nobody stay"


def delete_page(workshop, leader):
    workshop.facilitators.add(leader)
    browser = Client()
    browser.force_login(leader)
    answer = browser.get(f"/facilitate/{workshop.slug}/delete/")
    return answer.content.decode()


def test_who_deletes_a_study_is_told_what_stays(workshop, leader, people):
    assert STAYS not in delete_page(workshop, leader), "it is under way"
    lead(workshop, "closed")
    assert STAYS in delete_page(workshop, leader)


def test_who_deletes_a_training_workshop_is_told_that_all_goes(leader):
    workshop = WorkshopFactory()
    lead(workshop, "closed")
    told = delete_page(workshop, leader)
    assert STAYS not in told and "Everything goes" in told


def test_page_of_what_is_kept_says_that_it_does_not_show_all(workshop, people):
    consent.give(workshop, people[0].id_in_log, workshop.study.sheets.get())
    told = browser_of(people[0]).get(f"/workshops/{workshop.slug}/my-data/").content.decode()
    assert "All of it" not in told and "Most of it" in told and "signs of life are not shown" in told


def test_statement_claims_no_look_at_every_state(client):
    told = client.get("/accessibility/").content.decode()
    assert "every screen" not in told and "though not in every state" in told
    assert "all that is kept" not in client.get("/privacy/").content.decode()
