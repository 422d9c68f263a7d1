"""What a spreadsheet would run is made harmless before it stands in one."""

from __future__ import annotations

import re

#: Where a spreadsheet might begin a formula: at the start of a cell, or where another separator would start one.
FORMULA = re.compile(r"(?:^|(?<=[,;|\t\r\n]))(?=\s*[=+\-@\t\r＝＋－＠])")  # noqa: RUF001 (some take the wide ones too)


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe stands before what would begin one."""
    return FORMULA.sub("'", text)
