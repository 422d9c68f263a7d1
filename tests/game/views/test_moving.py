"""SEAT-10 on pages: what the desk offers for moving people and closing tables, and what those people read."""

import re

import pytest

from game import engine
from game.rules import commands as c
from tests.factories import WorkshopFactory, browser_of, events, reach, seat, start, state_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(django_user_model, client):
    """A desk at a workshop, by a function that posts its verbs; without a verb it reads the page."""
    leader = django_user_model.objects.create_user("leader")
    client.force_login(leader)

    def post(workshop, verb="", **data):
        workshop.facilitators.add(leader)
        address = f"/facilitate/{workshop.slug}/"
        return client.post(f"{address}{verb}/", data) if verb else client.get(address).content.decode()

    return post


def offered(page, person):
    """The tables to which the menu of a person leads."""
    forms = re.findall(r'name="player" value="([^"]+)">(.*?)</form>', page, re.DOTALL)
    return [n for who, form in forms if who == person for n in re.findall(r'name="goes" value="(\d+)"', form)]


def test_a_person_is_moved_with_one_tap_in_the_menu(desk):
    workshop = WorkshopFactory(doors__tables=3)
    ann = seat(workshop, 1)[0]
    assert offered(desk(workshop), ann.id_in_log) == ["2", "3"]
    desk(workshop, "move", player=ann.id_in_log, goes="2")
    assert state_of(workshop).players[ann.id_in_log].table == 2
    assert offered(desk(workshop), ann.id_in_log) == ["1", "3"]


def test_with_one_table_there_is_nowhere_to_go(desk):
    workshop = WorkshopFactory()
    seat(workshop, 2)
    assert 'name="goes"' not in desk(workshop)
    assert "Close this table" in desk(workshop)


def test_with_many_tables_the_number_is_typed(desk):
    workshop = WorkshopFactory(doors__tables=13)
    ann = seat(workshop, 1)[0]
    assert '<input type="number" id="goes-' in desk(workshop)
    desk(workshop, "move", player=ann.id_in_log, goes="13")
    assert state_of(workshop).players[ann.id_in_log].table == 13


def test_in_a_round_the_plan_is_told_and_can_be_taken_back(desk):
    workshop = WorkshopFactory(doors__tables=2)
    ann = seat(workshop, 3)[0]
    reach(workshop, "choice")
    desk(workshop, "move", player=ann.id_in_log, goes="2")
    assert "to table 2 at the next gate" in desk(workshop)
    read = browser_of(ann).get(f"/workshops/{workshop.slug}/").content.decode()
    assert "Before the next round you move to table 2." in read
    assert "1" in offered(desk(workshop), ann.id_in_log)
    desk(workshop, "move", player=ann.id_in_log, goes="1")
    assert "to table 2 at the next gate" not in desk(workshop)


def test_two_people_exchange_roles_at_the_desk(desk):
    workshop = WorkshopFactory()
    ann, bo = seat(workshop, 2)
    page = desk(workshop)
    assert f"changes with {bo.name}" in page
    desk(workshop, "change-role", player=ann.id_in_log, role="M1")
    assert [state_of(workshop).players[p.id_in_log].role for p in (ann, bo)] == ["M1", "P1"]


def test_people_of_a_closed_table_are_asked_to_choose_another(desk):
    workshop = WorkshopFactory(doors__tables=2)
    ann, *_ = seat(workshop, 3)
    seat(workshop, 3, table=2)
    start(workshop)
    desk(workshop, "close-table", table="1")
    assert "This table is closed. Nobody waits for it." in desk(workshop)
    assert "Table closed" in desk(workshop)
    browser = browser_of(ann)
    read = browser.get(f"/workshops/{workshop.slug}/").content.decode()
    assert "The facilitator has closed your table." in read
    browser.post(f"/workshops/{workshop.slug}/seat/", {"seat": "2"})
    assert state_of(workshop).players[ann.id_in_log].table == 2
    desk(workshop, "reopen-table", table="1")
    assert "Close this table" in desk(workshop)
    assert events(workshop)[-1] in ("TableReopened", "TableWoke")


def test_what_makes_no_sense_is_told_at_the_desk(desk):
    workshop = WorkshopFactory(doors__tables=2)
    ann = seat(workshop, 1)[0]
    before = events(workshop)
    for data in ({"goes": "x"}, {"goes": "9"}, {}):
        assert desk(workshop, "move", player=ann.id_in_log, **data).status_code == 200
    assert events(workshop) == before


def test_a_closed_table_is_on_nobodys_list(desk):
    workshop = WorkshopFactory(doors__tables=2)
    ann = seat(workshop, 1)[0]
    engine.submit(workshop, c.CloseTable(2))
    read = browser_of(ann).get(f"/workshops/{workshop.slug}/").content.decode()
    assert 'value="1-P1"' in read
    assert 'value="2-P1"' not in read
