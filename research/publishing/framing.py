"""Records as editions: what a version of them would say if it were published now.

A link to a case or practice that is not public is left out, so that no page leads into nothing. What is public is named as
the public reads it, not as somebody works on it now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from typing import Any

from django.db.models import Model, Prefetch, QuerySet

from research.columns import meta_of
from research.editions.codec import SHAPES
from research.editions.links import CaseLink, LevelLink, OrganisationLink, PracticeLink, SourceLink
from research.editions.shapes import Row
from research.folding import fold
from research.models import (
    Adaptation,
    Case,
    Evidence,
    Level,
    Organisation,
    Practice,
    PublishedVersion,
    Source,
)
from research.models.searched import FoldedField

#: By kind, in the order in which they are published: what others name comes first.
MODELS: dict[str, type[Model]] = {
    "level": Level,
    "source": Source,
    "organisation": Organisation,
    "case": Case,
    "practice": Practice,
    "adaptation": Adaptation,
}
KINDS = {model: kind for kind, model in MODELS.items()}
#: How a record of a kind is named by others.
NAMED: dict[str, Any] = {
    "level": LevelLink,
    "source": SourceLink,
    "organisation": OrganisationLink,
    "case": CaseLink,
    "practice": PracticeLink,
}
#: By kind and slug, what may be named and how: by its link as the public reads it, or None where it is as it stands here.
Public = dict[str, dict[str, Any]]
Make = Callable[[Any, Public], Any]


def kind_of(record: Model) -> str:
    """The kind of a record."""
    return KINDS[type(record)]


def rows_of(kind: str) -> QuerySet[Any]:
    """All records of a kind, with everything that their editions name: a constant number of queries."""
    rows: QuerySet[Any] = MODELS[kind].objects.all()  # type: ignore[attr-defined]
    evidence = Prefetch(
        "evidence",
        Evidence.objects.select_related("source", "level", "practice", "case").order_by("order", "id"),
    )
    match kind:
        case "case":
            return rows.prefetch_related("organisations", "sources", "outcome_sources", evidence)
        case "practice":
            return rows.prefetch_related("levels", "cases", evidence)
        case "adaptation":
            return rows.select_related("practice", "from_case", "source")
    return rows


def named_by(row: Any) -> Iterator[Any]:
    """The records that an edition of this row names; the record itself may be among them."""
    for kind, name in LINKS:
        if kind != kind_of(row):
            continue
        held = getattr(row, name)
        for one in held.all() if hasattr(held, "all") else [held]:
            about = (one.source, one.level, one.practice, one.case) if isinstance(one, Evidence) else (one,)
            yield from (record for record in about if record is not None)


def public(rows: Iterable[Any]) -> Public:
    """What of that which these rows name is public now. Sources and organisations that were withdrawn keep their names."""
    asked = {(kind_of(one), one.slug) for row in rows for one in named_by(row)}
    found: Public = defaultdict(dict)
    versions = PublishedVersion.objects.filter(is_current=True, slug__in={slug for _kind, slug in asked})
    for version in versions.order_by():
        is_named = version.withdrawn_at is None or version.kind in ("source", "organisation")
        if is_named and (version.kind, version.slug) in asked:
            found[version.kind][version.slug] = _made(NAMED[version.kind], version.says.get)
    return found


def framed(record: Any, known: Public) -> Any:
    """The edition that this record would be published as. `known` says what is public, itself or soon."""
    shape = SHAPES[kind_of(record)]
    told = {one.name: _told(record, one.name, known) for one in fields(shape)}
    return shape(**told)


def folded_of(edition: Any, kind: str) -> str:
    """The words by which an edition is found: those of the same fields as its record's."""
    field: Any = meta_of(MODELS[kind]).get_field("folded")
    assert isinstance(field, FoldedField)
    texts = [_text(getattr(edition, name)) for name in field.texts]
    if field.country:
        texts.append(edition.country_name)
    return fold([_text(getattr(edition, name)) for name in field.titles], texts)


def _text(value: Any) -> str:
    return "\n".join(value) if isinstance(value, tuple) else str(value or "")


def _told(record: Any, name: str, known: Public) -> Any:
    """One field of the edition, made of the field or the links of the record with the same name."""
    if make := LINKS.get((kind_of(record), name)):
        return make(record, known)
    value = getattr(record, name)
    if isinstance(value, float):
        return value + 0.0  # a negative zero is not kept by every database, and the digest must hold
    return tuple(value) if isinstance(value, list) else value


def _made(shape: Any, value_of: Callable[[str], Any]) -> Any:
    told = {one.name: value_of(one.name) for one in fields(shape)}
    return shape(**{name: tuple(value) if isinstance(value, list) else value for name, value in told.items()})


def _link(record: Any, known: Public) -> Any:
    """How a record is named; None if there is none, or if it is a case or practice that is not public."""
    if record is None:
        return None
    kind = kind_of(record)
    if kind in ("case", "practice") and record.slug not in known[kind]:
        return None
    link = known[kind].get(record.slug)
    return _made(NAMED[kind], lambda name: getattr(record, name)) if link is None else link


def _links(name: str) -> Make:
    """The links of a record under this name."""

    def made(record: Any, known: Public) -> tuple[Any, ...]:
        found = (_link(one, known) for one in getattr(record, name).all())
        return tuple(link for link in found if link is not None)

    return made


def _one(name: str) -> Make:
    return lambda record, known: _link(getattr(record, name), known)


def _practice(adaptation: Adaptation, known: Public) -> PracticeLink:
    """The practice that was taken up. It is named in any case: without it, nothing would be said."""
    return _link(adaptation.practice, known) or PracticeLink(
        adaptation.practice.slug, adaptation.practice.name
    )


def _row(row: Evidence, known: Public) -> Row:
    """One row with all that it names."""
    told = {one.name: getattr(row, one.name) for one in fields(Row)}
    links = {name: _link(getattr(row, name), known) for name in ("source", "level", "practice", "case")}
    return Row(**{**told, **links})


def _evidence(record: Case | Practice, known: Public) -> tuple[Row, ...]:
    """The evidence of a record. That a row is about the record itself is not said again."""
    itself: dict[str, Any] = {kind_of(record): None}
    return tuple(replace(_row(row, known), **itself) for row in record.evidence.all())


LINKS: dict[tuple[str, str], Make] = {
    ("practice", "levels"): _links("levels"),
    ("practice", "cases"): _links("cases"),
    ("practice", "evidence"): _evidence,
    ("case", "evidence"): _evidence,
    ("case", "sources"): _links("sources"),
    ("case", "outcome_sources"): _links("outcome_sources"),
    ("case", "organisations"): _links("organisations"),
    ("adaptation", "practice"): _practice,
    ("adaptation", "from_case"): _one("from_case"),
    ("adaptation", "source"): _one("source"),
}
