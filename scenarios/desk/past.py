"""The past of a scenario: what each save has changed, in words, and an older state brought back as a new save."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from research.editions.differences import Difference, differences
from scenarios.desk.saving import locked, store
from scenarios.files import SHARED
from scenarios.models import Scenario
from scenarios.paths import leaves


@dataclass(frozen=True, slots=True)
class Line:
    """One save: when, who, why, which version it made, and what it changed; the first has changed nothing."""

    number: int
    at: datetime
    who: str
    why: str
    version: int
    differences: list[Difference]
    is_newest: bool


def past_of(row: Scenario, first: int, many: int) -> list[Line]:
    """So many saves from one on, the newest first."""
    rows = list(row.history.select_related("history_user")[first : first + many + 1])
    pairs = list(pairwise([*rows, None])) if len(rows) <= many else list(pairwise(rows))
    return [
        Line(
            number=one.history_id,
            at=one.history_date,
            who=str(one.history_user or ""),
            why=one.history_change_reason or "",
            version=one.version,
            differences=differences(_said(before), _said(one)) if before is not None else [],
            is_newest=first == 0 and place == 0,
        )
        for place, (one, before) in enumerate(pairs)
    ]


def restore(pk: Any, number: int) -> Scenario | None:
    """Bring an older state back as a new save; None if there is no such line in its history."""
    with transaction.atomic():
        row = locked(pk)
        old = row.history.filter(history_id=number).first()
        if old is None:
            return None
        told = _("brought back: the state of %(day)s") % {"day": f"{old.history_date:%Y-%m-%d %H:%M}"}
        return store(row, copy.deepcopy(old.document), copy.deepcopy(old.texts), told)


def _said(one: Any) -> dict[str, Any]:
    """Every value and every text by its path, without what all scenarios share and without the version."""
    found = {path: _word(value) for path, value in leaves(one.document) if path != "version"}
    for language, tree in one.texts.items():
        own: Iterable[tuple[str, Any]] = leaves({key: text for key, text in tree.items() if key != SHARED})
        found |= {f"{key} ({language})": _word(text) for key, text in own}
    return found


def _word(value: Any) -> str:
    return "" if value is None or value in ({}, []) else str(value)
