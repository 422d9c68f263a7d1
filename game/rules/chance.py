"""Draws without dice: every draw is a hash of the draw key, so that anybody can check it."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256


def number(draw_key: str, *purpose: object) -> int:
    """A large whole number that follows from the draw key and the purpose alone."""
    text = "|".join((draw_key, *(str(part) for part in purpose)))
    return int.from_bytes(sha256(text.encode()).digest()[:8], "big")


def ordered(draw_key: str, things: Iterable[str], *purpose: object) -> tuple[str, ...]:
    """The things in drawn order."""
    return tuple(sorted(things, key=lambda thing: (number(draw_key, *purpose, thing), thing)))


def one(draw_key: str, things: Iterable[str], *purpose: object) -> str | None:
    """One of the things, or None of none."""
    return next(iter(ordered(draw_key, things, *purpose)), None)
