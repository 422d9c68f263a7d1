"""The seat screen of a hall, as its pages read: one button, one table by its number, one's own table (SEAT-2, ROOM-1)."""

import html
import re

import pytest

from game import engine
from game.forms import ShareDeviceForm, TableForm
from game.rules import commands as c
from tests.factories import PlayerFactory, WorkshopFactory, browser_of, lead, notice, seat, start, state_of

pytestmark = pytest.mark.django_db

TABLES = 9


@pytest.fixture
def workshop():
    return WorkshopFactory(doors__tables=TABLES, doors__seats=3)


@pytest.fixture
def walker(workshop):
    return PlayerFactory(workshop=workshop)


def page(player):
    return html.unescape(browser_of(player).get(f"/workshops/{player.workshop.slug}/").content.decode())


def does(player, deed, **sent):
    """Without JavaScript: the page that the answer leads to, or the one that says what is the matter."""
    address = f"/workshops/{player.workshop.slug}/{deed}/"
    return browser_of(player).post(address, sent, follow=True)


def buttons(told):
    return [name.strip() for name in re.findall(r"<button[^>]*form=\"task-form\"[^>]*>([^<]*)<", told)]


def place(player):
    found = state_of(player.workshop).players[player.id_in_log]
    return found.table, found.role


def test_who_stands_is_offered_a_seat_and_no_list(walker):
    told = page(walker)
    assert buttons(told) == ["Find me a seat"]
    assert "a seat at a table that has room" in told
    assert 'type="radio"' not in told and '<select id="share-table"' not in told
    assert "From 1 to 9." in told


def test_button_gives_a_seat_and_the_page_says_where(walker):
    told = html.unescape(does(walker, "find-seat").content.decode())
    assert place(walker) == (1, "P1")
    assert "You sit at table 1" in told and "Look for this number in the hall" in told
    assert buttons(told) == ["Change my seat"]
    assert re.findall(r'name="seat" value="([^"]+)"', told) == ["1-P1", "1-M1", "1-M3"]


@pytest.mark.parametrize("typed", ["7", " 7 ", "07", "Table 7", "no. 7", "7.", "\u0667"])
def test_table_is_called_by_its_number_as_people_write_it(walker, typed):
    assert notice(does(walker, "table", table=typed)) == ""
    assert place(walker) == (7, "P1")


@pytest.mark.parametrize("typed", ["", " ", "seven", "-", "7-3", "1000", "7 or 8", "<b>", "\x00"])
def test_what_is_no_number_is_told(walker, typed):
    assert notice(does(walker, "table", table=typed)) == "Type the number that stands on your table."
    assert place(walker) == (0, None)


@pytest.mark.parametrize("typed", ["0", "10", "999"])
def test_number_of_no_table_is_told(walker, typed):
    assert notice(does(walker, "table", table=typed)) == "There is no such table."


def test_full_table_is_told_and_another_can_be_called(workshop, walker):
    seat(workshop, 3, 4)
    assert notice(does(walker, "table", table="4")).startswith("All seats at this table are taken.")
    does(walker, "table", table="5")
    assert place(walker) == (5, "P1")


def test_seat_and_table_can_be_changed_from_the_own_table(walker):
    does(walker, "table", table="7")
    does(walker, "seat", seat="7-M3")
    assert place(walker) == (7, "M3")
    assert "Sit at another table" in page(walker)
    does(walker, "table", table="8")
    assert place(walker) == (8, "P1")


def test_names_of_other_tables_are_nowhere_on_the_page(workshop, walker):
    (far,) = seat(workshop, 1, 5)
    (near,) = seat(workshop, 1, 2)
    does(walker, "table", table="2")
    told = page(walker)
    assert near.name in told and far.name not in told


def test_full_hall_says_so(walker):
    workshop = walker.workshop
    for number in range(1, TABLES + 1):
        seat(workshop, 3, number)
    told = page(walker)
    assert "All seats are taken. Ask the facilitator where you can join in." in told
    assert buttons(told) == []


def test_whose_table_was_closed_is_offered_another(workshop, walker):
    """SEAT-10."""
    does(walker, "table", table="2")
    engine.submit(workshop, c.CloseTable(2))
    told = page(walker)
    assert "The facilitator has closed your table." in told
    assert buttons(told) == ["Find me a seat"]


def test_where_roles_are_dealt_later_there_is_a_table_and_no_button():
    """SEAT-2."""
    workshop = WorkshopFactory(doors__tables=TABLES, doors__assignment="random")
    (mate,) = seat(workshop, 1, 3)
    walker = PlayerFactory(workshop=workshop)
    does(walker, "table", table="3")
    told = page(walker)
    assert "You sit at table 3" in told and f"<li><bdi>{mate.name}</bdi></li>" in told
    assert buttons(told) == [] and 'type="radio"' not in told


def test_late_one_in_play_is_brought_to_a_table(workshop, walker):
    """SEAT-4."""
    seat(workshop, 3, 6)
    start(workshop)
    engine.submit(workshop, c.OpenRound(1))
    assert buttons(page(walker)) == ["Find me a seat"]
    does(walker, "find-seat")
    assert place(walker) == (6, None)


def test_after_play_a_table_to_watch_is_called(workshop, walker):
    """SEAT-4."""
    seat(workshop, 3, 6)
    start(workshop)
    lead(workshop, "results")
    assert buttons(page(walker)) == []
    does(walker, "table", table="6")
    assert place(walker) == (6, None)


def test_device_of_a_whole_table_is_told_its_number(walker):
    """SEAT-11."""
    assert 'id="share-table" name="table" inputmode="numeric"' in page(walker)
    does(walker, "share-device", table="Table 4", people="3")
    assert state_of(walker.workshop).tables[4].taken() == ("P1", "M1", "M3")


def test_page_that_waits_for_a_typed_number_does_not_load_itself_anew(walker):
    """Without JavaScript, that would wipe it away."""
    assert 'http-equiv="refresh"' not in page(walker)
    does(walker, "table", table="7")
    assert 'http-equiv="refresh"' in page(walker)


@pytest.mark.parametrize("form", [TableForm, ShareDeviceForm])
def test_form_reads_a_number(form):
    assert form({"table": "Table 12", "people": "3"}).is_valid()
    assert not form({"table": "?", "people": "3"}).is_valid()
