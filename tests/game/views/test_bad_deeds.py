"""Deeds that are none: misshapen, out of order, from elsewhere; each is a sentence and writes nothing."""

import re

import pytest
from django.test import Client

from game import engine
from game.rules import commands as c
from tests.factories import (
    PlayerFactory,
    WorkshopFactory,
    at,
    browser_of,
    events,
    notice,
    state_of,
)

pytestmark = pytest.mark.django_db

GONE = "The table has moved on. This is where it is now."
SCRIPTED = {"HX-Request": "true"}


def post(player, deed, browser=None, headers=None, **data):
    step = state_of(player.workshop).tables[1].step
    data = {"step": step.number if step else 0, "page": "page", "tap": "1"} | data
    browser = browser or browser_of(player)
    return browser.post(f"/workshops/{player.workshop.slug}/{deed}/", data, headers=headers or {})


@pytest.mark.parametrize("chosen", ["", "x", "1-P9", "9999", "1-", "-P1", "1-P1-M1", "1\x00", "१"])
def test_seat_that_is_no_seat_is_told(chosen):
    workshop = WorkshopFactory()
    player = PlayerFactory(workshop=workshop)
    answer = post(player, "seat", headers=SCRIPTED, seat=chosen)
    assert answer.status_code == 200
    assert notice(answer)
    assert not state_of(workshop).players[player.id_in_log].role


@pytest.mark.parametrize(
    "data",
    [
        {"step": ""},
        {"step": "one"},
        {"step": "-1"},
        {"step": "1.5"},
        {"step": "9" * 30},
        {"step": "9" * 5000},
        {"step": "1\x00"},
        {"tap": "x"},
        {"tap": "-1"},
        {"tap": "9" * 30},
        {"page": "<script>"},
        {"page": "x" * 41},
        {"option": "E"},
        {"option": "AA"},
        {"option": "D"},
        {"option": "C"},
        {"confidence": "4"},
        {"confidence": "sure"},
        {"confidence": "9" * 5000},
        {"reason": "because"},
        {"reason": "fair\x00"},
    ],
)
def test_bad_data_is_a_sentence_and_writes_nothing(data):
    workshop, people = at("choice")
    before = events(workshop)
    answer = post(people[0], "choose", headers=SCRIPTED, **({"option": "A"} | data))
    assert answer.status_code == 200
    assert len(notice(answer)) > 10
    assert "<script>" not in answer.content.decode()
    assert events(workshop) == before


@pytest.mark.parametrize("deed", ["choose", "vote", "read", "ready", "go-on", "word", "reflect", "seat"])
def test_nothing_sent_is_a_sentence(deed):
    workshop, people = at("choice")
    before = events(workshop)
    answer = browser_of(people[0]).post(f"/workshops/{workshop.slug}/{deed}/", headers=SCRIPTED)
    assert (answer.status_code, bool(notice(answer))) == (200, True)
    assert events(workshop) == before


@pytest.mark.parametrize("deed", ["nonsense", "hide-note", "pause", "next-phase", "remove"])
def test_deed_that_is_none_is_not_found(deed):
    workshop, people = at("choice")
    before = events(workshop)
    assert post(people[0], deed).status_code == 404
    assert events(workshop) == before


def test_deed_is_done_by_post_and_looked_at_leads_to_the_page():
    _workshop, people = at("choice")
    assert browser_of(people[0]).get(f"/workshops/{people[0].workshop.slug}/choose/").status_code == 302


def test_request_from_elsewhere_is_refused_with_a_calm_page():
    workshop, people = at("choice")
    before = events(workshop)
    strict = browser_of(people[0], enforce_csrf_checks=True)
    answer = post(people[0], "choose", browser=strict, option="A")
    assert answer.status_code == 403
    assert "Your browser kept us out" in answer.content.decode()
    assert events(workshop) == before
    assert Client(enforce_csrf_checks=True).post("/join/", {"code": workshop.code}).status_code == 403


def test_form_as_it_stands_on_the_page_is_taken():
    workshop, people = at("choice")
    strict = browser_of(people[0], enforce_csrf_checks=True)
    page = strict.get(f"/workshops/{workshop.slug}/").content.decode()
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    answer = strict.post(f"/workshops/{workshop.slug}/choose/", fields | {"option": "A"})
    assert answer.status_code == 302
    assert events(workshop)[-1] == "ChoiceMade"


def test_removed_player_does_nothing_more():
    workshop, people = at("choice")
    engine.submit(workshop, c.RemovePlayer(people[0].id_in_log))
    answer = post(people[0], "choose", headers=SCRIPTED, option="A")
    assert notice(answer) == "The facilitator has taken you out of the workshop."
