"""Records that are worked on here, and shown to the public only as versions that a second person has published."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from research.models.fields import LinesField


class Reviewed(models.Model):
    """Where a record is on its way to the public. What was published stands in PublishedVersion and does not change."""

    class State(models.TextChoices):
        """Draft, read by a second person, public, or no longer public."""

        DRAFT = "draft", _("draft")
        IN_REVIEW = "in_review", _("in review")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    #: Fields that say where the record is. They are no content: neither compared by the loader nor given away.
    WORKFLOW = ("state", "sent_by", "sent_at")

    state = models.CharField(
        _("state"),
        max_length=12,
        choices=State.choices,
        default=State.DRAFT,
        editable=False,
        db_index=True,
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("sent to review by"),
        null=True,
        editable=False,
        related_name="+",
    )
    sent_at = models.DateTimeField(_("sent to review at"), null=True, editable=False)

    class Meta:
        abstract = True


class Licensed(models.Model):
    """A text of our own: under which licence it is given away, and who wrote it."""

    class Licence(models.TextChoices):
        """The licences under which a text may be published here."""

        CC_BY = "CC-BY-4.0", _("CC BY 4.0: free to share and change, with our name")

    licence = models.CharField(
        _("licence"),
        max_length=20,
        choices=Licence.choices,
        blank=True,
        help_text=_("Needed for publishing. Only for texts in our own words."),
    )
    curators = LinesField(
        _("written by"),
        default=list,
        blank=True,
        help_text=_(
            "One person to a line, family name first, with an ORCID if there is one: Curie, Marie 0000-0002-1825-0097. "
            "They are named in every citation; leave it empty where nobody wants to be named."
        ),
    )

    class Meta:
        abstract = True
