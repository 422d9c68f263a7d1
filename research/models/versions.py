"""What the public reads: numbered versions of records, which never change once they are there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.deletion import ProtectedError
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

#: What may be written after a version was made: whether it is the newest, and whether it was withdrawn.
CHANGING = frozenset({"is_current", "withdrawn_at", "withdrawn_why", "folded", "facets"})


def _refuse(versions: set[Any]) -> NoReturn:
    raise ProtectedError(gettext("A published version stays as it is."), versions)


class Versions(models.QuerySet["PublishedVersion"]):
    """Versions, of which none can be deleted, and none rewritten."""

    def delete(self) -> NoReturn:
        """Refused."""
        _refuse(set(self))

    def update(self, **fields: Any) -> int:
        """Only what may change."""
        if not fields.keys() <= CHANGING:
            _refuse(set(self))
        return super().update(**fields)

    def bulk_create(self, objs: Iterable[Any], *args: Any, **options: Any) -> list[Any]:
        """New ones. None is written over another."""
        if options.get("update_conflicts"):
            _refuse(set(objs))
        return super().bulk_create(objs, *args, **options)


class PublishedVersion(models.Model):
    """One record as it was published: frozen, numbered, and with a digest by which anybody can check it.

    `says` is its edition (research/editions) as JSON. `folded` are the words to be found by, `facets` the filters that it
    passes, each between blanks, like ` level:2 country:DK `; both are derived from `says` and may be made anew.
    """

    class Checked(models.TextChoices):
        """Who has looked at it before it was published."""

        EDITORIAL = "editorial", _("editorial check only: no scholar has reviewed it yet")
        SCHOLAR = "scholar", _("reviewed by a second person")

    kind = models.CharField(_("kind"), max_length=12)
    slug = models.SlugField(_("slug"), max_length=60)
    number = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=400)
    says = models.JSONField(_("what it says"))
    digest = models.CharField(_("SHA-256 of what it says"), max_length=64)
    what_changed = models.CharField(_("what changed"), max_length=300)
    published_at = models.DateTimeField(_("published at"), db_index=True)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("sent by"),
        null=True,
        related_name="+",
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("published by"),
        null=True,
        related_name="+",
    )
    checked = models.CharField(_("check"), max_length=12, choices=Checked.choices)
    licence = models.CharField(_("licence"), max_length=20)
    doi = models.CharField(_("DOI"), max_length=200, blank=True)
    is_current = models.BooleanField(_("current"), default=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)
    withdrawn_why = models.CharField(_("why it was withdrawn"), max_length=300, blank=True)
    folded = models.TextField(_("words to be found by"), blank=True)
    facets = models.TextField(_("filters that it passes"), blank=True)

    objects = Versions.as_manager()

    class Meta:
        verbose_name = _("published version")
        verbose_name_plural = _("published versions")
        ordering = ("kind", "slug", "-number")
        constraints = [
            models.UniqueConstraint(fields=("kind", "slug", "number"), name="numbered_once"),
            models.UniqueConstraint(
                fields=("kind", "slug"), condition=Q(is_current=True), name="one_current_version"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="versions_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug} v{self.number}"

    def save(self, *args: Any, **options: Any) -> None:
        """Save it for the first time. Afterwards nothing but what may change is written, by update."""
        if not self._state.adding:
            _refuse({self})
        super().save(*args, **{**options, "force_insert": True})

    def get_absolute_url(self) -> str:
        """The lasting page of this version."""
        return reverse(f"{self.kind}_version", args=[self.slug, self.number])

    def delete(self, *_how: Any, **_options: Any) -> NoReturn:
        """Refused."""
        _refuse({self})
