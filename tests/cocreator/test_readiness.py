"""What a process says of database, migrations, cache and disk, and when it is not ready (O7)."""

import asyncio
import json
import shutil
import threading
from types import SimpleNamespace

import pytest
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder

from cocreator import readiness
from cocreator.readiness import CHECKS, Readiness


def asked(**checks):
    status, text = asyncio.run(Readiness(checks).answer())
    return status, json.loads(text)


@pytest.mark.django_db(transaction=True)
def test_process_with_all_it_needs_is_ready():
    status, told = asked(**CHECKS)
    assert (status, told) == (
        200,
        {"ready": True, "process": "ok", "database": "ok", "migrations": "ok", "cache": "ok", "disk": "ok"},
    )


@pytest.mark.parametrize("name", ["database", "migrations", "disk"])
def test_without_one_of_these_it_is_not(name):
    status, told = asked(**{name: lambda: "away"})
    assert (status, told["ready"], told[name]) == (503, False, "away")


def test_without_the_cache_play_goes_on():
    """Nobody takes all processes out of service because Redis is away."""
    status, told = asked(cache=lambda: "away")
    assert (status, told["ready"], told["cache"]) == (200, True, "away")


@pytest.mark.django_db
def test_migration_that_is_not_applied_is_missing():
    assert readiness.migrations() == "ok"
    MigrationRecorder.Migration.objects.filter(app="game", name="0003_desk").delete()
    assert readiness.migrations() == "missing"


@pytest.mark.django_db
def test_migration_of_a_later_release_does_no_harm():
    """An upgrade has migrated, and this process is of the release before."""
    MigrationRecorder.Migration.objects.create(app="game", name="9999_moon")
    assert readiness.migrations() == "ok"


@pytest.mark.django_db
@pytest.mark.parametrize("check", [readiness.database, readiness.migrations])
def test_database_that_does_not_answer_is_away(monkeypatch, check):
    def struck(*_asked, **_how):
        raise OperationalError("gone")

    monkeypatch.setattr(readiness, "connection", SimpleNamespace(cursor=struck))
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", struck)
    assert check() == "away"


def test_cache_that_keeps_nothing_is_away(monkeypatch):
    assert readiness.store() == "ok"
    forgets = SimpleNamespace(set=lambda *_told: None, get=lambda _name: None)
    monkeypatch.setattr(readiness, "cache", forgets)
    assert readiness.store() == "away"


def test_disk_without_room_is_full(monkeypatch):
    assert readiness.disk() == "ok"
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=readiness.ROOM_BYTES - 1))
    assert readiness.disk() == "full"


def test_folder_that_is_not_made_yet_is_looked_for_above(settings, tmp_path):
    settings.VAR = tmp_path / "not" / "yet"
    assert readiness.disk() == "ok"


def test_check_that_breaks_is_told_and_logged(caplog):
    status, told = asked(database=lambda: 1 / 0)
    assert (status, told["database"]) == (503, "away")
    assert "database could not be looked at" in caplog.text


def test_what_hangs_is_late_and_is_asked_once(monkeypatch):
    """The event loop goes on, and a hundred who ask meanwhile do not start a hundred looks."""
    monkeypatch.setattr(readiness, "PATIENCE_SECONDS", 0.05)
    go_on, looks = threading.Event(), []

    def hangs():
        looks.append(1)
        go_on.wait(30)
        return "ok"

    async def scene():
        ready = Readiness({"database": hangs})
        told = await asyncio.gather(*(ready.answer() for _one in range(100)))
        go_on.set()
        return told

    told = asyncio.run(scene())
    assert {status for status, _text in told} == {503} and len(looks) == 1
    assert all(json.loads(text)["database"] == "late" for _status, text in told)


def test_within_a_second_it_is_not_looked_at_again():
    looks = []

    async def scene():
        ready = Readiness({"disk": lambda: looks.append(1) or "ok"})
        return [await ready.answer() for _time in range(5)]

    assert {status for status, _text in asyncio.run(scene())} == {200} and len(looks) == 1
