"""What was erased after the backup does not come back by a restore, and the log still replays to the same decisions (KEEP-6)."""

import json
import os
from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import OperationalError
from django.utils.timezone import localdate

from game import engine, ledger, log, retention, solo
from game.backup import restoring, shape
from game.models import Note, Player, SaveLink, Workshop
from game.rules import commands as c
from tests.factories import ScenarioFactory, WorkshopFactory, lead, reach, seat, vote, wish

pytestmark = pytest.mark.django_db(transaction=True)
NAME, WORDS = "Zacharias Quist", "Because my own street floods every spring."


@pytest.fixture
def workshop():
    """A table of five that has decided and is in its debrief; the third person has given a reason in words."""
    made = WorkshopFactory(doors__tables=2, doors__seats=5)
    people = seat(made, 5)
    Player.objects.filter(pk=people[2].pk).update(name=NAME)
    reach(made, "choice")
    row = Note(workshop=made, player=people[2].id_in_log, id_in_log=f"{people[2].id_in_log}.3", text=WORDS)
    engine.submit(made, wish(people[2], c.Choose, option="B", confidence=2, note=row.id_in_log), [row])
    reach(made, "vote")
    vote(made, "AAB")
    reach(made, "consequence")
    lead(made, "debrief")
    return made


@pytest.fixture
def person(workshop):
    return Player.objects.get(workshop=workshop, name=NAME)


@pytest.fixture
def lost_and_restored(copy, emptied, settings):
    """The database is lost and restored from a backup made before `then` was done; with this site's ledger, unless another is named."""

    def done(then, ledgers=None):
        path = copy()
        then()
        emptied()
        log.forget()
        return restoring.restore(path, [settings.LEDGER] if ledgers is None else ledgers)

    return done


def everything():
    tables = [list(model._default_manager.values_list()) for model in apps.get_models()]
    return json.dumps(tables, default=str, ensure_ascii=False)


def decisions(workshop):
    table = log.folded(workshop).state.tables[1]
    return [play.decision for play in table.decided], table.poles, table.resources


def test_person_who_was_erased_is_not_brought_back(workshop, person, lost_and_restored):
    before = decisions(workshop)
    done = lost_and_restored(lambda: retention.erase(workshop, person.id_in_log))
    assert done.erased == 1
    kept = everything()
    for trace in (NAME, WORDS, person.id_in_log, person.key):
        assert trace not in kept, trace
    restored = Workshop.objects.get()
    assert decisions(restored) == before
    assert log.current(restored) == log.folded(restored)
    assert Player.objects.count() == 4


def test_without_a_ledger_that_person_would_be_back(workshop, person, lost_and_restored):
    """So the test above can fail."""
    lost_and_restored(lambda: retention.erase(workshop, person.id_in_log), ledgers=[])
    assert NAME in everything() and WORDS in everything()


def test_workshop_that_was_deleted_is_not_brought_back(workshop, lost_and_restored):
    other = WorkshopFactory()
    done = lost_and_restored(lambda: retention.delete(workshop))
    assert done.erased == 1 and [w.uuid for w in Workshop.objects.all()] == [other.uuid]
    assert NAME not in everything()


def test_workshop_whose_day_has_come_is_gone_before_anybody_sees_it(workshop, lost_and_restored):
    """Without a word in the ledger: the backup itself says until when it is kept (KEEP-4)."""
    lead(workshop, "closed")
    Workshop.objects.update(delete_at=engine.now() - 1)
    done = lost_and_restored(lambda: None)
    assert (done.erased, done.over) == (0, 1) and not Workshop.objects.exists()


def test_game_that_was_played_alone_is_not_brought_back_with_its_link(lost_and_restored):
    player = solo.begin(ScenarioFactory(is_shipped=True), "P1", 3)
    kept = solo.begin(player.workshop.scenario, "P1", 3)
    done = lost_and_restored(lambda: retention.erase(player.workshop, player.id_in_log))
    assert done.erased >= 1
    assert [link.key for link in SaveLink.objects.all()] == [kept.workshop.save_link.key]


def test_deleted_by_whatever_way_it_is_noted(workshop, settings):
    """By a shell, by the queryset, by a link that goes with its games."""
    link = SaveLink.objects.create()
    game = WorkshopFactory(save_link=link)
    Workshop.objects.filter(pk=workshop.pk).delete()
    link.delete()
    noted = ledger.read(settings.LEDGER)
    assert {ledger.whole(workshop.uuid), ledger.whole(game.uuid), ledger.link(link.key)} == noted


