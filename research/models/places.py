"""Where something is: a place, a country by its two letters, and a point that is only approximate."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from research.countries import name_of


class Placed(models.Model):
    """Something with a place."""

    place = models.CharField(_("place"), max_length=120)
    country = models.CharField(
        _("country"),
        max_length=2,
        db_index=True,
        validators=[
            RegexValidator(r"^[A-Z]{2}$", _("A country is two capital letters, as in ISO 3166: DK."))
        ],
        help_text=_("Two capital letters, as in ISO 3166."),
    )
    lat = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("Approximate."),
    )
    lon = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("Approximate."),
    )

    class Meta:
        abstract = True

    @property
    def country_name(self) -> str:
        """The name of the country."""
        return name_of(self.country)
