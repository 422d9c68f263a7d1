"""Documented efforts, with what did not go well."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from research.models.fields import LinesField, YearField
from research.models.levels import Level
from research.models.organisations import Organisation
from research.models.places import Placed
from research.models.reviewed import Licensed, Reviewed
from research.models.searched import FoldedField, Searched
from research.models.sources import Source


class Case(Searched, Placed, Licensed, Reviewed):
    """A documented real effort.

    `sources` is a reading list and no evidence; `organisation` is the string as first written, `organisations` the links.
    `outcome` is one word, `outcome_basis` says whose reading that word is: the two are shown together.
    """

    class Outcome(models.TextChoices):
        """One word for what came of it."""

        SUCCESS = "success", _("success")
        MIXED = "mixed", _("mixed")
        FAILED = "failed", _("failed")
        TOO_EARLY = "too_early", _("too early to say")

    slug = models.SlugField(
        _("slug"), max_length=60, unique=True, help_text=_("Its short name, as in the address of its page.")
    )
    title = models.CharField(_("title"), max_length=160)
    organisation = models.CharField(
        _("organisation as first written"),
        max_length=200,
        blank=True,
        help_text=_("The links to organisations are kept apart from it."),
    )
    organisations = models.ManyToManyField(
        Organisation, verbose_name=_("organisations"), related_name="cases", blank=True
    )
    start_year = YearField(
        _("began in"), null=True, blank=True, help_text=_("A year. Empty where it was not recorded.")
    )
    policy_area = models.CharField(_("policy area"), max_length=200)
    actors = LinesField(_("actors"), help_text=_("One to a line."))
    problem = models.TextField(_("problem"))
    what_was_done = models.TextField(_("what was done"))
    obstacles = models.TextField(_("obstacles"))
    went_well = models.TextField(_("what went well"), blank=True)
    went_badly = models.TextField(_("what did not"), blank=True)
    outcome_sources = models.ManyToManyField(
        Source, verbose_name=_("sources on the outcomes"), related_name="outcome_cases", blank=True
    )
    outcome = models.CharField(
        _("outcome"),
        max_length=20,
        choices=Outcome.choices,
        db_index=True,
        help_text=_("One word for what came of it, to be read together with its basis."),
    )
    outcome_basis = models.CharField(
        _("basis of the outcome"), max_length=200, help_text=_("Whose reading the word is.")
    )
    lesson = models.TextField(_("transferable lesson"), help_text=_("The lesson we draw."))
    sources = models.ManyToManyField(
        Source,
        verbose_name=_("reading list"),
        related_name="reading_cases",
        blank=True,
        help_text=_("For further reading. What shows something stands in the evidence."),
    )
    verified = models.BooleanField(
        _("details confirmed"),
        default=False,
        help_text=_("Everything on the page was seen in a source itself."),
    )
    folded = FoldedField(
        titles=("title",),
        texts=(
            *("slug", "organisation", "place", "policy_area", "actors", "problem", "what_was_done"),
            *("obstacles", "went_well", "went_badly", "lesson"),
        ),
        country="country",
    )

    history = HistoricalRecords(
        excluded_fields=["folded"], m2m_fields=[organisations, sources, outcome_sources]
    )

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ("title",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=("success", "mixed", "failed", "too_early")),
                name="case_has_an_outcome",
                violation_error_message=_("A case says what came of it."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the case."""
        return reverse("case", args=[self.slug])

    @property
    def levels(self) -> list[Level]:
        """The levels on which evidence shows a change, in their order."""
        found = {row.level.number: row.level for row in self.evidence.all() if row.level is not None}
        return [found[number] for number in sorted(found)]
