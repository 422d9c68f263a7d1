"""Whom a case belongs to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from research.models.places import Placed
from research.models.reviewed import Reviewed
from research.models.searched import FoldedField, Searched


class Organisation(Searched, Placed, Reviewed):
    """An organisation with a case. It is a beacon only from the day on which it agreed, with who agreed on record.

    Being a beacon is no part of a published version: whoever takes it back is gone from the beacons at once.
    """

    class Kind(models.TextChoices):
        """Our sorting."""

        MUNICIPALITY = "municipality", _("municipality")
        REGION = "region", _("region")
        MINISTRY = "ministry", _("ministry")
        AGENCY = "agency", _("agency")
        HOSPITAL = "hospital", _("hospital")
        NETWORK = "network", _("network")
        OTHER = "other", _("other organisation")

    slug = models.SlugField(
        _("slug"), max_length=60, unique=True, help_text=_("Its short name, as in the address of its page.")
    )
    name = models.CharField(_("name"), max_length=160)
    name_en = models.CharField(_("name in English"), max_length=160, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, help_text=_("Our sorting."))
    note = models.TextField(_("note"), blank=True)
    beacon_since = models.DateField(_("agreed to be a beacon on"), null=True, blank=True)
    beacon_agreed_by = models.CharField(
        _("who agreed"),
        max_length=200,
        blank=True,
        help_text=_("Who said yes for the organisation, and how."),
    )
    beacon_withdrawn_on = models.DateField(
        _("no longer a beacon since"), null=True, blank=True, help_text=_("The beacon ends on the same day.")
    )
    offers = models.TextField(
        _("what it offers to visitors"), blank=True, help_text=_("In its own words, once it has agreed.")
    )
    mailbox = models.EmailField(
        _("mailbox of a role"),
        blank=True,
        help_text=_(
            "Never the address of a person: participation@example.org. Shown only with the consent below."
        ),
    )
    mailbox_agreed = models.BooleanField(
        _("the mailbox may be shown"), default=False, help_text=_("Its holder has agreed.")
    )
    folded = FoldedField(titles=("name", "name_en"), texts=("slug", "place", "note"), country="country")

    history = HistoricalRecords(excluded_fields=["folded"])

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("name",)
        constraints = [
            models.CheckConstraint(
                condition=Q(beacon_since__isnull=True) | ~Q(beacon_agreed_by=""),
                name="beacon_needs_who_agreed",
                violation_error_message=_("A beacon needs on record who agreed."),
            ),
            models.CheckConstraint(
                condition=Q(beacon_withdrawn_on__isnull=True) | Q(beacon_since__isnull=False),
                name="only_a_beacon_can_end",
                violation_error_message=_("Only what has been a beacon can stop being one."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_beacon(self) -> bool:
        """Whether it has agreed, and has not taken it back."""
        return self.beacon_since is not None and self.beacon_withdrawn_on is None

    def get_absolute_url(self) -> str:
        """The page of the organisation."""
        return reverse("organisation", args=[self.slug])
