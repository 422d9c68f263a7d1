"""By what an edition is filtered and found again: its level, country, outcome and the like, and the records that it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from research.editions.links import Paged
from research.editions.shapes import (
    AdaptationEdition,
    CaseEdition,
    LevelEdition,
    OrganisationEdition,
    PracticeEdition,
    Row,
    SourceEdition,
)


def facets_of(edition: Any) -> str:
    """All of them between blanks, each as `name:value`."""
    return f" {' '.join(dict.fromkeys([*_filters(edition), *map(_named, links_of(edition))]))} "


def facet(name: str, value: object) -> str:
    """What to look for among the facets of a version."""
    return f" {name}:{value} "


def links_of(edition: Any) -> list[Paged]:
    """The records with pages of their own that an edition names, levels apart."""
    match edition:
        case PracticeEdition():
            return [*edition.cases, *_rows(edition.evidence)]
        case CaseEdition():
            reading = (*edition.organisations, *edition.sources, *edition.outcome_sources)
            return [*reading, *_rows(edition.evidence)]
        case AdaptationEdition():
            return [one for one in (edition.practice, edition.from_case, edition.source) if one is not None]
    return []


def _named(link: Paged) -> str:
    return f"{link.page}:{link.slug}"


def _rows(rows: Iterable[Row]) -> Iterator[Paged]:
    for row in rows:
        yield from (one for one in (row.source, row.practice, row.case) if one is not None)


def _filters(edition: Any) -> Iterator[str]:
    match edition:
        case LevelEdition():
            yield f"level:{edition.number}"
            yield from (f"source:{slug}" for slug in (edition.source, *edition.ladder_sources))
        case PracticeEdition():
            yield from (f"level:{level.number}" for level in edition.levels)
            yield from (f"rung:{level}/{rung}" for level, rung in sorted(edition.rungs.items()))
        case CaseEdition():
            yield from (f"level:{level.number}" for level in edition.levels)
            yield from (f"outcome:{edition.outcome}", f"country:{edition.country}")
        case SourceEdition():
            yield f"type:{edition.type}"
        case OrganisationEdition():
            yield from (f"kind:{edition.kind}", f"country:{edition.country}")
        case AdaptationEdition():
            yield f"country:{edition.country}"
