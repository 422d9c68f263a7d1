"""What the files want to stand in the library: rows, checked one by one before anything is loaded.

Evidence is made of what the files say and of nothing else: one row for each source of a level change of a case, one for
each source of a practice. Reading lists, the levels and cases of a practice, and leads make none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.db.models import Model

from research import columns, files, licence
from research.models import Case, Evidence, Organisation, Practice, Source

#: By kind, in the order in which rows may name each other.
MODELS: dict[str, type[Model]] = {
    "source": Source,
    "organisation": Organisation,
    "case": Case,
    "practice": Practice,
    "evidence": Evidence,
}
LEVELS = ("1", "2", "3", "4")
CASE_FIELDS = (
    *("slug", "title", "organisation", "place", "country", "lat", "lon", "start_year", "policy_area"),
    *("problem", "what_was_done", "obstacles", "outcome", "outcome_basis", "verified"),
)
#: What a field is called in the files, where that differs.
WRITTEN = {
    "source": {"slug": "id"},
    "case": {
        "lesson": "transferable_lesson",
        "went_well": "outcomes, positive",
        "went_badly": "outcomes, negative",
    },
    "practice": {"strength": "evidence"},
    "evidence": {"statement": "change"},
}


class Fault(ValueError):
    """One sentence that names file, record and field."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A row as the files want it. `parents` and `links` name other rows by kind and slug."""

    kind: str
    slug: str
    fields: dict[str, Any]
    parents: dict[str, tuple[str, str]] = field(default_factory=dict)
    links: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """A mapping in a file, which says where it stands when something in it is wrong."""

    file: str
    name: str
    values: Mapping[str, Any]
    inside: str = ""

    def fault(self, key: str, what: str) -> Fault:
        """The sentence for one field."""
        return Fault(f"{self.file}.yaml, {self.name}: {self.inside}{key} {what}.")

    def get(self, key: str) -> Any:
        """The value of a field that must be there; it may be empty."""
        if key not in self.values:
            raise self.fault(key, "is missing")
        return self.values[key]

    def text(self, key: str) -> str:
        """A text that must not be empty."""
        value = self.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.fault(key, "must be a text")
        return value

    def texts(self, key: str) -> list[str]:
        """A list of texts."""
        value = self.get(key)
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            raise self.fault(key, "must be a list of texts")
        return value

    def row(self, key: str) -> Row:
        """The mapping under a key."""
        value = self.get(key)
        if not isinstance(value, dict):
            raise self.fault(key, "must be a record")
        return Row(self.file, self.name, value, f"{key}, ")

    def rows(self, key: str) -> Iterator[Row]:
        """The mappings in a list, counted from 1."""
        value = self.get(key)
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            raise self.fault(key, "must be a list of records")
        for number, entry in enumerate(value, start=1):
            yield Row(self.file, self.name, entry, f"{key} {number}, ")


@dataclass(slots=True)
class Reading:
    """Everything that was read so far, by kind and slug."""

    wanted: dict[str, dict[str, Wanted]] = field(default_factory=lambda: {kind: {} for kind in MODELS})

    def add(self, row: Row, wanted: Wanted) -> None:
        """Keep a row whose fields are as its table wants them."""
        if wanted.slug in self.wanted[wanted.kind]:
            raise Fault(f"{row.file}.yaml, {row.name}: {wanted.kind} {wanted.slug} is there twice.")
        model = MODELS[wanted.kind]
        record = model(**wanted.fields)
        try:
            record.clean_fields(exclude={"id", *columns.parents(model)})
        except ValidationError as error:
            name, messages = next(iter(error.message_dict.items()))
            written = WRITTEN.get(wanted.kind, {}).get(name, name)
            raise row.fault(written, f"is wrong ({messages[0].rstrip('.')})") from error
        wanted.fields.update({name: getattr(record, name) for name in columns.plain(model)})
        self.wanted[wanted.kind][wanted.slug] = wanted

    def known(self, row: Row, key: str, kind: str) -> tuple[str, tuple[str, ...]]:
        """The kind, and the slugs under a key, all of which must be there, none twice."""
        shelf = LEVELS if kind == "level" else self.wanted[kind].keys()
        slugs = row.get(key)
        if not isinstance(slugs, list):
            raise row.fault(key, "must be a list")
        for slug in slugs:
            if str(slug) not in shelf:
                raise row.fault(key, f"names the unknown {kind} {slug}")
            if slugs.count(slug) > 1:
                raise row.fault(key, f"names the {kind} {slug} twice")
        return kind, tuple(map(str, slugs))


