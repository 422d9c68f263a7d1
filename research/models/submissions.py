"""What somebody outside sends to the curators. It never becomes a record or public by itself."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


def new_id() -> str:
    """A random name for one filled form, so that two taps on its button send it once."""
    return secrets.token_hex(12)


class Submission(models.Model):
    """A lead, a case of one's own, or an adaptation. Whoever sent it is not kept: no address, no device, no cookie.

    `said` holds the plain answers by the name of their field. `contact` is there only if its owner wants to be
    written to. Of what a table sends, `received_at` knows the day and not the hour.
    """

    class Kind(models.TextChoices):
        """What it is."""

        LEAD = "lead", _("lead")
        CASE = "case", _("case of one's own")
        ADAPTATION = "adaptation", _("adaptation")

    class Origin(models.TextChoices):
        """Where it was written."""

        PAGE = "page", _("page of the library")
        TABLE = "table", _("table in the game")

    class State(models.TextChoices):
        """What became of it."""

        NEW = "new", _("new")
        TAKEN = "taken", _("taken up")
        DECLINED = "declined", _("declined")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    practice = models.SlugField(
        _("practice"), max_length=60, blank=True, help_text=_("By its slug. Empty where none was named.")
    )
    said = models.JSONField(_("what was said"), default=dict)
    contact = models.EmailField(
        _("address to write back to"),
        blank=True,
        help_text=_("Kept only if its owner wants to be written to."),
    )
    agreed = models.BooleanField(
        pgettext_lazy("to what was asked", "agreed"),
        default=False,
        help_text=_("To being kept, and to the licence CC BY 4.0."),
    )
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices, default=Origin.PAGE)
    sent_as = models.CharField(max_length=32, unique=True, default=new_id, editable=False)
    received_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.NEW, db_index=True
    )
    note = models.TextField(_("note of the curator"), blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("handled by"), null=True, related_name="+"
    )
    handled_at = models.DateTimeField(_("handled"), null=True)
    became = models.CharField(
        _("became"), max_length=80, blank=True, help_text=_("Kind and slug of the draft that was made of it.")
    )

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ("-received_at", "-pk")
        constraints = [
            models.CheckConstraint(condition=models.Q(agreed=True), name="submission_is_agreed_to"),
        ]

    def __str__(self) -> str:
        """Nothing that was written: this is what the admin's own history keeps after a deletion."""
        return f"{self.get_kind_display()}, {self.received_at:%Y-%m-%d}"
