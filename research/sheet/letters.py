"""The letters that the fonts of a sheet hold. A text with any other could not be printed for everybody."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from research.sheet.press import FONTS

#: Stands for a letter that the fonts do not have.
UNKNOWN = "\ufffd"
#: Words longer than this may break anywhere, so that none runs out of its column.
LONGEST_WORD = 22
_BREAK = "\u200b"
_TOO_LONG = re.compile(rf"(\S{{{LONGEST_WORD}}})(?=\S)")


@cache
def letters() -> frozenset[str]:
    """All letters to which the fonts were cut."""
    text = (FONTS / "letters.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    spans = [span.strip().removeprefix("U+") for span in ",".join(lines).split(",")]
    found: set[str] = set()
    for span in spans:
        first, _dash, last = span.partition("-")
        found.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return frozenset(found)


def plain(text: str) -> str:
    """The text on one line in letters that can be printed; a letter that cannot is shown as a mark of its own."""
    whole = unicodedata.normalize("NFC", " ".join(text.split()))
    return "".join(map(_letter, whole))


def breakable(text: str) -> str:
    """The same, where very long words may break."""
    return _TOO_LONG.sub(rf"\1{_BREAK}", plain(text))


def _letter(letter: str) -> str:
    if letter in letters():
        return letter
    if unicodedata.category(letter) in {"Cc", "Cf"}:
        return ""
    alike = unicodedata.normalize("NFKC", letter)
    return alike if set(alike) <= letters() else UNKNOWN
