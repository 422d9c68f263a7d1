"""Brings a backup into an empty database: all of it or nothing, in one transaction.

The tables are made as they were at the backup's migrations, if they are not so already, filled, and then migrated to this
release: an older backup goes the same way as a database that was upgraded.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from game import ledger, log, retention
from game.backup import forgetting, prints, rows, shape
from game.backup.reading import Archive, opened
from game.backup.shape import BackupError, Manifest, Migration
from game.models import Workshop

#: Tables that a database has rows in once it was migrated, without anybody's doing.
FILLED_BY_MIGRATIONS = {
    "auth.group",
    "auth.group_permissions",
    "auth.permission",
    "contenttypes.contenttype",
    "research.level",
    *rows.LEFT_OUT,
}


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of it: rows, workshops that were replayed, marks of the ledger that were applied, and how many were over."""

    manifest: Manifest
    rows: int
    replayed: int
    erased: int
    over: int


def restore(path: Path, ledgers: Sequence[Path], replay: bool = True, however_old: bool = False) -> Restored:
    """Restore a backup, and erase again what these ledgers say was erased since.

    Raises BackupError, and then nothing was written.
    """
    gone = _read(ledgers)
    with opened(path) as archive:
        _may_be_restored(archive.manifest, however_old)
        try:
            with _one_transaction():
                if set(shape.applied(shape.loader())) != set(archive.manifest.migrations):
                    _make_tables(archive.manifest)
                count = _fill(archive)
                _migrate()
                replayed = _replayed(archive) if replay else 0
                erased = forgetting.apply(gone)
                over = retention.sweep()
                connection.check_constraints()
        except DatabaseError as problem:
            raise BackupError(f"The database did not take this backup: {problem}") from problem
        finally:
            log.forget()
            ContentType.objects.clear_cache()
    return Restored(archive.manifest, count, replayed, erased, over)


def _read(ledgers: Sequence[Path]) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for path in ledgers:
        try:
            found |= ledger.read(path)
        except FileNotFoundError as problem:
            raise BackupError(
                f"There is no ledger of what was erased at {path}. Bring the one of the site that was backed up "
                "(--ledger FILE); if nothing can have been erased since, say --no-ledger."
            ) from problem
        except (OSError, ledger.UnreadableError) as problem:
            raise BackupError(f"The ledger cannot be read: {problem}") from problem
    return found


def _may_be_restored(manifest: Manifest, however_old: bool) -> None:
    known = shape.loader()
    strange = sorted(set(manifest.migrations) - set(known.disk_migrations))
    newer = shape.numbers(manifest.release) > shape.numbers(shape.release())
    if strange or newer:
        why = f" It knows {'.'.join(strange[0])}, which this one does not." if strange else ""
        raise BackupError(
            f"This backup was made by a newer release ({manifest.release}; this is {shape.release()}).{why} "
            "Install that one first."
        )
    if manifest.age_in_days > ledger.BACKUP_DAYS and not however_old:
        raise BackupError(
            f"This backup is {manifest.age_in_days:.0f} days old. What was erased is remembered for "
            f"{ledger.BACKUP_DAYS} days, so it may bring back what somebody wanted to be forgotten. "
            "If you have no other one and take that upon you, say --however-old."
        )
    for model in rows.tables(known, shape.ends(known, shape.applied(known))):
        if rows.name_of(model) not in FILLED_BY_MIGRATIONS and rows.all_of(model).exists():
            raise BackupError(
                f"This database is not empty: there is something in {rows.about(model).verbose_name_plural}. "
                "Restore into a new database."
            )


@contextmanager
def _one_transaction() -> Iterator[None]:
    """Tables are made and filled in it as well. SQLite lets nobody change tables while it watches over foreign keys."""
    connection.ensure_connection()
    watches = connection.disable_constraint_checking() if connection.vendor == "sqlite" else False
    try:
        with transaction.atomic():
            yield
    finally:
        if watches:
            connection.enable_constraint_checking()


def _make_tables(manifest: Manifest) -> None:
    """Empty tables as they were at the backup's migrations; those that are there are made anew."""
    drop = "DROP TABLE {} CASCADE" if connection.vendor == "postgresql" else "DROP TABLE {}"
    there = set(connection.introspection.table_names())
    ours = {rows.about(model).db_table for model in apps.get_models(include_auto_created=True)}
    with connection.cursor() as cursor:
        for table in sorted(there & {*ours, "django_migrations"}):
            cursor.execute(drop.format(connection.ops.quote_name(table)))
    executor = MigrationExecutor(connection)
    executor.migrate(_ends(manifest))


def _ends(manifest: Manifest) -> list[Migration]:
    return shape.ends(shape.loader(), manifest.migrations)


def _fill(archive: Archive) -> int:
    """Put the rows in the place of those that the migrations have made; the database then looks at every reference."""
    models = rows.tables(shape.loader(), _ends(archive.manifest))
    unknown = set(archive.manifest.parts) - {shape.PRINTS, *map(rows.part_of, models)}
    if unknown:
        raise BackupError(
            f"This backup was tampered with: {min(unknown)} belongs to no table of its release."
        )
    for model in models:
        _empty(model)
    _empty(Session)
    count = sum(rows.saved(model, archive.lines(rows.part_of(model))) for model in models)
    connection.check_constraints()
    ContentType.objects.clear_cache()
    return count


def _empty(model: rows.Model) -> None:
    """Without a look at what refers to it: that is emptied too."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {connection.ops.quote_name(rows.about(model).db_table)}")  # noqa: S608 (our own name)


def _migrate() -> None:
    """To this release, with its groups and permissions; new rows are numbered after those that are there."""
    call_command("migrate", verbosity=0, interactive=False)
    statements = connection.ops.sequence_reset_sql(no_style(), apps.get_models(include_auto_created=True))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _replayed(archive: Archive) -> int:
    """Replay every workshop and compare; answers how many. Under other rules only what was decided can be compared."""
    wanted = {told["uuid"]: told for told in map(json.loads, archive.lines(shape.PRINTS))}
    same_rules = archive.manifest.rules == shape.rules_digest()
    count, other = 0, []
    for workshop in Workshop.objects.filter(version__gt=0).order_by("pk").iterator(chunk_size=100):
        told: dict[str, Any] = wanted.pop(str(workshop.uuid), {})
        if told.get("state") != prints.UNREADABLE and not _agree(told, prints.prints(workshop), same_rules):
            other.append(str(workshop))
        count += 1
    if other or wanted:
        named = ", ".join(other[:5]) or "some that are not there"
        raise BackupError(
            f"{len(other) + len(wanted)} of {count} workshops do not replay to what they were: {named}. "
            "Restore with the release that made the backup, or say --no-replay to bring them as they are."
        )
    return count


def _agree(told: dict[str, Any], found: dict[str, str], same_rules: bool) -> bool:
    names = ("state", "outcome") if same_rules else ("outcome",)
    return all(told.get(name) == found[name] for name in names)
