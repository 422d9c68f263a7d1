"""What `restore` refuses, in a sentence that says what to do, and with nothing written."""

import json
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from game.backup import making, reading, restoring, shape
from game.models import LogLine, Workshop
from scenarios.models import Scenario
from tests.game.backup import site
from tests.game.rules import given

pytestmark = pytest.mark.django_db(transaction=True)
LOG = "rows/game.logline.jsonl"


@pytest.fixture
def backup(copy, emptied):
    """A backup of one workshop, in its debrief; the database is empty again."""
    site.put(given.debrief(3, 2), {"document": given.scripted_document(), "texts": given.TEXTS})
    path = copy()
    emptied()
    return path


def forged(path, change=None, **parts):
    """A copy of a backup with other parts; `change` is done to its manifest. None leaves a part out."""
    fresh = path.with_name("forged.zip")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as new:
        manifest = json.loads(old.read(shape.MANIFEST))
        for name in old.namelist():
            data = parts.pop(name, old.read(name))
            if name != shape.MANIFEST and data is not None:
                new.writestr(name, data)
        for name, data in parts.items():
            new.writestr(name, data)
        if change:
            change(manifest)
        new.writestr(shape.MANIFEST, json.dumps(manifest))
    return fresh


def refused(path, match, restore):
    with pytest.raises(shape.BackupError, match=match):
        restore(path)
    assert not Workshop.objects.exists() and not LogLine.objects.exists()


def with_digest(name, data):
    """A manifest that says of a part what is so."""
    from hashlib import sha256

    def change(manifest):
        manifest["parts"][name] = {
            "lines": data.count(b"\n"),
            "bytes": len(data),
            "sha256": sha256(data).hexdigest(),
        }

    return change


@pytest.mark.parametrize(
    ("fill", "told"),
    [
        (lambda: User.objects.create_user("ana"), "users"),
        (lambda: Scenario.objects.create(slug="own", document={}, texts={}), "scenarios"),
        (lambda: Workshop.objects.create(title="Some day"), "workshops"),
    ],
)
def test_database_that_is_not_empty(backup, restore, fill, told):
    fill()
    before = site.everything()
    with pytest.raises(shape.BackupError, match=f"is not empty: there is something in .*{told}"):
        restore(backup)
    assert site.everything() == before


@pytest.mark.parametrize("content", [b"", b"PK", b"no zip at all" * 99])
def test_file_that_is_no_zip(tmp_path, restore, content):
    (tmp_path / "x.zip").write_bytes(content)
    refused(tmp_path / "x.zip", "is no backup of CO-CREATOR, or it is broken", restore)


def test_file_that_is_not_there(tmp_path, restore):
    refused(tmp_path / "none.zip", "No such file", restore)


def test_zip_of_somebody_else(tmp_path, restore):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as file:
        file.writestr("holiday.txt", "sun")
    refused(tmp_path / "x.zip", "it has no manifest", restore)


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b"\xff", b'{"kind": "another"}', b"[" * 100_000])
def test_manifest_that_cannot_be_read(tmp_path, restore, text):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as file:
        file.writestr(shape.MANIFEST, text)
    refused(tmp_path / "x.zip", "its manifest cannot be read", restore)


def test_half_a_file(backup, restore):
    backup.write_bytes(backup.read_bytes()[: backup.stat().st_size // 2])
    refused(backup, "it is broken", restore)


def test_byte_that_has_turned(backup, restore):
    """Somewhere in the log, as a bad disk does it."""
    with zipfile.ZipFile(backup) as file:
        at = file.getinfo(LOG).header_offset + 200
    data = bytearray(backup.read_bytes())
    data[at] ^= 1
    backup.write_bytes(data)
    refused(backup, "broken", restore)


def test_part_that_was_changed(backup, restore):
    with zipfile.ZipFile(backup) as file:
        data = file.read(LOG).replace(b'"option":"A"', b'"option":"B"')
    refused(forged(backup, **{LOG: data}), f"{LOG} is not what its manifest says", restore)


def test_log_that_was_changed_together_with_its_checksum_does_not_replay_to_the_same(backup, restore):
    with zipfile.ZipFile(backup) as file:
        data = file.read(LOG).replace(b'"A"', b'"B"')
    path = forged(backup, with_digest(LOG, data), **{LOG: data})
    refused(path, "1 of 1 workshops do not replay to what they were", restore)
    assert restore(path, replay=False).replayed == 0
    assert Workshop.objects.count() == 1


@pytest.mark.parametrize("missing", [LOG, shape.PRINTS])
def test_part_that_is_missing(backup, restore, missing):
    refused(forged(backup, **{missing: None}), f"{missing} is missing", restore)


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/cron.d/x",
        "/etc/passwd",
        "rows/../../x.jsonl",
        "rows\\x.jsonl",
        "C:x",
        "rows/a.b.jsonl/",
        "x.py",
    ],
)
def test_path_that_leads_elsewhere(backup, restore, name, tmp_path):
    refused(forged(backup, with_digest(name, b""), **{name: b""}), "has no place in it", restore)


