"""Opens a backup and looks at all of it before a byte is used: a file that somebody hands over is not trusted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as NotDeflated  # noqa: N812 (an exception by its name)

from game.backup import shape
from game.backup.shape import BackupError, Manifest, Part

#: Logs and scripts shrink to a thirtieth at most; what would grow more than this was made to fill a disk.
MOST_GROWTH, ALWAYS_ALLOWED = 200, 50_000_000
LONGEST_MANIFEST = 4_000_000
#: A line is one row; the largest is the frozen script of a workshop.
LONGEST_LINE = 32_000_000
AT_A_TIME = 1_000_000


class Archive:
    """A backup that was looked through: its manifest, and its parts line by line."""

    def __init__(self, file: ZipFile, manifest: Manifest) -> None:
        self.file, self.manifest = file, manifest

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of a part, without holding them all. A part that is not there has none."""
        if name not in self.manifest.parts:
            return
        with self.file.open(name) as part:
            while line := part.readline(LONGEST_LINE):
                if not line.endswith(b"\n"):
                    raise BackupError(f"A line of {name} in this backup is cut off, or far too long.")
                yield line


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """A backup whose every part is as its manifest says. Raises BackupError for any other file."""
    try:
        with ZipFile(path) as file:
            archive = Archive(file, _manifest(file, path.stat().st_size))
            for name, part in archive.manifest.parts.items():
                _check(file, name, part)
            yield archive
    except OSError as problem:
        raise BackupError(f"{path} cannot be read: {problem.strerror or problem}.") from problem
    except (BadZipFile, NotDeflated, EOFError, NotImplementedError, RuntimeError) as problem:
        raise BackupError(f"{path} is no backup of CO-CREATOR, or it is broken: {problem}") from problem


def _manifest(file: ZipFile, size: int) -> Manifest:
    entries = {entry.filename: entry for entry in file.infolist()}
    found = entries.pop(shape.MANIFEST, None)
    if found is None or found.file_size > LONGEST_MANIFEST:
        raise BackupError("This is no backup of CO-CREATOR: it has no manifest.")
    if len(entries) + 1 < len(file.infolist()):
        raise BackupError("This backup was tampered with: a part is in it twice.")
    if sum(entry.file_size for entry in file.infolist()) > MOST_GROWTH * size + ALWAYS_ALLOWED:
        raise BackupError("This backup was tampered with: it would grow far more than any backup does.")
    manifest = shape.decode(file.read(found))
    _compare(entries, manifest)
    return manifest


def _compare(entries: dict[str, ZipInfo], manifest: Manifest) -> None:
    """Nothing is missing, and nothing is there that is not named; nothing has a name of another kind."""
    for name in sorted(entries.keys() | manifest.parts.keys()):
        if not shape.PART.fullmatch(name):
            raise BackupError(f"This backup was tampered with: {name!r} has no place in it.")
        if name not in manifest.parts:
            raise BackupError(f"This backup was tampered with: its manifest does not know {name}.")
        if name not in entries:
            raise BackupError(f"This backup is not whole: {name} is missing.")
        if entries[name].file_size != manifest.parts[name].bytes:
            raise BackupError(f"This backup is broken: {name} is not as long as its manifest says.")


def _check(file: ZipFile, name: str, wanted: Part) -> None:
    lines, digest = 0, sha256()
    with file.open(name) as part:
        while some := part.read(AT_A_TIME):
            digest.update(some)
            lines += some.count(b"\n")
    if (lines, digest.hexdigest()) != (wanted.lines, wanted.sha256):
        raise BackupError(f"This backup is broken: {name} is not what its manifest says.")
