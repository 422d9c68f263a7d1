"""Texts of records within sentences of a page that is in another language."""

from __future__ import annotations

from django import template
from django.utils.html import format_html

from research.translating import Spoken

register = template.Library()


@register.filter
def marked(text: str, lang: str = "") -> str:
    """The text in an element that says its language: its own, or this attribute. On an English page, the text alone."""
    lang = text.lang if isinstance(text, Spoken) else lang
    return format_html("<span{}>{}</span>", lang, text) if lang else text
