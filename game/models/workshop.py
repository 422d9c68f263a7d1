"""The row by which a workshop is found, and the log that is the truth of it."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from game.models.signs import CODE_LENGTH, TITLE_LENGTH, new_code, new_key, new_slug


class SaveLink(models.Model):
    """The link by which somebody who plays alone comes back, and the endings found with it. No name, no address (SOLO-1).

    `endings` holds, by scenario, the endings found, such as `yyn bright`.
    """

    key = models.CharField(max_length=32, unique=True, default=new_key)
    endings = models.JSONField(default=dict)
    used_on = models.DateField(default=localdate)

    class Meta:
        verbose_name = _("save link")
        verbose_name_plural = _("save links")

    def __str__(self) -> str:
        return f"{self.pk}"


class Workshops(models.Manager["Workshop"]):
    """Workshops without their frozen script, which is large and read only for a cold fold."""

    def get_queryset(self) -> models.QuerySet[Workshop]:
        """All workshops; the script is loaded when it is asked for."""
        return super().get_queryset().defer("script")

    def version_now(self, pk: int, lock: bool = False) -> int:
        """The committed version of a workshop; with `lock`, nobody else changes it before this transaction ends.

        Written by hand because every request asks: the ORM takes far longer to compose this than a database to answer.
        Raises Workshop.DoesNotExist.
        """
        statement = "SELECT version FROM game_workshop WHERE id = %s"
        if lock and connection.features.has_select_for_no_key_update:
            statement += " FOR NO KEY UPDATE"
        with connection.cursor() as cursor:
            cursor.execute(statement, [pk])
            found = cursor.fetchone()
        if found is None:
            raise Workshop.DoesNotExist("deleted meanwhile")
        return int(found[0])


class Workshop(models.Model):
    """One live run of one script. What is not frozen at opening is a summary of the log, kept by the engine."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.CharField(_("slug"), max_length=20, unique=True, default=new_slug)
    code = models.CharField(_("code"), max_length=CODE_LENGTH, unique=True, default=new_code)
    title = models.CharField(_("title"), max_length=TITLE_LENGTH, blank=True)
    scenario = models.ForeignKey(
        "scenarios.Scenario", models.SET_NULL, verbose_name=_("scenario"), null=True, related_name="workshops"
    )
    chosen = models.JSONField(_("settings until the doors open"), default=dict)
    script = models.JSONField(_("frozen script"), default=dict)
    table_names = models.JSONField(_("names of tables"), default=dict)
    facilitators: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("facilitators"), blank=True, related_name="workshops"
    )
    save_link = models.ForeignKey(
        SaveLink, models.CASCADE, null=True, blank=True, editable=False, related_name="games"
    )
    study = models.ForeignKey(
        "game.Study", models.PROTECT, verbose_name=_("study"), null=True, blank=True, related_name="workshops"
    )
    is_demo = models.BooleanField(_("demo"), default=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    phase = models.CharField(_("phase"), max_length=12, default="draft")
    doors_open = models.BooleanField(_("doors open"), default=False)
    version = models.PositiveIntegerField(_("version"), default=0)
    delete_at = models.BigIntegerField(
        _("deleted at"), null=True, editable=False, db_index=True, help_text=_("milliseconds since 1970")
    )

    objects = Workshops()

    class Meta:
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.title or self.slug


class LogLine(models.Model):
    """One event of a workshop, numbered without gaps. Lines are appended, and rewritten only to forget (VOTE-10)."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="lines")
    version = models.PositiveIntegerField()
    event = models.CharField(max_length=40)
    data: Any = models.JSONField(default=dict)
    at = models.BigIntegerField(help_text="milliseconds since 1970")
    by = models.PositiveIntegerField(null=True, help_text="key of the facilitator who asked for it")

    class Meta:
        verbose_name = _("log line")
        verbose_name_plural = _("log lines")
        ordering = ("version",)
        constraints = [models.UniqueConstraint(fields=("workshop", "version"), name="one_line_per_version")]

    def __str__(self) -> str:
        return f"{self.version} {self.event}"
