"""What is free goes back to the system, and where that cannot be asked for nothing happens."""

import ctypes
import gc
import platform
import subprocess
import sys
import weakref
from pathlib import Path

import pytest

from game import memory

PAGE_BYTES, PIECES, PIECE_BYTES = 4096, 60_000, 1_000


def in_memory() -> int:
    """Bytes of this process in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_BYTES


@pytest.mark.parametrize("asked", [False, True])
def test_what_is_free_between_what_is_used_goes_back_only_when_asked(asked):
    """One piece in a hundred stays: glibc keeps all that is free before the last of them."""
    pieces = [bytearray(PIECE_BYTES) for _piece in range(PIECES)]
    before = in_memory()
    kept = pieces[::100]
    pieces.clear()
    gc.collect()
    if asked:
        memory.give_back()
    is_given = before - in_memory() > PIECES * PIECE_BYTES // 2
    assert is_given == (asked and platform.libc_ver()[0] == "glibc")
    assert len(kept) == PIECES // 100


@pytest.mark.parametrize("problem", [AttributeError, OSError, TypeError])
def test_another_library_is_left_alone(monkeypatch, problem):
    def refuses(_name):
        raise problem

    monkeypatch.setattr(ctypes, "CDLL", refuses)
    memory.give_back()
    memory.share()


class Ring:
    """Something that holds itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def looks(monkeypatch):
    """A clock that a test moves, and no look for garbage so far."""
    clock = {"now": 1_000.0}
    monkeypatch.setattr(memory, "_next", {"look": 0.0})
    monkeypatch.setattr(memory.time, "monotonic", lambda: clock["now"])
    return clock


def test_ring_that_nobody_uses_is_taken_apart_and_then_a_minute_passes(looks):
    gc.collect()
    gc.disable()
    try:
        ring = weakref.ref(Ring())
        assert ring() is not None and memory.is_time_to_tidy()
        memory.tidy()
        assert ring() is None
    finally:
        gc.enable()
    looks["now"] += memory.LOOK_SECONDS - 1
    assert not memory.is_time_to_tidy()
    looks["now"] += 1
    assert memory.is_time_to_tidy()


def test_look_that_takes_long_comes_less_often(looks, monkeypatch):
    """A second for a look: one five-hundredth of the time, so not for 500 seconds."""
    monkeypatch.setattr(memory.gc, "collect", lambda: looks.update(now=looks["now"] + 1))
    memory.tidy()
    looks["now"] += 499
    assert not memory.is_time_to_tidy()
    looks["now"] += 1
    assert memory.is_time_to_tidy()


#: Eight threads that are there at the same time each ask the system's library for memory; then it tells of its arenas.
THREADS = """
import ctypes, sys, threading
from game import memory
if sys.argv[1] == "shared":
    memory.share()
library, together = ctypes.CDLL(None), threading.Barrier(8)
def work():
    piece = bytearray(1_000)
    together.wait()
for thread in (threads := [threading.Thread(target=work) for _number in range(8)]):
    thread.start()
for thread in threads:
    thread.join()
library.fopen.restype = ctypes.c_void_p
told = ctypes.c_void_p(library.fopen(sys.argv[2].encode(), b"w"))
library.malloc_info(0, told)
library.fclose(told)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has arenas")
@pytest.mark.parametrize(("how", "is_few"), [("shared", True), ("alone", False)])
def test_threads_share_two_arenas_only_when_asked(tmp_path, how, is_few):
    told = tmp_path / "arenas.xml"
    subprocess.run([sys.executable, "-c", THREADS, how, str(told)], check=True, timeout=60)
    assert (told.read_text().count("<heap ") <= memory.ENOUGH_ARENAS) == is_few
