"""A backup holds the whole site, and restores to the very same one, on either database and between the two (O5)."""

import stat
import zipfile

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import call_command

from game import log
from game.backup import making, prints, rows, shape
from game.models import LogLine, Workshop
from tests.game.backup import site

pytestmark = pytest.mark.django_db(transaction=True)


def told(capsys):
    return capsys.readouterr().out


def test_hundred_random_workshops_come_back_and_replay_to_the_same(copy, restore, emptied):
    workshops = site.hundred()
    before, rows_before = {w.uuid: log.folded(w) for w in workshops}, site.everything()
    assert sum(current.state.version for current in before.values()) > 3000, "there is something to replay"
    path = copy()
    emptied()
    assert not Workshop.objects.exists()
    done = restore(path)
    assert (done.replayed, done.erased, done.over) == (100, 0, 0)
    assert {w.uuid: log.folded(w) for w in Workshop.objects.all()} == before
    assert site.everything() == rows_before


def test_every_table_comes_back_with_every_row_and_new_rows_find_a_number(copy, restore, emptied):
    site.furnished()
    before = site.everything()
    path = copy()
    emptied()
    restore(path)
    assert site.everything() == before
    assert User.objects.get().check_password("a long word to log in by")
    last = max(row["id"] for row in before["game.LogLine"])
    fresh = LogLine.objects.create(
        workshop=Workshop.objects.first(), version=99_999, event="DoorsLocked", at=1
    )
    assert fresh.pk > last
    assert User.objects.create_user("bo").pk > User.objects.get(username="ana").pk


def test_site_moves_to_a_new_machine_with_another_database_and_back(copy, restore, emptied, new_machine):
    """From the database of these tests into one of SQLite that has no table yet, and from there into the first again."""
    site.furnished()
    before = site.everything()
    first = copy("first.zip")
    with new_machine():
        assert restore(first).replayed == 2
        assert site.everything() == before
        second = copy("second.zip")
    emptied()
    restore(second)
    assert site.everything() == before


def test_commands_say_what_they_did(tmp_path, capsys, settings, emptied):
    site.put(*site.played(4))
    path = tmp_path / "site.zip"
    call_command("backup", path)
    assert "the states of 1 workshops are in" in told(capsys)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(settings.LEDGER.stat().st_mode) == 0o600
    emptied()
    call_command("restore", path)
    said = told(capsys)
    assert "1 workshops replay to what they were" in said
    # Its log is of 1970: nobody has closed it and nothing has happened for 90 days (KEEP-4).
    assert "1 deleted whose time was over" in said and not Workshop.objects.exists()


def test_backup_knows_every_table(copy):
    """Whoever adds a table does not have to think of the backup; only who is logged in is left out."""
    with zipfile.ZipFile(copy()) as file:
        kept = {name.removeprefix("rows/").removesuffix(".jsonl") for name in file.namelist()} - {
            "manifest.json",
            "workshops",
        }
    models = {m._meta.label_lower for m in apps.get_models(include_auto_created=True) if m._meta.managed}
    assert kept == models - rows.LEFT_OUT
    assert {"sessions.session"} == rows.LEFT_OUT


@pytest.mark.parametrize(
    ("struck", "raised"),
    [
        (OSError(28, "No space left on device"), shape.BackupError),
        (KeyboardInterrupt(), KeyboardInterrupt),
        (SystemExit(1), SystemExit),
    ],
)
def test_half_a_backup_is_never_left(tmp_path, monkeypatch, struck, raised):
    """The disk is full, somebody presses Ctrl+C, or it is told to end: no file, neither under its name nor another."""

    def strike():
        raise struck
        yield

    monkeypatch.setattr(prints, "written", strike)
    with pytest.raises(raised):
        making.make(tmp_path / "site.zip")
    assert not list(tmp_path.iterdir())


def test_workshop_that_does_not_replay_is_in_the_backup_all_the_same(copy, restore, emptied, caplog):
    workshop = site.put(*site.played(6))
    LogLine.objects.filter(workshop=workshop, version=2).update(event="NobodyKnowsThis")
    path = copy()
    assert "does not replay" in caplog.text
    emptied()
    assert restore(path).replayed == 1
    assert LogLine.objects.filter(event="NobodyKnowsThis").exists()