def test_restore_fails_whole_if_somebody_cannot_be_erased(
    workshop, person, copy, emptied, settings, monkeypatch
):
    path = copy()
    retention.erase(workshop, person.id_in_log)
    emptied()

    def struck(*_asked, **_how):
        raise OperationalError("the disk is full")

    monkeypatch.setattr(retention, "erase", struck)
    with pytest.raises(shape.BackupError, match="the disk is full"):
        restoring.restore(path, [settings.LEDGER])
    assert not Workshop.objects.exists() and NAME not in everything()


def test_second_restore_of_the_same_backup_erases_again(workshop, person, copy, emptied, settings):
    """A restore erases anew, so that the ledger speaks of it for as long as that backup may be restored."""
    path = copy()
    retention.erase(workshop, person.id_in_log)
    for _time in range(2):
        emptied()
        assert restoring.restore(path, [settings.LEDGER]).erased == 1
        assert NAME not in everything()


def test_ledgers_of_several_machines(workshop, person, lost_and_restored, settings, tmp_path):
    def on_another_machine():
        here, settings.LEDGER = settings.LEDGER, tmp_path / "other.jsonl"
        retention.erase(workshop, person.id_in_log)
        settings.LEDGER = here

    done = lost_and_restored(on_another_machine, ledgers=[settings.LEDGER, tmp_path / "other.jsonl"])
    assert done.erased == 1 and NAME not in everything()


def test_ledger_holds_nothing_of_anybody(workshop, person, settings):
    retention.erase(workshop, person.id_in_log)
    retention.delete(workshop)
    text = settings.LEDGER.read_text()
    for trace in (NAME, person.id_in_log, person.key, str(workshop.uuid), workshop.uuid.hex, workshop.slug):
        assert trace not in text, trace
    lines = [json.loads(line) for line in text.splitlines()]
    assert [sorted(line) for line in lines] == [["gone", "on"]] * 2
    assert all(len(line["gone"]) == 64 for line in lines)


def test_what_cannot_be_noted_is_not_erased(workshop, person, settings, tmp_path):
    """Better erased a moment later than brought back one day: whoever asks is told that it is not saved yet."""
    settings.LEDGER = tmp_path / "folder"
    settings.LEDGER.mkdir()
    with pytest.raises(OperationalError, match="the ledger of what was erased cannot be written"):
        retention.erase(workshop, person.id_in_log)
    assert NAME in everything()
    with pytest.raises(OperationalError):
        retention.delete(workshop)
    assert Workshop.objects.exists()


def test_line_goes_when_no_backup_may_be_restored_any_more_that_is_older(settings):
    today, mark = localdate(), ledger.person(uuid4(), "a")
    days = {35: True, 36: True, 37: False, 400: False}
    lines = [{"on": (today - timedelta(days=n)).isoformat(), "gone": f"{mark}{n}"} for n in days]
    settings.LEDGER.write_text("".join(json.dumps(line) + "\n" for line in lines))
    call_command("tick")
    assert ledger.read(settings.LEDGER) == {f"{mark}{n}" for n, stays in days.items() if stays}


def test_ledger_that_cannot_be_written_whole_stays_as_it_was(settings, monkeypatch):
    """Given a disk that is almost full, when the ledger is shortened, then no line of it is lost."""
    old, new = (localdate() - timedelta(days=99)).isoformat(), localdate().isoformat()
    text = "".join(json.dumps({"on": day, "gone": f"mark {day}"}) + "\n" for day in (old, new))
    settings.LEDGER.write_text(text)
    write = os.write
    monkeypatch.setattr("game.ledger.os.write", lambda file, data: write(file, data[: len(data) // 2]))
    with pytest.raises(OSError, match="No space left"):
        ledger.prune()
    assert settings.LEDGER.read_text() == text
    assert [path.name for path in settings.LEDGER.parent.glob(".*.new")] == []


def test_line_that_a_power_failure_cut_off_spoils_nothing(settings):
    first, last = ledger.person(uuid4(), "a"), ledger.person(uuid4(), "b")
    ledger.note(first)
    with settings.LEDGER.open("a") as file:
        file.write('{"on": "2026-')
    assert ledger.read(settings.LEDGER) == {first}
    ledger.note(last)
    assert ledger.read(settings.LEDGER) == {first, last}


def test_ledger_that_cannot_be_read_keeps_nobody_from_deleting(settings, caplog, workshop):
    settings.LEDGER.write_text("spoiled\n")
    lead(workshop, "closed")
    Workshop.objects.update(delete_at=1)
    assert retention.sweep() == 1
    assert "cannot be shortened" in caplog.text
