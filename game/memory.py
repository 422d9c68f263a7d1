"""What is free of this process's memory goes back to the system, where the system's library keeps it otherwise."""

from __future__ import annotations

import ctypes
import gc
import time

#: Rings of garbage are looked for at most so often, and so that it takes no more than this share of the time: a look stops
#: everybody, for about 100 ms with 500 open pages.
LOOK_SECONDS, LOOK_SHARE = 60.0, 1 / 500
_next = {"look": 0.0}

#: Names glibc's setting of how many arenas there are, in its malloc.h (M_ARENA_MAX).
ARENAS = -8
ENOUGH_ARENAS = 2


def share() -> None:
    """Let all threads share two arenas. To be called before the first of them starts; elsewhere than with glibc nothing happens.

    Otherwise glibc makes an arena for nearly each thread, and each keeps free what it once needed most. As only one thread of
    Python's runs at a time, none waits for another.
    """
    try:
        ctypes.CDLL(None).mallopt(ARENAS, ENOUGH_ARENAS)
    except (AttributeError, OSError, TypeError):  # another library, or Windows
        return


def give_back() -> None:
    """Give back what nobody uses any more. Takes some milliseconds; other threads go on meanwhile.

    glibc gives back by itself only what is free at the end of an arena, and between what is left of one workshop and another
    there is always some. Elsewhere than with glibc nothing happens.
    """
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):  # another library, or Windows
        return
    trim(0)


def is_time_to_tidy() -> bool:
    """Whether `tidy` has something to do."""
    return time.monotonic() >= _next["look"]


def tidy() -> None:
    """Take apart the rings that nobody uses any more, and give back what is free.

    The collector itself looks at old objects when there are a quarter more of them. What lies about until then, some
    megabytes, is mixed with what is used, and keeps it from going back.
    """
    began = time.monotonic()
    gc.collect()
    ended = time.monotonic()
    _next["look"] = ended + max(LOOK_SECONDS, (ended - began) / LOOK_SHARE)
    give_back()
