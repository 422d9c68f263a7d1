"""What people type: cleaned alike on every database, refused with a clear sentence, never lost."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import ngettext_lazy

#: What the fields of a browser take: far above the limits, so that a sentence speaks and not a field that is full,
#: and so little that a page full of them is never too much for the server.
LONGEST_TEXT, LONGEST_LINE = 4000, 1000
_NO_TEXT = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def plain_text(value: str) -> str:
    """One line without control, direction or private signs; blanks folded, composed (NFC)."""
    kept = (sign if unicodedata.category(sign) not in _NO_TEXT else " " for sign in value)
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def plain_lines(value: str) -> str:
    """Lines of plain text with one line break between them, and one empty line at most."""
    kept: list[str] = []
    for line in map(plain_text, value.splitlines()):
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip()


class LineField(forms.CharField):
    """A line of free text of at most `longest` signs, counted after cleaning."""

    def __init__(self, longest: int, **options: Any) -> None:
        super().__init__(strip=True, empty_value="", **options)
        self.longest = longest
        self.validators = []
        self.widget.attrs["maxlength"] = LONGEST_LINE

    def to_python(self, value: Any) -> str:
        """The cleaned line; a ValidationError says how many signs fit."""
        return _short_enough(plain_text(str(value or "")), self.longest)

    def clean(self, value: Any) -> str:
        """The cleaned line, present if required."""
        line = self.to_python(value)
        if self.required and not line:
            raise ValidationError(self.error_messages["required"], code="required")
        return line


class WordsField(forms.CharField):
    """Free text in several lines, of at most `most_words` words, counted after cleaning."""

    widget = forms.Textarea

    def __init__(self, most_words: int, rows: int = 4, **options: Any) -> None:
        super().__init__(empty_value="", **options)
        self.most_words = most_words
        self.validators = []
        self.widget.attrs |= {"rows": rows, "maxlength": LONGEST_TEXT}
        self.widget.attrs.pop("cols", None)

    def to_python(self, value: Any) -> str:
        """The cleaned lines; a ValidationError says how many words fit, or signs if they are endless words."""
        text = plain_lines(str(value or ""))
        words = len(text.split())
        if words > self.most_words:
            raise ValidationError(
                ngettext_lazy(
                    "Write at most %(most)d word; this is %(now)d.",
                    "Write at most %(most)d words; these are %(now)d.",
                    "most",
                ),
                code="too_long",
                params={"most": self.most_words, "now": words},
            )
        return _short_enough(text, LONGEST_TEXT)


def _short_enough(text: str, longest: int) -> str:
    if len(text) > longest:
        raise ValidationError(
            ngettext_lazy(
                "Write at most %(most)d sign; this is %(now)d.",
                "Write at most %(most)d signs; these are %(now)d.",
                "most",
            ),
            code="too_long",
            params={"most": longest, "now": len(text)},
        )
    return text
