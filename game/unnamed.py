"""Words that are shown without a name: what the desk calls them, so that the source of its page does not tell whose they are."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "game.unnamed"
LENGTH = 20


def called(slug: str, note: str) -> str:
    """What a note is called at the desk of a workshop: a sign made with the server's key, which nobody else can make or read."""
    return salted_hmac(SALT, f"{slug} {note}", algorithm="sha256").hexdigest()[:LENGTH]


def note_called(slug: str, sign: str, notes: Iterable[str]) -> str:
    """The one of these notes that is called so; empty if none is."""
    return next((note for note in notes if constant_time_compare(called(slug, note), sign)), "")
