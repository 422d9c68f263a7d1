"""Records that can be looked for: each keeps its own words, folded so that letters alike count as the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from research.countries import name_of
from research.folding import fold


class FoldedField(models.TextField):  # type: ignore[type-arg]
    """The folded words of a record, made anew whenever it is saved, alone or in bulk. Derived, and no content.

    `titles` and `texts` name the fields whose words these are; `country` names one that holds two letters.
    After changing them, a migration saves all rows again.
    """

    def __init__(
        self, *, titles: Iterable[str] = (), texts: Iterable[str] = (), country: str = "", **options: Any
    ) -> None:
        self.titles, self.texts, self.country = tuple(titles), tuple(texts), country
        super().__init__(
            **{"verbose_name": _("words to be found by"), **options, "editable": False, "blank": True}
        )

    def deconstruct(self) -> Any:
        """How a migration makes this field again."""
        name, path, args, options = super().deconstruct()
        for own in ("editable", "blank", "verbose_name"):
            options.pop(own, None)
        options |= {"titles": self.titles, "texts": self.texts, "country": self.country}
        return name, path, args, options

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Fold what the record says now."""
        texts = [_said(model_instance, name) for name in self.texts]
        if self.country:
            with override(None):
                texts.append(name_of(getattr(model_instance, self.country)))
        folded = fold([_said(model_instance, name) for name in self.titles], texts)
        setattr(model_instance, self.attname, folded)
        return folded


class Searched(models.Model):
    """Something with a FoldedField called `folded`."""

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        """Save, and never a text without its folded words."""
        fields = update_fields if update_fields is None else {*update_fields, "folded"}
        super().save(*args, update_fields=fields, **options)


def _said(record: models.Model, name: str) -> str:
    """The text of one field; a list is one text."""
    field: Any = record._meta.get_field(name)  # noqa: SLF001  Django's documented way to ask a model
    value = field.to_python(getattr(record, name))
    return "\n".join(value) if isinstance(value, list) else str(value or "")