def read() -> dict[str, dict[str, Wanted]]:
    """All rows that the files want, by kind and by name. The first thing that is wrong is a Fault."""
    reading = Reading()
    for file, name, take in (
        ("sources", "id", _source),
        ("organisations", "slug", _organisation),
        ("cases", "slug", _case),
        ("practices", "slug", _practice),
    ):
        for row in _rows(file, name):
            take(reading, row)
    return reading.wanted


def _rows(file: str, name: str) -> Iterator[Row]:
    try:
        found = files.rows(file)
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        raise Fault(f"{file}.yaml cannot be read as a list of {file}.") from error
    if not isinstance(found, list):
        raise Fault(f"{file}.yaml must hold a list of {file}.")
    for number, values in enumerate(found, start=1):
        row = Row(file, f"record {number}", values if isinstance(values, dict) else {})
        yield Row(file, row.text(name), values)


def _source(reading: Reading, row: Row) -> None:
    fields = {key: row.get(key) for key in ("type", "year", "title", "read", "verified")}
    fields |= {key: row.get(key) or "" for key in ("container", "doi", "url")}
    fields |= {"slug": row.name, "authors": row.texts("authors"), "note": row.values.get("note") or ""}
    reading.add(row, Wanted("source", row.name, fields))


def _organisation(reading: Reading, row: Row) -> None:
    if row.get("beacon") is not None:
        raise row.fault("beacon", "must be empty: an organisation becomes a beacon by its own agreement only")
    fields = {key: row.get(key) for key in ("slug", "name", "kind", "place", "country", "lat", "lon")}
    fields |= {key: row.values.get(key) or "" for key in ("name_en", "note")}
    reading.add(row, Wanted("organisation", row.name, fields))


def _case(reading: Reading, row: Row) -> None:
    fields = {key: row.get(key) for key in CASE_FIELDS}
    outcomes = row.row("outcomes")
    fields |= {"went_well": outcomes.text("positive"), "went_badly": outcomes.text("negative")}
    fields |= {
        "actors": row.texts("actors"),
        "lesson": row.get("transferable_lesson"),
        "licence": licence.NAME,
    }
    links = {
        "organisations": reading.known(row, "organisations", "organisation"),
        "sources": reading.known(row, "source_ids", "source"),
        "outcome_sources": reading.known(outcomes, "source_ids", "source"),
    }
    reading.add(row, Wanted("case", row.name, fields, links=links))
    _changes(reading, row)


def _changes(reading: Reading, row: Row) -> None:
    """The evidence of a case: one row for each source of each level change."""
    order = 0
    for change in row.rows("level_changes"):
        level = str(change.get("level"))
        if level not in LEVELS:
            raise change.fault("level", f"names the unknown level {level}")
        for slug in reading.known(change, "source_ids", "source")[1]:
            order += 1
            fields = {"statement": change.text("change"), "strength": change.text("strength"), "order": order}
            parents = {"source": ("source", slug), "case": ("case", row.name), "level": ("level", level)}
            reading.add(change, Wanted("evidence", f"{row.name}/{level}/{slug}", fields, parents))


def _rungs(row: Row) -> dict[str, int]:
    """By level, the rung of the ladder towards which a practice helps: 2 to 5. Only on levels where it is at home."""
    rungs = row.values.get("rungs") or {}
    if not isinstance(rungs, dict) or not set(rungs) <= set(row.get("levels")):
        raise row.fault("rungs", "must name, for some of its levels, a rung")
    if not all(rung in (2, 3, 4, 5) for rung in rungs.values()):
        raise row.fault("rungs", "must be between 2 and 5")
    return {str(level): rung for level, rung in rungs.items()}


def _practice(reading: Reading, row: Row) -> None:
    """A practice with its evidence: one row for each source, of which neither statement nor strength is recorded."""
    fields = {key: row.get(key) for key in ("slug", "name", "problem", "how")}
    fields |= {"conditions": row.texts("conditions"), "risks": row.texts("risks")}
    fields |= {"strength": row.get("evidence"), "note": row.values.get("note") or "", "licence": licence.NAME}
    links = {
        "levels": reading.known(row, "levels", "level"),
        "cases": reading.known(row, "cases", "case"),
    }
    fields["rungs"] = _rungs(row)
    reading.add(row, Wanted("practice", row.name, fields, links=links))
    for order, slug in enumerate(reading.known(row, "source_ids", "source")[1], start=1):
        parents = {"source": ("source", slug), "practice": ("practice", row.name)}
        reading.add(row, Wanted("evidence", f"{row.name}/{slug}", {"order": order}, parents))
