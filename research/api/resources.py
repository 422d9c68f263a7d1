"""The lists of the API and what each holds: the same records, in the same order and by the same filters as the pages show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.http import Http404

from research import agreed
from research.api import shapes, telling
from research.api.asking import SLUG, Absolute, Asked, Asks, NoAnswer
from research.editions.facets import facet
from research.editions.shapes import Row
from research.finding import matching
from research.models import Case, PublishedVersion, Source
from research.publishing.shelves import Withdrawn, on_shelf, said, shown


@dataclass(frozen=True, slots=True)
class Resource:
    """One list and its members. `parts` are the patterns of what follows its name in the address of a member."""

    name: str
    summary: str
    shape: type
    found: Callable[[Asked], Sequence[Any]]
    told: Callable[[Any, Absolute], Any]
    single: Callable[..., Any]
    filters: tuple[Asks, ...] = ()
    has_words: bool = False
    members: tuple[tuple[str, str], ...] = (("{slug}", r"(?P<slug>[-\w]{1,60})"),)
    changed: Callable[[], datetime | None] = lambda: None


LEVEL = Asks("level", "On this level.", ("1", "2", "3", "4"))
COUNTRY = Asks(
    "country",
    "In this country, by ISO 3166.",
    form=r"[A-Z]{2}\Z",
    form_in_words="two capital letters, such as DK",
)
OUTCOME = Asks("outcome", "With this outcome.", tuple(Case.Outcome.values))
TYPE = Asks("type", "Of this type.", tuple(Source.Type.values))
LASTING = ("{slug}/v/{number}", r"(?P<slug>[-\w]{1,60})/v/(?P<number>[0-9]{1,6})")


def of_records(kind: str, summary: str, filters: tuple[Asks, ...] = ()) -> Resource:
    """The list of one kind of record."""

    def found(asked: Asked) -> Any:
        rows = on_shelf(kind)
        for name, value in asked.filters.items():
            rows = rows.filter(facets__contains=facet(name, value))
        return matching(rows, asked.words)

    def single(absolute: Absolute, slug: str, number: str | None = None) -> Any:
        found = public(kind, slug, absolute, number and int(number))
        return telling.record(found.version, found.newest, absolute)

    return Resource(
        name=f"{kind}s",
        summary=summary,
        shape=telling.RECORDS[kind],
        found=found,
        told=lambda version, absolute: telling.record(version, version.number, absolute),
        single=single,
        filters=filters,
        has_words=True,
        members=(("{slug}", r"(?P<slug>[-\w]{1,60})"), LASTING),
        changed=lambda: _changed(kind),
    )


def public(kind: str, slug: str, absolute: Absolute, number: Any = None) -> Any:
    """A version that may be read, or NoAnswer: 404 if it never was, 410 with what it was if it is no more."""
    try:
        return shown(kind, slug, number)
    except Http404 as nothing:
        raise NoAnswer(404, f"There is no {kind} of this name and version.") from nothing
    except Withdrawn as gone:
        raise NoAnswer(410, "This record was withdrawn.", telling.was(gone.version, absolute)) from gone


def _changed(kind: str) -> datetime | None:
    """When something of this kind was published or withdrawn last."""
    days = PublishedVersion.objects.filter(kind=kind).aggregate(
        made=Max("published_at"), gone=Max("withdrawn_at")
    )
    return max((day for day in days.values() if day is not None), default=None)


def _evidence(asked: Asked) -> list[tuple[PublishedVersion, int, Row]]:
    """The rows of evidence of all public cases and practices. What stands in both is told once, with the case."""
    found: dict[Any, tuple[PublishedVersion, int, Row]] = {}
    for kind in ("case", "practice"):
        rows = on_shelf(kind)
        if "source" in asked.filters:
            rows = rows.filter(facets__contains=facet("source", asked.filters["source"]))
        for version in rows:
            for place, row in enumerate(said(version).evidence, 1):
                names = _names(version, row)
                if all(names.get(name) == value for name, value in asked.filters.items()):
                    key = (*sorted(names.items()), row.statement, row.strength, row.direction, row.locator)
                    found.setdefault(key, (version, place, row))
    return list(found.values())


def _names(version: PublishedVersion, row: Row) -> dict[str, str]:
    """What a row is about, by the names of the filters."""
    told = {"source": row.source.slug, "level": str(row.level.number) if row.level else ""}
    told |= {"case": row.case.slug if row.case else "", "practice": row.practice.slug if row.practice else ""}
    return told | {version.kind: version.slug}


def _row(absolute: Absolute, kind: str, slug: str, number: str, place: str) -> Any:
    found = public(kind, slug, absolute, int(number))
    rows = found.record.evidence
    if not 1 <= int(place) <= len(rows):
        raise NoAnswer(404, f"This version holds {len(rows)} rows of evidence, counted from 1.")
    return telling.evidence(found.version, found.newest, int(place), rows[int(place) - 1], absolute)


def _beacon(absolute: Absolute, slug: str) -> Any:
    """A beacon, or NoAnswer: 410 from the day on which it is taken back, 404 where nobody ever agreed."""
    try:
        return telling.beacon(agreed.beacon(slug), absolute)
    except Http404 as nothing:
        raise NoAnswer(404, "There is no beacon of this name.") from nothing
    except agreed.Ended as ended:
        raise NoAnswer(410, "This organisation is no longer a beacon.") from ended
    except Withdrawn as gone:
        raise NoAnswer(410, "This record was withdrawn.", telling.was(gone.version, absolute)) from gone


LIBRARY: tuple[Resource, ...] = (
    of_records("level", "The four levels"),
    of_records("practice", "Practices, with their evidence", (LEVEL,)),
    of_records("case", "Cases, with their evidence and what did not go well", (LEVEL, OUTCOME, COUNTRY)),
    of_records("source", "Sources", (TYPE,)),
    of_records("organisation", "Organisations, whether or not they are beacons", (COUNTRY,)),
    of_records("adaptation", "What became of practices elsewhere"),
    Resource(
        name="beacons",
        summary="Organisations that have agreed to inspire others",
        shape=shapes.BeaconRecord,
        found=lambda _asked: agreed.beacons(),
        told=telling.beacon,
        single=_beacon,
    ),
    Resource(
        name="evidence",
        summary="Rows of evidence: one source shows one practice, one case or both",
        shape=shapes.EvidenceRecord,
        found=_evidence,
        told=lambda held, absolute: telling.evidence(held[0], held[0].number, held[1], held[2], absolute),
        single=_row,
        filters=(
            LEVEL,
            *(Asks(name, f"About this {name}.", form=SLUG) for name in ("source", "case", "practice")),
        ),
        members=(
            (
                "{kind}/{slug}/{number}/{place}",
                r"(?P<kind>case|practice)/(?P<slug>[-\w]{1,60})/(?P<number>[0-9]{1,6})/(?P<place>[0-9]{1,6})",
            ),
        ),
    ),
)
