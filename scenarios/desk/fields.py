"""Form fields for single values and texts: what was not touched stays as it is, and nothing that is typed is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from research.typed import LONGEST_TEXT, plain_text

LONGEST_CONDITION = 120
MOST_LINES = 20
Choice = tuple[str, str]


class TextField(forms.CharField):
    """A text of the story. Signs that nobody sees are taken out; how many words it may have is told, not enforced."""

    def __init__(self, words: int, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.words = words
        self.validators = []
        rows = 1 if words <= 12 else 2 if words <= 25 else 4 if words <= 60 else 6
        self.widget = forms.Textarea(attrs={"rows": rows, "maxlength": LONGEST_TEXT, "data-words": words})
        self.widget.attrs.pop("cols", None)

    def to_python(self, value: Any) -> str:
        """One paragraph of plain text; line breaks are blanks in a script."""
        text = plain_text(str(value or ""))
        if len(text) > LONGEST_TEXT:
            raise ValidationError(
                _("This text has %(now)d signs. More than %(most)d cannot be kept."),
                params={"now": len(text), "most": LONGEST_TEXT},
            )
        return text


class LineField(forms.CharField):
    """A short line, such as a condition."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.validators = []
        self.widget = forms.TextInput(attrs={"maxlength": LONGEST_CONDITION, "size": 40})

    def to_python(self, value: Any) -> str | None:
        """The line, cleaned; None if it is empty."""
        return _short(plain_text(str(value or ""))) or None


class WordsField(LineField):
    """Words with commas between them, as a list."""

    def prepare_value(self, value: Any) -> Any:
        """The list on one line."""
        return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        """The words, each once."""
        words = value if isinstance(value, list) else str(value or "").split(",")
        return list(dict.fromkeys(filter(None, (_short(plain_text(str(word))) for word in words))))


class Lines(forms.TextInput):
    """One input for each item, and two more; `known` names the list of what may be completed."""

    def __init__(self, known: str, spare: int, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.known, self.spare, self.label = known, spare, ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """All inputs of this name."""
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name)

    def format_value(self, value: Any) -> Any:
        """The items as they are."""
        return value

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """As HTML; the forms' own renderer knows no templates of ours."""
        return render_to_string("admin/scenarios/scenario/lines.html", self.get_context(name, value, attrs))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The inputs, filled and empty."""
        context = super().get_context(name, "", attrs)
        filled = [str(one) for one in value or [] if one][:MOST_LINES]
        context["widget"]["lines"] = [*filled, *[""] * max(self.spare - len(filled), 1 if self.known else 0)]
        context["widget"] |= {"known": self.known, "label": self.label}
        return context


class LinesField(forms.Field):
    """A list, one input to an item."""

    def __init__(self, known: str = "", spare: int = 3, **options: Any) -> None:
        super().__init__(required=False, **options)
        lines = Lines(known, spare)
        lines.label = str(options.get("label", ""))
        self.widget = lines

    def to_python(self, value: Any) -> list[str]:
        """What was typed, without what is empty. A name may stand before its title: `mandate-letter · A letter`."""
        lines = value if isinstance(value, list) else []
        typed = (_short(plain_text(str(line)).partition(" · ")[0]) for line in lines[:MOST_LINES])
        return [line for line in typed if line]


class PickField(forms.ChoiceField):
    """One of several, or nothing. What stands there already is always among them, so that looking changes nothing."""

    def __init__(self, choices: Iterable[Choice], now: Any, **options: Any) -> None:
        known = list(choices)
        if now is not None and str(now) not in dict(known):
            known.append((str(now), _("%(value)s (not allowed)") % {"value": now}))
        super().__init__(choices=[("", "-"), *known], required=False, **options)

    def clean(self, value: Any) -> Any:
        """The value chosen; None for nothing."""
        return super().clean(value) or None


class WholeField(PickField):
    """A whole number, chosen."""

    def __init__(self, numbers: Iterable[int], now: Any, **options: Any) -> None:
        found = list(numbers)
        signed = "+d" if found and found[0] < 0 else "d"
        super().__init__([(str(n), f"{n:{signed}}" if n else "0") for n in found], now, **options)

    def clean(self, value: Any) -> Any:
        """The number; what stood there and is none stays what it was."""
        found = super().clean(value)
        return int(found) if isinstance(found, str) and found.lstrip("-").isdecimal() else found


class TicksField(forms.MultipleChoiceField):
    """Some of several, ticked. What stands there already is always among them."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, choices: Iterable[Choice], now: Any, **options: Any) -> None:
        known = dict(choices)
        for one in now if isinstance(now, list) else ():
            known.setdefault(str(one), _("%(value)s (not allowed)") % {"value": one})
        super().__init__(choices=list(known.items()), required=False, **options)


def _short(line: str) -> str:
    if len(line) > LONGEST_CONDITION:
        raise ValidationError(
            _("This has %(now)d signs; %(most)d fit here."),
            params={"now": len(line), "most": LONGEST_CONDITION},
        )
    return line


def same(field: forms.Field, before: Any, after: Any) -> bool:
    """Whether a field says what stood there."""
    stood = [str(one) for one in before] if isinstance(before, list) else []
    if isinstance(field, TextField):
        return bool(plain_text(str(before or "")) == after)
    if isinstance(field, TicksField):
        return set(stood) == set(after)
    if isinstance(field, WordsField | LinesField):
        return bool(stood == after)
    if isinstance(field, forms.BooleanField):
        return bool(before) is bool(after)
    return bool((before or None) == after if isinstance(before, str) else before == after)


def told_choices(known: Mapping[str, str]) -> list[Choice]:
    """Choices with their names before their titles."""
    return [(name, f"{name} · {title}" if title else name) for name, title in known.items()]
