"""How a scenario is saved at the desk: all at once, with a reason, and never over what somebody else has saved."""

from __future__ import annotations

import copy
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from scenarios.checking import verdict
from scenarios.files import SHARED, digest, shared_texts
from scenarios.models import Scenario

LONGEST_REASON = 100
User = AbstractBaseUser | AnonymousUser


def locked(pk: Any) -> Scenario:
    """The row, which nobody else changes until the transaction ends."""
    return Scenario.objects.select_for_update().get(pk=pk)


def store(row: Scenario, document: dict[str, Any], texts: dict[str, Any], why: str) -> Scenario:
    """Save a local scenario. A version that a workshop plays stays as it was: the change makes the next one."""
    if row.played_version is not None and row.version <= row.played_version:
        row.version = row.played_version + 1
    row.document = {**document, "slug": row.slug, "version": row.version}
    row.texts = with_shared(texts)
    row.digest = digest(row.document, row.texts)
    row.is_ready = verdict(row.slug, row.document, row.texts).is_ready
    row.is_local = True
    reasoned: Any = row
    reasoned._change_reason = why[:LONGEST_REASON] or None  # noqa: SLF001  as django-simple-history wants it
    row.save()
    return row


def with_shared(texts: dict[str, Any]) -> dict[str, Any]:
    """The texts with those that all scenarios share, as they are today. A language without any falls back to English."""
    shared = shared_texts()
    found = {}
    for language, tree in texts.items():
        own = {key: value for key, value in tree.items() if key != SHARED}
        found[language] = {**own, SHARED: copy.deepcopy(shared[language])} if language in shared else own
    return found


def own_texts(row: Scenario) -> dict[str, Any]:
    """The texts without those that all share."""
    return {
        language: {key: value for key, value in tree.items() if key != SHARED}
        for language, tree in row.texts.items()
        if isinstance(tree, dict)
    }
