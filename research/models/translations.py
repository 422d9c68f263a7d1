"""Texts of a level or a practice in another language than English."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from research import licence
from research.fingerprints import LENGTH, MACHINE
from research.models.checking import check_texts


def languages() -> list[tuple[str, str]]:
    """Those into which records can be translated, each in its own words."""
    return [(code, name) for code, name in settings.LANGUAGES if code != licence.LANGUAGE]


class Translation(models.Model):
    """The texts of one record in one language. They are shown at once, and say who made them.

    `texts` holds, by the name of the field, a text or a list of texts (research/translating.py). `of` is the fingerprint
    of the English of these fields: where the published record has another one, the translation is stale.
    """

    class Kind(models.TextChoices):
        """What can be translated."""

        LEVEL = "level", _("level")
        PRACTICE = "practice", _("practice")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    record = models.SlugField(_("record"), max_length=60, help_text=_("By its slug."))
    language = models.CharField(_("language"), max_length=10, choices=languages)
    texts = models.JSONField(_("texts"), default=dict, blank=True, editable=False, validators=[check_texts])
    by = models.CharField(
        _("translated by"),
        max_length=80,
        default=MACHINE,
        help_text=_(
            "A name that readers may see, or “machine” until somebody who speaks the language has read all of it."
        ),
    )
    date = models.DateField(_("translated on"), default=timezone.localdate)
    of = models.CharField(
        _("fingerprint of the English texts"),
        max_length=LENGTH,
        editable=False,
        validators=[RegexValidator(rf"^[0-9a-f]{{{LENGTH}}}$")],
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        ordering = ("language", "kind", "record")
        constraints = [
            models.UniqueConstraint(
                fields=("kind", "record", "language"),
                name="translated_once",
                violation_error_message=_("This record is translated into this language already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.record} ({self.language})"

    def get_absolute_url(self) -> str:
        """The page of its record."""
        return reverse(self.kind, args=[self.record])
