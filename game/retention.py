"""Deletion by date: everything of a workshop goes so many days after it closed (KEEP-4)."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.utils.timezone import localdate

from game import engine, log
from game.models import SaveLink, Workshop
from game.solo import LINK_DAYS

logger = logging.getLogger(__name__)


def sweep() -> int:
    """Delete the workshops whose time is over, with people, notes, answers and log. Answers how many there were."""
    stale = localdate() - timedelta(days=LINK_DAYS)
    SaveLink.objects.filter(used_on__lt=stale, games=None).delete()
    over = list(Workshop.objects.filter(delete_at__lte=engine.now()))
    for workshop in over:
        delete(workshop)
    if over:
        logger.info("%d workshops were deleted, as their welcome screen had said", len(over))
    return len(over)


def delete(workshop: Workshop) -> None:
    """Delete a workshop with people, notes, answers and log. Pages of it that are still open learn so at their next beat."""
    uuid = workshop.uuid
    workshop.delete()
    log.forget_workshop(uuid)
