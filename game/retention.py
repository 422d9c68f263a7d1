"""Deletion by date: everything of a workshop goes so many days after it closed, follow-ups on a day of their own (KEEP-4)."""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import UUID

from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from django.db.models import Max
from django.dispatch import Signal
from django.utils.timezone import localdate

from game import engine, follow_up, ledger, log, render, rewriting, signs, taps
from game.models import Player, SaveLink, Workshop
from game.rules import DESK
from game.rules import commands as c
from game.solo import LINK_DAYS
from game.study import anonymising

#: A workshop that nobody closes goes so many days after the last thing happened in it; dates of slow play lie closer together.
LEFT_ALONE_DAYS = 90
DAY = 24 * 60 * 60 * 1000
logger = logging.getLogger(__name__)
#: Sent once an hour: whoever else in the house keeps something for a time deletes it now.
swept = Signal()


def sweep() -> int:
    """Delete the workshops whose time is over, with people, notes, answers and log; what is anonymous of a study stays.

    Answers how many there were.
    """
    stale = localdate() - timedelta(days=LINK_DAYS)
    SaveLink.objects.filter(used_on__lt=stale, games=None).delete()
    follow_up.sweep()
    over = [*Workshop.objects.filter(delete_at__lte=engine.now()), *_left_alone()]
    gone = sum(_is_deleted(workshop) for workshop in over)
    _forget_the_gone()
    _prune_the_ledger()
    for receiver, fault in swept.send_robust(sender=None):
        if fault is not None:
            logger.error("%s did not delete what is over", receiver, exc_info=fault)
    if gone:
        logger.info("%d workshops were deleted, as their welcome screen had said", gone)
    return gone


def _is_deleted(workshop: Workshop) -> bool:
    """Delete one of those that are over. What cannot be read of one keeps none of the others beyond its day."""
    try:
        delete(workshop)
    except (OperationalError, InterfaceError):  # the database is away, for all of them
        raise
    except Exception:
        logger.exception("workshop %s is over and cannot be deleted", workshop.pk)
        return False
    return True


def _prune_the_ledger() -> None:
    try:
        ledger.prune()
    except (OSError, ledger.UnreadableError):
        logger.exception("the ledger of what was erased cannot be shortened")


def _left_alone() -> list[Workshop]:
    """Workshops that nobody has closed and in which nothing has happened for so long; drafts hold nobody's data."""
    last = Max("lines__at")
    open_ = Workshop.objects.filter(delete_at=None, save_link=None).exclude(phase="draft").annotate(last=last)
    return list(open_.filter(last__lte=engine.now() - LEFT_ALONE_DAYS * DAY))


def delete(workshop: Workshop) -> None:
    """Delete a workshop with people, notes, answers and log, and what memory and cache know of it.

    Only the follow-ups that its people took along stay, by its uuid alone, until their own last day, and of a study the rows
    that lead to nobody. Pages of it that are still open learn so at their next beat. A study whose log cannot be read leaves no
    rows, as its day was promised to its people.
    """
    with transaction.atomic():
        # Whoever is writing ends first, and whoever comes next finds it gone.
        if not Workshop.objects.select_for_update().filter(pk=workshop.pk).exists():
            return
        _keep_rows(workshop)
        uuid, texts = workshop.uuid, _tapped(workshop)
        players = list(Player.objects.filter(workshop=workshop).values_list("id_in_log", flat=True))
        workshop.delete()
    _forget(uuid)
    signs.forget(uuid, [*players, DESK])
    taps.forget(uuid, players, texts)


def _keep_rows(workshop: Workshop) -> None:
    """Keep what of a study leads to nobody, if its log can be read."""
    try:
        anonymising.anonymise(workshop)
    except DatabaseError:
        raise
    except Exception:
        logger.exception("no rows of workshop %s can be kept", workshop.pk)


def erase(workshop: Workshop, player: str, durable: bool = True) -> None:
    """Forget one person: name, words, choices and votes, in tables, log, memory and cache; what was decided stays (KEEP-6).

    A game that is played alone goes as a whole, since it is all one person's. Raises Refused for nobody. What is not
    `durable` is a part of the caller's own transaction.
    """
    if workshop.save_link_id:
        link = workshop.save_link
        delete(workshop)
        if link is not None and not link.games.exists():
            link.delete()
        return
    engine.submit(workshop, c.Erase(player, rewriting.rounds_of(workshop, player)), durable=durable)
    render.forget_workshop(workshop.uuid)
    signs.forget(workshop.uuid, [player])
    taps.forget(workshop.uuid, [player], _tapped(workshop))


def _tapped(workshop: Workshop) -> list[str]:
    """What a person may have tapped once: a text that was unclear, the link for later."""
    dilemmas = workshop.script.get("document", {}).get("dilemmas", ())
    return [*(f"{dilemma['id']}.situation" for dilemma in dilemmas), follow_up.PLACE]


def _forget(uuid: UUID) -> None:
    log.forget_workshop(uuid)
    render.forget_workshop(uuid)


def _forget_the_gone() -> None:
    """Another process may have deleted what this one still remembers, or somebody may have been erased after the close."""
    known = log.remembered() | render.remembered()
    there = {
        uuid: version if phase == "closed" else 0
        for uuid, phase, version in Workshop.objects.filter(uuid__in=known).values_list(
            "uuid", "phase", "version"
        )
    }
    for uuid in sorted(known):
        remembered = log.recall(uuid)
        if uuid not in there or (remembered is not None and remembered.state.version < there[uuid]):
            _forget(uuid)
