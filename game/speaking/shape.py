"""What speaking notes are made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Speaking:
    """The notes of one moment: words to say, what to look for, and likely questions with an answer."""

    say: str
    look: tuple[str, ...] = ()
    asked: tuple[tuple[str, str], ...] = ()
