"""A rehearsal that a facilitator leads: the same settings, bots in all seats, the real desk and the real wall (C·10, BOT-2).

It is a workshop of its own with a code of its own. What stays of it, besides nothing, is which deeds of the desk were
tried; that is noted with the workshop that was rehearsed.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import transaction

from game import opening, retention
from game.models import LogLine, Workshop
from game.rules import Refused, refused

User = AbstractBaseUser | AnonymousUser

#: So many times as fast as the real thing.
SPEEDS = (1, 3, 10)
USUAL_SPEED = 10
#: So many rehearsals of different workshops one account may have under way; the oldest makes room.
MOST_PER_ACCOUNT = 3
#: Once people play, nobody rehearses any more.
REHEARSED_IN = ("draft", "lobby")
#: Deeds of the desk that can be tried, by the event that tells of them.
TRIES = {
    "RoundOpened": "open-round",
    "StepClosed": "close-step",
    "TimeAdded": "extend",
    "SteppedBack": "step-back",
}


def begin(workshop: Workshop, user: User, speed: int) -> Workshop:
    """The rehearsal of a workshop, opened; the second of two taps finds the first one's. An older one is deleted.

    Raises Refused where the workshop is under way or cannot be opened, and ValueError for a speed that there is not.
    """
    if speed not in SPEEDS:
        raise ValueError("no such speed")
    with transaction.atomic():
        workshop = Workshop.objects.select_for_update(no_key=True).get(pk=workshop.pk)
        if workshop.phase not in REHEARSED_IN or real_one_of(workshop):
            raise Refused(refused.NOT_NOW)
        wanted = _settings(workshop, user, speed)
        known = of(workshop)
        over: list[Workshop] = []
        if known is not None and _is_untouched(known, workshop, wanted):
            rehearsal = known
        else:
            rehearsal = _made(workshop, wanted)
            over = [*_others_of(user, workshop), *([known] if known else [])]
    for one in over:
        end(one)
    return _opened(rehearsal, user, speed)


def of(workshop: Workshop) -> Workshop | None:
    """The rehearsal of a workshop that is under way, if there is one."""
    return Workshop.objects.filter(chosen__rehearsal_of=workshop.slug).first()


def real_one_of(rehearsal: Workshop) -> str:
    """The slug of the workshop that this one rehearses; empty for one that is no rehearsal."""
    return str(rehearsal.chosen.get("rehearsal_of", ""))


def end(rehearsal: Workshop) -> None:
    """Delete a rehearsal; which deeds were tried in it is noted with its workshop."""
    found = tried_in(rehearsal)
    with transaction.atomic():
        row = Workshop.objects.select_for_update(no_key=True).filter(slug=real_one_of(rehearsal)).first()
        if row is not None and not found <= set(row.chosen.get("tried", ())):
            row.chosen["tried"] = sorted(found | set(row.chosen.get("tried", ())))
            row.save(update_fields=["chosen"])
    retention.delete(rehearsal)


def tried(workshop: Workshop) -> frozenset[str]:
    """Which deeds of the desk were tried in any rehearsal of a workshop: verbs, as its buttons name them."""
    known, rehearsal = frozenset(workshop.chosen.get("tried", ())), of(workshop)
    return known | tried_in(rehearsal) if rehearsal else known


def tried_in(rehearsal: Workshop) -> frozenset[str]:
    """Which deeds of the desk a facilitator has tried in a rehearsal."""
    lines = LogLine.objects.filter(workshop=rehearsal, event__in=TRIES, by__isnull=False)
    return frozenset(TRIES[event] for event in lines.values_list("event", flat=True).distinct())


def _settings(workshop: Workshop, user: User, speed: int) -> dict[str, Any]:
    """What the rehearsal is set up with. Dates make no sense in ten minutes, so slow play is led round by round."""
    chosen = {**opening.DEFAULTS, **{n: v for n, v in workshop.chosen.items() if n in opening.DEFAULTS}}
    return {
        **chosen,
        "mode": "gate" if chosen["mode"] == "slow" else chosen["mode"],
        "bots": True,
        "retention": 1,
        "speed": speed,
        "rehearsal_of": workshop.slug,
        "rehearsed_by": user.pk,
    }


def _is_untouched(rehearsal: Workshop, workshop: Workshop, wanted: dict[str, Any]) -> bool:
    """Whether a rehearsal has only just begun, and is set up as the workshop is now."""
    own = {name: rehearsal.chosen.get(name) for name in wanted if name != "rehearsed_by"}
    same = own == {name: value for name, value in wanted.items() if name != "rehearsed_by"}
    return (
        same
        and rehearsal.phase in REHEARSED_IN
        and rehearsal.scenario_id == workshop.scenario_id
        and rehearsal.table_names == workshop.table_names
        and rehearsal.title == workshop.title
    )


def _made(workshop: Workshop, chosen: dict[str, Any]) -> Workshop:
    rehearsal = Workshop.objects.create(
        scenario=workshop.scenario, title=workshop.title, table_names=workshop.table_names, chosen=chosen
    )
    rehearsal.facilitators.set(workshop.facilitators.all())
    return rehearsal


def _others_of(user: User, workshop: Workshop) -> list[Workshop]:
    """Rehearsals of other workshops that an account has too many of, now that there is one more."""
    mine = Workshop.objects.filter(chosen__rehearsed_by=user.pk).exclude(chosen__rehearsal_of=workshop.slug)
    return list(mine.order_by("-created_at", "-pk")[MOST_PER_ACCOUNT - 1 :])


def _opened(rehearsal: Workshop, user: User, speed: int) -> Workshop:
    """Its doors are open, whoever was quicker to open them; one that cannot be opened is no more."""
    try:
        opening.open_doors(rehearsal, by=user.pk, speed=speed)
    except Refused as refusal:
        if refusal.message != refused.ALREADY_OPEN:
            rehearsal.delete()
            raise
    rehearsal.refresh_from_db(fields=("phase", "version", "doors_open"))
    return rehearsal
