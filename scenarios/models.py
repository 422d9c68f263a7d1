"""What can be played: an authored scenario and its texts, one row each."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from research.files import records
from scenarios.links import current_versions, rests
from scenarios.script import Script, parse
from scenarios.shelf import copied


class Scenario(models.Model):
    """An authored, editable scenario. `document` is structure, `texts` prose per language, nested by id."""

    slug = models.SlugField(_("slug"), unique=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    document = models.JSONField(_("document"))
    texts = models.JSONField(_("texts"))
    digest = models.CharField(_("digest of the file it came from"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug

    def save(self, *args: Any, **options: Any) -> None:
        """Save it, and anew what it rests on, in the versions of today: whoever saves it has looked at them."""
        with transaction.atomic():
            super().save(*args, **options)
            if "document" in (options.get("update_fields") or ("document",)):
                self._link()

    def _link(self) -> None:
        current = current_versions()
        links = (
            Link(scenario=self, version=current.get((rest.kind, rest.slug), ""), **asdict(rest))
            for rest in rests(self.document)
        )
        self.links.all().delete()
        Link.objects.bulk_create(links)

    def frozen(self) -> dict[str, Any]:
        """All that a workshop needs to play it, in all its languages, whatever is edited meanwhile."""
        return {
            "document": self.document,
            "texts": self.texts,
            "library": copied(self.document, records()),
        }

    def script(self) -> Script:
        """The scenario as it can be played; ScriptError if it cannot."""
        return parse(self.document, self.texts)


class Link(models.Model):
    """An option of a scenario rests on a record of the library. Made of the document whenever that is saved.

    Without dilemma and option, the scenario as a whole does. `support` is sourced, partly or inferred; `version` the
    version of the record that was there then, or empty where that is not known.
    """

    class Kind(models.TextChoices):
        """What it rests on."""

        PRACTICE = "practice", _("practice")
        CASE = "case", _("case")
        SOURCE = "source", _("source")

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="links")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    slug = models.TextField()
    dilemma = models.TextField(blank=True)
    option = models.TextField(blank=True)
    support = models.TextField(blank=True)
    version = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ("id",)
        indexes = [models.Index(fields=("kind", "slug"), name="link_by_record")]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.kind, self.slug, self.dilemma, self.option)))
