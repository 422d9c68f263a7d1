"""The shelf of kits: what is there, what is being made, and who may begin. Several servers of one machine share it.

Under its sign, a kit is a folder once it is whole. While it is being made its lock is held by the process that makes it,
and by nobody else: when that process ends, however it ends, the system lets go of the lock. Beside it stand the order
and how far it is. Whoever looks or begins does so alone, for the blink of an eye, with the lock of the counter.
"""

from __future__ import annotations

import fcntl
import json
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Literal

from django.conf import settings

from game.kit import box
from game.printed.orders import Order

#: Printed one at a time, and so many may wait for their turn.
WAITING = 2
#: A kit takes half a minute of a processor. Where it takes this long, the machine has no time for it.
LONGEST_SECONDS = 300
#: So much is kept, the longest unused goes first.
MOST_KITS = 30
MOST_BYTES = 400_000_000
FORGOTTEN_SECONDS = 24 * 60 * 60
ZIP = "kit.zip"
#: The process that makes a kit; it is given the order's file.
PROGRAM = [sys.executable, str(settings.BASE_DIR / "manage.py"), "make_kit"]


class Busy(Exception):
    """So many kits wait to be printed that this one would have to wait too long."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a kit could not be printed: unprintable, late, broken, full or ended; the document, and what was said of it."""

    kind: str
    document: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a kit is, as the process that makes it writes it down."""

    done: int = 0
    all: int = 0
    begun: bool = False
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A kit on the shelf: absent, waiting, printing, failed or ready. Then it has a folder, and bytes by name of file."""

    state: Literal["absent", "waiting", "printing", "failed", "ready"]
    progress: Progress = Progress()
    folder: Path | None = None
    sizes: Mapping[str, int] = field(default_factory=dict)


def shelf() -> Path:
    """Where kits are kept."""
    return Path(settings.VAR) / "kits"


def look_up(sign: str) -> Found:
    """What there is of a kit. Whatever is asked for is used, and stays longer. OSError if nobody can look there."""
    folder = shelf() / sign
    if not shelf().exists():
        return Found("absent")
    with counter(shelf()):
        if (folder / ZIP).exists():
            with suppress(OSError):  # a shelf that cannot be written may still be read
                folder.touch()
            sizes = {path.name: path.stat().st_size for path in sorted(folder.iterdir())}
            return Found("ready", folder=folder, sizes=sizes)
        made = is_held(shelf(), sign)
    progress = told_of(shelf(), sign)
    if made:
        return Found("printing" if progress and progress.begun else "waiting", progress or Progress())
    if progress is None:
        return Found("absent")
    return Found("failed", progress if progress.fault else Progress(fault=Fault("ended")))


def begin(order: Order, allowed: Callable[[], None] = lambda: None) -> None:
    """See to it that a kit is made, unless it is there or being made already; only then `allowed` is asked.

    Busy if too many wait, whatever `allowed` raises; OSError if nothing can be written or no process be started.
    """
    home, sign = shelf(), order.sign
    home.mkdir(parents=True, exist_ok=True)
    with counter(home):
        if (home / sign / ZIP).exists():
            return
        with (home / f"{sign}.lock").open("a") as lock:
            if not _taken(lock):
                return
            if (
                sum(is_held(home, other.stem) for other in home.glob("*.lock") if other.stem != sign)
                > WAITING
            ):
                raise Busy
            allowed()
            write(home / f"{sign}.order", order.told())
            tell(home, sign, Progress(all=len(box.BOX)))
            _start(home / f"{sign}.order", lock)


def _start(order: Path, lock: IO[str]) -> None:
    process = subprocess.Popen(  # noqa: S603  our own program, and nothing of the order is a command
        [*PROGRAM, str(order)],
        cwd=settings.BASE_DIR,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        pass_fds=[lock.fileno()],  # with it the lock goes over to the process, and ends with it
    )
    threading.Thread(target=_see_off, args=[process], name="kit", daemon=True).start()


def _see_off(process: subprocess.Popen[bytes]) -> None:
    """Wait for its end, so that nothing of it stays. It minds its time itself; were it to hang, it is ended here."""
    try:
        process.wait((WAITING + 2) * LONGEST_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def counter(home: Path) -> Iterator[None]:
    """Alone at the shelf, among all processes of this machine."""
    with (home / "counter").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def turn(home: Path) -> Iterator[None]:
    """The one turn at the press; waits for it."""
    with (home / "press").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def is_held(home: Path, sign: str) -> bool:
    """Whether a process is making this kit. Asked at the counter only, since it takes the lock for a moment."""
    try:
        with (home / f"{sign}.lock").open("r") as lock:
            return not _taken(lock)
    except FileNotFoundError:
        return False


def _taken(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def told_of(home: Path, sign: str) -> Progress | None:
    """How far a kit is; nothing if nobody has told, or what was told cannot be read."""
    try:
        data = json.loads((home / f"{sign}.json").read_text(encoding="utf-8"))
        fault = data.pop("fault")
        return Progress(**data, fault=Fault(**fault) if fault else None)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def tell(home: Path, sign: str, progress: Progress) -> None:
    """Write down how far a kit is."""
    write(home / f"{sign}.json", json.dumps(asdict(progress)))


def write(path: Path, text: str) -> None:
    """Write a file as a whole: whoever reads it finds the old one or the new one."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)


def tidy(home: Path, sign: str) -> None:
    """Clear away what is too much, and what was left by processes that ended. Never this kit, nor one being made."""
    with counter(home):
        held = {sign, *(lock.stem for lock in home.glob("*.lock") if is_held(home, lock.stem))}
        for left in home.glob(".making-*"):
            if left.name.removeprefix(".making-") not in held:
                shutil.rmtree(left, ignore_errors=True)
        kits = sorted((zip_.parent for zip_ in home.glob(f"[!.]*/{ZIP}")), key=_used, reverse=True)
        size = number = 0
        for kit in sorted(kits, key=lambda kit: kit.name not in held):
            size, number = size + _bytes(kit), number + 1
            if kit.name not in held and (number > MOST_KITS or size > MOST_BYTES):
                _clear(kit)
        for path in home.glob("*.*"):
            is_note = path.suffix in (".json", ".order", ".lock", ".new") and path.stem not in held
            if is_note and _used(path) < time.time() - FORGOTTEN_SECONDS:
                path.unlink(missing_ok=True)


def _clear(kit: Path) -> None:
    gone = kit.with_name(f".making-{kit.name}")  # so that nobody finds half of it
    shutil.rmtree(gone, ignore_errors=True)
    with suppress(OSError):
        kit.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)


def _used(path: Path) -> float:
    return path.stat().st_mtime


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())
