"""The one door into the log: what is saved, what is not, and what is remembered."""

import time

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError

from game import engine, log, rules
from game.models import LogLine, Note, Player, Workshop
from game.rules import commands as c
from game.rules.refused import MOMENT_IS_GONE
from tests.factories import PlayerFactory, WorkshopFactory, at, do, events, lead, seat, start, state_of, wish

pytestmark = pytest.mark.django_db


def cold(workshop):
    """The workshop folded from its first line, with nothing remembered."""
    log.forget()
    return log.current(workshop)


def lines(workshop):
    return list(LogLine.objects.filter(workshop=workshop).values_list("version", "event", "data", "at"))


def test_lines_are_appended_without_gaps():
    workshop, _people = at("vote", people=4)
    versions = [version for version, *_rest in lines(workshop)]
    assert versions == list(range(1, len(versions) + 1))
    assert state_of(workshop).version == len(versions)


def test_events_of_one_command_have_one_time(monkeypatch):
    workshop = WorkshopFactory()
    seat(workshop, 3)
    before = workshop.lines.count()
    monkeypatch.setattr(engine, "now", lambda: 9_000_000_000_000)
    start(workshop)
    times = {at for version, _event, _data, at in lines(workshop) if version > before}
    assert times == {9_000_000_000_000}
    assert len(lines(workshop)) > before + 2


def test_refusal_saves_nothing():
    workshop, people = at("choice")
    before = lines(workshop)
    row = Note(workshop=workshop, player=people[0].id_in_log, id_in_log="a note", text="never kept")
    with pytest.raises(rules.Refused) as no:
        engine.submit(workshop, c.Choose(people[0].id_in_log, 99, "A", note="a note"), [row])
    assert no.value.message == MOMENT_IS_GONE
    assert lines(workshop) == before
    assert not Note.objects.exists()


def test_refused_join_saves_no_player():
    workshop = WorkshopFactory()
    engine.submit(workshop, c.LockDoors())
    with pytest.raises(rules.Refused):
        PlayerFactory(workshop=workshop)
    assert not Player.objects.exists()


def test_same_tap_twice_saves_nothing():
    workshop, people = at("choice")
    do(people[0], c.Choose, option="A", page="page", tap=1)
    before = lines(workshop)
    row = Note(workshop=workshop, player=people[0].id_in_log, id_in_log="a note", text="never kept")
    after = do(people[0], c.Choose, rows=[row], option="A", page="page", tap=1)
    assert lines(workshop) == before
    assert after == log.current(workshop)
    assert not Note.objects.exists()


def test_rows_come_with_their_events():
    workshop, people = at("choice")
    name = people[0].id_in_log
    row = Note(workshop=workshop, player=name, id_in_log="a note", text="because")
    do(people[0], c.Choose, rows=[row], option="A", note="a note")
    assert Note.objects.get().text == "because"
    assert events(workshop)[-1] == "ChoiceMade"


def test_note_of_the_same_step_is_replaced():
    workshop, people = at("choice")
    for tap, text in enumerate(("first", "second"), 1):
        row = Note(workshop=workshop, player=people[0].id_in_log, id_in_log="a note", text=text)
        do(people[0], c.Choose, rows=[row], option="A", note="a note", page="page", tap=tap)
    assert [note.text for note in Note.objects.all()] == ["second"]
    assert log.current(workshop).texts.notes == {"a note": "second"}


def test_row_that_cannot_be_saved_takes_the_events_with_it():
    workshop = WorkshopFactory()
    known = PlayerFactory(workshop=workshop)
    before, summary = lines(workshop), Workshop.objects.values().get(pk=workshop.pk)
    twin = Player(workshop=workshop, id_in_log="somebody", name="Twin", key=known.key)
    with pytest.raises(IntegrityError):
        engine.submit(workshop, c.Join("somebody"), [twin])
    assert lines(workshop) == before
    assert Workshop.objects.values().get(pk=workshop.pk) == summary
    assert list(Player.objects.all()) == [known]


def test_second_row_that_cannot_be_saved_takes_the_first_with_it():
    workshop = WorkshopFactory()
    known = PlayerFactory(workshop=workshop)
    good = Player(workshop=workshop, id_in_log="somebody", name="Good")
    bad = Player(workshop=workshop, id_in_log=known.id_in_log, name="Bad")
    with pytest.raises(IntegrityError):
        engine.submit(workshop, c.Join("somebody"), [good, bad])
    assert list(Player.objects.all()) == [known]
    assert "somebody" not in state_of(workshop).players


