"""The joint of the library: this source shows this practice, this case or both, on this level."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from research.models.cases import Case
from research.models.levels import Level
from research.models.practices import Practice
from research.models.sources import Source


class Evidence(models.Model):
    """What one source shows. Level, statement, strength and locator stay empty where they were not recorded.

    Rows of one case with the same level and statement hold one claim up together; they are not several findings.
    """

    class Strength(models.TextChoices):
        """How well the claim is supported."""

        STRONG = "strong", _("strong")
        MODERATE = "moderate", _("moderate")
        WEAK = "weak", _("weak")
        INFERRED = "inferred", _("inferred")

    class Direction(models.TextChoices):
        """Whether the source speaks for the claim or against it."""

        SUPPORTS = "supports", _("supports")
        CONTRADICTS = "contradicts", _("contradicts")
        MIXED = "mixed", _("mixed")

    class Kind(models.TextChoices):
        """What about it the source shows."""

        CONTEXT = "context", _("context")
        MECHANISM = "mechanism", _("how it works")
        OUTCOME = "outcome", _("what came of it")

    class Grade(models.IntegerChoices):
        """The strength of one row in a number, by which practices and cases are graded (research/editions/grading.py)."""

        OUR_READING = 0, _("0: our reading, or a claim without support")
        ONE_ACCOUNT = 1, _("1: one account")
        COMPARED = 3, _("3: before and after, or a comparison")
        INDEPENDENT = 4, _("4: independent evaluation with a stated method")

    class Independent(models.TextChoices):
        """Whether the source has no part in what it describes."""

        YES = "yes", _("yes")
        NO = "no", _("no")
        UNCLEAR = "unclear", _("unclear")

    class Method(models.TextChoices):
        """How the source came to know."""

        INTERVIEW = "interview", _("interview")
        SURVEY = "survey", _("survey")
        DOCUMENT = "document", _("documents")
        OBSERVATION = "observation", _("observation")
        REGISTER = "register", _("register data")

    source = models.ForeignKey(
        Source, verbose_name=_("source"), related_name="evidence", on_delete=models.PROTECT
    )
    practice = models.ForeignKey(
        Practice,
        verbose_name=_("practice"),
        related_name="evidence",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
    )
    case = models.ForeignKey(
        Case, verbose_name=_("case"), related_name="evidence", on_delete=models.CASCADE, null=True, blank=True
    )
    level = models.ForeignKey(
        Level,
        verbose_name=_("level"),
        related_name="evidence",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    statement = models.CharField(_("statement"), max_length=500, blank=True, help_text=_("One sentence."))
    strength = models.CharField(
        _("strength"),
        max_length=20,
        choices=Strength.choices,
        blank=True,
        help_text=_("How well the claim is supported. Empty where it was not recorded."),
    )
    locator = models.CharField(
        _("place in the source"), max_length=120, blank=True, help_text=_("Page, minute or paragraph.")
    )
    direction = models.CharField(
        _("direction"),
        max_length=12,
        choices=Direction.choices,
        default=Direction.SUPPORTS,
        help_text=_("What speaks against the claim is shown beside what speaks for it."),
    )
    kind = models.CharField(
        _("kind"),
        max_length=12,
        choices=Kind.choices,
        blank=True,
        help_text=_("What the source shows of it."),
    )
    grade = models.PositiveSmallIntegerField(
        _("grade"),
        choices=Grade.choices,
        null=True,
        blank=True,
        help_text=_("Empty until a curator has graded the row. 4 only if the source is independent."),
    )
    independent = models.CharField(
        _("independent"),
        max_length=10,
        choices=Independent.choices,
        blank=True,
        help_text=_("Shares no author, issuer or party with the case."),
    )
    method = models.CharField(
        _("method"), max_length=12, choices=Method.choices, blank=True, help_text=_("How the source knows.")
    )
    quote = models.CharField(
        _("short quotation"),
        max_length=300,
        blank=True,
        help_text=_("Word for word, as short as will do."),
    )
    order = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Among the rows of its case or practice.")
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ("order", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(practice__isnull=False) | Q(case__isnull=False),
                name="evidence_is_about_something",
                violation_error_message=_("Evidence shows a practice, a case or both."),
            ),
            models.CheckConstraint(
                condition=Q(grade__isnull=True) | ~Q(grade=4) | Q(independent="yes"),
                name="grade_4_is_independent",
                violation_error_message=_("Grade 4 needs a source that is independent."),
            ),
            models.UniqueConstraint(
                F("source"),
                Coalesce(F("practice"), Value(0)),
                Coalesce(F("case"), Value(0)),
                Coalesce(F("level"), Value(0)),
                F("statement"),
                name="evidence_is_said_once",
                violation_error_message=_("This source shows the same already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source.slug}: {self.statement or (self.practice or self.case)}"

    def get_absolute_url(self) -> str:
        """The page of the record that it is about."""
        about = self.practice or self.case
        return (about or self.source).get_absolute_url()
