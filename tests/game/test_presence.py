"""Who is there: seats that give no sign, come back, and tables that sleep."""

import pytest

from game import clock, signs
from game.rules import DESK
from tests.factories import (
    PlayerFactory,
    WorkshopFactory,
    at,
    events,
    reach,
    state_of,
    step_of,
)

pytestmark = pytest.mark.django_db

SECOND, MINUTE = 1_000, 60_000


@pytest.fixture(autouse=True)
def hours_after_the_start(monkeypatch, machine_time):
    """This process started so long ago that its start no longer counts as a sign of life."""
    monkeypatch.setattr(signs, "STARTED_AT", machine_time.now - 60 * MINUTE)


def away(player):
    return state_of(player.workshop).players[player.id_in_log].away


def alive(*people, plain=False):
    for person in people:
        signs.note(person.workshop.uuid, person.id_in_log, plain)


def test_seat_without_a_sign_for_a_minute_is_away_while_it_is_asked(machine_time):
    workshop, people = at("choice")
    alive(*people)
    machine_time.later(59 * SECOND)
    alive(*people[1:])
    clock.tick()
    assert not away(people[0])
    machine_time.later(1 * SECOND)
    clock.tick()
    assert [away(person) for person in people] == [True, False, False]
    assert events(workshop).count("WentAway") == 1


def test_minute_counts_from_the_opening_of_the_step(machine_time):
    workshop, people = at("reveal")
    alive(*people)
    machine_time.later(29 * SECOND)
    reach(workshop, "vote", votes="")
    machine_time.later(59 * SECOND)
    clock.tick()
    assert not any(away(person) for person in people)
    machine_time.later(1 * SECOND)
    clock.tick()
    assert all(away(person) for person in people)


@pytest.mark.parametrize("step", ["gate", "talk"])
def test_seat_that_is_not_asked_is_away_after_five_minutes(machine_time, step):
    _workshop, people = at(step)
    alive(*people)
    machine_time.later(5 * MINUTE - 1)
    clock.tick()
    assert not any(away(person) for person in people)
    machine_time.later(1)
    clock.tick()
    assert all(away(person) for person in people)


def test_page_without_javascript_is_away_after_five_minutes(machine_time):
    _workshop, people = at("choice")
    alive(people[0], plain=True)
    alive(*people[1:])
    machine_time.later(MINUTE)
    clock.tick()
    assert [away(person) for person in people] == [False, True, True]
    machine_time.later(4 * MINUTE)
    clock.tick()
    assert away(people[0])


def test_sign_brings_a_seat_back(machine_time):
    workshop, people = at("choice")
    alive(*people)
    machine_time.later(MINUTE)
    clock.tick()
    machine_time.later(SECOND)
    alive(people[1])
    assert clock.tick() == 1
    assert [away(person) for person in people] == [True, False, True]
    assert events(workshop)[-1] == "CameBack"
    assert clock.tick() == 0


def test_after_a_restart_everybody_counts_as_just_seen(machine_time, monkeypatch):
    _workshop, people = at("choice")
    alive(*people)
    machine_time.later(10 * MINUTE)
    monkeypatch.setattr(signs, "STARTED_AT", machine_time.now)
    machine_time.later(59 * SECOND)
    clock.tick()
    assert not any(away(person) for person in people)
    machine_time.later(SECOND)
    clock.tick()
    assert all(away(person) for person in people)


def test_presence_is_left_alone_when_it_is_not_watched(machine_time):
    _workshop, people = at("choice")
    machine_time.later(10 * MINUTE)
    clock.tick(watch_presence=False)
    assert not any(away(person) for person in people)


def test_person_without_a_seat_goes_away_too(machine_time):
    workshop = WorkshopFactory()
    person = PlayerFactory(workshop=workshop)
    machine_time.later(5 * MINUTE)
    signs.note(workshop.uuid, DESK)
    assert clock.tick() == 1
    assert away(person)


def test_deserted_table_falls_asleep_and_wakes_where_it_was(machine_time):
    workshop, people = at("choice")
    alive(*people)
    machine_time.later(MINUTE)
    clock.tick()
    machine_time.later(5 * MINUTE)
    clock.tick()
    assert events(workshop)[-1] == "TableSlept"
    number = step_of(workshop).number
    machine_time.later(30 * MINUTE)
    assert clock.tick() == 0
    alive(people[0])
    clock.tick()
    table = state_of(workshop).tables[1]
    assert (table.asleep_at, table.step.name, table.step.number) == (None, "choice", number)
    assert events(workshop)[-2:] == ["CameBack", "TableWoke"]
