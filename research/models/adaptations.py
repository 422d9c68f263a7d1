"""What became of a practice elsewhere: taken up in X, changed Y, result Z."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from research.models.cases import Case
from research.models.fields import YearField
from research.models.places import Placed
from research.models.practices import Practice
from research.models.reviewed import Licensed, Reviewed
from research.models.searched import FoldedField, Searched
from research.models.sources import Source


class Adaptation(Searched, Placed, Licensed, Reviewed):
    """A practice as a government took it up. It may grow into a case of its own, and is no evidence by itself."""

    class Result(models.TextChoices):
        """One word for what became of it."""

        KEPT = "kept", _("kept")
        MIXED = "mixed", _("kept, with mixed results")
        DROPPED = "dropped", _("dropped again")
        TOO_EARLY = "too_early", _("too early to say")

    slug = models.SlugField(
        _("slug"), max_length=60, unique=True, help_text=_("Its short name, as in its lasting address.")
    )
    practice = models.ForeignKey(
        Practice, models.PROTECT, verbose_name=_("practice"), related_name="adaptations"
    )
    from_case = models.ForeignKey(
        Case,
        models.SET_NULL,
        verbose_name=_("learned from the case"),
        related_name="adaptations",
        null=True,
        blank=True,
    )
    government = models.CharField(
        _("taken up by"), max_length=160, help_text=_("The municipality or agency, by its name.")
    )
    since = YearField(
        _("since"), null=True, blank=True, help_text=_("A year. Empty where it was not recorded.")
    )
    changed = models.TextField(_("what was changed"))
    result = models.CharField(_("result"), max_length=12, choices=Result.choices)
    result_told = models.TextField(
        _("what came of it"), help_text=_("In two or three sentences, also what did not go well.")
    )
    told_by = models.CharField(
        _("who tells it"),
        max_length=200,
        help_text=_("The organisation itself, or a source. Never the name of a private person."),
    )
    source = models.ForeignKey(
        Source, models.PROTECT, verbose_name=_("source"), related_name="adaptations", null=True, blank=True
    )
    folded = FoldedField(
        titles=("government",), texts=("slug", "place", "changed", "result_told"), country="country"
    )

    history = HistoricalRecords(excluded_fields=["folded"])

    class Meta:
        verbose_name = _("adaptation")
        verbose_name_plural = _("adaptations")
        ordering = ("government", "slug")

    def __str__(self) -> str:
        return f"{self.government}: {self.practice}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("adaptation", args=[self.slug])
