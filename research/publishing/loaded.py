"""What the loader made goes out at once, after an editorial check only; what somebody here has worked on does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import transaction

from research.models import Evidence, PublishedVersion
from research.models.reviewed import Reviewed
from research.publishing.framing import MODELS, Public, kind_of, named_by
from research.publishing.making import alone, editors_of, known_with, next_version, supersede


def publish_loaded(records: Iterable[Any], what_changed: str) -> int:
    """Publish what the loader made, after an editorial check only. Answers how many versions are new.

    What was withdrawn here does not come back by itself, and what names a source or an organisation that is not public waits.
    """
    with transaction.atomic():
        alone()
        newest = {(one.kind, one.slug): one for one in PublishedVersion.objects.filter(is_current=True)}
        asked = list(_untouched(records, newest))
        known = known_with(asked)
        while waits := [record for record in asked if _names_unpublished(record, known)]:
            asked = [record for record in asked if record not in waits]
            known = known_with(asked)
        versions = []
        for record in asked:
            name = (kind_of(record), record.slug)
            version = next_version(record, known, newest.get(name), what_changed)
            if version is None:
                continue
            if name in newest:
                supersede(version)
            versions.append(version)
        PublishedVersion.objects.bulk_create(versions)
        for kind, model in MODELS.items():
            slugs = [version.slug for version in versions if version.kind == kind]
            manager: Any = model
            manager.objects.filter(slug__in=slugs).update(state=Reviewed.State.PUBLISHED)
    return len(versions)


def _untouched(records: Iterable[Any], newest: Mapping[tuple[str, str], PublishedVersion]) -> Iterator[Any]:
    """Those that nobody with an account has worked on since they were published, and that were not withdrawn."""
    worked_on = _worked_on()
    for record in records:
        version = newest.get((kind_of(record), record.slug))
        is_worked_on = (kind_of(record), record.pk) in worked_on and bool(editors_of(record))
        if not is_worked_on and (version is None or version.withdrawn_at is None):
            yield record


def _names_unpublished(record: Any, known: Public) -> bool:
    """Whether it names a source or an organisation that the public does not know, and will not know by then."""
    named = ((kind_of(one), one.slug) for one in named_by(record))
    return any(kind in ("source", "organisation") and slug not in known[kind] for kind, slug in named)


def _worked_on() -> set[tuple[str, int]]:
    """The records that somebody with an account has ever changed, by kind and number; its evidence counts."""
    found: set[tuple[str, int]] = set()
    for kind, model in MODELS.items():
        key = model._meta.pk.attname  # noqa: SLF001  Django's documented way to ask a model
        found |= {(kind, pk) for pk in _by_hand(model).values_list(key, flat=True)}
    touched = Evidence.history.filter(id__in=_by_hand(Evidence).values("id")).order_by()
    for kind in ("practice", "case"):
        found |= {(kind, pk) for pk in touched.values_list(f"{kind}_id", flat=True)}
    return found


def _by_hand(model: Any) -> Any:
    return model.history.exclude(history_user=None).order_by()
