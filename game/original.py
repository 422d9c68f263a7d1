"""Texts of a script that are not there in the reader's language: the English original, told to the browser as English.

A screen reader that takes English for Danish cannot be understood. So `say` puts two signs around such a text, which no
text of anybody can hold, and `marked` makes an element with `lang` of them, or nothing where an element cannot stand.
"""

from __future__ import annotations

import re

BEGIN, END = "\ue000", "\ue001"
#: Where HTML takes no elements: between < and >, and in what is a title or an option of a list.
_NO_ELEMENTS = re.compile(r"<(title|option|textarea)\b[^>]*>.*?</\1>|<[^>]*>", re.DOTALL)
_SIGNS = re.compile(f"[{BEGIN}{END}]")


def foreign(text: str) -> str:
    """A text that is English on a page that is not."""
    return f"{BEGIN}{text}{END}"


def marked(html: str) -> str:
    """The page with its English texts marked as such; a page that has none comes back as it is."""
    if BEGIN not in html:
        return html
    bare = _NO_ELEMENTS.sub(lambda found: _SIGNS.sub("", found[0]), html)
    return bare.replace(BEGIN, '<span lang="en">').replace(END, "</span>")


def plain(text: str) -> str:
    """The text without signs, for what is no page."""
    return _SIGNS.sub("", text)
