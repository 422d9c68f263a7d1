"""How a kit is made, by a process that does nothing else: it waits for its turn at the press, prints into a folder of its
own, and puts that in its place as a whole. What goes wrong is written down for whoever asks.
"""

from __future__ import annotations

import logging
import shutil
import signal
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import TimeoutExpired
from typing import Any

from game.kit import box, printing
from game.printed import keeping
from game.printed.keeping import Fault, Progress
from game.printed.orders import Order, order_of

logger = logging.getLogger(__name__)

#: The same papers make the same zip on whatever day.
FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def make(path: Path) -> bool:
    """Make the kit of an order's file, which lies on the shelf. True if it is there, else what went wrong is told."""
    home, sign = path.parent, path.stem
    bench = home / f".making-{sign}"
    try:
        with _alarm((keeping.WAITING + 1) * keeping.LONGEST_SECONDS), keeping.turn(home):
            signal.alarm(keeping.LONGEST_SECONDS)  # its time begins with its turn
            _print(order_of(path.read_text(encoding="utf-8")), home, sign, bench)
    except Exception as error:
        fault = _fault(error)
        if fault.kind == "broken":
            logger.exception("a kit could not be made")
        shutil.rmtree(
            bench, ignore_errors=True
        )  # first of all, since a full disk has no room to tell anything
        keeping.tell(home, sign, Progress(fault=fault))
        return False
    finally:
        path.unlink(missing_ok=True)
        shutil.rmtree(bench, ignore_errors=True)
        keeping.tidy(home, sign)
    return True


def _print(order: Order, home: Path, sign: str, bench: Path) -> None:
    done: list[str] = []

    def tell() -> None:
        keeping.tell(home, sign, Progress(len(done), len(box.BOX), begun=True))

    def heard(name: str) -> None:
        done.append(name)
        tell()

    tell()
    shutil.rmtree(bench, ignore_errors=True)  # what somebody left who was killed
    papers = printing.write(order.kit(), bench, box.BOX, heard)
    zipped(papers, order.name, bench / keeping.ZIP)
    shutil.rmtree(home / sign, ignore_errors=True)
    bench.rename(home / sign)
    (home / f"{sign}.json").unlink(missing_ok=True)


def zipped(papers: list[Path], folder: str, path: Path) -> None:
    """Put papers into a zip, in a folder of their own. PDFs are packed already, so nothing is gained by packing them more."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as file:
        for paper in papers:
            file.writestr(zipfile.ZipInfo(f"{folder}/{paper.name}", FIRST_DAY), paper.read_bytes())


@contextmanager
def _alarm(seconds: int) -> Iterator[None]:
    """TimeoutError in the midst of whatever is done, after so many seconds."""

    def ring(*_told: Any) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _fault(error: Exception) -> Fault:
    if isinstance(error, printing.Unprintable):
        return Fault("unprintable", error.document, error.why)
    if isinstance(error, TimeoutError | TimeoutExpired):
        return Fault("late")
    if isinstance(error, OSError):
        return Fault("full", why=error.strerror or "")
    return Fault("broken")
