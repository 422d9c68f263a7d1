"""What more than one record holds: a list with one entry to a line, a DOI, and a year."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

DOI_ADDRESSES = ("https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:")


def bare_doi(text: str) -> str:
    """A DOI in lower case and without the address it may come with: 10.1177/09520767231184523."""
    bare = text.strip().lower()
    for address in DOI_ADDRESSES:
        bare = bare.removeprefix(address).strip()
    return bare


class DoiField(models.CharField):  # type: ignore[type-arg]
    """A DOI, kept bare however it is typed. Empty where none was seen."""

    default_validators = [RegexValidator(r"^10\.\d{4,9}/\S+$", _("A DOI looks like 10.1177/0952."))]

    def to_python(self, value: Any) -> Any:
        """The DOI, bare."""
        return bare_doi(value) if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Make the DOI bare on the record itself, so that it reads as it is kept."""
        value = self.to_python(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, value)
        return value


class YearField(models.PositiveSmallIntegerField):  # type: ignore[type-arg]
    """A year of four digits at most. Empty where it was not recorded."""

    default_validators = [MaxValueValidator(2100, _("A year has four digits."))]


class LinesField(models.TextField):  # type: ignore[type-arg]
    """A list of short texts. It is kept, typed and searched as text with one entry to a line."""

    def from_db_value(self, value: str | None, *_how: Any) -> list[str]:
        """The entries."""
        return lines(value or "")

    def to_python(self, value: Any) -> list[str]:
        """The entries, of a list or of text."""
        return lines(value) if isinstance(value, str) else list(value or ())

    def get_prep_value(self, value: Any) -> Any:
        """The text that is kept."""
        return value if isinstance(value, str) else "\n".join(value or ())

    def formfield(self, **options: Any) -> Any:
        """A box for text. One that is new is empty."""
        return super().formfield(**{"initial": "", "show_hidden_initial": False, **options})

    def value_from_object(self, obj: models.Model) -> str:
        """The text to edit."""
        return "\n".join(self.to_python(super().value_from_object(obj)))

    def value_to_string(self, obj: models.Model) -> str:
        """The text to export."""
        return self.value_from_object(obj)


def lines(text: str) -> list[str]:
    """The entries of a text, without blanks around them and without empty ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]
