"""The pages of single records as they were published, each with what else in the library names them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from research import discovery, meanings
from research.citations.formats import FORMATS
from research.citations.text import apa, chicago
from research.citing import reference_of, reference_to
from research.claims import claims
from research.editions.grading import grades
from research.editions.shapes import (
    AdaptationEdition,
    CaseEdition,
    LevelEdition,
    OrganisationEdition,
    PracticeEdition,
    SourceEdition,
)
from research.ladders import ladder_of
from research.mapping.locator import locator_of
from research.models import Organisation
from research.publishing.shelves import Shown, by_slug, naming, shown
from research.translating import Translations, translations
from research.views.card import to_copy
from research.views.tombstone import or_tombstone

Told = dict[str, Any]
View = Callable[..., HttpResponse]


def page_of(kind: str) -> Callable[[Callable[[HttpRequest, Any, Translations], Told]], View]:
    """A page of one kind: the newest version or the one of a number, or 410 with its tombstone."""

    def made(tell: Callable[[HttpRequest, Any, Translations], Told]) -> View:
        @or_tombstone
        @require_safe
        def page(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
            found = shown(kind, slug, number)
            spoken = translations()
            record = spoken.told(found.record, found.is_newest)
            told = {kind: record, **_around(request, found), **tell(request, record, spoken)}
            told |= {"translation": spoken.note(found.record, found.is_newest), **spoken.attributes}
            return render(request, f"research/{kind}.html", told)

        page.__doc__ = tell.__doc__
        return page

    return made


def _around(request: HttpRequest, found: Shown) -> Told:
    """What every page says of its version."""
    reference = reference_to(found.version, request.build_absolute_uri)
    return {
        "shown": found,
        "version": found.version,
        "head": discovery.head_of(found, request.build_absolute_uri),
        "citations": (("APA", apa(reference)), ("Chicago", chicago(reference))),
        "formats": FORMATS.values(),
    }


@page_of("level")
def level(request: HttpRequest, record: LevelEdition, spoken: Translations) -> Told:
    """A level: what it is, what changes on it, and the practices and cases that belong to it."""
    named = {record.source, *record.ladder_sources}
    named |= {slug for tension in record.tensions for slug in tension["source_ids"]}
    found = by_slug("source", named)
    tensions = [
        {**tension, "sources": [found[slug] for slug in tension["source_ids"] if slug in found]}
        for tension in record.tensions
    ]
    practices = spoken.all(naming("practice", "level", record.number))
    return {
        "origin": found.get(record.source),
        "tensions": tensions,
        "practices": practices,
        "cases": naming("case", "level", record.number),
        "ladder": ladder_of(record, practices, request.GET.get("rung", "")),
        "ladder_sources": [found[slug] for slug in record.ladder_sources if slug in found],
    }


@page_of("practice")
def practice(_request: HttpRequest, record: PracticeEdition, _spoken: Translations) -> Told:
    """A practice: the problem, how it works, what it needs, what can go wrong, and what shows it."""
    return {
        "claims": claims(record.evidence),
        "grades": grades(record.levels, record.evidence, is_practice=True),
        "adaptations": naming("adaptation", "practice", record.slug),
        "meaning": meanings.OF_PRACTICE[record.strength],
        "of_practice": meanings.OF_PRACTICE,
        "of_evidence": meanings.OF_EVIDENCE,
    }


@page_of("case")
def case(_request: HttpRequest, record: CaseEdition, spoken: Translations) -> Told:
    """A case: what was tried, what changed on which level, what did not go well, and what it rests on."""
    return {
        "claims": claims(record.evidence),
        "grades": grades(record.levels, record.evidence),
        "practices": spoken.all(naming("practice", "case", record.slug)),
        "locator": locator_of(record),
        "meaning": meanings.OF_OUTCOME[record.outcome],
        "of_evidence": meanings.OF_EVIDENCE,
    }


@page_of("source")
def source(_request: HttpRequest, record: SourceEdition, _spoken: Translations) -> Told:
    """A source: how to cite it, how much of it was read, and what rests on it."""
    cases, practices = (naming(kind, "source", record.slug) for kind in ("case", "practice"))
    resting = [(row, about) for about in cases for row in about.evidence]
    resting += [(row, about) for about in practices for row in about.evidence if row.case is None]
    reference = reference_of(record)
    return {
        "resting": [(row, about) for row, about in resting if row.source.slug == record.slug],
        "reading_cases": [one for one in cases if record.slug in {link.slug for link in one.sources}],
        "outcome_cases": [one for one in cases if record.slug in {link.slug for link in one.outcome_sources}],
        "levels": [one for one in naming("level", "source", record.slug) if one.source == record.slug],
        "of_evidence": meanings.OF_EVIDENCE,
        "citations": (("APA", apa(reference)), ("Chicago", chicago(reference))),
    }


@page_of("organisation")
def organisation(request: HttpRequest, record: OrganisationEdition, _spoken: Translations) -> Told:
    """An organisation: first whether it has agreed to be a beacon, then its cases and what they describe."""
    cases = naming("case", "organisation", record.slug)
    return {
        "to_copy": to_copy(request, record),
        "beacon": Organisation.objects.filter(slug=record.slug, beacon_since__isnull=False).first(),
        "cases": cases,
        "practices": naming("practice", "case", *(one.slug for one in cases)),
        "locator": locator_of(record),
    }


@page_of("adaptation")
def adaptation(_request: HttpRequest, _record: AdaptationEdition, _spoken: Translations) -> Told:
    """What became of a practice elsewhere."""
    return {}
