"""A copy of an earlier workshop: what comes along, and what its facilitator is told (C·1)."""

import pytest

from game import led_rehearsal
from game.models import Workshop
from tests.factories import PlayerFactory, ScenarioFactory, WorkshopFactory, lead, seat
from tests.game.views.test_workshops import sent

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scenario():
    return ScenarioFactory(is_shipped=True)


@pytest.fixture
def leader(django_user_model, client):
    user = django_user_model.objects.create_user("leader")
    client.force_login(user)
    return user


@pytest.fixture
def last_year(client, leader, scenario, django_user_model):
    """A closed workshop that two people led."""
    django_user_model.objects.create_user("berit")
    client.post("/facilitate/new/", sent(scenario, colleagues="berit", open="1"))
    workshop = Workshop.objects.get()
    PlayerFactory(workshop=workshop)
    seat(workshop, 3)
    lead(workshop, "closed")
    workshop.refresh_from_db()
    return workshop


def copy(client, workshop):
    """Copy it, and answer the copy and the page that is shown then."""
    answer = client.post(f"/facilitate/{workshop.slug}/copy/")
    twin = Workshop.objects.latest("pk")
    assert answer["Location"] == f"/facilitate/{twin.slug}/set-up/"
    return twin, " ".join(client.get(answer["Location"]).content.decode().split())


def test_copy_has_settings_names_and_leaders_and_nobody_in_it(client, last_year):
    twin, page = copy(client, last_year)
    assert (twin.phase, twin.chosen, twin.table_names) == ("draft", last_year.chosen, last_year.table_names)
    assert (twin.players.count(), twin.version, twin.code == last_year.code) == (0, 0, False)
    assert sorted(twin.facilitators.values_list("username", flat=True)) == ["berit", "leader"]
    assert 'value="berit"' in page and "has been changed" not in page


def test_who_copies_leads_even_where_they_were_helping(client, last_year, django_user_model):
    client.force_login(django_user_model.objects.get(username="berit"))
    twin, page = copy(client, last_year)
    assert 'value="leader"' in page
    assert twin.facilitators.count() == 2


def test_account_that_is_closed_does_not_come_along(client, last_year, django_user_model, scenario):
    """It could not be saved again."""
    django_user_model.objects.filter(username="berit").update(is_active=False)
    twin, page = copy(client, last_year)
    assert "berit" not in page
    assert client.post(f"/facilitate/{twin.slug}/set-up/", sent(scenario, open="1")).status_code == 302


def test_scenario_that_has_changed_is_told_until_it_is_saved(client, last_year, scenario):
    scenario.texts = {**scenario.texts, "en": {**scenario.texts["en"], "title": "Longer Evenings"}}
    scenario.save()
    twin, page = copy(client, last_year)
    assert "“Longer Evenings” has been changed since the workshop that this is a copy of." in page
    again, page = copy(client, twin)
    assert "has been changed" in page
    client.post(f"/facilitate/{again.slug}/set-up/", sent(scenario))
    assert "has been changed" not in client.get(f"/facilitate/{again.slug}/set-up/").content.decode()


def test_scenario_that_is_not_ready_is_told_and_none_is_taken_in_its_place(client, last_year, scenario):
    """The list begins with no scenario, so that nobody plays another one by mistake."""
    ScenarioFactory(slug="another")
    scenario.is_local, scenario.is_ready = True, False
    scenario.save()
    twin, page = copy(client, last_year)
    assert "“The Long Evenings” cannot be opened yet: its author has to mend something first." in page
    options = page.split('<select id="scenario"')[1].split("</select>")[0]
    assert options.count("selected") == 0 and options.index('value=""') < options.index("<option value=", 20)
    answer = client.post(f"/facilitate/{twin.slug}/set-up/", {**sent(scenario), "scenario": "", "open": "1"})
    assert (answer.status_code, "Choose a scenario." in answer.content.decode()) == (422, True)


def test_scenario_that_is_gone_is_told(client, last_year, scenario):
    scenario.delete()
    last_year.refresh_from_db()
    ScenarioFactory(slug="another")
    twin, page = copy(client, last_year)
    assert "The scenario of this workshop is not there any more." in page
    assert twin.table_names == {"1": "Birch", "3": "Oak"}


def test_dates_of_slow_play_stay_behind_and_their_rhythm_comes_along(client, leader, scenario):
    """SLOW-1: last year's dates are over, the days between them are not."""
    slow = {
        "first": "2031-03-03T18:00",
        "finale": "2031-05-05T18:00",
        "zone": "Europe/Stockholm",
        "every_days": 14,
    }
    workshop = WorkshopFactory(doors=False, scenario=scenario, chosen={"mode": "slow", "slow": slow})
    workshop.facilitators.add(leader)
    twin, page = copy(client, workshop)
    assert twin.chosen == {"mode": "slow", "slow": {"zone": "Europe/Stockholm", "every_days": 14}}
    assert "2031-" not in page and 'value="14"' in page
    answer = client.post(f"/facilitate/{twin.slug}/open/")
    assert "Choose when the first round opens." in answer.content.decode()


def test_copy_of_a_rehearsal_is_a_real_workshop(client, leader, scenario):
    """KEEP-7: and what was tried with another one was not tried with this."""
    workshop = WorkshopFactory(doors=False, scenario=scenario, chosen={"tables": 2, "tried": ["open-round"]})
    workshop.facilitators.add(leader)
    twin, _page = copy(client, led_rehearsal.begin(workshop, leader, 10))
    assert not led_rehearsal.real_one_of(twin)
    assert not {"speed", "rehearsed_by", "tried"} & twin.chosen.keys()
    assert "tried" not in copy(client, workshop)[0].chosen


def test_stranger_copies_nothing(client, last_year, django_user_model):
    client.force_login(django_user_model.objects.create_user("other"))
    assert client.post(f"/facilitate/{last_year.slug}/copy/").status_code == 404
    assert Workshop.objects.count() == 1
