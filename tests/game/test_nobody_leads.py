"""Nobody leads for a while, and then somebody does, at another machine: TIME-4 and taking over, with the clock."""

import pytest
from django.test import Client

from game import clock, engine, leading, signs
from game.rules import DESK, Refused, refused
from game.rules import commands as c
from tests.factories import (
    WorkshopFactory,
    browser_of,
    do,
    events,
    lead,
    reach,
    seat,
    start,
    state_of,
    step_of,
)

pytestmark = pytest.mark.django_db

SECOND, MINUTE = 1_000, 60_000
WAITS = "The workshop waits for its facilitator."


@pytest.fixture(autouse=True)
def hours_after_the_start(monkeypatch, machine_time):
    """This process started so long ago that its start no longer counts as a sign of life."""
    monkeypatch.setattr(signs, "STARTED_AT", machine_time.now - 60 * MINUTE)


@pytest.fixture
def account(django_user_model):
    """A browser that is logged in to an account of its own."""

    def make(name):
        browser = Client()
        browser.force_login(django_user_model.objects.create_user(name))
        return browser

    return make


def deserted(machine_time, step="choice", seats=3, **options):
    """A workshop whose facilitator's laptop is gone for three minutes; the people are there."""
    workshop = WorkshopFactory(**{f"doors__{name}": value for name, value in options.items()})
    people = seat(workshop, seats)
    if step in ("lobby", "welcome", "briefing"):
        lead(workshop, step)
    elif step == "gate":
        start(workshop)
    else:
        reach(workshop, step)
    signs.forget(workshop.uuid, [DESK, *(person.id_in_log for person in people)])
    passes(machine_time, people, 3 * MINUTE)
    return workshop, people


def takes_over(machine_time, workshop, berit):
    """A second later somebody else takes up an invitation and opens the desk, at another machine; the clock looks."""
    machine_time.later(SECOND)
    berit.post(f"/lead/{leading.invite(workshop, []).key}/")
    assert berit.get(f"/facilitate/{workshop.slug}/").status_code == 200
    clock.tick()


