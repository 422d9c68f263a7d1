"""The keys of staff, as a Django app with two small tables: invitations to have an account, and the audit log."""

from __future__ import annotations

from django.apps import AppConfig


class KeysConfig(AppConfig):
    name = "cocreator.keys"
    label = "keys"

    def ready(self) -> None:
        """One door for all: the admin has no log-in of its own. What happens at doors and desks is heard from now on."""
        from allauth.account.decorators import secure_admin_login  # noqa: PLC0415  models must be there first
        from django.contrib import admin  # noqa: PLC0415  as above

        from cocreator.keys import hearing  # noqa: PLC0415  as above

        admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
        hearing.begin()
