"""Records of a bundle as drafts: new ones only. What is here already, edited or not, stays as it is, to the letter.

Drafts go the way of all drafts: somebody looks them over, and a second person publishes them. The history of each says where
it came from, and in which version.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from research.bundles.reading import Told
from research.bundles.writing import KINDS
from research.columns import links, parents, plain
from research.editions.shapes import Row
from research.models import Evidence, Level
from research.wanted import MODELS, Fault


class Fate(StrEnum):
    """What became of a record or a row of evidence."""

    MADE = "made, as a draft"
    KNOWN = "here already, left alone"


Report = dict[str, dict[Fate, list[str]]]
#: Rows that were made or found, by kind and slug.
Here = dict[str, dict[str, Any]]
#: What says that two rows of evidence are the same.
Identity = tuple[Any, ...]


@transaction.atomic
def bring_in(told: list[Told], origin: str) -> Report:
    """Make the records that are not here yet, with their evidence: all of them, or none and a Fault with one sentence.

    `origin` says in the history where they came from.
    """
    here: Here = {kind: _by_slug(MODELS[kind]) for kind in KINDS} | {"level": _by_slug(Level)}
    report: Report = {kind: defaultdict(list) for kind in (*KINDS, "evidence")}
    fresh: list[Told] = []
    for one in told:
        is_known = one.edition.slug in here[one.kind]
        report[one.kind][Fate.KNOWN if is_known else Fate.MADE].append(one.edition.slug)
        if not is_known:
            here[one.kind][one.edition.slug] = _made(one, origin)
            fresh.append(one)
    for one in fresh:
        _link(one, here)
    _evidence(fresh, here, report, origin)
    return report


def _by_slug(model: Any) -> dict[str, Any]:
    return {row.slug: row for row in model.objects.all()}


def _made(one: Told, origin: str) -> Any:
    """The record without its links, saved."""
    model: Any = MODELS[one.kind]
    record = model()
    for name in plain(model):
        if hasattr(one.edition, name):
            value = getattr(one.edition, name)
            setattr(record, name, list(value) if isinstance(value, tuple) else value)
    return _saved(record, one.name, _why(one, origin))


def _why(one: Told, origin: str) -> str:
    """What the history says of it, in the hundred signs that it has."""
    return f"From {origin[:60]}: version {one.version}"


def _saved(record: Any, name: str, why: str) -> Any:
    try:
        record.full_clean()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise Fault(f"{name}: {field} is wrong ({messages[0].rstrip('.')}).") from error
    record._change_reason = why  # noqa: SLF001  django-simple-history's documented way
    record.save(force_insert=True)
    return record


def _link(one: Told, here: Here) -> None:
    """Tie a new record to those that it names, of the bundle or of here."""
    record = here[one.kind][one.edition.slug]
    for name in links(MODELS[one.kind]):
        named = [_found(here, link.page, link.slug, one.name) for link in getattr(one.edition, name)]
        getattr(record, name).set(named)


def _found(here: Here, kind: str, slug: str, by: str) -> Any:
    if slug not in here[kind]:
        raise Fault(f"{by} names {kind}/{slug}, which is neither in the bundle nor here.")
    return here[kind][slug]


def _evidence(fresh: list[Told], here: Here, report: Report, origin: str) -> None:
    """The evidence of new records. A row that stands with a case and with a practice is made once."""
    present = {
        _identity({name: getattr(row, f"{name}_id") for name in parents(Evidence)}, row)
        for row in Evidence.objects.all()
    }
    for one, row in _rows(fresh):
        about: dict[str, Any] = {
            name: _found(here, name, link.slug, one.name) if (link := getattr(row, name)) else None
            for name in ("source", "level", "practice", "case")
        }
        about[one.kind] = here[one.kind][one.edition.slug]
        identity = _identity({name: held.pk if held else None for name, held in about.items()}, row)
        told = f"{one.name}/{row.source.slug}"
        if identity in present:
            report["evidence"][Fate.KNOWN].append(told)
            continue
        present.add(identity)
        own = {name: getattr(row, name) for name in plain(Evidence) if hasattr(row, name)}
        _saved(
            Evidence(**own, **about),
            f"the evidence of {one.name}",
            _why(one, origin),
        )
        report["evidence"][Fate.MADE].append(told)


def _rows(fresh: list[Told]) -> Iterator[tuple[Told, Row]]:
    for one in fresh:
        for row in getattr(one.edition, "evidence", ()):
            yield one, row


def _identity(about: dict[str, Any], row: Any) -> Identity:
    """By what the database tells rows of evidence apart."""
    return (*(about[name] for name in sorted(about)), row.statement)
