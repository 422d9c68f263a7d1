"""A workshop in the database: the row it is found by, its people, their texts, and the log that is the truth."""

from __future__ import annotations

import secrets
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

#: Letters and figures of a code, without those that look alike (PHASE-6).
CODE_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 6
NAME_LENGTH = 40
TITLE_LENGTH = 80
REASON_LENGTH = 140
REFLECTION_LENGTH = 500
MESSAGE_LENGTH = 300
REPORT_TEXT_LENGTH = 4000


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


class ReportText(models.Model):
    """What the facilitators wrote into the report of a workshop, by the place where it stands."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="report_texts")
    place = models.CharField(max_length=40)
    text = models.TextField(max_length=REPORT_TEXT_LENGTH)

    class Meta:
        verbose_name = _("text in a report")
        verbose_name_plural = _("texts in reports")
        constraints = [
            models.UniqueConstraint(fields=("workshop", "place"), name="one_report_text_per_place")
        ]

    def __str__(self) -> str:
        return f"{self.workshop_id} {self.place}"


class FollowUp(models.Model):
    """What became of a plan, told some weeks later by whoever has its link. No name, no address, no player.

    `workshop` is the uuid only, so that the row outlives the workshop until `until`. `outcome` is done, partly, not, or
    nothing yet; `helped` and `hindered` are short keys.
    """

    key = models.CharField(max_length=32, unique=True, default=new_key)
    workshop = models.UUIDField(db_index=True)
    until = models.DateField(db_index=True)
    outcome = models.CharField(max_length=8, blank=True)
    helped = models.JSONField(default=list)
    hindered = models.JSONField(default=list)

    class Meta:
        verbose_name = _("follow-up of a plan")
        verbose_name_plural = _("follow-ups of plans")

    def __str__(self) -> str:
        return f"{self.pk}"


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


class Answer(models.Model):
    """How sure a person is, 0 to 10, or how often one has done it; a row that can be deleted, never in the log.

    `name` is `before-1` to `before-5`, `back-1` and `now-1` likewise, or `often` (0 never, 1 once, 2 some times,
    3 many times).
    """

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="answers")
    player = models.CharField(max_length=16)
    name = models.CharField(max_length=10)
    value = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=("workshop", "player", "name"), name="one_answer_per_row"),
            models.CheckConstraint(condition=models.Q(value__lte=10), name="answers_from_0_to_10"),
        ]

    def __str__(self) -> str:
        return f"{self.player}.{self.name}"


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


class Tally(models.Model):
    """What has come in of one dilemma since its last batch was closed. Nobody is shown it.

    It holds sums only: no workshop, no table, no person and no date, so nothing leads back (KEEP-7). `batch` is how many
    batches were closed, `counts` a dictionary of options with `tables`, `persons` and `largest`.
    """

    scenario = models.TextField()
    version = models.BigIntegerField()
    dilemma = models.TextField()
    batch = models.PositiveIntegerField(default=0)
    workshops = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        constraints = [
            models.UniqueConstraint(fields=("scenario", "version", "dilemma"), name="one_tally_per_dilemma")
        ]

    def __str__(self) -> str:
        return f"{self.scenario} {self.version} {self.dilemma}"


class Tallied(models.Model):
    """A cell of a closed batch, which may be shown: so many tables decided for one of these options (KEEP-3)."""

    scenario = models.TextField()
    version = models.BigIntegerField()
    dilemma = models.TextField()
    batch = models.PositiveIntegerField()
    options = models.CharField(max_length=4)
    tables = models.PositiveIntegerField()
    persons = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("pooled figure")
        verbose_name_plural = _("pooled figures")
        constraints = [
            models.UniqueConstraint(
                fields=("scenario", "version", "dilemma", "batch", "options"), name="one_cell_per_batch"
            ),
            models.CheckConstraint(condition=models.Q(persons__gte=5), name="five_persons_in_a_cell"),
        ]

    def __str__(self) -> str:
        return f"{self.scenario} {self.version} {self.dilemma} {self.options}"
