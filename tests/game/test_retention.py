"""Deletion by date (KEEP-4): all of a workshop goes 30 days after it closed, and nothing else does."""

import io

import pytest
from django.core.management import call_command

from game import engine, log, retention
from game.models import Answer, LogLine, Note, Player, Workshop
from game.rules import commands as c
from tests.factories import WorkshopFactory, lead, seat

pytestmark = pytest.mark.django_db(transaction=True)

A_DAY = 24 * 60 * 60 * 1000


def closed(**options):
    """A closed workshop in which somebody has left words and figures."""
    workshop = WorkshopFactory(doors__format="90", **options)
    person = seat(workshop, 3)[0]
    lead(workshop, "welcome")
    figure = Answer(workshop=workshop, player=person.id_in_log, name="before-1", value=7)
    engine.submit(workshop, c.AnswerQuestions(person.id_in_log, "before"), [figure])
    lead(workshop, "plan")
    words = Note(
        workshop=workshop, player=person.id_in_log, id_in_log=f"{person.id_in_log}.plan.when", text="Monday"
    )
    engine.submit(workshop, c.KeepNote(person.id_in_log, "plan"), [words])
    lead(workshop, "closed")
    workshop.refresh_from_db()
    return workshop


def kept(workshop):
    """How many rows of each kind a workshop has."""
    return [kind.objects.filter(workshop=workshop).count() > 0 for kind in (Player, Note, Answer, LogLine)]


def test_workshop_stays_for_thirty_days_and_then_goes_whole(machine_time):
    workshop, other = closed(), WorkshopFactory()
    machine_time.later(30 * A_DAY - 1000)
    assert retention.sweep() == 0
    assert kept(workshop) == [True] * 4
    machine_time.later(2000)
    assert retention.sweep() == 1
    assert kept(workshop) == [False] * 4
    assert list(Workshop.objects.all()) == [other]
    assert log.recall(workshop.uuid) is None
    assert retention.sweep() == 0


def test_days_are_those_that_the_welcome_screen_named(machine_time):
    workshop = closed(doors__retention=2)
    machine_time.later(2 * A_DAY + 1000)
    assert retention.sweep() == 1
    assert not Workshop.objects.filter(pk=workshop.pk).exists()


def test_open_workshop_is_never_deleted(machine_time):
    workshop = WorkshopFactory()
    seat(workshop, 3)
    lead(workshop, "plan")
    machine_time.later(400 * A_DAY)
    assert retention.sweep() == 0
    workshop.refresh_from_db()
    assert workshop.delete_at is None


def test_tick_deletes(machine_time):
    closed()
    machine_time.later(31 * A_DAY)
    told = io.StringIO()
    call_command("tick", stdout=told)
    assert told.getvalue() == "0 done, 1 deleted\n"
    assert not Workshop.objects.exists()
