"""What the open data consist of: tables and columns, made of the models, from which data and codebook are made alike.

What stands in them is found by research/release/rows.py.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from research import meanings
from research.columns import joint, links, meta_of, parents, plain
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
from research.publishing.framing import KINDS

#: Columns that are not given away, and why.
WITHHELD = {
    "organisations.beacon_agreed_by": "May name a person.",
    **dict.fromkeys(
        (
            *("organisations.beacon_since", "organisations.beacon_withdrawn_on", "organisations.offers"),
            *("organisations.mailbox", "organisations.mailbox_agreed"),
        ),
        "Holds as long as the organisation agrees, and can be taken back on any day: its page says so.",
    ),
}
#: The column by which the rows of a table are named.
KEYS = {
    "levels": "number",
    **dict.fromkeys(("organisations", "cases", "practices", "sources", "adaptations"), "slug"),
}
RECORDS: tuple[tuple[str, type[models.Model], Promise], ...] = (
    ("levels", Level, _("The four levels on which co-creation transforms an administration.")),
    ("organisations", Organisation, _("Whom the cases belong to.")),
    ("cases", Case, _("Documented efforts, with what did not go well.")),
    ("practices", Practice, _("Ways of working, with what must be in place and what can go wrong.")),
    ("sources", Source, _("Publications, and how much of each was read.")),
    ("adaptations", Adaptation, _("What became of practices elsewhere, as it was told.")),
    ("evidence", Evidence, _("What one source shows of a practice, a case or both.")),
)
NAMES = {model: name for name, model, _description in RECORDS}
MEANINGS: dict[str, Mapping[str, Promise]] = {
    "evidence.strength": meanings.OF_EVIDENCE,
    "practices.strength": meanings.OF_PRACTICE,
    "cases.outcome": meanings.OF_OUTCOME,
}
TYPES: tuple[tuple[type[models.Field[Any, Any]], str], ...] = (
    (models.BooleanField, "boolean"),
    (models.DateField, "date"),
    (models.IntegerField, "integer"),
    (models.FloatField, "number"),
)


#: What each table of records says of the version in which a row is given.
OF_VERSION: tuple[tuple[str, str, str, Promise, Promise], ...] = (
    ("version", "number", "integer", _("version"), _("The number of the newest version. Cite it.")),
    (
        "published_on",
        "published_at",
        "date",
        _("published on"),
        _("The day on which this version was published."),
    ),
    ("checked", "checked", "string", _("check"), _("Who has looked at it before.")),
    ("sha256", "digest", "string", _("SHA-256"), _("By which the version can be checked.")),
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is called and means, what may stand in it, and where its values are found."""

    name: str
    path: str
    type: str
    label: str
    description: str
    is_required: bool
    is_unique: bool
    codes: tuple[tuple[str, str], ...] = ()
    refers_to: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table. `key` is empty where its rows have no name of their own."""

    name: str
    kind: str
    link: str
    label: str
    description: str
    key: str
    columns: tuple[Column, ...]


def tables() -> tuple[Table, ...]:
    """All tables, in the language that is spoken now: those of the records, then those of their links."""
    records = [_table(name, model, str(description)) for name, model, description in RECORDS]
    between = [_link(model, link) for _name, model, _description in RECORDS for link in links(model)]
    return (*records, *between)


def cell(value: Any) -> str:
    """A value as it stands in a table. Nothing is recorded where it is empty."""
    match value:
        case None | []:
            return ""
        case dict() if not value:
            return ""
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case str():
            return value
        case tuple() | list() if all(isinstance(entry, str) for entry in value):
            return "\n".join(value)
        case tuple() | list() | dict():
            return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value)


def _table(name: str, model: type[models.Model], description: str) -> Table:
    meta = meta_of(model)
    own = (
        *(field.name for field in meta.fields if field.name == KEYS.get(name)),
        *parents(model),
        *plain(model),
    )
    found = [_column(name, meta.get_field(column)) for column in dict.fromkeys(own)]
    columns = [column for column in found if f"{name}.{column.name}" not in WITHHELD]
    if model in KINDS:
        columns += [_version_column(*told) for told in OF_VERSION]
    kind = KINDS.get(model, "evidence")
    return Table(
        name, kind, "", str(meta.verbose_name_plural), description, KEYS.get(name, ""), tuple(columns)
    )


def _link(model: type[models.Model], link: str) -> Table:
    """The table of one kind of link. Its label says what the link means, its columns are the keys of both sides."""
    meta = meta_of(model)
    field = meta.get_field(link)
    through = joint(model, link)[0]
    name = f"{NAMES[model]}_{link}"
    ends = (
        meta_of(through).get_field(end) for end in (field.m2m_field_name(), field.m2m_reverse_field_name())
    )
    label = f"{meta.verbose_name_plural}: {field.verbose_name}"
    columns = tuple(_column(name, end) for end in ends)
    return Table(name, KINDS[model], link, label, str(field.help_text), "", columns)


def _column(table: str, field: Any) -> Column:
    refers_to = NAMES[field.related_model] if field.is_relation else ""
    label = meta_of(field.related_model).verbose_name if refers_to else field.verbose_name
    return Column(
        name=field.name,
        path=field.name,
        type=_type(field.target_field if refers_to == "levels" else field),
        label=str(label),
        description=str(field.help_text),
        is_required=isinstance(field, models.BooleanField) or not field.blank,
        is_unique=field.unique and not refers_to,
        codes=_codes(f"{table}.{field.name}", field),
        refers_to=refers_to,
    )


def _version_column(name: str, path: str, type_: str, label: Promise, description: Promise) -> Column:
    codes = _codes(f"versions.{name}", meta_of(PublishedVersion).get_field(path)) if name == "checked" else ()
    return Column(name, f"version.{path}", type_, str(label), str(description), True, False, codes)


def _type(field: Any) -> str:
    if isinstance(field, models.JSONField):
        return "object" if field.default is dict else "array"
    return next((name for kind, name in TYPES if isinstance(field, kind)), "string")


def _codes(name: str, field: Any) -> tuple[tuple[str, str], ...]:
    """What the words of a column mean, where only some words may stand in it."""
    told = MEANINGS.get(name, {})
    return tuple(
        (value, f"{label}: {told[value]}" if value in told else str(label))
        for value, label in field.choices or ()
    )
