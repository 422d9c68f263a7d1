"""What became of plans, told weeks later by random links; nothing leads from a link to a person (KEEP-4)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from game import calendars, taps
from game.models import FollowUp, ReportText, Workshop
from game.rules import Refused, refused
from game.rules.figures.follow_up import Look
from game.rules.hall.follow_up import NOTHING, OUTCOMES, REASONS, counts_from, may_begin, most
from game.rules.state import Player, State

#: A link works for so many days, and its entry in a calendar is after so many.
DAYS, REMINDER_DAYS = 90, 35
#: Where the day of the entry is over already, it is so many days ahead.
SOON_DAYS = 7
#: Figures change only when so many more people have answered, so that two looks never differ by one person (KEEP-3).
FEWEST_MORE = 5
#: The figures that may be told are kept beside the texts of the report, and go with the workshop.
PLACE = "follow-up"


def begin(workshop: Workshop, state: State, player: Player, key: str) -> FollowUp:
    """The row of a link; the second of two taps finds the first one's. Refused where there is no link to be had.

    Nothing of the player is written, and the day counts from the phase, not from the tap.
    """
    if not may_begin(state, player):
        raise Refused(refused.NO_FOLLOW_UP)
    until = _day(counts_from(state)) + timedelta(days=DAYS)
    with transaction.atomic():
        Workshop.objects.select_for_update(no_key=True).get(pk=workshop.pk)
        mine = FollowUp.objects.filter(workshop=workshop.uuid)
        known = mine.filter(key=key).first()
        if known is not None:
            return known
        if mine.count() >= most(state) or FollowUp.objects.filter(key=key).exists():
            raise Refused(refused.NO_LINK_LEFT)
        if not taps.is_first(workshop.uuid, player.id, PLACE):  # that there is one, never which
            raise Refused(refused.HAS_A_LINK)
        return FollowUp.objects.create(key=key, workshop=workshop.uuid, until=until)


def found(key: str) -> FollowUp | None:
    """The row of a link, as long as the link works; its last day is included."""
    return FollowUp.objects.filter(key=key, until__gte=localdate()).first()


def answer(row: FollowUp, outcome: str, helped: Iterable[str], hindered: Iterable[str]) -> None:
    """Keep an answer in place of the one before; where it is the fifth new one, the figures are counted anew."""
    row.outcome, row.helped, row.hindered = outcome, _ticked(helped), _ticked(hindered)
    with transaction.atomic():
        workshop = Workshop.objects.select_for_update(no_key=True).filter(uuid=row.workshop).first()
        FollowUp.objects.filter(pk=row.pk).update(
            outcome=row.outcome, helped=row.helped, hindered=row.hindered
        )
        if workshop is not None:
            _count(workshop)


def counted(workshop: Workshop) -> tuple[Look, ...]:
    """The figures each time that they were counted, the last of them last; none where nothing was counted yet.

    The earlier ones may have been seen, so that what is told of the last depends on them.
    """
    kept = ReportText.objects.filter(workshop=workshop, place=PLACE).first()
    if kept is None:
        return ()
    found: list[dict[str, Any]] | dict[str, Any] = json.loads(kept.text)
    return tuple(Look(**look) for look in (found if isinstance(found, list) else [found]))


def sweep() -> int:
    """Delete the rows whose last day is over. Answers how many there were."""
    return FollowUp.objects.filter(until__lt=localdate()).delete()[0]


def reminder_day(row: FollowUp) -> date:
    """When to ask oneself: five weeks after the plan; where that is over, in a week, but while the link works."""
    planned = row.until - timedelta(days=DAYS - REMINDER_DAYS)
    today = localdate()
    return planned if planned > today else min(row.until, today + timedelta(days=SOON_DAYS))


def calendar(row: FollowUp, title: str, words: str, address: str, language: str) -> bytes:
    """A calendar file with one entry that lasts a whole day and holds the link. It tells no hour at which it was made."""
    day = reminder_day(row)
    entry = calendars.Entry(row.key, day, day + timedelta(days=1), title, language, words, address)
    return calendars.file("follow-up", [entry], datetime.combine(day, datetime.min.time(), UTC))


def _count(workshop: Workshop) -> None:
    """Count once more where five more people have answered than were counted last; otherwise the figures stay."""
    rows = list(FollowUp.objects.filter(workshop=workshop.uuid).exclude(outcome=""))
    looks = counted(workshop)
    if len(rows) < (looks[-1].persons if looks else 0) + FEWEST_MORE:
        return
    look = Look(
        len(rows),
        _counts(OUTCOMES, (row.outcome for row in rows)),
        _counts(REASONS, (key for row in rows for key in row.helped)),
        _counts(REASONS, (key for row in rows for key in row.hindered)),
    )
    text = json.dumps([asdict(one) for one in (*looks, look)])
    ReportText.objects.update_or_create(workshop=workshop, place=PLACE, defaults={"text": text})


def _counts(keys: tuple[str, ...], told: Iterable[str]) -> dict[str, int]:
    counts = Counter(told)
    return {key: counts[key] for key in keys}


def _ticked(keys: Iterable[str]) -> list[str]:
    """The known keys in their own order; nothing only where nothing else was ticked."""
    sent = set(keys)
    ticked = [key for key in REASONS if key in sent]
    return ticked if ticked == [NOTHING] else [key for key in ticked if key != NOTHING]


def _day(milliseconds: int) -> date:
    return localdate(datetime.fromtimestamp(milliseconds / 1000, UTC))
