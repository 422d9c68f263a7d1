"""What the check of a hall's network may ask of the server: short words, few of them, not for long, on not too many lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

#: So many words of so many signs, in so many seconds, on one line.
MOST_WORDS, LONGEST_WORD, LONGEST_CHECK_SECONDS = 20, 40, 60
#: The most phones that one device may stand in for.
MOST_PHONES = 50
#: So many lines may be open at once to this process, and from one address: one device with all its phones, and some more.
MOST_LINES, MOST_LINES_OF_ONE = 240, MOST_PHONES + 10
_open: Counter[str] = Counter()


def cut(word: object) -> str:
    """As much of a word as is said back."""
    return str(word or "")[:LONGEST_WORD]


@contextmanager
def line(address: str) -> Iterator[bool]:
    """Hold a line of this address as long as this lasts; false where there is no room for it. Nothing is kept afterwards."""
    if _open.total() >= MOST_LINES or _open[address] >= MOST_LINES_OF_ONE:
        yield False
        return
    _open[address] += 1
    try:
        yield True
    finally:
        _open[address] -= 1
        if not _open[address]:
            del _open[address]
