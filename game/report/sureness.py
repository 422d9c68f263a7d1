"""How sure people were, as it was told last: kept beside the texts of the report, so that no two looks differ by one person."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.db import transaction

from game.models import ReportText, Workshop
from game.report.shapes import Account
from game.rules.figures.sureness import Medians, counted, told

PLACE = "sureness"


def as_told(
    workshop: Workshop, found: Account, answers: Mapping[str, int], players: Iterable[str]
) -> Account:
    """The account with medians that changed only where five more have answered (KEEP-3)."""
    known = _known(workshop)
    fresh = counted(answers, players, known)
    if fresh != known:
        with transaction.atomic():
            Workshop.objects.select_for_update(no_key=True).get(pk=workshop.pk)
            fresh = counted(answers, players, _known(workshop))
            ReportText.objects.update_or_create(
                workshop=workshop, place=PLACE, defaults={"text": json.dumps(fresh)}
            )
    return replace(found, room=replace(found.room, sureness=told(fresh)))


def _known(workshop: Workshop) -> Medians:
    kept = ReportText.objects.filter(workshop=workshop, place=PLACE).values_list("text", flat=True).first()
    return {name: (median, n) for name, (median, n) in json.loads(kept).items()} if kept else {}
