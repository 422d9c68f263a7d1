"""The ledger of the loader: what it made, and what that looked like then."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Loaded(models.Model):
    """One record of the files that was loaded once.

    `row` is the number of the row it became. A row whose present digest differs from `digest` was edited here;
    a row that is gone was deleted here. Neither is touched again.
    """

    kind = models.CharField(_("kind"), max_length=20)
    slug = models.CharField(_("name in the files"), max_length=200)
    row = models.PositiveBigIntegerField(_("row"))
    digest = models.CharField(_("digest of the row as last loaded"), max_length=64)

    class Meta:
        verbose_name = _("loaded row")
        verbose_name_plural = _("loaded rows")
        ordering = ("kind", "slug")
        constraints = [models.UniqueConstraint(fields=("kind", "slug"), name="loaded_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"
