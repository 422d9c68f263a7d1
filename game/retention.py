"""Deletion by date: everything of a workshop goes so many days after it closed, follow-ups on a day of their own (KEEP-4)."""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import UUID

from django.utils.timezone import localdate

from game import engine, follow_up, log, render, signs, taps
from game.models import Player, SaveLink, Workshop
from game.rules import DESK
from game.solo import LINK_DAYS

logger = logging.getLogger(__name__)


def sweep() -> int:
    """Delete the workshops whose time is over, with people, notes, answers and log. Answers how many there were."""
    stale = localdate() - timedelta(days=LINK_DAYS)
    SaveLink.objects.filter(used_on__lt=stale, games=None).delete()
    follow_up.sweep()
    over = list(Workshop.objects.filter(delete_at__lte=engine.now()))
    for workshop in over:
        delete(workshop)
    _forget_the_gone()
    if over:
        logger.info("%d workshops were deleted, as their welcome screen had said", len(over))
    return len(over)


def delete(workshop: Workshop) -> None:
    """Delete a workshop with people, notes, answers and log, and what memory and cache know of it.

    Only the follow-ups that its people took along stay, by its uuid alone, until their own last day. Pages of it that are
    still open learn so at their next beat.
    """
    uuid = workshop.uuid
    players = list(Player.objects.filter(workshop=workshop).values_list("id_in_log", flat=True))
    texts = [
        f"{dilemma['id']}.situation" for dilemma in workshop.script.get("document", {}).get("dilemmas", ())
    ]
    workshop.delete()
    _forget(uuid)
    signs.forget(uuid, [*players, DESK])
    taps.forget(uuid, players, [*texts, follow_up.PLACE])


def _forget(uuid: UUID) -> None:
    log.forget_workshop(uuid)
    render.forget_workshop(uuid)


def _forget_the_gone() -> None:
    """Another process may have deleted what this one still remembers."""
    known = log.remembered() | render.remembered()
    there = set(Workshop.objects.filter(uuid__in=known).values_list("uuid", flat=True))
    for uuid in sorted(known - there):
        _forget(uuid)
