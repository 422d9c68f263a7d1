"""The admin: workshops are found and read there; what people said and did is not."""

import pytest
from django.apps import apps
from django.contrib import admin

from game.models import Study, Workshop
from tests.factories import WorkshopFactory, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client, django_user_model):
    """The admin as somebody sees it who may do everything."""
    client.force_login(django_user_model.objects.create_superuser("head"))
    return client


@pytest.mark.parametrize("how_many", [1, 3])
def test_list_of_workshops_costs_the_same_for_few_and_many(office, django_assert_num_queries, how_many):
    """Session, user, the phases to filter by, two counts and the list itself."""
    for _workshop in range(how_many):
        WorkshopFactory()
    office.get("/admin/game/workshop/")
    with django_assert_num_queries(6):
        answer = office.get("/admin/game/workshop/")
    assert answer.content.decode().count('class="field-phase"') == how_many


def test_workshop_is_read_and_not_changed(office):
    workshop, _people = at("choice")
    address = f"/admin/game/workshop/{workshop.pk}/change/"
    told = office.get(address).content.decode()
    assert workshop.slug in told
    assert 'name="_save"' not in told
    assert workshop.code not in told
    assert office.post(address, {"title": "Another", "phase": "closed"}).status_code == 403
    workshop.refresh_from_db()
    assert (workshop.title != "Another", workshop.phase) == (True, "playing")


def test_workshops_are_neither_added_nor_deleted(office):
    workshop = WorkshopFactory()
    assert office.get("/admin/game/workshop/add/").status_code == 403
    assert office.post("/admin/game/workshop/add/", {"title": "x"}).status_code == 403
    assert office.post(f"/admin/game/workshop/{workshop.pk}/delete/", {"post": "yes"}).status_code == 403
    answer = office.post(
        "/admin/game/workshop/",
        {"action": "delete_selected", "_selected_action": [workshop.pk], "post": "yes"},
    )
    assert answer.status_code in (200, 302)
    assert Workshop.objects.filter(pk=workshop.pk).exists()


@pytest.mark.parametrize("model", ["logline", "note", "player", "answer", "tally"])
def test_what_people_said_and_did_cannot_be_reached(office, model):
    assert office.get(f"/admin/game/{model}/").status_code == 404


def test_only_workshops_of_the_game_are_in_the_admin():
    ours = [model for model in apps.get_app_config("game").get_models() if admin.site.is_registered(model)]
    assert set(ours) == {Workshop, Study}  # the papers of a study; who has agreed to it stands nowhere


def test_names_and_votes_are_on_no_page_of_a_workshop(office):
    workshop, people = at("choice")
    for address in (
        f"/admin/game/workshop/{workshop.pk}/change/",
        f"/admin/game/workshop/{workshop.pk}/history/",
    ):
        told = office.get(address).content.decode()
        for person in people:
            assert person.name not in told
            assert person.key not in told


def test_admin_is_for_staff(client, django_user_model):
    workshop = WorkshopFactory()
    address = f"/admin/game/workshop/{workshop.pk}/change/"
    assert client.get(address).status_code == 302
    client.force_login(django_user_model.objects.create_user("somebody"))
    assert client.get(address).status_code == 302
    client.force_login(django_user_model.objects.create_user("clerk", is_staff=True))
    assert client.get(address).status_code == 403
