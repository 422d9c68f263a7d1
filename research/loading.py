"""Loads what the files want, and never against a curator: what was edited or deleted here stays as it is."""

from __future__ import annotations

import json
from collections import defaultdict
from enum import StrEnum
from hashlib import sha256
from typing import Any

from django.db import transaction
from simple_history.models import HistoricalRecords

from research.columns import joint, links, meta_of, parents, plain
from research.models import Evidence, Level, Loaded, PublishedVersion
from research.publishing.framing import rows_of
from research.publishing.loaded import publish_loaded
from research.publishing.making import alone
from research.reading import read
from research.wanted import LEVELS, MODELS, Fault, Wanted

#: What a row holds: fields by name, parents as numbers, links as sorted numbers.
Content = dict[str, Any]
#: By kind and name in the files: the number of the row that stands for it here.
Standing = dict[str, dict[str, int]]


class Fate(StrEnum):
    """What became of one row."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    EDITED = "edited here, left alone"
    MADE = "made here, left alone"
    DELETED = "deleted here, left out"
    WITHDRAWN = "no longer in the files, removed"
    KEPT = "no longer in the files, kept"


#: Rows that say what the files say.
FOLLOWING = (Fate.CREATED, Fate.UPDATED, Fate.UNCHANGED)
Report = dict[str, dict[Fate, list[str]]]

SHIPPED = "As it came with the library."
FOLLOWED = "Follows the files of the library."


def load() -> Report:
    """Load all records and their evidence, or nothing: what is wrong in the files is a Fault.

    What the files say is published at once, after an editorial check only; what somebody here has worked on is not.
    Answers, by kind, the names of the rows that met each fate.
    """
    wanted = read()
    if Level.objects.count() != len(LEVELS):
        raise Fault("The four levels are not there. Run: manage.py migrate.")
    standing: Standing = {"level": {number: int(number) for number in LEVELS}}
    with transaction.atomic():
        alone()
        report = {kind: Shelf(kind, rows, standing).fill() for kind, rows in wanted.items()}
        _publish(standing, report)
    return report


def _publish(standing: Standing, report: Report) -> None:
    """Let the public read the levels, and what stands here as the files want it, its evidence included."""
    following = {
        kind: {standing[kind][slug] for fate in FOLLOWING for slug in fates.get(fate, ())}
        for kind, fates in report.items()
    }
    ours = Evidence.objects.exclude(pk__in=following["evidence"])
    records = [*rows_of("level")]
    for kind in ("source", "organisation", "case", "practice"):
        rows = rows_of(kind).filter(pk__in=following[kind])
        records += rows.exclude(evidence__in=ours) if kind in ("case", "practice") else rows
    is_first = not PublishedVersion.objects.exists()
    publish_loaded(records, SHIPPED if is_first else FOLLOWED)


def digest_of(content: Content) -> str:
    """A short sign of what a row holds."""
    return sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


class Shelf:
    """All rows of one kind: as they are wanted, as they stand here, and as they were loaded last."""

    def __init__(self, kind: str, wanted: dict[str, Wanted], standing: Standing) -> None:
        self.kind = kind
        self.model: Any = MODELS[kind]
        self.wanted = wanted
        self.standing = standing
        self.ledger = {entry.slug: entry for entry in Loaded.objects.filter(kind=kind)}
        self.present = self._present()
        self.by_identity = {self._identity(held): row for row, held in self.present.items()}
        self.fates: dict[Fate, list[str]] = defaultdict(list)

    def fill(self) -> dict[Fate, list[str]]:
        """Bring the shelf to where the files want it, as far as nobody here wanted otherwise."""
        self._withdraw()
        here = self.standing[self.kind] = {}
        fresh: dict[str, Content] = {}
        for slug, wanted in self.wanted.items():
            content = self._content(wanted)
            row = self._row(slug, content)
            fate = self._fate(slug, row, content)
            self.fates[fate].append(slug)
            if row is not None:
                here[slug] = row
            if content is None:
                continue
            if fate is Fate.CREATED:
                fresh[slug] = content
            elif row is not None and fate in (Fate.UPDATED, Fate.UNCHANGED):
                self._renew(slug, row, content, fate)
        here.update(self._create(fresh))
        return self.fates

    def _present(self) -> dict[int, Content]:
        """What each row holds now, by its number."""
        columns = (*plain(self.model), *parents(self.model))
        rows: dict[int, Content] = {
            values.pop("pk"): values for values in self.model.objects.values("pk", *columns)
        }
        for link in links(self.model):
            through, near, far = joint(self.model, link)
            for held in rows.values():
                held[link] = []
            for row, other in through.objects.order_by(far).values_list(near, far):
                rows[row][link].append(other)
        return rows

    def _content(self, wanted: Wanted) -> Content | None:
        """What a row should hold here; None if something that it rests on was deleted here."""
        content: Content = {**wanted.fields, **dict.fromkeys(parents(self.model))}
        for name, (kind, slug) in wanted.parents.items():
            if slug not in self.standing[kind]:
                return None
            content[name] = self.standing[kind][slug]
        for name, (kind, slugs) in wanted.links.items():
            here = self.standing[kind]
            content[name] = sorted(here[slug] for slug in slugs if slug in here)
        return content

    def _identity(self, content: Content) -> tuple[Any, ...]:
        """What two rows cannot have in common."""
        if self.kind == "evidence":
            return tuple(content[name] for name in (*parents(self.model), "statement"))
        names = ("kind", "record", "language") if self.kind == "translation" else ("slug",)
        return tuple(content[name] for name in names)

    def _row(self, slug: str, content: Content | None) -> int | None:
        """The row that stands for a name in the files: the one loaded, or one like it that was made here."""
        if entry := self.ledger.get(slug):
            return entry.row if entry.row in self.present else None
        return self.by_identity.get(self._identity(content)) if content is not None else None

    def _fate(self, slug: str, row: int | None, content: Content | None) -> Fate:
        entry = self.ledger.get(slug)
        if content is None or (entry and row is None):
            return Fate.DELETED
        if row is None:
            return Fate.CREATED
        if entry is None:
            return Fate.MADE
        if self.present[row] == content:
            return Fate.UNCHANGED
        taken = self.by_identity.get(self._identity(content), row) != row
        edited = digest_of(self.present[row]) != entry.digest
        return Fate.EDITED if edited or taken else Fate.UPDATED

    def _renew(self, slug: str, row: int, content: Content, fate: Fate) -> None:
        """Let a row follow the files, and the ledger follow the row."""
        if fate is Fate.UPDATED:
            record = self._filled(self.model.objects.get(pk=row), content)
            record._change_reason = FOLLOWED  # noqa: SLF001  django-simple-history's documented way
            record.save()
            for link in links(self.model):
                getattr(record, link).set(content[link])
        entry = self.ledger[slug]
        if entry.digest != (digest := digest_of(content)):
            entry.digest = digest
            entry.save(update_fields=["digest"])

    def _create(self, fresh: dict[str, Content]) -> dict[str, int]:
        """Make new rows and write them into the ledger. Answers their numbers."""
        made = self.model.objects.bulk_create(
            [self._filled(self.model(), content) for content in fresh.values()]
        )
        rows = {slug: record.pk for slug, record in zip(fresh, made, strict=True)}
        self._link({rows[slug]: content for slug, content in fresh.items()})
        self._remember(made)
        Loaded.objects.bulk_create(
            Loaded(kind=self.kind, slug=slug, row=rows[slug], digest=digest_of(content))
            for slug, content in fresh.items()
        )
        return rows

    def _filled(self, record: Any, content: Content) -> Any:
        """The record with these fields and parents, not yet saved."""
        for name in plain(self.model):
            setattr(record, name, content[name])
        for name in parents(self.model):
            setattr(record, f"{name}_id", content[name])
        return record

    def _link(self, contents: dict[int, Content]) -> None:
        """Give new rows the links that they should hold."""
        for link in links(self.model):
            through, near, far = joint(self.model, link)
            through.objects.bulk_create(
                through(**{near: row, far: other}) for row, held in contents.items() for other in held[link]
            )

    def _remember(self, made: list[Any]) -> None:
        """Begin the history of new rows, links included: it is made in bulk, as they are."""
        noted = self.model.history.bulk_history_create(made, default_change_reason=SHIPPED)
        lines = {line.id: line for line in noted}
        for link in links(self.model):
            through, near, _far = joint(self.model, link)
            past = HistoricalRecords.m2m_models[meta_of(self.model).get_field(link)]
            held = through.objects.filter(**{f"{near}__in": list(lines)}).values()
            past.objects.bulk_create(past(history=lines[row[near]], **row) for row in held)

    def _withdraw(self) -> None:
        """Remove unedited evidence that the files no longer state. Records stay: others may rest on them."""
        for slug in self.ledger.keys() - self.wanted.keys():
            entry = self.ledger[slug]
            held = self.present.get(entry.row)
            if held is None:
                continue
            if self.kind != "evidence":
                self.fates[Fate.KEPT].append(slug)
            elif digest_of(held) != entry.digest:
                self.fates[Fate.EDITED].append(slug)
            else:
                self.fates[Fate.WITHDRAWN].append(slug)
                self.model.objects.filter(pk=entry.row).delete()
                entry.delete()
                del self.by_identity[self._identity(self.present.pop(entry.row))]
