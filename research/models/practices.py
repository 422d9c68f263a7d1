"""Ways of working, drawn from cases and research in our own words."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from research.models.cases import Case
from research.models.checking import check_rungs
from research.models.fields import LinesField
from research.models.levels import Level
from research.models.reviewed import Licensed, Reviewed
from research.models.searched import FoldedField, Searched


class Practice(Searched, Licensed, Reviewed):
    """A way of working. Its reading list is its evidence.

    `levels` says where it is at home and `cases` where it is described; neither is evidence.
    `strength` grades the practice as a whole, not its single sources.
    """

    class Strength(models.TextChoices):
        """How well the practice itself is supported."""

        STRONG = "strong", _("strong")
        MODERATE = "moderate", _("moderate")
        WEAK = "weak", _("weak")

    slug = models.SlugField(
        _("slug"), max_length=60, unique=True, help_text=_("Its short name, as in the address of its page.")
    )
    name = models.CharField(_("name"), max_length=160)
    levels = models.ManyToManyField(Level, verbose_name=_("levels"), related_name="practices")
    problem = models.TextField(_("problem"))
    how = models.TextField(_("how"))
    conditions = LinesField(_("must be in place"), help_text=_("One to a line."))
    risks = LinesField(_("risks"), help_text=_("One to a line."))
    do_not_copy_if = LinesField(
        _("do not copy if"),
        default=list,
        blank=True,
        help_text=_("When it would do harm elsewhere. One to a line."),
    )
    takes = models.TextField(
        _("what it takes"), blank=True, help_text=_("Money, time and people, as far as a source tells.")
    )
    rungs = models.JSONField(
        _("rung of the ladder"),
        default=dict,
        blank=True,
        validators=[check_rungs],
        help_text=_(
            'Towards which rung it helps, by number of the level: {"2": 4}. Our own reading, not validated.'
        ),
    )
    strength = models.CharField(
        _("strength as a whole"),
        max_length=20,
        choices=Strength.choices,
        help_text=_("A grade of the practice as a whole, not of its single sources."),
    )
    cases = models.ManyToManyField(
        Case,
        verbose_name=_("described in"),
        related_name="practices",
        blank=True,
        help_text=_("No evidence."),
    )
    note = models.TextField(_("note"), blank=True)
    folded = FoldedField(titles=("name",), texts=("slug", "problem", "how", "conditions", "risks", "note"))

    history = HistoricalRecords(excluded_fields=["folded"], m2m_fields=[levels, cases])

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of the practice."""
        return reverse("practice", args=[self.slug])
