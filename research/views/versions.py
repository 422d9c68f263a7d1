"""All versions of a record, the newest first, each with what changed: in the words of its curators, and field by field.

Of a version that was withdrawn, nothing is told but when and why.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from research.editions.differences import Difference, differences
from research.models import PublishedVersion
from research.publishing.shelves import shown, versions_of
from research.views.tombstone import or_tombstone


@dataclass(frozen=True, slots=True)
class Entry:
    """One version, and what differs from the one before that may still be read. The first has nothing before it."""

    version: PublishedVersion
    differences: list[Difference]


@or_tombstone
@require_safe
def versions(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """The page of all versions."""
    newest = shown(kind, slug)
    rows = versions_of(kind, slug)
    readable = [version for version in rows if version.withdrawn_at is None]
    differs = {later.number: differences(before.says, later.says) for later, before in pairwise(readable)}
    entries = [Entry(version, differs.get(version.number, [])) for version in rows]
    told = {"shown": newest, "kind": kind, "entries": entries}
    return render(request, "research/versions.html", told)
