"""What can be played: an authored scenario and its texts, one row each."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from research.files import records
from scenarios.links import current_versions, rests
from scenarios.script import Script, parse
from scenarios.shelf import copied


class Scenarios(models.Manager["Scenario"]):
    """All scenarios."""

    def ready(self) -> models.QuerySet[Scenario]:
        """Those that a workshop can be opened on: those of the project, and local ones without a problem.

        Told by what was found when they were last saved; opening looks once more.
        """
        return self.filter(models.Q(is_local=False) | models.Q(is_ready=True))


class Scenario(models.Model):
    """An authored, editable scenario. `document` is structure, `texts` prose per language, nested by id.

    One that ships with the project follows its files and is not edited. A local one was made here, of a copy.
    """

    slug = models.SlugField(_("slug"), unique=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    document = models.JSONField(_("document"))
    texts = models.JSONField(_("texts"))
    digest = models.CharField(_("digest of the file it came from"), max_length=64, blank=True)
    is_local = models.BooleanField(_("made here"), default=False, editable=False)
    origin = models.CharField(
        _("copied from"), max_length=80, blank=True, editable=False, help_text=_("Its slug and version.")
    )
    is_ready = models.BooleanField(
        _("can be opened"),
        default=False,
        editable=False,
        help_text=_("It had no problems when it was last saved."),
    )
    played_version = models.PositiveIntegerField(
        _("newest version that was opened"), null=True, editable=False
    )

    objects = Scenarios()
    history = HistoricalRecords(excluded_fields=["is_local", "origin", "is_ready", "played_version"])

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

    def claim(self) -> bool:
        """Note that a workshop opens on this version, so that the next change makes another one.

        False if somebody has saved something else meanwhile, and nothing is noted.
        """
        mine = Scenario.objects.filter(pk=self.pk, digest=self.digest, version=self.version)
        return bool(mine.update(played_version=self.version))

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


class Unclear(models.Model):
    """How often a text was called unclear, by its key, version and language. Nobody is named (ROOM-6)."""

    slug = models.CharField(_("scenario"), max_length=50)
    version = models.PositiveIntegerField(_("version"))
    key = models.CharField(_("text"), max_length=120)
    language = models.CharField(_("language"), max_length=8)
    count = models.PositiveIntegerField(_("how often"), default=0)

    class Meta:
        verbose_name = _("unclear text")
        verbose_name_plural = _("unclear texts")
        ordering = ("slug", "-count", "key")
        constraints = [
            models.UniqueConstraint(fields=("slug", "version", "key", "language"), name="unclear_once")
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.version}: {self.key} ({self.language})"
