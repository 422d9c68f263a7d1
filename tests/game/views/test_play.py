"""A player's page and its parts: for whom, how much, and when there is nothing new."""

import re

import pytest
from django.core import signing
from django.test import Client

from game import access, engine, signs
from game.rules import commands as c
from tests.factories import (
    PLAYER_SLOTS,
    PlayerFactory,
    WorkshopFactory,
    at,
    browser_of,
    do,
    lead,
    seat,
    state_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return at("choice")[1]


def address(player, rest=""):
    return f"/workshops/{player.workshop.slug}/{rest}"


def slots(answer):
    return re.findall(r'data-part="(\w+)"', answer.content.decode())


def strangers(player):
    """Browsers that are not this player's, by what they show."""
    name, uuid = access.cookie_name(player.workshop.slug), player.workshop.uuid.hex
    other = PlayerFactory()
    forged = {
        "nothing": "",
        "garbage": "garbage",
        "another salt": signing.dumps([uuid, player.id_in_log], salt="another"),
        "nobody": signing.dumps([uuid, "nobody"], salt=access.SALT),
        "another workshop": signing.dumps([other.workshop.uuid.hex, other.id_in_log], salt=access.SALT),
        "this workshop, another's player": signing.dumps([uuid, other.id_in_log], salt=access.SALT),
        "no list": signing.dumps({"a": 1}, salt=access.SALT),
        "no id": signing.dumps(["x", "y"], salt=access.SALT),
    }
    for what, value in forged.items():
        browser = Client()
        browser.cookies[name] = value
        yield what, browser
    yield "a player of another workshop", browser_of(other)


def test_page_is_whole(people):
    answer = browser_of(people[0]).get(address(people[0]))
    assert answer.status_code == 200
    told = answer.content.decode()
    assert set(slots(answer)) == {*PLAYER_SLOTS, "notice"}
    assert "harbour title in English" in told
    assert f'data-socket="{address(people[0], "socket/")}"' in told
    assert people[0].key in told
    assert answer["Cache-Control"] == "no-store"


def test_screen_is_the_parts(people):
    answer = browser_of(people[0]).get(address(people[0], "screen/"))
    assert answer.status_code == 200
    assert slots(answer) == [*PLAYER_SLOTS, "notice"]
    assert answer["X-Screen"].count(".") == len(PLAYER_SLOTS) - 1
    assert int(answer["X-Version"]) == state_of(people[0].workshop).version
    assert abs(int(answer["X-Now"]) - engine.now()) < 60_000
    assert "<html" not in answer.content.decode()


def test_screen_that_is_shown_already_is_not_sent_again(people):
    browser = browser_of(people[0])
    shown = browser.get(address(people[0], "screen/"))["X-Screen"]
    again = browser.get(address(people[0], "screen/"), {"shown": shown})
    assert (again.status_code, again.content) == (204, b"")
    assert again["X-Screen"] == shown
    do(people[1], c.Choose, option="A")
    assert browser.get(address(people[0], "screen/"), {"shown": shown}).status_code == 200


def test_page_and_screen_and_personal_link_show_the_same(people):
    browser = browser_of(people[0])
    page, screen = browser.get(address(people[0])), browser.get(address(people[0], "screen/"))
    assert page["X-Screen"] == screen["X-Screen"]


def test_strangers_get_nothing(people):
    for what, browser in strangers(people[0]):
        for rest in ("", "screen/"):
            answer = browser.get(address(people[0], rest))
            assert answer.status_code == 404, what
            assert "harbour" not in answer.content.decode(), what
        answer = browser.post(address(people[0], "choose/"), {"step": 3, "option": "A"})
        assert answer.status_code == 404, what


def test_deed_of_a_stranger_changes_nothing(people):
    before = state_of(people[0].workshop)
    for _what, browser in strangers(people[0]):
        browser.post(address(people[0], "choose/"), {"step": before.tables[1].step.number, "option": "A"})
    assert state_of(people[0].workshop) == before


def test_unknown_workshop_is_not_found(people):
    assert browser_of(people[0]).get("/workshops/nowhere/").status_code == 404


def test_two_seats_see_their_own_role(people):
    pages = [browser_of(person).get(address(person)).content.decode() for person in people[:2]]
    assert ["P1 brief" in pages[0], "M1 brief" in pages[0]] == [True, False]
    assert ["P1 brief" in pages[1], "M1 brief" in pages[1]] == [False, True]


def test_personal_link_of_a_mate_is_on_no_page(people):
    told = browser_of(people[0]).get(address(people[0])).content.decode()
    assert people[1].key not in told


@pytest.mark.parametrize("how_many", [1, 3])
def test_page_costs_the_same_for_few_and_many(django_assert_num_queries, how_many):
    """The workshop's version, and the key of the personal link."""
    _workshop, people = at("choice", people=how_many)
    browser = browser_of(people[0])
    browser.get(address(people[0]))
    with django_assert_num_queries(2):
        browser.get(address(people[0]))


@pytest.mark.parametrize("tables", [1, 3])
def test_choice_of_seats_costs_the_same_for_few_and_many_tables(django_assert_num_queries, tables):
    workshop = WorkshopFactory(doors__tables=tables)
    for table in range(1, tables + 1):
        seat(workshop, 2, table)
    late = PlayerFactory(workshop=workshop)
    browser = browser_of(late)
    told = browser.get(address(late, "screen/")).content.decode()
    assert told.count("<legend>Table ") == tables
    with django_assert_num_queries(1):
        browser.get(address(late, "screen/"))


@pytest.mark.parametrize(
    ("headers", "plain"), [({}, True), ({"HX-Request": "true"}, False), ({"X-Live": "1"}, False)]
)
def test_request_is_a_sign_of_life(people, headers, plain):
    browser_of(people[0]).get(address(people[0], "screen/"), headers=headers)
    (sign,) = signs.read(people[0].workshop.uuid, [person.id_in_log for person in people]).values()
    assert abs(sign.at - engine.now()) < 60_000
    assert sign.plain is plain


@pytest.mark.parametrize(
    ("step", "looks"), [("gate", True), ("choice", False), ("done", True), ("vote", False)]
)
def test_page_without_javascript_looks_again_only_while_it_waits(step, looks):
    _workshop, people = at(step)
    told = browser_of(people[1]).get(address(people[1])).content.decode()
    assert ('http-equiv="refresh"' in told) is looks


def test_page_without_javascript_looks_again_once_it_has_answered(people):
    do(people[0], c.Choose, option="A")
    assert b'http-equiv="refresh"' in browser_of(people[0]).get(address(people[0])).content


def test_closed_workshop_shows_its_end_and_stops_looking(people):
    lead(people[0].workshop, "closed")
    told = browser_of(people[0]).get(address(people[0])).content.decode()
    assert "Thank you for playing" in told
    assert 'http-equiv="refresh"' not in told


def test_old_cookie_is_a_strangers(people, monkeypatch):
    browser = browser_of(people[0])
    monkeypatch.setattr(access, "KEPT_SECONDS", -1)
    assert browser.get(address(people[0])).status_code == 404


@pytest.mark.parametrize("rest", ["", "screen/"])
def test_pages_are_only_read(people, rest):
    assert browser_of(people[0]).post(address(people[0], rest)).status_code in (404, 405)
