"""Where a practice or a case is played, and how tables chose: served to the library, which knows no game (LINK-5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from game import tally
from game.rules.tally import FEWEST_TABLES, FEWEST_WORKSHOPS, Cell
from research.publishing.shelves import shown as published
from research.views.tombstone import or_tombstone
from scenarios.built import Built, BuiltDilemma, Way, built_on


@dataclass(frozen=True, slots=True)
class Line:
    """So many tables took one of these options."""

    ways: tuple[Way, ...]
    tables: int


@dataclass(frozen=True, slots=True)
class Choices:
    """A dilemma and how tables chose; no lines while that may not be told.

    `word` is same, where one road took more than half of the tables, none, where surely none did, or empty.
    """

    dilemma: BuiltDilemma
    tables: int
    lines: tuple[Line, ...]
    word: str


@or_tombstone
@require_safe
def practice(request: HttpRequest, slug: str) -> HttpResponse:
    """Where a practice is played."""
    return _played(request, "practice", slug)


@or_tombstone
@require_safe
def case(request: HttpRequest, slug: str) -> HttpResponse:
    """Where a case is played."""
    return _played(request, "case", slug)


def _played(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """The fragment, or a small page around it for whoever opens the address. Only what is public has one."""
    public = published(kind, slug)
    found = built_on(kind, slug, get_language() or "en")
    shown = tally.shown(scenario.slug for scenario in found) if found else {}
    told = {
        "record": public.record,
        "title": public.version.title,
        "scenarios": [(scenario, _choices(scenario, shown)) for scenario in found],
        "tables": FEWEST_TABLES,
        "workshops": FEWEST_WORKSHOPS,
    }
    template = "game/parts/played.html" if getattr(request, "htmx", False) else "game/played.html"
    answer = render(request, template, told)
    patch_vary_headers(answer, ("HX-Request",))
    return answer


def _choices(scenario: Built, shown: Mapping[tally.Key, tuple[Cell, ...]]) -> list[Choices]:
    return [
        _of(dilemma, shown.get((scenario.slug, scenario.version, dilemma.id), ()))
        for dilemma in scenario.dilemmas
    ]


def _of(dilemma: BuiltDilemma, cells: tuple[Cell, ...]) -> Choices:
    """The cells with the titles of their options; a letter that the dilemma has lost has none."""
    lines = tuple(
        Line(tuple(dilemma.options.get(letter, Way(letter, letter)) for letter in cell.options), cell.tables)
        for cell in cells
    )
    total = sum(line.tables for line in lines)
    large = [line for line in lines if line.tables * 2 > total]
    word = "none" if not large else "same" if len(large[0].ways) == 1 else ""
    return Choices(dilemma, total, lines, word)
