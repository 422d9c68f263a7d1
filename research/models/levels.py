"""The four levels on which co-creation transforms an administration. They are there from the start and stay."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.db.models.deletion import ProtectedError
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from research.models.checking import check_ladder, check_tensions
from research.models.fields import LinesField
from research.models.reviewed import Reviewed
from research.models.searched import FoldedField, Searched


def _refuse(levels: set[Any]) -> NoReturn:
    raise ProtectedError(gettext("The four levels stay: a level cannot be deleted."), levels)


class Levels(models.QuerySet["Level"]):
    """Levels, of which none can be deleted."""

    def delete(self) -> NoReturn:
        """Refused."""
        _refuse(set(self))


class Level(Searched, Reviewed):
    """One of the four levels that COGOV WP4 names. `source` is the slug of the source that names it; the words are ours.

    `tensions` are dictionaries with `between` (two sides), `source_ids` and sometimes `note`.
    """

    number = models.PositiveSmallIntegerField(_("number"), primary_key=True)
    slug = models.SlugField(
        _("slug"), unique=True, help_text=_("Its short name, as in the address of its page.")
    )
    name = models.CharField(_("name"), max_length=80)
    short = models.CharField(_("in one line"), max_length=160)
    definition = models.TextField(_("definition"))
    what_changes = LinesField(_("what changes"), help_text=_("One to a line."))
    tensions = models.JSONField(
        _("tensions"),
        default=list,
        validators=[check_tensions],
        help_text=_("Each lies between two sides and names its sources by slug."),
    )
    signs = LinesField(_("signs"), help_text=_("One to a line."))
    source = models.SlugField(
        _("source that names the four levels"), max_length=60, help_text=_("By its slug.")
    )

    ladder = models.JSONField(
        _("ladder"),
        default=list,
        blank=True,
        validators=[check_ladder],
        help_text=_(
            "Five rungs from low to high, each with rung, name and observable. Our own construct, not validated."
        ),
    )
    ladder_sources = LinesField(
        _("sources that informed the ladder"),
        default=list,
        blank=True,
        help_text=_("By their slugs, one to a line."),
    )

    folded = FoldedField(titles=("name",), texts=("slug", "short", "definition", "what_changes", "signs"))

    objects = Levels.as_manager()
    history = HistoricalRecords(excluded_fields=["folded"])

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering = ("number",)
        constraints = [
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=4),
                name="level_is_one_of_four",
                violation_error_message=_("There are four levels."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    def get_absolute_url(self) -> str:
        """The page of the level."""
        return reverse("level", args=[self.slug])

    def delete(self, *_how: Any, **_options: Any) -> NoReturn:
        """Refused."""
        _refuse({self})