def passes(machine_time, people, milliseconds):
    """Time goes by, the people keep giving signs, and the clock does what is due."""
    for _part in range(6):
        machine_time.later(milliseconds // 6)
        for person in people:
            signs.note(person.workshop.uuid, person.id_in_log)
        clock.tick()


def page_of(person):
    return browser_of(person).get(f"/workshops/{person.workshop.slug}/").content.decode()


@pytest.mark.parametrize(
    "step", ["lobby", "welcome", "briefing", "gate", "situation", "choice", "talk", "done"]
)
def test_everybody_reads_that_the_workshop_waits_and_that_it_goes_on(machine_time, account, step):
    """Players and wall, in every phase and step; nothing of it is left once somebody opens the desk elsewhere."""
    workshop, people = deserted(machine_time, step)
    assert state_of(workshop).desk_away
    wall = f"/projector/{workshop.slug}/"
    assert all(WAITS in page_of(person) for person in people)
    assert WAITS in Client().get(wall).content.decode()
    takes_over(machine_time, workshop, account("berit"))
    assert not state_of(workshop).desk_away
    assert not any(WAITS in page_of(person) for person in people)
    assert WAITS not in Client().get(wall).content.decode()
    assert events(workshop).count("DeskBack") == 1


def test_nobody_waits_before_three_minutes_are_over(machine_time):
    workshop, _people = deserted(machine_time)
    assert events(workshop).count("DeskLeft") == 1
    fresh = WorkshopFactory()
    seat(fresh, 3)
    machine_time.later(3 * MINUTE - 1)
    clock.tick()
    assert not state_of(fresh).desk_away
    machine_time.later(1)
    clock.tick()
    assert state_of(fresh).desk_away


def test_no_round_opens_by_itself_or_by_a_chair(machine_time):
    """F2: unless that was allowed beforehand, no player gains control."""
    workshop, people = deserted(machine_time, "gate")
    passes(machine_time, people, 30 * MINUTE)
    for person in people:
        with pytest.raises(Refused) as no:
            engine.submit(workshop, c.OpenRound(1, person.id_in_log))
        assert no.value.message == refused.ONLY_THE_FACILITATOR
        browser_of(person).post(
            f"/workshops/{workshop.slug}/open-round/", {"round": 1, "tap": 1, "page": "a"}
        )
    assert "RoundOpened" not in events(workshop)


def test_chair_opens_the_round_where_that_was_allowed_and_only_while_nobody_leads(machine_time, account):
    workshop, people = deserted(machine_time, "gate", chairs_may_open=True)
    state = state_of(workshop)
    chair = state.tables[1].seats[state.tables[1].chair]
    takes_over(machine_time, workshop, account("berit"))
    with pytest.raises(Refused):
        engine.submit(workshop, c.OpenRound(1, chair))
    passes(machine_time, people, 3 * MINUTE + 6)
    engine.submit(workshop, c.OpenRound(1, chair))
    assert events(workshop).count("RoundOpened") == 1


def test_hard_timers_freeze_and_the_step_ends_once_somebody_leads_again(machine_time, account):
    workshop, people = deserted(machine_time, "talk", timers="hard", factor=2)
    assert step_of(workshop).name == "talk"
    passes(machine_time, people, 60 * MINUTE)
    assert step_of(workshop).name == "talk"
    takes_over(machine_time, workshop, account("berit"))
    clock.tick()
    assert step_of(workshop).name == "vote"


def test_table_ends_its_step_by_its_own_answers_meanwhile(machine_time):
    workshop, people = deserted(machine_time, "choice")
    for person in people:
        do(person, c.Choose, option="A")
    passes(machine_time, people, 30 * SECOND)
    assert step_of(workshop).name != "choice"


def test_host_alone_does_not_end_the_waiting_and_reads_of_it(machine_time, account):
    workshop, people = deserted(machine_time, "gate")
    host = account("host")
    host.post(f"/lead/{leading.invite(workshop, [1]).key}/")
    for _look in range(3):
        page = host.get(f"/facilitate/{workshop.slug}/").content.decode()
        passes(machine_time, people, 12 * SECOND)
    assert "Nobody leads at the moment. The workshop waits." in page
    assert state_of(workshop).desk_away
    host.post(f"/facilitate/{workshop.slug}/open-round/", {"round": 1})
    assert "RoundOpened" not in events(workshop)


@pytest.mark.parametrize("way", ["the page", "a fetch", "a verb"])
def test_second_facilitator_takes_over_by_merely_coming(machine_time, account, way):
    """F1: rights belong to the account; there is nothing to be handed over."""
    workshop, _people = deserted(machine_time, "gate")
    berit = account("berit")
    berit.post(f"/lead/{leading.invite(workshop, []).key}/")
    machine_time.later(SECOND)
    desk = f"/facilitate/{workshop.slug}/"
    if way == "the page":
        berit.get(desk)
    if way == "a fetch":
        berit.get(f"{desk}screen/", headers={"X-Live": "1"})
    if way == "a verb":
        berit.post(f"{desk}extend/", {"table": 1, "step": 99})
    clock.tick()
    assert not state_of(workshop).desk_away
    assert berit.post(f"{desk}open-round/", {"round": 1}).status_code == 302
    assert step_of(workshop).name == "situation"


def test_following_a_link_without_taking_it_up_leads_nothing(machine_time, account):
    workshop, people = deserted(machine_time, "gate")
    berit = account("berit")
    berit.get(f"/lead/{leading.invite(workshop, []).key}/")
    assert berit.get(f"/facilitate/{workshop.slug}/").status_code == 404
    passes(machine_time, people, 12 * SECOND)
    assert state_of(workshop).desk_away
