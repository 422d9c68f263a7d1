"""Who helps to lead a workshop, and what a facilitator notes for nobody else."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from game.models.signs import REFLECTION_LENGTH, new_key
from game.models.workshop import Workshop


class TableHost(models.Model):
    """An account that serves some tables of a workshop, by number, and has a few verbs there (section "The facilitator's verbs")."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="hosts")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="hosting")
    tables = models.JSONField(_("tables"), default=list)

    class Meta:
        verbose_name = _("table host")
        verbose_name_plural = _("table hosts")
        constraints = [models.UniqueConstraint(fields=("workshop", "account"), name="one_host_per_account")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.tables}"


class Invitation(models.Model):
    """A link by which one more account comes to lead: the whole workshop, or as a host of some tables, by number.

    It can be taken up once, and taken back before that.
    """

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="invitations")
    key = models.CharField(max_length=32, unique=True, default=new_key)
    tables = models.JSONField(_("tables"), default=list, help_text=_("none: the whole workshop"))
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("made_at",)

    def __str__(self) -> str:
        return f"{self.pk}"


class DeskNote(models.Model):
    """What a facilitator noted about a table. Nobody but its writer is shown it, and it goes with the workshop."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="desk_notes")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    table = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=REFLECTION_LENGTH)

    class Meta:
        verbose_name = _("note of a facilitator")
        verbose_name_plural = _("notes of facilitators")
        constraints = [
            models.UniqueConstraint(fields=("workshop", "account", "table"), name="one_desk_note_per_table")
        ]

    def __str__(self) -> str:
        return f"{self.workshop_id} {self.table}"
