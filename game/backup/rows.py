"""Rows as lines of JSON and back, one column after the other, by the models as they were at some migrations.

Columns, not Django's serializers: those know only the models of today, and leave out fractions of a second.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import DatabaseError, models
from django.db.migrations.loader import MigrationLoader
from django.db.models import Value

from game.backup.shape import BackupError, Migration

#: What is no truth: who is logged in. Everybody logs in again.
LEFT_OUT = {"sessions.session"}
AT_A_TIME = 500
Model = type[models.Model]


def about(model: Model) -> Any:
    """What a table is called and made of."""
    return model._meta  # noqa: SLF001  Django's documented way to ask a model


def name_of(model: Model) -> str:
    """A table's name in a backup, such as game.logline."""
    return str(about(model).label_lower)


def part_of(model: Model) -> str:
    """The file in which the rows of a table are."""
    return f"rows/{name_of(model)}.jsonl"


def all_of(model: Model) -> models.Manager[Any]:
    """Its rows, whatever its own manager leaves out."""
    return model._base_manager  # noqa: SLF001  as above


def tables(known: MigrationLoader, at: Sequence[Migration]) -> list[Model]:
    """The tables that are kept, as models of the time when these were the last migrations; those between rows too."""
    apps = known.project_state(list(at)).apps
    found = [model for model in apps.get_models(include_auto_created=True) if about(model).managed]
    kept = [model for model in found if not about(model).proxy and name_of(model) not in LEFT_OUT]
    for model in kept:
        for field in columns(model):
            field.auto_now = field.auto_now_add = False  # type: ignore[attr-defined] # times come from the file
    return sorted(kept, key=name_of)


def columns(model: Model) -> list[models.Field[Any, Any]]:
    """The columns that are written, in the order of their names."""
    fields = (field for field in about(model).local_concrete_fields if not field.generated)
    return sorted(fields, key=lambda field: field.attname)


def written(model: Model) -> Iterator[bytes]:
    """All rows of a table as lines, without holding them all."""
    names = [field.attname for field in columns(model)]
    rows = all_of(model).order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=AT_A_TIME):
        told = {name: _plain(value) for name, value in zip(names, row, strict=True)}
        yield json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def saved(model: Model, lines: Iterable[bytes]) -> int:
    """Save rows from their lines; answers how many. Raises BackupError for a line that is no row of this table."""
    fields = {field.attname: field for field in columns(model)}
    count, rows = 0, (_row(model, fields, line) for line in lines)
    while some := list(islice(rows, AT_A_TIME)):
        try:
            all_of(model).bulk_create(some)
        except (DatabaseError, ValueError, TypeError, OverflowError) as problem:
            raise BackupError(f"The database does not take a row of {name_of(model)}: {problem}") from problem
        count += len(some)
    return count


def _row(model: Model, fields: dict[str, models.Field[Any, Any]], line: bytes) -> models.Model:
    try:
        told = json.loads(line)
        if told.keys() != fields.keys():
            raise ValueError("other columns")
        return model(**{name: _shaped(fields[name], value) for name, value in told.items()})
    except (ValueError, TypeError, AttributeError, RecursionError, ValidationError) as problem:
        raise BackupError(f"A row of {name_of(model)} in this backup cannot be read.") from problem


def _plain(value: Any) -> Any:
    """A value as JSON tells it; days, moments and numbers without losing a digit."""
    match value:
        case datetime() | date() | time():
            return value.isoformat()
        case UUID() | Decimal() | timedelta():
            return str(value)
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode()
    return value


def _shaped(field: models.Field[Any, Any], value: Any) -> Any:
    """A value as its column takes it. The null of JSON is not the null of the database."""
    if isinstance(field, models.JSONField):
        return Value(None, field) if value is None and not field.null else value
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    return target.to_python(value)
