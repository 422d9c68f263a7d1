"""Hundreds at the door: each gets in once and cheaply, and there is an end to it."""

import re
from http.cookies import SimpleCookie

import pytest
from django.test import Client

from game import access, engine, log
from game.limits.guessing import MOST_OF_NETWORK
from game.models import Player
from game.rules import commands as c
from game.rules.seating.crowds import PERSONS_PER_TABLE
from tests.factories import WorkshopFactory, events, state_of

#: What is remembered of a workshop is remembered on commit.
pytestmark = pytest.mark.django_db(transaction=True)

HALL = "192.0.2.7"
#: The workshop; its version, twice over; a row, a line, the workshop saved; begin and commit.
JOIN_QUERIES = 8
#: The version, twice over; a line, the workshop saved; begin and commit.
SEAT_QUERIES = 6


#: One client for all browsers: making one is dearer than what it asks for.
CLIENT = Client()


def knock(browser, code, name="Anna", **fields):
    """Join with a browser, which is what it keeps of cookies."""
    CLIENT.cookies = browser
    return CLIENT.post("/join/", {"code": code, "name": name, **fields}, REMOTE_ADDR=HALL)


def look(browser, address):
    CLIENT.cookies = browser
    return CLIENT.get(address)


def key_on(browser):
    """The key that a fresh page of the door brings."""
    return re.findall(r'name="key" value="([^"]+)"', look(browser, "/join/").content.decode())[0]


@pytest.mark.parametrize("tables", [5, 60, 100])
def test_join_asks_the_database_as_often_for_the_last_as_for_the_first(tables, django_assert_num_queries):
    """However many tables there are and however many are in; no row of another player is read again."""
    workshop = WorkshopFactory(doors__tables=tables)
    knock(SimpleCookie(), workshop.code)
    for _person in range(3):
        with django_assert_num_queries(JOIN_QUERIES) as asked:
            assert knock(SimpleCookie(), workshop.code).status_code == 302
        assert not [q for q in asked.captured_queries if q["sql"].startswith('SELECT "game_player"')]
        for _other in range(20):
            knock(SimpleCookie(), workshop.code)


def test_few_hundred_who_press_at_once_sit_each_on_a_seat_of_their_own(
    django_assert_num_queries, monkeypatch
):
    """ROOM-1: through the pages; the queries of the last are those of the first, however long the row is remembered."""
    monkeypatch.setattr(log, "ROW_SECONDS", 600.0)
    workshop = WorkshopFactory(doors__tables=48, doors__seats=5)
    crowd = [SimpleCookie() for _person in range(240)]
    for number, browser in enumerate(crowd):
        assert knock(browser, workshop.code, f"Person {number}").status_code == 302
    log.found(workshop.slug, workshop.uuid)
    for browser in crowd:
        with django_assert_num_queries(SEAT_QUERIES):
            CLIENT.cookies = browser
            answer = CLIENT.post(f"/workshops/{workshop.slug}/find-seat/", HTTP_HX_REQUEST="true")
        assert b"You sit at table" in answer.content
    tables = state_of(workshop).tables.values()
    assert [len(table.taken()) for table in tables] == [5] * 48
    assert len({name for table in tables for name in table.seats.values()}) == 240
    assert events(workshop).count("SeatTaken") == events(workshop).count("PlayerJoined") == 240


def test_three_hundred_of_one_address_and_one_name_are_three_hundred_people():
    """Nobody is held up; their names tell them apart."""
    workshop = WorkshopFactory(doors__tables=20)
    answers = [knock(SimpleCookie(), workshop.code).status_code for _person in range(300)]
    assert set(answers) == {302}
    assert len(state_of(workshop).players) == 300
    assert set(Player.objects.values_list("name", flat=True)) == {"Anna"} | {
        f"Anna {n}" for n in range(2, 301)
    }


def test_joining_without_end_ends_with_a_sentence():
    """Two tables hold thirty-two; what comes then is told, and leaves nothing behind."""
    workshop, browser = WorkshopFactory(doors__tables=2), SimpleCookie()
    for _person in range(2 * PERSONS_PER_TABLE):
        assert knock(SimpleCookie(), workshop.code).status_code == 302
    answer = knock(browser, workshop.code)
    assert answer.status_code == 422
    assert "The workshop is full." in answer.content.decode()
    assert access.cookie_name(workshop.slug) not in browser
    assert Player.objects.count() == len(events(workshop)) - 1 == 32


