"""Texts that players found unclear: counted by key and language for the authors, without a person (ROOM-6)."""

from __future__ import annotations

import re

from django.db import transaction
from django.db.models import F, Sum

from scenarios.models import Unclear

_KEY = re.compile(r"[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]{2,4})?")
LONGEST_KEY = 120


def note(slug: str, version: int, key: str, language: str) -> None:
    """Count once more that this text of a scenario was unclear.

    The caller has looked whether the script holds such a text. What cannot be a key or a language is not counted.
    """
    if len(key) > LONGEST_KEY or not _KEY.fullmatch(key) or not _LANGUAGE.fullmatch(language):
        return
    with transaction.atomic():
        row, _is_new = Unclear.objects.get_or_create(
            slug=slug[:50], version=version, key=key, language=language
        )
        Unclear.objects.filter(pk=row.pk).update(count=F("count") + 1)


def counts(slug: str, version: int) -> dict[tuple[str, str], int]:
    """How often each text of this version was unclear, by language and key."""
    rows = Unclear.objects.filter(slug=slug, version=version).values_list("language", "key", "count")
    return {(language, key): count for language, key, count in rows}


def total(slug: str) -> int:
    """How often any text of any version was."""
    return Unclear.objects.filter(slug=slug).aggregate(all=Sum("count"))["all"] or 0
