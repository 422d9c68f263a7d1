"""Makes a backup: everything as it stands at one moment, while the site goes on."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import mkstemp
from zipfile import ZIP_DEFLATED, ZipFile

from django.db import connection, transaction

from game import ledger
from game.backup import prints, rows, shape
from game.backup.shape import BackupError, Manifest, Part


def make(target: Path) -> Manifest:
    """Write a backup, which its owner alone may read. It is there under its name when it is whole, and not before.

    Raises BackupError where the file is there already, or the database is not at this release's migrations.
    """
    if target.exists():
        raise BackupError(f"{target} is there already. Choose another name.")
    known = shape.loader()
    migrations = shape.applied(known)
    if set(migrations) != set(known.disk_migrations):
        raise BackupError(
            "The database is not at this release yet. Back up with the release it was made by, or run migrate."
        )
    models = rows.tables(known, shape.ends(known, migrations))
    ledger.begin()
    with (
        _whole_or_nothing(target) as path,
        ZipFile(path, "w", ZIP_DEFLATED, allowZip64=True) as archive,
        one_moment(),
    ):
        made_at = datetime.now(UTC).isoformat(timespec="seconds")
        parts = {
            rows.part_of(model): _write(archive, rows.part_of(model), rows.written(model)) for model in models
        }
        parts[shape.PRINTS] = _write(archive, shape.PRINTS, prints.written())
        manifest = Manifest(
            shape.release(), made_at, connection.vendor, migrations, shape.rules_digest(), parts
        )
        archive.writestr(shape.MANIFEST, manifest.encode())
    return manifest


def _write(archive: ZipFile, name: str, lines: Iterable[bytes]) -> Part:
    count, length, digest = 0, 0, sha256()
    with archive.open(name, "w", force_zip64=True) as part:
        for line in lines:
            part.write(line)
            digest.update(line)
            count, length = count + 1, length + len(line)
    return Part(count, length, digest.hexdigest())


@contextmanager
def one_moment() -> Iterator[None]:
    """A transaction that sees the database as it stands now, and lets everybody else read and write."""
    if connection.vendor == "sqlite":
        mode = connection.transaction_mode  # type: ignore[attr-defined]
        connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined] # which takes no lock in WAL mode
        try:
            with transaction.atomic():
                yield
        finally:
            connection.transaction_mode = mode  # type: ignore[attr-defined]
        return
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def _whole_or_nothing(target: Path) -> Iterator[Path]:
    """A file beside the target that takes its name once all is on the disk; whatever goes wrong, it is taken away."""
    try:
        handle, name = mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
        os.close(handle)
    except OSError as problem:
        raise BackupError(f"{target.parent} cannot be written to: {problem.strerror}.") from problem
    path = Path(name)
    try:
        yield path
        _flush(path)
        path.rename(target)
        _flush(target.parent)
    except OSError as problem:
        raise BackupError(f"The backup cannot be written: {problem.strerror or problem}.") from problem
    finally:
        with suppress(FileNotFoundError):
            path.unlink()


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
