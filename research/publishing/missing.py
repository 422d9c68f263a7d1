"""What a record still lacks: what must be there before it can be published, and what would make it more useful."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from research.editions.shapes import AdaptationEdition, CaseEdition, OrganisationEdition, PracticeEdition, Row


@dataclass(frozen=True, slots=True)
class Wish:
    """Something that a record should have. Without what `is_needed` it cannot be published."""

    sentence: str | Promise
    is_met: bool
    is_needed: bool = False


def wishes(edition: Any) -> list[Wish]:
    """All wishes for this record, those that are needed first."""
    return sorted(_wishes(edition), key=lambda wish: not wish.is_needed)


def needed(edition: Any) -> list[str]:
    """The sentences that say why it cannot be published yet; none if it can."""
    return [str(wish.sentence) for wish in wishes(edition) if wish.is_needed and not wish.is_met]


def completeness(edition: Any) -> int:
    """How many of a hundred wishes are met. It nudges; it stops nothing and is no grade."""
    found = wishes(edition)
    return round(100 * sum(wish.is_met for wish in found) / len(found)) if found else 100


def _wishes(edition: Any) -> Iterator[Wish]:
    match edition:
        case PracticeEdition():
            yield from _of_practice(edition)
        case CaseEdition():
            yield from _of_case(edition)
        case AdaptationEdition():
            yield Wish(_("Choose the licence."), bool(edition.licence), is_needed=True)
            yield Wish(_("Name a source that tells of it."), edition.source is not None)
            yield Wish(_("Say since when."), edition.since is not None)
        case OrganisationEdition():
            yield Wish(_("Give its place on the map."), edition.lat is not None and edition.lon is not None)


def _of_practice(edition: PracticeEdition) -> Iterator[Wish]:
    rows = edition.evidence
    yield Wish(_("Add evidence: at least one source that shows the practice."), bool(rows), is_needed=True)
    yield Wish(_("Say on which level it is at home."), bool(edition.levels), is_needed=True)
    yield Wish(_("Choose the licence."), bool(edition.licence), is_needed=True)
    yield Wish(_("Say when it should not be copied."), bool(edition.do_not_copy_if))
    yield Wish(_("Say what it takes: money, time, people."), bool(edition.takes))
    yield Wish(_("Name what must be in place."), bool(edition.conditions))
    yield Wish(_("Name the risks."), bool(edition.risks))
    yield Wish(_("Name a case in which it is described."), bool(edition.cases))
    yield from _of_rows(rows)


def _of_case(edition: CaseEdition) -> Iterator[Wish]:
    rows = edition.evidence
    yield Wish(_("Add evidence: at least one source that shows a change."), bool(rows), is_needed=True)
    yield Wish(_("Say what came of it: the outcome, in one word."), bool(edition.outcome), is_needed=True)
    yield Wish(_("Choose the licence."), bool(edition.licence), is_needed=True)
    yield Wish(_("Link the organisation to which it belongs."), bool(edition.organisations))
    yield Wish(_("Say when it began."), edition.start_year is not None)
    yield Wish(_("Give its place on the map."), edition.lat is not None and edition.lon is not None)
    yield Wish(_("Say what went well."), bool(edition.went_well))
    yield Wish(_("Say what did not."), bool(edition.went_badly))
    yield Wish(_("Confirm the details in the sources themselves."), edition.verified)
    yield from _of_rows(rows)


def _of_rows(rows: tuple[Row, ...]) -> Iterator[Wish]:
    has = bool(rows)
    yield Wish(_("Say on which level each row of evidence shows it."), has and all(row.level for row in rows))
    yield Wish(_("Say in one sentence what each row shows."), has and all(row.statement for row in rows))
    yield Wish(_("Give the place in the source for each row."), has and all(row.locator for row in rows))
    yield Wish(_("Grade each row of evidence."), has and all(row.grade is not None for row in rows))
    yield Wish(_("Confirm the details of each source."), has and all(row.source.verified for row in rows))
