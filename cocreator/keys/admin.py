"""Accounts in the admin, with roles instead of single rights, and the audit log, to be read and never changed."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cocreator.keys import roles
from cocreator.keys.models import AuditLine
from research.admin.readonly import ReadOnly

#: What only somebody who may do everything may give.
BEYOND_ROLES = ("is_superuser", "is_staff", "user_permissions")

#: The keys of others, and addresses of their own, are nobody's to see here.
for _model in (
    get_user_model(),
    Group,
    EmailAddress,
    Authenticator,
    SocialAccount,
    SocialApp,
    SocialToken,
):
    admin.site.unregister(_model)


@admin.register(get_user_model())
class AccountAdmin(UserAdmin):  # type: ignore[type-arg]
    """Accounts. An administrator gives roles, and touches nobody who may do everything."""

    list_display = ("username", "email", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "groups")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (_("Roles"), {"fields": ("is_active", "groups")}),
        (_("Beyond roles"), {"fields": BEYOND_ROLES}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Without what lies beyond roles, for everybody whom it would let climb."""
        found = super().get_fieldsets(request, obj)
        is_above = request.user.is_superuser
        return [one for one in found if is_above or not set(BEYOND_ROLES) & set(one[1]["fields"])]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who may do everything is changed by their like only."""
        return super().has_change_permission(request, obj) and _within_reach(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As with changing."""
        return super().has_delete_permission(request, obj) and _within_reach(request, obj)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Accounts are deleted one by one, on their own page."""
        actions: dict[str, Any] = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def save_related(self, request: HttpRequest, form: Any, *args: Any, **options: Any) -> None:
        """With the roles, the way into the admin is given or taken; who may do everything sets it by hand."""
        super().save_related(request, form, *args, **options)
        if not request.user.is_superuser:
            roles.settle(form.instance)


def _within_reach(request: HttpRequest, account: Any) -> bool:
    return account is None or bool(request.user.is_superuser) or not account.is_superuser


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """Roles are read here: what each may do stands in one table of the program."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Roles come with the program."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As they are."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They stay."""
        return False


@admin.register(AuditLine)
class AuditLineAdmin(ReadOnly):
    """Who did what to which record, and when: the newest first."""

    list_display = ("at", "who", "deed", "kind", "record", "detail")
    list_filter = ("deed", "kind")
    search_fields = ("=account", "=record")
    date_hierarchy = "at"
    fields = list_display
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> Any:
        """The lines, each with the name that its account has now."""
        names = get_user_model().objects.filter(pk=OuterRef("account")).values("username")
        return super().get_queryset(request).annotate(name=Subquery(names))

    @admin.display(description=_("who"))
    def who(self, line: Any) -> str:
        """The name that the account has now; its number if it has none any more."""
        if line.account is None:
            return gettext("nobody who is logged in")
        return str(line.name or gettext("account %d, deleted") % line.account)
