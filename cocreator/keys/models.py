"""Two tables: invitations to have an account, and the audit log."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Lines(models.QuerySet["AuditLine"]):
    """Lines of the audit log are added and read; they go by time alone."""

    def update(self, **values: Any) -> int:
        """Nobody changes a line."""
        raise TypeError("a line of the audit log is not changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Nobody deletes a line by hand; `audit.forget` does when its time is over."""
        raise TypeError("a line of the audit log is not deleted by hand")


class AuditLine(models.Model):
    """Who did what to which record, and when. An account is a number: with the account its name goes too."""

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True, editable=False)
    account = models.BigIntegerField(_("who"), null=True, db_index=True, editable=False)
    deed = models.SlugField(_("did what"), max_length=40, editable=False)
    kind = models.CharField(_("kind of record"), max_length=80, blank=True, editable=False)
    record = models.CharField(_("record"), max_length=40, blank=True, editable=False)
    detail = models.CharField(_("more"), max_length=200, blank=True, editable=False)

    objects = Lines.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("line of the audit log")
        verbose_name_plural = _("audit log")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.deed} {self.kind} {self.record}".strip()

    def save(self, *args: Any, **options: Any) -> None:
        """Only once."""
        if not self._state.adding:
            raise TypeError("a line of the audit log is not changed")
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """Never by hand."""
        raise TypeError("a line of the audit log is not deleted by hand")


class AccountInvitation(models.Model):
    """A link by which one person comes to have an account. The address is forgotten once it is used or over."""

    address = models.EmailField(_("e-mail address"), blank=True)
    role = models.CharField(_("role"), max_length=20)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="invitations_made"
    )
    made_at = models.DateTimeField(default=timezone.now)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at", "-pk")
        verbose_name = _("account invitation")
        verbose_name_plural = _("account invitations")

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"
