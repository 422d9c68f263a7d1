"""Research with what is played: the papers of a study, who has agreed to take part, and what stays of it (KEEP-5)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from game.models.people import Player
from game.models.signs import new_slug, new_study_code

#: On what the use of ordinary personal data rests, Art. 6(1) GDPR, and that of political opinions, Art. 9(2).
BASES = {
    "a": _("consent, Art. 6(1)(a) GDPR"),
    "e": _("a task in the public interest, Art. 6(1)(e) GDPR"),
    "f": _("legitimate interests, Art. 6(1)(f) GDPR"),
}
SPECIAL_BASES = {
    "a": _("explicit consent, Art. 9(2)(a) GDPR"),
    "g": _("substantial public interest, by law, Art. 9(2)(g) GDPR"),
    "j": _("research, by law and with safeguards, Art. 9(2)(j) GDPR"),
}


class Study(models.Model):
    """One study and its papers. A workshop under it opens only when nothing of them is missing.

    `people` are those to whom the rows of its players may go, `leaders` those who may hold workshops under it.
    """

    slug = models.CharField(_("slug"), max_length=20, unique=True, default=new_slug, editable=False)
    title = models.CharField(_("title"), max_length=120)
    protocol = models.CharField(
        _("protocol"), max_length=200, blank=True, help_text=_("Its number, and where it can be read.")
    )
    ethics = models.CharField(
        _("ethics approval"),
        max_length=200,
        blank=True,
        help_text=_("Which board, when; or why none is needed."),
    )
    controller = models.TextField(
        _("controller"),
        max_length=500,
        blank=True,
        help_text=_("Who decides what is done with the data: name and address."),
    )
    contact = models.CharField(
        _("contact"),
        max_length=200,
        blank=True,
        help_text=_("The data protection officer, or whom people ask."),
    )
    legal_basis = models.CharField(_("legal basis"), max_length=1, blank=True, choices=list(BASES.items()))
    special_basis = models.CharField(
        _("legal basis for political opinions"),
        max_length=1,
        blank=True,
        choices=list(SPECIAL_BASES.items()),
        help_text=_("What elected people choose and vote may tell what they think in politics."),
    )
    kept_until = models.DateField(
        _("kept until"), null=True, blank=True, help_text=_("On this day the rows are made anonymous.")
    )
    language = models.CharField(
        _("language of its workshops"), max_length=7, choices=settings.LANGUAGES, default="en"
    )
    people: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("who may have the rows"), blank=True, related_name="studies"
    )
    leaders: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("who may hold workshops"), blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("study")
        verbose_name_plural = _("studies")
        ordering = ("title",)

    def __str__(self) -> str:
        return self.title


class InformationSheet(models.Model):
    """What people read before they say whether their rows may be used. A changed text is another `version`."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="sheets")
    language = models.CharField(_("language"), max_length=7, choices=settings.LANGUAGES)
    text = models.TextField(_("text"), max_length=20_000)
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)

    class Meta:
        verbose_name = _("information sheet")
        verbose_name_plural = _("information sheets")
        ordering = ("language",)
        constraints = [models.UniqueConstraint(fields=("study", "language"), name="one_sheet_per_language")]

    def __str__(self) -> str:
        return f"{self.language} {self.version}"

    def save(self, *args: Any, **options: Any) -> None:
        """Count a version where the words are others than before."""
        before = InformationSheet.objects.filter(pk=self.pk).first() if self.pk else None
        if before is not None and before.text != self.text:
            self.version = before.version + 1
        super().save(*args, **options)


class Consent(models.Model):
    """A person has said yes. No row is no. Neither the hour nor the log knows of it, so that nobody else can tell.

    `pseudonym` names the rows in an export; `code` is for the person alone, to come back to them.
    """

    player = models.OneToOneField(Player, models.CASCADE, related_name="consent")
    language = models.CharField(max_length=7)
    sheet_version = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=12, unique=True, default=new_study_code)
    pseudonym = models.CharField(max_length=20, unique=True, default=new_slug)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")

    def __str__(self) -> str:
        return f"{self.pk}"


class AnonymousRows(models.Model):
    """What stays of a workshop of a study after its date: rows whose pseudonyms were thrown away, by the name of their table,
    and what was played."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="anonymous")
    made_on = models.DateField(default=localdate)
    tables = models.JSONField(default=dict)
    scripts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("anonymous rows")
        verbose_name_plural = _("anonymous rows")

    def __str__(self) -> str:
        return f"{self.study_id} {self.made_on}"
