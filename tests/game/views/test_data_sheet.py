"""The data-protection sheet of one workshop tells what was chosen for it, to who leads it (standard sentences, filled in)."""

import pytest

from tests.factories import ScenarioFactory, WorkshopFactory, lead
from tests.game.study.conftest import study  # noqa: F401 (a fixture)

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(django_user_model, client):
    user = django_user_model.objects.create_user("leader")
    client.force_login(user)
    return user


@pytest.fixture
def researcher(django_user_model):
    return django_user_model.objects.create_user("researcher")


def sheet(client, workshop):
    answer = client.get(f"/facilitate/{workshop.slug}/data-protection/")
    assert answer.status_code == 200
    return answer.content.decode()


def made(leader, **chosen):
    workshop = WorkshopFactory(
        doors=False, scenario=ScenarioFactory(), chosen=chosen, title="Council seminar"
    )
    workshop.facilitators.add(leader)
    return workshop


def test_sheet_is_filled_in_with_what_was_chosen(client, leader, settings):
    settings.RUN_BY, settings.RUN_BY_EMAIL = "Town of Examples", "data@example.org"
    told = sheet(client, made(leader, retention=12, voting="anonymous", follow_up=True, assignment="own"))
    for words in (
        *("Council seminar", "Town of Examples", "data@example.org", "deleted 12 days after"),
        *("the server forgets whose vote it was", "deleted after 90 days", "elected, employed or neither"),
        *("nothing is used for research", "Art. 15 to 22"),
    ):
        assert words in told, words


def test_what_was_not_chosen_is_not_told(client, leader):
    told = sheet(client, made(leader))
    for words in ("forgets whose vote", "link along", "elected, employed", "pseudonym", "my-code"):
        assert words not in told, words
    assert "deleted 30 days after" in told and "could read your vote" in told


def test_day_is_named_once_the_workshop_is_closed(client, leader):
    workshop = WorkshopFactory()
    workshop.facilitators.add(leader)
    lead(workshop, "closed")
    assert "Everything is deleted on " in sheet(client, workshop)


def test_study_is_told_with_its_papers(client, leader, study):  # noqa: F811 (a fixture)
    workshop = made(leader)
    workshop.study = study
    workshop.save()
    told = sheet(client, workshop)
    for words in (
        "Who holds the pen",
        "RUC 12",
        "Example University",
        "Art. 6(1)(e)",
        "You write nothing",
        "/my-code/",
    ):
        assert words in told, words
    assert "nothing is used for research" not in told


def test_stranger_is_refused_and_getting_ready_leads_there(client, leader, django_user_model):
    workshop = made(leader)
    address = f"/facilitate/{workshop.slug}/data-protection/"
    assert address in client.get(f"/facilitate/{workshop.slug}/ready/").content.decode()
    client.force_login(django_user_model.objects.create_user("stranger"))
    assert client.get(address).status_code == 404
    client.logout()
    assert client.get(address).status_code == 302
