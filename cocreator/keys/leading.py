"""Who came to lead or to host a workshop, by whom, and who does no longer: heard for the audit log, as numbers of accounts."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.db.models.signals import m2m_changed, post_delete, post_save

from cocreator.keys import audit
from game.leading import numbers_as_words
from game.models import Invitation, TableHost, Workshop

KIND = "game.workshop"
#: What happens to those who lead, and how it is told. Who goes is looked up before, and so is found only who was there.
LEADERS = {"post_add": "+", "pre_remove": "-", "pre_clear": "-"}


def heard() -> tuple[tuple[Any, Any, Any], ...]:
    """Signals, who receives them, and from whom."""
    return (
        (m2m_changed, leaders_changed, Workshop.facilitators.through),
        (post_save, hosts_changed, TableHost),
        (post_delete, host_gone, TableHost),
        (post_save, invited, Invitation),
        (post_delete, taken_back, Invitation),
    )


def leaders_changed(instance: Any, action: str, reverse: bool, pk_set: Any, **told: Any) -> None:
    """Somebody leads a workshop from now on, named by a colleague or by a link, or does no longer."""
    if action not in LEADERS:
        return
    if reverse:  # told from the side of the account
        workshops = instance.workshops.filter(**_among(pk_set)).order_by("pk")
        changed = [(pk, instance.pk) for pk in workshops.values_list("pk", flat=True)]
    else:
        accounts = get_user_model().objects.filter(workshops=instance, **_among(pk_set)).order_by("pk")
        changed = [(instance.pk, pk) for pk in accounts.values_list("pk", flat=True)]
    for workshop, account in changed:
        audit.write("leaders-changed", kind=KIND, record=workshop, detail=f"{LEADERS[action]}{account}")


def hosts_changed(instance: TableHost, raw: bool = False, **told: Any) -> None:
    """Somebody hosts tables: all that are theirs from now on."""
    if not raw:
        tables = numbers_as_words(instance.tables)
        audit.write(
            "hosts-changed",
            kind=KIND,
            record=instance.workshop_id,
            detail=f"+{instance.account_id}: {tables}",
        )


def host_gone(instance: TableHost, origin: Any = None, **told: Any) -> None:
    """Somebody hosts no table any more. What goes with a workshop or an account has no line of its own."""
    if _is_itself(instance, origin):
        audit.write("hosts-changed", kind=KIND, record=instance.workshop_id, detail=f"-{instance.account_id}")


def invited(instance: Invitation, created: bool, raw: bool = False, **told: Any) -> None:
    """A link was made by which somebody comes to lead, or to host these tables."""
    if created and not raw:
        tables = numbers_as_words(instance.tables)
        audit.write("invited", kind=KIND, record=instance.workshop_id, detail=tables)


def taken_back(instance: Invitation, origin: Any = None, **told: Any) -> None:
    """Such a link was taken back; whose rights went with it stands in a line of their own."""
    if _is_itself(instance, origin):
        tables = numbers_as_words(instance.tables)
        audit.write("taken-back", kind=KIND, record=instance.workshop_id, detail=tables)


def _among(pk_set: Any) -> dict[str, Any]:
    return {} if pk_set is None else {"pk__in": pk_set}


def _is_itself(instance: Any, origin: Any) -> bool:
    """Whether a row was deleted for its own sake, and not with something else that it belonged to."""
    return (origin.model if isinstance(origin, QuerySet) else type(origin)) is type(instance)
