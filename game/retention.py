"""Deletion by date: everything of a workshop goes so many days after it closed (KEEP-4)."""

from __future__ import annotations

import logging

from game import engine, log
from game.models import Workshop

logger = logging.getLogger(__name__)


def sweep() -> int:
    """Delete the workshops whose time is over, with people, notes, answers and log. Answers how many there were."""
    over = list(Workshop.objects.filter(delete_at__lte=engine.now()))
    for workshop in over:
        delete(workshop)
    if over:
        logger.info("%d workshops were deleted, as their welcome screen had said", len(over))
    return len(over)


def delete(workshop: Workshop) -> None:
    """Delete a workshop with people, notes, answers and log."""
    uuid = workshop.uuid
    workshop.delete()
    log.forget_workshop(uuid)
