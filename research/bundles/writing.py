"""Published records as a bundle: what they say, word for word, with version and digest, and everything that they name."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from research import licence
from research.editions.facets import links_of
from research.models import PublishedVersion
from research.publishing.shelves import public, said

FORMAT, VERSION = "co-creator library", 1
#: In the order in which they may name each other. Levels are everywhere the same and do not travel.
KINDS = ("source", "organisation", "case", "practice")


def bundle(wanted: Iterable[str] = ()) -> dict[str, Any]:
    """These records, each as `kind/slug`, with all that they name; every public record if none is wanted.

    KeyError, with its name, for one that is not public.
    """
    held = {f"{one.kind}/{one.slug}": one for one in public().filter(kind__in=KINDS)}
    taken: dict[str, PublishedVersion] = {}
    waiting = list(wanted) or list(held)
    for name in waiting:
        if name not in held:
            raise KeyError(name)
    while waiting:
        name = waiting.pop()
        if name in held and name not in taken:
            taken[name] = held[name]
            waiting += [f"{link.page}/{link.slug}" for link in links_of(said(held[name]))]
    ordered = sorted(taken.values(), key=lambda one: (KINDS.index(one.kind), one.slug))
    return {
        "format": FORMAT,
        "version": VERSION,
        "licence": licence.NAME,
        "records": [
            {"kind": one.kind, "version": one.number, "sha256": one.digest, "says": one.says}
            for one in ordered
        ],
    }


def written(told: dict[str, Any]) -> str:
    """A bundle as text."""
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
