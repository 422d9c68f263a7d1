"""JSON as somebody types it at the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.fields import InvalidJSONInput


class TypedJSON(forms.JSONField):
    """A field of JSON that also refuses, in a sentence, what is nested too deeply to be read. Left empty, it holds nothing."""

    def to_python(self, value: Any) -> Any:
        """What it says."""
        try:
            return super().to_python(value)
        except RecursionError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def clean(self, value: Any) -> Any:
        """What it says; where that is nothing, the empty list or object that a new record has."""
        said = super().clean(value)
        return self.initial() if said in self.empty_values and callable(self.initial) else said

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was typed, to be shown again."""
        try:
            found = super().bound_data(data, initial)
            self.prepare_value(found).encode()
        except (RecursionError, UnicodeEncodeError):
            return InvalidJSONInput(data)
        return found
