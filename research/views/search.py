"""Looking through the whole library at once: what is found, kind by kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Window
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from research.finding import matching, words_of
from research.folding import spellings
from research.publishing.shelves import editions, on_shelf

MOST_OF_A_KIND = 20
#: Each kind with its label, in the order in which they are shown.
KINDS: tuple[tuple[str, Promise], ...] = (
    ("level", _("Levels")),
    ("practice", _("Practices")),
    ("case", _("Cases")),
    ("source", _("Sources")),
    ("organisation", _("Organisations")),
)


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind: how many, the first of them, and the list of all where there are more."""

    kind: str
    label: Promise
    total: int
    rows: list[Any]
    address: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """All records that hold the words, title hits first; one question to the database for each kind."""
    words = words_of(request)
    is_asked = bool(spellings(words))
    groups = [_group(kind, label, words) for kind, label in (KINDS if is_asked else ())]
    found = [group for group in groups if group.total]
    told = {
        "words": words,
        "is_asked": is_asked,
        "groups": found,
        "total": sum(group.total for group in found),
    }
    return render(request, "research/search.html", told)


def _group(kind: str, label: Promise, words: str) -> Group:
    """The first rows, each of which knows how many there are in all."""
    counted: Any = matching(on_shelf(kind), words).annotate(how_many=Window(Count("pk")))
    found = list(counted[:MOST_OF_A_KIND])
    total = found[0].how_many if found else 0
    more = f"{reverse(f'{kind}s')}?{urlencode({'q': words})}" if total > MOST_OF_A_KIND else ""
    return Group(f"{kind}s", label, total, editions(found), more)
