"""A list of the admin as a spreadsheet: what is shown, narrowed and searched for, with formulas made harmless."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Any

from django.db.models import Model, QuerySet

from research.columns import links, parents, plain
from research.release.tables import cell
from research.spreadsheets import harmless


def spreadsheet(model: type[Model], rows: QuerySet[Any]) -> bytes:
    """CSV in UTF-8 with a byte order mark, by which spreadsheets know it: one line to a record, links by their names."""
    single, many = (*parents(model), "state") if hasattr(model, "state") else parents(model), links(model)
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow((*plain(model), *single, *many))
    for row in rows.select_related(*parents(model)).prefetch_related(*many):
        writer.writerow(map(harmless, _cells(row, plain(model), single, many)))
    return text.getvalue().encode("utf-8-sig")


def _cells(row: Any, fields: Iterable[str], single: Iterable[str], many: Iterable[str]) -> list[str]:
    told = [cell(getattr(row, name)) for name in fields]
    told += [_name(getattr(row, name)) for name in single]
    return [*told, *("\n".join(map(_name, getattr(row, name).all())) for name in many)]


def _name(value: Any) -> str:
    return str(getattr(value, "slug", "" if value is None else value))