def test_part_that_the_manifest_does_not_know(backup, restore):
    refused(forged(backup, **{"rows/game.other.jsonl": b""}), "its manifest does not know", restore)


def test_part_of_no_table(backup, restore):
    name = "rows/game.other.jsonl"
    path = forged(backup, with_digest(name, b""), **{name: b""})
    refused(path, "belongs to no table of its release", restore)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_part_that_is_in_it_twice(backup, restore):
    with zipfile.ZipFile(backup, "a") as file:
        file.writestr(LOG, b"")
    refused(backup, "a part is in it twice", restore)


def test_bomb(backup, restore, monkeypatch):
    """A hundred megabytes of blanks in a hundred kilobytes: it is refused before anything of it is read."""
    monkeypatch.setattr(reading, "_check", lambda *_part: pytest.fail("it was read"))
    data = b" " * 100_000_000
    refused(forged(backup, with_digest(LOG, data), **{LOG: data}), "grow far more than any backup", restore)


def test_line_without_an_end(backup, restore, monkeypatch):
    monkeypatch.setattr(reading, "LONGEST_LINE", 1000)
    data = b'{"at": ' + b"1" * 5000
    refused(forged(backup, with_digest(LOG, data), **{LOG: data}), "far too long", restore)


@pytest.mark.parametrize(
    "line", [b"nonsense\n", b"[]\n", b"{}\n", b'{"at": 1}\n', b"null\n", b"[" * 9999 + b"\n"]
)
def test_row_that_is_none(backup, restore, line):
    refused(forged(backup, with_digest(LOG, line), **{LOG: line}), "cannot be read", restore)


def test_row_that_leads_nowhere(backup, restore):
    """A line of the log of a workshop that is not in the backup."""
    row = {"at": 1, "by_id": None, "data": {}, "event": "X", "id": 1, "version": 1, "workshop_id": 999}
    row["by"] = row.pop("by_id")
    data = json.dumps(row).encode() + b"\n"
    refused(forged(backup, with_digest(LOG, data), **{LOG: data}), "did not take this backup", restore)


def test_newer_release(backup, restore):
    def newer(manifest):
        manifest["release"] = "99.0.1"

    refused(forged(backup, newer), r"newer release \(99\.0\.1; this is .*Install that one first", restore)


def test_migration_that_this_release_does_not_know(backup, restore):
    def newer(manifest):
        manifest["migrations"].append(["game", "9999_moon"])

    refused(forged(backup, newer), r"It knows game\.9999_moon", restore)


def test_make_of_the_file_that_this_release_does_not_know(backup, restore):
    def newer(manifest):
        manifest["format"] = 2

    refused(forged(backup, newer), "made by a newer release", restore)


def test_backup_that_is_older_than_what_is_remembered_of_erasures(backup, restore):
    def older(manifest):
        manifest["made_at"] = (datetime.now(UTC) - timedelta(days=36)).isoformat()

    path = forged(backup, older)
    refused(path, "This backup is 36 days old", restore)
    assert restore(path, however_old=True).replayed == 1


def test_site_without_its_ledger(backup, tmp_path):
    """After the loss of a machine the ledger has to be brought along, or one says that it is not needed."""
    with pytest.raises(shape.BackupError, match=r"There is no ledger of what was erased at .*--no-ledger"):
        restoring.restore(backup, [tmp_path / "none.jsonl"])
    assert not Workshop.objects.exists()


def test_ledger_that_cannot_be_read(backup, tmp_path):
    (tmp_path / "x.jsonl").write_text("{}\n")
    with pytest.raises(shape.BackupError, match=r"Line 1 of the ledger .* cannot be read"):
        restoring.restore(backup, [tmp_path / "x.jsonl"])


def test_commands_end_with_the_sentence(backup, tmp_path):
    with pytest.raises(CommandError, match="is there already"):
        call_command("backup", backup)
    with pytest.raises(CommandError, match="No such file"):
        call_command("restore", tmp_path / "none.zip", no_ledger=True)
    with pytest.raises(CommandError, match="contradict"):
        call_command("restore", backup, ledger=[tmp_path / "x"], no_ledger=True)
    with pytest.raises(CommandError, match="cannot be written to"):
        call_command("backup", tmp_path / "none" / "x.zip")


def test_backup_of_a_database_that_is_not_at_this_release(tmp_path, monkeypatch):
    monkeypatch.setattr(shape, "applied", lambda known: ())
    with pytest.raises(shape.BackupError, match="not at this release yet"):
        making.make(tmp_path / "x.zip")
    assert not list(tmp_path.iterdir())
