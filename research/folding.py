"""Letters that count as alike when something is looked for: Ære and aere, Čakovec and cakovec, Grønland and groenland."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

WORD = re.compile(r"[^\W_]{2,}")
#: Stands before a word of a title.
IN_TITLE = "="
#: Letters that have no plain letter inside them. Capitals are small by then, and ß is ss.
PLAIN = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "\u0131": "i", "þ": "th"}
)
#: How some letters are written on a keyboard that lacks them.
WRITTEN_OUT = str.maketrans({"å": "aa", "ä": "ae", "ö": "oe", "ø": "oe", "ü": "ue", "đ": "dj"})


def spellings(text: str) -> list[tuple[str, ...]]:
    """The words of a text, of two letters or more, each in the one or two spellings that find it."""
    found = WORD.findall(unicodedata.normalize("NFC", text.casefold()))
    return [pair for pair in map(_spelled, found) if pair]


def fold(titles: Iterable[str], texts: Iterable[str]) -> str:
    """What a record keeps in order to be found: all words of its titles and texts once, each after a blank.

    The words of its titles stand there a second time, after a mark instead of the blank.
    """
    named = _once(titles)
    return "".join(
        (*(f"{IN_TITLE}{word}" for word in named), *(f" {word}" for word in _once([*named, *texts])))
    )


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(word for text in texts for pair in spellings(text) for word in pair))


@lru_cache(maxsize=20_000)
def _spelled(word: str) -> tuple[str, ...]:
    """The one or two spellings of a word; none if one of them has a single letter."""
    pair = (_plain(word), _plain(word.translate(WRITTEN_OUT)))
    return tuple(dict.fromkeys(pair)) if min(map(len, pair)) > 1 else ()


def _plain(word: str) -> str:
    """A word without what stands above and below its letters."""
    parted = unicodedata.normalize("NFKD", word.translate(PLAIN))
    return "".join(letter for letter in parted if not unicodedata.combining(letter))


def alike(text: str) -> str:
    """A text in small plain letters: what names are put in order by, so that Århus stands with A and Čakovec with C."""
    return _plain(unicodedata.normalize("NFC", text.casefold()))
