"""What is left when a workshop is over: texts in its report, what became of plans, and pooled figures."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from game.models.signs import REPORT_TEXT_LENGTH, new_key
from game.models.workshop import Workshop


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
