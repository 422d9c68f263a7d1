"""What was erased, kept apart from the database, so that a restore of an older backup does not bring it back (KEEP-6).

A line holds the day and a hash, nothing else. A hash is made of random ids that the database no longer holds: only whoever
has an older backup, and so the person's data anyway, can tell of whom it is. The file outlives the loss of the database;
a line goes when no backup may be restored any more that is old enough to hold what was erased.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import OperationalError
from django.utils.timezone import localdate

#: A backup may be restored for so long, and a line is kept as long and a day, wherever midnight is.
BACKUP_DAYS = 35
ONLY_FOR_ITS_OWNER = 0o600


class UnreadableError(Exception):
    """A line of a ledger cannot be read; the message says which."""


def person(workshop: UUID, player: str) -> str:
    """The mark of somebody who was erased."""
    return _mark("person", workshop, player)


def whole(workshop: UUID) -> str:
    """The mark of a workshop that was deleted."""
    return _mark("workshop", workshop)


def link(key: str) -> str:
    """The mark of a save link that was deleted."""
    return _mark("link", key)


def yes(pseudonym: str) -> str:
    """The mark of a yes to a study that was taken back."""
    return _mark("yes", pseudonym)


def _mark(*words: object) -> str:
    return sha256("\n".join(map(str, words)).encode()).hexdigest()


def note(mark: str) -> None:
    """Write down that something is erased, on the disk before it returns. Call it before the commit: what cannot be written
    down is not erased, and asked for again.

    Raises OperationalError, as a database does that cannot write.
    """
    line = json.dumps({"on": localdate().isoformat(), "gone": mark}) + "\n"
    try:
        with _alone(), _opened(os.O_RDWR | os.O_APPEND) as file:
            _append(file, line.encode())
    except OSError as problem:
        raise OperationalError(f"the ledger of what was erased cannot be written: {problem}") from problem


def _append(file: int, line: bytes) -> None:
    """Write a whole line or none; half a line that a power failure has left is cut off first."""
    end = os.fstat(file).st_size
    while end and os.pread(file, 1, end - 1) != b"\n":
        end -= 1
    os.ftruncate(file, end)
    if os.write(file, line) < len(line):
        os.ftruncate(file, end)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    os.fsync(file)


def begin() -> None:
    """Make an empty ledger where there is none, so that one that is missing tells that something was lost."""
    with _opened(os.O_WRONLY | os.O_APPEND):
        pass


def read(path: Path) -> frozenset[str]:
    """The marks in a ledger. Raises OSError or UnreadableError.

    A last line that was cut off, because the power failed while it was written, was never noted.
    """
    text = path.read_text(encoding="utf-8", errors="replace")
    return frozenset(mark for _day, mark in _lines(text, path))


def prune() -> int:
    """Drop what was erased before every backup that may still be restored. Answers how many lines went."""
    path, first = settings.LEDGER, localdate() - timedelta(days=BACKUP_DAYS + 1)
    if not path.exists():
        return 0
    with _alone():
        lines = list(_lines(path.read_text(encoding="utf-8", errors="replace"), path))
        kept = [(day, mark) for day, mark in lines if day >= first]
        if len(kept) < len(lines):
            _replace(path, kept)
    return len(lines) - len(kept)


def _lines(text: str, path: Path) -> Iterator[tuple[date, str]]:
    whole_lines = text.split("\n")[:-1]
    for number, line in enumerate(whole_lines, 1):
        try:
            told = json.loads(line)
            yield date.fromisoformat(told["on"]), str(told["gone"])
        except (ValueError, TypeError, KeyError) as problem:
            raise UnreadableError(f"Line {number} of the ledger {path} cannot be read.") from problem


def _replace(path: Path, lines: Iterable[tuple[date, str]]) -> None:
    fresh = path.with_name(f".{path.name}.new")
    text = "".join(json.dumps({"on": day.isoformat(), "gone": mark}) + "\n" for day, mark in lines)
    whole = text.encode()
    with _opened(os.O_WRONLY | os.O_TRUNC, fresh) as file:
        if os.write(file, whole) < len(whole):
            fresh.unlink()
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(file)
    fresh.replace(path)


@contextmanager
def _opened(how: int, path: Path | None = None) -> Iterator[int]:
    path = path or settings.LEDGER
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = os.open(path, how | os.O_CREAT, ONLY_FOR_ITS_OWNER)
    try:
        yield file
    finally:
        os.close(file)


@contextmanager
def _alone() -> Iterator[None]:
    """Nobody else writes, in this process or another one of this machine."""
    with _opened(os.O_RDWR, settings.LEDGER.with_name(f".{settings.LEDGER.name}.lock")) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
