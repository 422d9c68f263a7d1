"""Deletion by date (KEEP-4): all of a workshop goes 30 days after it closed, and nothing else does."""

import io
import logging
import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.db.models.deletion import Collector
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from game import engine, follow_up, log, render, retention, signs, taps
from game.models import (
    Answer,
    DeskNote,
    FollowUp,
    Invitation,
    LogLine,
    Note,
    Player,
    ReportText,
    TableHost,
    Workshop,
    new_key,
)
from game.rules import DESK
from game.rules import commands as c
from tests.factories import WorkshopFactory, browser_of, do, lead, reach, seat, state_of, step_of

pytestmark = pytest.mark.django_db(transaction=True)

A_DAY = 24 * 60 * 60 * 1000


def closed(**options):
    """A closed workshop in which a round was played, and somebody has left words and figures."""
    workshop = WorkshopFactory(doors__format="90", **options)
    people = seat(workshop, 3)
    person = people[0]
    lead(workshop, "welcome")
    figure = Answer(workshop=workshop, player=person.id_in_log, name="before-1", value=7)
    engine.submit(workshop, c.AnswerQuestions(person.id_in_log, "before"), [figure])
    lead(workshop, "playing")
    reach(workshop, "choice")
    sent = {
        "step": step_of(workshop).number,
        "option": "A",
        "confidence": "2",
        "reason": "fair",
        "page": "p",
        "tap": "1",
    }
    choose = f"/workshops/{workshop.slug}/choose/"
    assert browser_of(person).post(choose, {**sent, "words": "sesquipedalian"}).status_code == 302
    for other in people[1:]:
        do(other, c.Choose, option="B", confidence=1, reason="trust")
    reach(workshop, "consequence", votes="AAB")
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


def test_workshop_that_nobody_closes_goes_90_days_after_its_last_event(machine_time):
    """KEEP-4: the names and words of people who were there do not stay for ever because somebody forgot a button."""
    workshop = WorkshopFactory()
    people = seat(workshop, 3)
    lead(workshop, "plan")
    machine_time.later(60 * A_DAY)
    engine.submit(workshop, c.NoteAway(people[0].id_in_log))
    machine_time.later(89 * A_DAY)
    assert retention.sweep() == 0
    machine_time.later(2 * A_DAY)
    assert retention.sweep() == 1 and not Workshop.objects.filter(pk=workshop.pk).exists()


def test_draft_stays_however_old(machine_time):
    draft = Workshop.objects.create(title="Some day")
    machine_time.later(400 * A_DAY)
    assert retention.sweep() == 0 and Workshop.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize("fault", [ZeroDivisionError, IntegrityError])
def test_workshop_that_cannot_be_deleted_keeps_no_other_beyond_its_day(
    machine_time, monkeypatch, caplog, fault
):
    stuck, _other = closed(), closed()
    delete = retention.delete

    def gone_or_not(workshop):
        if workshop.pk == stuck.pk:
            raise fault
        delete(workshop)

    monkeypatch.setattr(retention, "delete", gone_or_not)
    machine_time.later(31 * A_DAY)
    assert retention.sweep() == 1
    assert list(Workshop.objects.all()) == [stuck]
    assert f"workshop {stuck.pk} is over and cannot be deleted" in caplog.text


def test_line_that_is_written_meanwhile_does_not_keep_a_workshop(monkeypatch):
    """What goes is looked up and deleted in one transaction, in which nobody else writes: a rehearsal ends while bots play."""
    workshop, together = closed(), []
    look = Collector.collect

    def looked(collector, objects, **told):
        together.append(connection.in_atomic_block)
        return look(collector, objects, **told)

    monkeypatch.setattr(Collector, "collect", looked)
    with CaptureQueriesContext(connection) as asked:
        retention.delete(workshop)
    assert together and all(together)
    begun = asked.captured_queries[0]["sql"] + asked.captured_queries[1]["sql"]
    assert ("BEGIN IMMEDIATE" if connection.vendor == "sqlite" else "FOR UPDATE") in begun


def test_tick_deletes(machine_time):
    closed()
    machine_time.later(31 * A_DAY)
    told = io.StringIO()
    call_command("tick", stdout=told)
    assert told.getvalue() == "0 done, 1 deleted\n"
    assert not Workshop.objects.exists()


