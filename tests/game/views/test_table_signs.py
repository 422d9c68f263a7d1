"""ROOM-1 on pages: a sign for each table, the way from the sign to the table, and a seat that is found."""

import html

import pytest

from game import engine
from game.models import Player
from game.rules import commands as c
from tests.factories import PlayerFactory, WorkshopFactory, browser_of, events, seat, start, state_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(django_user_model):
    return django_user_model.objects.create_user("leader")


def told(answer):
    return html.unescape(answer.content.decode())


def signs(client, leader, workshop):
    workshop.facilitators.add(leader)
    client.force_login(leader)
    return told(client.get(f"/facilitate/{workshop.slug}/signs/"))


def where(player):
    known = state_of(player.workshop).players[player.id_in_log]
    return known.table, known.role


@pytest.mark.parametrize("tables", [1, 3])
def test_each_table_has_a_sign_with_its_name(client, leader, tables):
    """ROOM-1."""
    workshop = WorkshopFactory(doors__tables=tables)
    page = signs(client, leader, workshop)
    assert page.count("<svg") >= tables
    assert "<span><bdi>Birch</bdi></span>" in page
    for number in range(1, tables + 1):
        assert f"http://testserver/join/{workshop.code}/{number}/" in page
    desk = told(client.get(f"/facilitate/{workshop.slug}/"))
    assert f'href="/facilitate/{workshop.slug}/signs/"' in desk


def test_a_closed_table_has_no_sign(client, leader):
    """ROOM-1, SEAT-10."""
    workshop = WorkshopFactory(doors__tables=2)
    engine.submit(workshop, c.CloseTable(2))
    assert f"/join/{workshop.code}/2/" not in signs(client, leader, workshop)


def test_signs_and_sheet_can_be_printed_before_the_doors_open(client, leader):
    """F5: the code is the one that will open the doors, and there is a sign for each table that is planned."""
    workshop = WorkshopFactory(doors=False, chosen={"tables": 3})
    page = signs(client, leader, workshop)
    links = [f"/join/{workshop.code}/{number}/" in page for number in (1, 2, 3, 4)]
    assert links == [True, True, True, False]
    assert "<span><bdi>Birch</bdi></span>" in page and f'href="/facilitate/{workshop.slug}/ready/"' in page
    assert f"/join/{workshop.code}/" in told(client.get(f"/facilitate/{workshop.slug}/doors/"))


def scan(client, workshop, table, name="Ada"):
    """Follow the sign of a table through the door."""
    door = client.get(f"/join/{workshop.code}/{table}/", follow=True)
    form = {"code": workshop.code, "name": name, "table": door.context["table"] or ""}
    answer = client.post("/join/", form)
    assert answer.status_code == 302
    return told(door), Player.objects.get(name=name)


def test_the_sign_leads_straight_to_the_table(client):
    """ROOM-1: in the lobby to its first free seat."""
    workshop = WorkshopFactory(doors__tables=3)
    seat(workshop, 1, table=2)
    door, ada = scan(client, workshop, 2)
    assert "From here you go straight to table 2." in door
    assert f'value="{workshop.code[:3]} {workshop.code[3:]}"' in door
    assert where(ada) == (2, "M1")


def test_in_play_the_sign_leads_to_watching_there(client):
    """ROOM-1, SEAT-4."""
    workshop = WorkshopFactory(doors__tables=2)
    seat(workshop, 3, table=2)
    start(workshop)
    assert where(scan(client, workshop, 2)[1]) == (2, None)


@pytest.mark.parametrize("table", [9, 999, 123456789])
def test_a_sign_of_no_table_keeps_nobody_out(client, table):
    """ROOM-1: the seat is chosen on the next page."""
    workshop = WorkshopFactory()
    assert where(scan(client, workshop, table)[1]) == (0, None)


def test_a_full_table_leads_to_the_page_with_all_tables(client):
    """ROOM-1."""
    workshop = WorkshopFactory(doors__tables=2, doors__seats=3)
    seat(workshop, 3)
    assert where(scan(client, workshop, 1)[1]) == (0, None)


@pytest.mark.parametrize("typed", ["x", "<b>", "-1", "\u00b2", "1.5"])
def test_a_table_that_cannot_be_read_is_left_out(client, typed):
    workshop = WorkshopFactory()
    page = told(client.get("/join/", {"code": workshop.code, "table": typed}))
    assert "straight to table" not in page
    client.post("/join/", {"code": workshop.code, "name": "Ada", "table": typed})
    assert where(Player.objects.get()) == (0, None)


def test_the_table_is_kept_when_the_name_is_missing(client):
    workshop = WorkshopFactory(doors__tables=2)
    page = told(client.post("/join/", {"code": workshop.code, "name": "", "table": "2"}))
    assert '<input type="hidden" name="table" value="2">' in page


def test_a_seat_is_found_with_one_tap(client):
    """ROOM-1: the second tap does nothing."""
    workshop = WorkshopFactory(doors__tables=2)
    seat(workshop, 5)
    ada = PlayerFactory(workshop=workshop)
    browser = browser_of(ada)
    assert "Find me a seat" in told(browser.get(f"/workshops/{workshop.slug}/"))
    for _tap in range(2):
        browser.post(f"/workshops/{workshop.slug}/find-seat/")
    assert where(ada) == (2, "P1")
    assert events(workshop).count("SeatTaken") == 6
    assert "Find me a seat" not in told(browser.get(f"/workshops/{workshop.slug}/"))
