"""A row as the files want it, the mapping in a file that it is read from, and all rows that were read so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from research import columns
from research.models import Case, Evidence, Organisation, Practice, Source, Translation

#: By kind, in the order in which rows may name each other.
MODELS: dict[str, type[Model]] = {
    "source": Source,
    "organisation": Organisation,
    "case": Case,
    "practice": Practice,
    "evidence": Evidence,
    "translation": Translation,
}
LEVELS = ("1", "2", "3", "4")
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
