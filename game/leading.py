"""Who leads, and how somebody comes to it: by a link that one account takes up, and that can be taken back.

Rights belong to accounts, never to a device. A link for the whole workshop makes one more facilitator; a link for some
tables makes their host.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import count, groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from game import log
from game.models import DeskNote, Invitation, TableHost, Workshop, new_key

MOST_TABLES = 100
LONGEST_NUMBERS = 600
KEY = re.compile(r"[\w-]{24}", re.ASCII)
SPAN = re.compile(r"(\d{1,3})(?:-(\d{1,3}))?", re.ASCII)


def how_many_tables(workshop: Workshop) -> int:
    """How many tables a workshop has, or is set up to have."""
    if workshop.phase != "draft":
        return len(log.current(workshop).state.tables)
    chosen = workshop.chosen.get("tables")
    return chosen if isinstance(chosen, int) else MOST_TABLES


def numbers_in(typed: str, most: int) -> list[int]:
    """The numbers of tables in words such as `1-6, 9`, in order and each once.

    A ValidationError says in a sentence what cannot be read, or which table there is not.
    """
    told = re.sub(r"\s*[-\u2010-\u2015]\s*", "-", typed)
    words = [word for word in re.split(r"[\s,;]+", told) if word]
    if not words or len(typed) > LONGEST_NUMBERS:
        raise ValidationError(_("Write the numbers of the tables, such as 1-6, 9."))
    found: set[int] = set()
    for word in words:
        span = SPAN.fullmatch(word)
        if span is None:
            raise ValidationError(
                _("“%(word)s” is no table. Write numbers, such as 1-6, 9."), params={"word": word[:20]}
            )
        first, last = sorted((int(span[1]), int(span[2] or span[1])))
        for number in (first, last):
            if not 1 <= number <= most:
                raise ValidationError(
                    _("There is no table %(number)d. The last one is %(most)d."),
                    params={"number": number, "most": most},
                )
        found.update(range(first, last + 1))
    return sorted(found)


def numbers_as_words(numbers: Iterable[int]) -> str:
    """Numbers of tables as people write them: `1-6, 9`."""
    steps = count()
    runs = [list(run) for _gap, run in groupby(sorted(numbers), key=lambda number: number - next(steps))]
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def invite(workshop: Workshop, tables: list[int], key: str = "") -> Invitation:
    """An invitation to the whole workshop (no tables) or to some tables.

    `key` is the one that the form brought along, so that the second of two taps makes no second invitation.
    """
    if not KEY.fullmatch(key):
        key = new_key()
    made, is_new = Invitation.objects.get_or_create(
        key=key, defaults={"workshop": workshop, "tables": tables}
    )
    if not is_new and (made.workshop_id, made.tables, made.taken_by_id) != (workshop.pk, tables, None):
        return Invitation.objects.create(workshop=workshop, tables=tables)
    return made


def leads_already(invitation: Invitation, account: Any) -> bool:
    """Whether an account has all that an invitation would give."""
    workshop = invitation.workshop
    if workshop.facilitators.filter(pk=account.pk).exists():
        return True
    host = TableHost.objects.filter(workshop=workshop, account=account).first()
    return host is not None and bool(invitation.tables) and set(invitation.tables) <= set(host.tables)


def claim(invitation: Invitation, account: Any) -> bool:
    """Take an invitation up; false if somebody else was first. Of two at once, one has it."""
    with transaction.atomic():
        Workshop.objects.select_for_update(no_key=True).get(pk=invitation.workshop_id)
        free = Invitation.objects.filter(pk=invitation.pk, taken_by=None)
        if not free.update(taken_by=account):
            return Invitation.objects.filter(pk=invitation.pk, taken_by=account).exists()
        if invitation.tables:
            _settle_host(invitation.workshop, account)
        else:
            invitation.workshop.facilitators.add(account)
    return True


def take_back(invitation: Invitation) -> None:
    """Take an invitation back, and with it the rights that it gave.

    A ValidationError says that nobody else would be left to lead.
    """
    with transaction.atomic():
        workshop = Workshop.objects.select_for_update(no_key=True).get(pk=invitation.workshop_id)
        fresh = Invitation.objects.select_for_update().filter(pk=invitation.pk).first()
        if fresh is None:
            return
        invitation, account = fresh, fresh.taken_by
        if account is not None and not invitation.tables:
            if not workshop.facilitators.filter(is_active=True).exclude(pk=account.pk).exists():
                raise ValidationError(_("Nobody else leads this workshop. Invite somebody first."))
            workshop.facilitators.remove(account)
        invitation.delete()
        if account is not None and invitation.tables:
            _settle_host(workshop, account)


def came_by_link(workshop: Workshop) -> list[Any]:
    """The accounts that lead the whole workshop by an invitation."""
    taken = workshop.invitations.filter(taken_by__isnull=False).select_related("taken_by")
    return [invitation.taken_by for invitation in taken if not invitation.tables]


def _settle_host(workshop: Workshop, account: Any) -> None:
    """The tables of a host are those of all invitations that the account has taken up; without any there is no host."""
    taken = Invitation.objects.filter(workshop=workshop, taken_by=account)
    tables = sorted({number for invitation in taken for number in invitation.tables})
    if tables:
        TableHost.objects.update_or_create(workshop=workshop, account=account, defaults={"tables": tables})
    else:
        TableHost.objects.filter(workshop=workshop, account=account).delete()


def notes_of(workshop: Workshop, account: int | None) -> dict[int, str]:
    """What an account noted about tables, by number; for nobody else."""
    mine = DeskNote.objects.filter(workshop=workshop, account=account).order_by("table")
    return dict(mine.values_list("table", "text"))
