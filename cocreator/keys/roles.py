"""The one table of roles: which group each is, whether it enters the admin, and the least rights that its work needs.

Whoever has several roles has the rights of all. Votes and notes of persons are on no page that any role could open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

RECORDS = ("organisation", "source", "case", "practice", "evidence", "adaptation", "translation")
ALL = ("add", "change", "delete", "view")


def each(app: str, deeds: tuple[str, ...], *models: str) -> frozenset[str]:
    """The names of rights as Django knows them: `research.add_case`."""
    return frozenset(f"{app}.{deed}_{model}" for deed in deeds for model in models)


@dataclass(frozen=True, slots=True)
class Role:
    """A role: its name for people, its group, whether it enters the admin, and its rights."""

    name: str
    spoken: str | Promise
    group: str
    enters_admin: bool
    rights: frozenset[str]


RESEARCHING = (
    each("research", ALL, *RECORDS)
    | each("research", ("change", "view"), "level")
    | each("research", ("view",), "publishedversion", "loaded")
    | each("research", ("view", "change", "delete"), "submission")
)
ROLES = {
    role.name: role
    for role in (
        Role("facilitator", _("Facilitator"), "Facilitators", False, each("game", ("add",), "workshop")),
        Role(
            "author",
            _("Author"),
            "Authors",
            True,
            each("scenarios", ("add", "change", "view"), "scenario")
            | each("scenarios", ("view",), "unclear"),
        ),
        Role("researcher", _("Researcher"), "Researchers", True, RESEARCHING),
        Role(
            "reviewer",
            _("Reviewer"),
            "Reviewers",
            True,
            RESEARCHING | each("research", ("add",), "publishedversion"),
        ),
        Role(
            "administrator",
            _("Administrator"),
            "Administrators",
            True,
            each("auth", ALL, "user")
            | each("auth", ("view",), "group")
            | each("game", ("view",), "workshop")
            | each("game", ALL, "study", "informationsheet")
            | each("keys", ("view",), "auditline")
            | each("keys", ("add", "delete", "view"), "accountinvitation"),
        ),
    )
}


def give(account: Any, name: str) -> None:
    """Give an account a role, and the way into the admin if the role works there."""
    role = ROLES[name]
    account.groups.add(Group.objects.get(name=role.group))
    settle(account)


def settle(account: Any) -> None:
    """Let an account into the admin if one of its roles works there, and otherwise not; those who may all stay."""
    if account.is_superuser:
        return
    working = [role.group for role in ROLES.values() if role.enters_admin]
    account.is_staff = account.groups.filter(name__in=working).exists()
    account.save(update_fields=["is_staff"])
