"""After a restore: what was erased since the backup was made is erased again, and nobody sees it in between (KEEP-6)."""

from __future__ import annotations

from game import ledger, retention, rewriting
from game.models import Consent, Player, SaveLink, Workshop
from game.rules import Refused


def apply(gone: frozenset[str]) -> int:
    """Erase what has a mark, inside the caller's transaction; answers how many workshops, links, people and yeses it was."""
    count = 0
    if not gone:
        return count
    count += _yeses(gone)
    for workshop in Workshop.objects.order_by("pk"):
        count += _people(workshop, gone)
        if ledger.whole(workshop.uuid) in gone:
            retention.delete(workshop)
            count += 1
    for link in SaveLink.objects.order_by("pk"):
        if ledger.link(link.key) in gone:
            link.delete()
            count += 1
    return count


def _yeses(gone: frozenset[str]) -> int:
    """Take back again each yes to a study that was taken back since (KEEP-5)."""
    given = Consent.objects.values_list("pk", "pseudonym")
    taken_back = {pk: ledger.yes(pseudonym) for pk, pseudonym in given if ledger.yes(pseudonym) in gone}
    for mark in taken_back.values():
        ledger.note(mark)  # the ledger of this site may be another one than that which was read
    Consent.objects.filter(pk__in=taken_back).delete()
    return len(taken_back)


def _people(workshop: Workshop, gone: frozenset[str]) -> int:
    names = list(Player.objects.filter(workshop=workshop).order_by("pk").values_list("id_in_log", flat=True))
    erased = [name for name in names if ledger.person(workshop.uuid, name) in gone]
    for name in erased:
        try:
            retention.erase(workshop, name, durable=False)
        except Refused:  # a row of somebody whom the log does not know
            rewriting.forget(workshop, name, ())
    return len(erased)
