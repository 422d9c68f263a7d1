"""What can be played: an authored scenario and its texts, one row each."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from scenarios.script import Script, parse


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

    def frozen(self) -> dict[str, Any]:
        """All that a workshop needs to play it, in all its languages, whatever is edited meanwhile."""
        return {"document": self.document, "texts": self.texts}

    def script(self) -> Script:
        """The scenario as it can be played; ScriptError if it cannot."""
        return parse(self.document, self.texts)