def test_row_of_another_kind_is_refused():
    workshop = WorkshopFactory()
    before = lines(workshop)
    with pytest.raises(TypeError, match="Workshop"):
        engine.submit(workshop, c.LockDoors(), [workshop])
    assert lines(workshop) == before


def test_failed_transaction_leaves_no_memory():
    workshop = WorkshopFactory()
    known = PlayerFactory(workshop=workshop)
    before = cold(workshop)
    with pytest.raises(IntegrityError):
        engine.submit(workshop, c.Join("somebody"), [Player(workshop=workshop, id_in_log="x", key=known.key)])
    assert log.recall(workshop.uuid) == before
    assert cold(workshop) == before


def test_unknown_workshop_is_not_made():
    workshop = WorkshopFactory()
    gone = Workshop(pk=workshop.pk + 1, uuid=workshop.uuid)
    with pytest.raises(ObjectDoesNotExist):
        engine.submit(gone, c.LockDoors())


@pytest.mark.parametrize("step", ["gate", "choice", "vote", "reflect", "done"])
def test_row_tells_what_the_log_tells(step):
    workshop, _people = at(step)
    row = Workshop.objects.values(*rules.summary(state_of(workshop))).get(pk=workshop.pk)
    assert row == rules.summary(cold(workshop).state)


def test_row_follows_doors_and_phases():
    workshop = WorkshopFactory()
    engine.submit(workshop, c.LockDoors())
    workshop.refresh_from_db()
    assert (workshop.phase, workshop.doors_open, workshop.version) == ("lobby", False, 2)
    engine.submit(workshop, c.UnlockDoors())
    lead(workshop, "closed")
    workshop.refresh_from_db()
    assert (workshop.phase, workshop.doors_open) == ("closed", False)
    assert workshop.version == workshop.lines.count()


def test_two_lines_never_have_one_version():
    workshop = WorkshopFactory()
    with pytest.raises(IntegrityError):
        LogLine.objects.create(workshop=workshop, version=1, event="DoorsLocked", at=0)


def test_two_workshops_have_versions_of_their_own():
    first, second = WorkshopFactory(), WorkshopFactory()
    engine.submit(first, c.LockDoors())
    engine.submit(second, c.LockDoors())
    assert [workshop.lines.count() for workshop in (first, second)] == [2, 2]


def test_time_never_runs_backwards(monkeypatch):
    workshop = WorkshopFactory()
    present = state_of(workshop).at
    monkeypatch.setattr(engine, "now", lambda: present - 60_000)
    engine.submit(workshop, c.LockDoors())
    assert [at for _version, _event, _data, at in lines(workshop)] == [present, present]
    monkeypatch.setattr(engine, "now", lambda: present + 5)
    engine.submit(workshop, c.UnlockDoors())
    assert lines(workshop)[-1][3] == present + 5
    assert state_of(workshop).at == present + 5


def test_now_is_in_milliseconds():
    assert abs(engine.now() - time.time() * 1000) < 60_000


@pytest.mark.django_db(transaction=True)
def test_memory_equals_a_cold_fold_after_each_commit():
    workshop = WorkshopFactory()
    people = seat(workshop, 3)
    start(workshop)
    engine.submit(workshop, c.OpenRound(1))
    for command in (
        *(wish(person, c.MarkRead) for person in people),
        c.Pause(),
        c.Resume(),
        c.LockDoors(),
        c.NoteAway(people[0].id_in_log),
    ):
        told = engine.submit(workshop, command)
        remembered = log.recall(workshop.uuid)
        assert remembered == told
        assert cold(workshop) == remembered


@pytest.mark.django_db(transaction=True)
def test_answer_to_a_command_without_events_is_what_stands():
    workshop = WorkshopFactory()
    engine.submit(workshop, c.LockDoors())
    assert engine.submit(workshop, c.LockDoors()) == log.current(workshop)


def test_command_costs_few_queries(django_assert_num_queries):
    """Lock, append, summary; and the savepoint that tests stand in for a transaction."""
    workshop = WorkshopFactory()
    log.current(workshop)
    with django_assert_num_queries(5):
        engine.submit(workshop, c.LockDoors())


def test_wide_command_appends_in_one_go(django_assert_num_queries):
    workshop = WorkshopFactory(doors__tables=3)
    for table in (1, 2, 3):
        seat(workshop, 3, table)
    log.current(workshop)
    lead(workshop, "welcome")
    before = workshop.lines.count()
    with django_assert_num_queries(5):
        engine.submit(workshop, c.AdvancePhase("welcome"))
    assert workshop.lines.count() == before + 4