def test_browser_that_joins_twice_is_one_player():
    """By the cookie that goes to the door alone; what is typed the second time is the name."""
    workshop, browser = WorkshopFactory(), SimpleCookie()
    for name in ("Ana", "Ana", "Anna"):
        assert knock(browser, workshop.code, name).status_code == 302
    assert events(workshop) == ["WorkshopOpened", "PlayerJoined", "PlayerRenamed"]
    assert Player.objects.get().name == "Anna"


def test_browser_that_comes_back_keeps_its_seat_and_its_number():
    workshop, browser = WorkshopFactory(doors__tables=2), SimpleCookie()
    knock(SimpleCookie(), workshop.code)
    knock(browser, workshop.code, table="1")
    assert knock(browser, workshop.code).status_code == 302
    player = Player.objects.get(name="Anna 2")
    assert state_of(workshop).players[player.id_in_log].table == 1
    knock(browser, workshop.code, table="2")
    assert state_of(workshop).players[player.id_in_log].table == 2
    assert len(state_of(workshop).players) == 2


def test_browser_comes_back_through_locked_doors_and_others_do_not():
    workshop, browser = WorkshopFactory(), SimpleCookie()
    knock(browser, workshop.code)
    engine.submit(workshop, c.LockDoors())
    assert knock(browser, workshop.code).status_code == 302
    assert knock(SimpleCookie(), workshop.code).status_code == 422


def test_who_was_taken_out_is_not_somebody_new_at_the_door():
    """SEAT-7: the same page says so until they are readmitted."""
    workshop, browser = WorkshopFactory(), SimpleCookie()
    knock(browser, workshop.code)
    engine.submit(workshop, c.RemovePlayer(Player.objects.get().id_in_log))
    answer = knock(browser, workshop.code)
    assert b'data-screen="removed"' in look(browser, answer["Location"]).content
    assert Player.objects.count() == 1


def test_browser_known_in_one_workshop_is_new_in_another():
    first, second, browser = WorkshopFactory(), WorkshopFactory(), SimpleCookie()
    knock(browser, first.code)
    knock(browser, second.code)
    assert [len(state_of(workshop).players) for workshop in (first, second)] == [1, 1]
    assert Player.objects.values("id_in_log").distinct().count() == 2


def test_two_taps_on_one_page_are_one_player():
    """Before the first answer has brought a cookie."""
    workshop, browser = WorkshopFactory(), SimpleCookie()
    key = key_on(browser)
    for _tap in range(2):
        assert knock(SimpleCookie(), workshop.code, key=key).status_code == 302
    assert Player.objects.count() == len(state_of(workshop).players) == 1
    assert key != key_on(browser)


def test_key_is_kept_while_something_is_to_mend():
    answer = knock(SimpleCookie(), "ABCDEF", key="k" * 24)
    assert f'name="key" value="{"k" * 24}"' in answer.content.decode()


@pytest.mark.parametrize("key", ["", "short", "<b>" * 10, "x" * 400])
def test_key_that_is_none_of_ours_keeps_nobody_out(key):
    workshop = WorkshopFactory()
    for _person in range(2):
        assert knock(SimpleCookie(), workshop.code, key=key).status_code == 302
    assert Player.objects.count() == 2


def test_hall_that_mistypes_is_not_locked_out_once_one_of_it_is_in():
    """Right codes of a network that has used them open always; others wait, as they would tell a guesser something."""
    workshop, other = WorkshopFactory(), WorkshopFactory()
    knock(SimpleCookie(), workshop.code)
    for _try in range(MOST_OF_NETWORK):
        knock(SimpleCookie(), "222222")
    assert knock(SimpleCookie(), workshop.code).status_code == 302
    assert knock(SimpleCookie(), workshop.code.lower()).status_code == 302
    for code in (other.code, "222222"):
        assert "Too many wrong codes came from your network" in knock(SimpleCookie(), code).content.decode()
    assert len(state_of(workshop).players) == 3
