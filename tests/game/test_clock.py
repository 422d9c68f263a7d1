"""What time brings: steps that end, people who leave and come back, tables that sleep; and nothing twice."""

import logging

import pytest

from game import clock, engine, log, signs
from game.models import Workshop
from game.rules import commands as c
from tests.factories import WorkshopFactory, at, do, events, lead, reach, seat, start, state_of, step_of, vote

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


def test_tick_closes_what_is_due_and_nothing_else(machine_time):
    due, _people = at("vote")
    vote(due, "A")
    machine_time.later(3 * SECOND)
    young, _people = at("vote")
    vote(young, "A")
    unanswered, people = at("vote")
    do(people[0], c.CastVote, option="A")
    machine_time.later(2 * SECOND)
    assert clock.tick() == 1
    assert [step_of(workshop).name for workshop in (due, young, unanswered)] == [
        "consequence",
        "vote",
        "vote",
    ]


def test_nothing_is_due_a_millisecond_early(machine_time):
    workshop, _people = at("vote")
    vote(workshop, "A")
    machine_time.later(5 * SECOND - 1)
    assert clock.tick() == 0
    machine_time.later(1)
    assert clock.tick() == 1


def test_clock_that_rested_is_on_time_to_the_millisecond(machine_time):
    """Between two looks at who is there, a workshop is not worked out again until something is due or happens."""
    workshop, _people = at("vote")
    vote(workshop, "A")
    assert clock.tick(watch_presence=False) == 0
    assert clock._wakes[workshop.uuid] == (state_of(workshop).version, machine_time.now + 5 * SECOND)
    machine_time.later(5 * SECOND - 1)
    assert clock.tick(watch_presence=False) == 0
    machine_time.later(1)
    assert clock.tick(watch_presence=False) == 1


def test_clock_that_rests_wakes_when_something_happens(machine_time):
    workshop, _people = at("vote")
    assert clock.tick(watch_presence=False) == 0
    vote(workshop, "A")
    machine_time.later(5 * SECOND)
    assert clock.tick(watch_presence=False) == 1


def test_clock_forgets_workshops_that_are_over(machine_time):
    workshop, _people = at("vote")
    clock.tick()
    assert workshop.uuid in clock._wakes
    Workshop.objects.filter(pk=workshop.pk).update(phase="closed")
    clock.tick()
    assert workshop.uuid not in clock._wakes


def test_tick_twice_is_as_good_as_once(machine_time):
    workshop, _people = at("reveal")
    machine_time.later(30 * SECOND)
    assert clock.tick() == 1
    told = events(workshop)
    assert clock.tick() == 0
    assert events(workshop) == told
    assert step_of(workshop).name == "talk"


def test_tick_that_comes_late_lets_no_step_pass_unseen(machine_time):
    workshop, people = at("reveal")
    machine_time.later(20 * MINUTE)
    alive(*people)
    clock.tick()
    assert step_of(workshop).name == "talk"


def test_closed_and_draft_workshops_are_not_touched(machine_time, django_assert_num_queries):
    WorkshopFactory(doors=False)
    workshop, _people = at("talk")
    lead(workshop, "closed")
    told = events(workshop)
    machine_time.later(60 * MINUTE)
    with django_assert_num_queries(1):
        assert clock.tick() == 0
    assert events(workshop) == told


@pytest.mark.parametrize("tables", [1, 3])
def test_quiet_tick_costs_one_query(machine_time, django_assert_num_queries, tables):
    for _workshop in range(tables):
        at("talk")
    clock.tick()
    with django_assert_num_queries(1):
        assert clock.tick() == 0


def test_paused_workshop_waits(machine_time):
    workshop, people = at("reveal")
    engine.submit(workshop, c.Pause())
    machine_time.later(2 * MINUTE)
    alive(*people)
    assert clock.tick() == 0
    engine.submit(workshop, c.Resume())
    machine_time.later(30 * SECOND)
    assert clock.tick() == 1
    assert step_of(workshop).name == "talk"


def test_refused_command_does_not_stop_the_others(machine_time, caplog):
    """A chair has called; bots that answer late all at once open the vote with the second, and the third is refused."""
    caplog.set_level(logging.INFO, "game.clock")
    other, _people = at("reveal")
    workshop = WorkshopFactory(doors__bots=True)
    (chair,) = seat(workshop, 1)
    another, _people = at("reveal")
    start(workshop)
    reach(workshop, "talk")
    assert state_of(workshop).tables[1].penholder == "P1"
    do(chair, c.CallVote)
    machine_time.later(40 * SECOND)
    alive(chair)
    clock.tick()
    assert "the clock was refused" in caplog.text
    assert step_of(workshop).name == "vote"
    assert [step_of(waiting).name for waiting in (other, another)] == ["talk", "talk"]


def test_broken_workshop_does_not_stop_the_others(machine_time):
    older, _people = at("reveal")
    broken = WorkshopFactory()
    younger, _people = at("reveal")
    Workshop.objects.filter(pk=broken.pk).update(script={"document": {}, "texts": {}})
    log.forget()
    machine_time.later(30 * SECOND)
    clock.tick()
    assert [step_of(workshop).name for workshop in (older, younger)] == ["talk", "talk"]


def test_bot_in_the_lead_starts_when_somebody_sits(machine_time):
    workshop = WorkshopFactory(doors__bots=True, doors__led_by_bot=True)
    machine_time.later(MINUTE)
    assert clock.tick() == 0
    seat(workshop, 1)
    machine_time.later(20 * SECOND)
    clock.tick()
    assert state_of(workshop).phase == "welcome"
