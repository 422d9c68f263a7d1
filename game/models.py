"""A workshop in the database: the row it is found by, its people, their texts, and the log that is the truth."""

from __future__ import annotations

import secrets
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

#: Letters and figures of a code, without those that look alike (PHASE-6).
CODE_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 6
NAME_LENGTH = 40
REASON_LENGTH = 140
REFLECTION_LENGTH = 500


def new_code() -> str:
    """Six signs to type at the door."""
    return "".join(secrets.choice(CODE_SIGNS) for _sign in range(CODE_LENGTH))


def new_slug() -> str:
    """A random word for addresses; it opens nothing by itself."""
    return secrets.token_hex(5)


def new_key() -> str:
    """The secret of a personal link."""
    return secrets.token_urlsafe(18)


def new_player_id() -> str:
    """A random id; no table ties it to a person."""
    return secrets.token_hex(6)


class Workshops(models.Manager["Workshop"]):
    """Workshops without their frozen script, which is large and read only for a cold fold."""

    def get_queryset(self) -> models.QuerySet[Workshop]:
        """All workshops; the script is loaded when it is asked for."""
        return super().get_queryset().defer("script")


class Workshop(models.Model):
    """One live run of one script. What is not frozen at opening is a summary of the log, kept by the engine."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.CharField(_("slug"), max_length=20, unique=True, default=new_slug)
    code = models.CharField(_("code"), max_length=CODE_LENGTH, unique=True, default=new_code)
    title = models.CharField(_("title"), max_length=80, blank=True)
    script = models.JSONField(_("frozen script"))
    table_names = models.JSONField(_("names of tables"), default=dict)
    facilitators: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("facilitators"), blank=True, related_name="workshops"
    )
    is_demo = models.BooleanField(_("demo"), default=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    phase = models.CharField(_("phase"), max_length=12, default="draft")
    doors_open = models.BooleanField(_("doors open"), default=False)
    version = models.PositiveIntegerField(_("version"), default=0)

    objects = Workshops()

    class Meta:
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.title or self.slug


class Player(models.Model):
    """A person in a workshop: a chosen name, and the key of the personal link. No account, no address (KEEP-1)."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="players")
    id_in_log = models.CharField(max_length=16)
    name = models.CharField(max_length=NAME_LENGTH)
    key = models.CharField(max_length=32, unique=True, default=new_key)

    class Meta:
        verbose_name = _("player")
        verbose_name_plural = _("players")
        constraints = [models.UniqueConstraint(fields=("workshop", "id_in_log"), name="one_row_per_player")]

    def __str__(self) -> str:
        return self.name


class Note(models.Model):
    """Free text by a person, one per player and step; it can be deleted and never enters the log."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="notes")
    player = models.CharField(max_length=16)
    id_in_log = models.CharField(max_length=40)
    text = models.CharField(max_length=REFLECTION_LENGTH)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [models.UniqueConstraint(fields=("workshop", "id_in_log"), name="one_note_per_step")]

    def __str__(self) -> str:
        return self.id_in_log


class LogLine(models.Model):
    """One event of a workshop, numbered without gaps. Lines are appended and not rewritten."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="lines")
    version = models.PositiveIntegerField()
    event = models.CharField(max_length=40)
    data: Any = models.JSONField(default=dict)
    at = models.BigIntegerField(help_text="milliseconds since 1970")

    class Meta:
        verbose_name = _("log line")
        verbose_name_plural = _("log lines")
        ordering = ("version",)
        constraints = [models.UniqueConstraint(fields=("workshop", "version"), name="one_line_per_version")]

    def __str__(self) -> str:
        return f"{self.version} {self.event}"
