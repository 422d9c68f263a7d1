"""What is heard in the house and written into the audit log, or ends log-ins. Lower rooms need not know of either."""

from __future__ import annotations

import json
from typing import Any

from allauth.account.signals import login_code_rejected, password_changed, password_set
from allauth.mfa import signals as factors
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import get_user_model, user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import m2m_changed, post_delete, post_save
from simple_history.signals import post_create_historical_record

from cocreator.keys import audit, invitations, leading, log_ins
from game import retention
from research.models import PublishedVersion
from research.models.reviewed import Reviewed

#: What happens to an account's groups, and how it is told.
ROLES = {"post_add": "+", "post_remove": "-", "pre_clear": "-"}
ACCOUNT = "auth.user"


def begin() -> None:
    """Listen from now on."""
    user = get_user_model()
    heard: tuple[tuple[Any, Any, Any], ...] = (
        (user_logged_in, logged_in, None),
        (user_logged_out, logged_out, None),
        (user_login_failed, log_in_failed, None),
        (login_code_rejected, code_rejected, None),
        (password_changed, keys_changed, None),
        (password_set, keys_changed, None),
        (factors.authenticator_added, keys_changed, None),
        (factors.authenticator_removed, keys_changed, None),
        (factors.authenticator_reset, keys_changed, None),
        (factors.authentication_failed, second_factor_failed, None),
        (m2m_changed, roles_changed, user.groups.through),
        (m2m_changed, roles_changed, user.user_permissions.through),
        (post_save, changed_in_admin, LogEntry),
        (post_save, published, PublishedVersion),
        (post_create_historical_record, withdrawn, None),
        (post_delete, deleted, None),
        (retention.swept, swept, None),
        *leading.heard(),
    )
    for signal, receiver, sender in heard:
        signal.connect(receiver, sender=sender, dispatch_uid=f"keys {receiver.__name__} {sender}")


def logged_in(request: Any, user: Any, **told: Any) -> None:
    """Somebody came in."""
    if hasattr(request, "session"):
        log_ins.begin(request)
    audit.write("logged-in", account=user.pk, kind=ACCOUNT, record=user.pk)


def logged_out(user: Any, **told: Any) -> None:
    """Somebody went."""
    if user is not None:
        audit.write("logged-out", account=user.pk, kind=ACCOUNT, record=user.pk)


def log_in_failed(credentials: dict[str, Any], **told: Any) -> None:
    """Somebody was not let in. Of names that are no account nothing is kept."""
    found = get_user_model().objects.filter(username=credentials.get("username") or "").first()
    if found is not None:
        audit.write("log-in-failed", kind=ACCOUNT, record=found.pk)


def second_factor_failed(user: Any, **told: Any) -> None:
    """The password was right, and the second key was not."""
    audit.write("log-in-failed", kind=ACCOUNT, record=user.pk, detail="second factor")


def code_rejected(user: Any, **told: Any) -> None:
    """Somebody asked for a code by e-mail, and typed another one."""
    audit.write("log-in-failed", kind=ACCOUNT, record=user.pk, detail="code by e-mail")


def keys_changed(request: Any, user: Any, authenticator: Any = None, **told: Any) -> None:
    """Another password, another second factor: whoever else is logged in with this account is so no longer."""
    log_ins.end_others(user, request.session.session_key)
    what = "password" if authenticator is None else str(authenticator.type)
    audit.write("keys-changed", account=user.pk, kind=ACCOUNT, record=user.pk, detail=what)


def roles_changed(
    sender: Any, instance: Any, action: str, reverse: bool, model: Any, pk_set: Any, **told: Any
) -> None:
    """Roles or single rights of an account were given or taken."""
    if action not in ROLES:
        return
    user = get_user_model()
    field = "groups" if sender is user.groups.through else "user_permissions"
    if reverse:  # told from the side of the group
        changed = {pk: str(instance) for pk in pk_set or _holders(instance)}
    else:
        given = model.objects.filter(pk__in=pk_set) if pk_set is not None else getattr(instance, field).all()
        changed = {instance.pk: ", ".join(sorted(map(str, given)))}
    for pk, names in changed.items():
        if names:
            audit.write("roles-changed", kind=ACCOUNT, record=pk, detail=ROLES[action] + names)


def _holders(group: Any) -> list[int]:
    return list(group.user_set.values_list("pk", flat=True))


def changed_in_admin(instance: LogEntry, created: bool, **told: Any) -> None:
    """Something was added or changed in the admin: which fields, and never what stands in them."""
    if not created or instance.action_flag > CHANGE or instance.content_type is None:
        return
    deed = "changed" if instance.action_flag == CHANGE else "added"
    kind = ".".join(instance.content_type.natural_key())
    audit.write(
        deed, account=instance.user_id, kind=kind, record=instance.object_id, detail=_fields(instance)
    )


def _fields(entry: LogEntry) -> str:
    try:
        said = json.loads(entry.change_message or "[]")
    except ValueError:
        return ""  # a sentence of our own pages, not a list of fields
    parts = [part for one in said if isinstance(one, dict) for part in one.values() if isinstance(part, dict)]
    return ", ".join(str(name) for part in parts for name in part.get("fields", ()))


def deleted(sender: Any, instance: Any, **told: Any) -> None:
    """Something that has a page in the admin was deleted, there or at a desk, by somebody who is logged in."""
    if apps.ready and admin.site.is_registered(sender) and audit.who() is not None:
        audit.write("deleted", kind=sender._meta.label_lower, record=instance.pk)  # noqa: SLF001  Django's documented way


def published(instance: PublishedVersion, created: bool, **told: Any) -> None:
    """A record went out."""
    if created and instance.reviewer_id:
        kind = f"research.{instance.kind}"
        audit.write("published", account=instance.reviewer_id, kind=kind, record=instance.slug[:40])


def withdrawn(instance: Any, history_instance: Any, **told: Any) -> None:
    """A record was taken off the public pages."""
    if getattr(instance, "state", None) == Reviewed.State.WITHDRAWN and history_instance.history_user_id:
        kind = instance._meta.label_lower  # noqa: SLF001  Django's documented way
        audit.write("withdrawn", account=history_instance.history_user_id, kind=kind, record=instance.pk)


def swept(**told: Any) -> None:
    """Once an hour: what is over goes."""
    audit.forget()
    invitations.forget()
    log_ins.clear()
