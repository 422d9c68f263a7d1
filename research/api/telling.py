"""Published versions as the API tells them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.urls import reverse

from research import licence
from research.agreed import Beacon
from research.api import shapes
from research.api.asking import Absolute
from research.citations.formats import FORMATS
from research.citations.reference import UNCONFIRMED
from research.citations.text import apa
from research.citing import reference_to
from research.editions.grading import grades
from research.editions.shapes import CaseEdition, PracticeEdition, Row
from research.models import PublishedVersion
from research.publishing.shelves import said

UNREVIEWED = "no scholar has reviewed it yet"
UNCONFIRMED_SOURCES = "it rests on sources whose details are to be confirmed"

RECORDS: dict[str, type[shapes.Record]] = {
    "level": shapes.LevelRecord,
    "practice": shapes.PracticeRecord,
    "case": shapes.CaseRecord,
    "source": shapes.SourceRecord,
    "organisation": shapes.OrganisationRecord,
    "adaptation": shapes.AdaptationRecord,
}
LICENCE = shapes.Licence(licence.NAME, licence.ADDRESS)


def moment(at: datetime) -> str:
    """A moment by RFC 3339, in UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def record(version: PublishedVersion, newest: int, absolute: Absolute) -> Any:
    """A version of a record. `says` is what was frozen, so that its digest can be checked."""
    edition: Any = said(version)
    kind, address = f"{version.kind}s", _address(version, newest)
    shown = RECORDS[version.kind]
    graded: dict[str, Any] = {}
    if isinstance(edition, PracticeEdition | CaseEdition):
        is_practice = isinstance(edition, PracticeEdition)
        found = grades(edition.levels, edition.evidence, is_practice)
        graded["grades"] = tuple(
            shapes.Grade(one.level.number, one.grade, one.is_contested, one.is_to_be_graded) for one in found
        )
    make: Any = shown
    return make(
        address=absolute(f"{reverse('api')}{kind}/{address}"),
        page=absolute(reverse(version.kind, args=[version.slug])),
        title=version.title,
        licence=LICENCE,
        citation=_citation(version, absolute),
        caveats=tuple(_caveats(version, edition)),
        kind=version.kind,
        slug=version.slug,
        version=_version(version, newest, absolute),
        checked=version.checked,
        details_confirmed=getattr(edition, "verified", None),
        says=version.says,
        **graded,
    )


def evidence(version: PublishedVersion, newest: int, place: int, row: Row, absolute: Absolute) -> Any:
    """The row of evidence at this place of a version, counted from 1."""
    name = f"{version.kind}/{version.slug}/{version.number}/{place}"
    is_open = [] if row.source.verified else [UNCONFIRMED]
    make: Any = shapes.EvidenceRecord
    return make(
        address=absolute(f"{reverse('api')}evidence/{name}"),
        page=absolute(version.get_absolute_url()),
        title=row.statement or f"{row.source.citation}: {version.title}",
        licence=LICENCE,
        citation=_citation(version, absolute),
        caveats=(*_reviewed(version), *is_open),
        id=name,
        about=shapes.About(
            version.kind,  # type: ignore[arg-type]  # only cases and practices hold evidence
            version.slug,
            version.title,
            version.number,
            absolute(f"{reverse('api')}{version.kind}s/{_address(version, newest)}"),
        ),
        says=version.says["evidence"][place - 1],
    )


def beacon(found: Beacon, absolute: Absolute) -> shapes.BeaconRecord:
    """A beacon: what its organisation is, and what it has agreed to show. Never who agreed."""
    version, edition, agreed = found.version, found.record, found.agreed
    page = absolute(edition.get_absolute_url())
    return shapes.BeaconRecord(
        address=absolute(f"{reverse('api')}beacons/{version.slug}"),
        page=page,
        title=edition.name,
        licence=LICENCE,
        citation=_citation(version, absolute),
        caveats=tuple(_reviewed(version)),
        slug=version.slug,
        since=agreed.beacon_since.isoformat() if agreed.beacon_since else "",
        place=edition.place,
        country=edition.country,
        offers=agreed.offers,
        mailbox=agreed.mailbox if agreed.mailbox_agreed else "",
        card=absolute(reverse("beacon_card", args=[version.slug])),
        organisation=shapes.Named(version.slug, edition.name, page),
        cases=tuple(
            shapes.Named(one.slug, one.title, absolute(f"{reverse('api')}cases/{one.slug}"))
            for one in found.cases
        ),
    )


def was(version: PublishedVersion, absolute: Absolute) -> shapes.Was:
    """What is left of a version that was withdrawn."""
    assert version.withdrawn_at is not None
    return shapes.Was(
        version.title,
        version.number,
        moment(version.withdrawn_at),
        version.withdrawn_why,
        apa(reference_to(version, absolute)),
    )


def _address(version: PublishedVersion, newest: int) -> str:
    return version.slug if version.number == newest else f"{version.slug}/v/{version.number}"


def _version(version: PublishedVersion, newest: int, absolute: Absolute) -> shapes.Version:
    return shapes.Version(
        version.number,
        absolute(version.get_absolute_url()),
        moment(version.published_at),
        version.what_changed,
        version.digest,
        version.doi,
        version.number == newest,
    )


def _citation(version: PublishedVersion, absolute: Absolute) -> shapes.Citation:
    named = f"cite_{version.kind}_version"
    files = [absolute(reverse(named, args=[version.slug, version.number, one])) for one in FORMATS]
    return shapes.Citation(apa(reference_to(version, absolute)), *files)


def _caveats(version: PublishedVersion, edition: Any) -> Iterator[str]:
    yield from _reviewed(version)
    if getattr(edition, "verified", True) is False:
        yield UNCONFIRMED
    if any(not row.source.verified for row in getattr(edition, "evidence", ())):
        yield UNCONFIRMED_SOURCES


def _reviewed(version: PublishedVersion) -> Iterator[str]:
    if version.checked == PublishedVersion.Checked.EDITORIAL:
        yield UNREVIEWED