class Lived:
    """A closed workshop that has left something in every table that can belong to one, and in every memory."""

    def __init__(self, django_user_model, client):
        self.workshop = closed(doors__follow_up=True, title="Quintessencia")
        self.people = list(Player.objects.filter(workshop=self.workshop))
        self.pk = self.workshop.pk
        leader = django_user_model.objects.create_user("leader")
        self.workshop.facilitators.add(leader)
        mine = {"workshop": self.workshop}
        DeskNote.objects.create(**mine, account=leader, table=1, text="zanzibarine")
        Invitation.objects.create(**mine, tables=[1])
        TableHost.objects.create(**mine, account=leader, tables=[1])
        ReportText.objects.create(**mine, place="opening", text="mellifluously")
        state = state_of(self.workshop)
        self.row = follow_up.begin(self.workshop, state, state.players[self.people[0].id_in_log], new_key())
        client.force_login(leader)
        slug, person = self.workshop.slug, browser_of(self.people[0])
        person.post(f"/workshops/{slug}/unclear/", {"dilemma": "harbour"})
        for browser, path in ((person, f"/workshops/{slug}/"), (client, f"/facilitate/{slug}/")):
            assert browser.get(path).status_code == 200
        self.marks = {
            *(self.workshop.uuid.hex, str(self.workshop.uuid), slug, self.workshop.code),
            *("Quintessencia", "zanzibarine", "mellifluously", "Monday", "sesquipedalian"),
            *(mark for person in self.people for mark in (person.id_in_log, person.key, person.name)),
        }

    def rows(self):
        """The tables in which a row mentions this workshop or anybody in it."""
        return {
            model.__name__
            for model in apps.get_models(include_auto_created=True)
            for row in model._base_manager.values()
            if self.is_in(row.values()) or self.belongs(model, row)
        }

    def belongs(self, model, row):
        """Whether a row points at the workshop."""
        ways = [field.attname for field in model._meta.concrete_fields if field.related_model is Workshop]
        return any(row[way] == self.pk for way in ways)

    def is_in(self, values):
        words = re.findall(r"[\w-]+", " ".join(map(str, values)))
        return bool(self.marks & set(words)) or any(mark in " ".join(map(str, values)) for mark in self.marks)

    def remembered(self):
        """Whether a memory or the cache of this process mentions it."""
        return {
            "log": self.workshop.uuid in log.remembered(),
            "parts": self.workshop.uuid in render.remembered(),
            "cache": any(self.is_in(kept) for kept in kept_in_cache()),
        }


def kept_in_cache():
    """The names of all that the cache holds, in this process or in Redis, each with its value as it lies there."""
    kept = cache._cache
    if isinstance(kept, dict):
        return [(key, value.decode("latin-1")) for key, value in kept.items()]
    redis, own = (
        kept.get_client(),
        cache.make_key(""),
    )  # others use the same Redis, each by a name of their own
    found = redis.scan_iter(match=f"{own}*")
    return [(key.decode(), (redis.get(key) or b"").decode("latin-1")) for key in found]


@pytest.fixture
def lived(django_user_model, client):
    return Lived(django_user_model, client)


EVERYWHERE = dict.fromkeys(("log", "parts", "cache"), True)


def with_a_workshop():
    """The tables whose rows belong to a workshop, or to somebody in it."""
    return {
        model.__name__
        for model in apps.get_app_config("game").get_models(include_auto_created=True)
        if any(field.name == "workshop" for field in model._meta.get_fields())
    }


def test_every_table_that_can_belong_to_a_workshop_is_in_this_test(lived):
    """A model that is added later has to be deleted as well."""
    assert lived.rows() == {*with_a_workshop(), "Workshop"}
    assert lived.remembered() == EVERYWHERE


def test_played_round_is_there_before_it_is_deleted(lived):
    """Otherwise nothing of it could be missed."""
    events = set(LogLine.objects.values_list("event", flat=True))
    assert {"ChoiceMade", "VoteCast", "DecisionMade"} <= events
    assert {note.text for note in Note.objects.all()} == {"Monday", "sesquipedalian"}


def test_no_line_that_a_process_logs_names_anybody_or_says_what_was_written(caplog, request, machine_time):
    caplog.set_level(logging.DEBUG)
    lived = request.getfixturevalue("lived")
    machine_time.later(30 * A_DAY + 1000)
    retention.sweep()
    told = "\n".join(
        record.getMessage() for record in caplog.records if not record.name.startswith("factory")
    )
    assert "1 workshops were deleted" in told
    assert [mark for mark in lived.marks if mark in told] == []


@pytest.mark.parametrize("way", ["by hand", "by date"])
def test_after_deletion_nothing_anywhere_mentions_the_workshop(lived, client, machine_time, way):
    """KEEP-4: no row, no memory, no sign, no tap; but what somebody took along, by the uuid alone."""
    if way == "by hand":
        client.post(f"/facilitate/{lived.workshop.slug}/delete/", {"sure": "1"})
    else:
        machine_time.later(30 * A_DAY + 1000)
        assert retention.sweep() == 1
    assert lived.rows() == {"FollowUp"}
    assert FollowUp.objects.get().workshop == lived.workshop.uuid
    assert lived.remembered() == dict.fromkeys(EVERYWHERE, False)
    ids = [person.id_in_log for person in lived.people]
    assert signs.read(lived.workshop.uuid, [*ids, DESK]) == {}
    assert taps.is_first(lived.workshop.uuid, ids[0], "harbour.situation")


def test_follow_up_goes_on_its_own_day(lived):
    """KEEP-4: then no row mentions the workshop any more."""
    retention.delete(lived.workshop)
    FollowUp.objects.update(until=localdate())
    retention.sweep()
    assert lived.rows() == {"FollowUp"}
    FollowUp.objects.update(until=localdate() - timedelta(days=1))
    retention.sweep()
    assert lived.rows() == set()


def test_other_workshops_keep_everything(lived, machine_time):
    other = WorkshopFactory()
    person = seat(other, 1)[0]
    assert browser_of(person).get(f"/workshops/{other.slug}/").status_code == 200
    retention.delete(lived.workshop)
    assert other.uuid in log.remembered()
    assert other.uuid in render.remembered()
    assert signs.read(other.uuid, [person.id_in_log])
    assert Player.objects.get() == person


def test_what_another_process_deleted_is_forgotten_here(lived):
    """A process that sweeps later finds no row, but may still remember the whole workshop."""
    Workshop.objects.all().delete()
    assert lived.remembered() == EVERYWHERE
    assert retention.sweep() == 0
    assert lived.remembered() | {"cache": False} == dict.fromkeys(EVERYWHERE, False)
