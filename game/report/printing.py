"""A report on paper: what is told, as a PDF that programs can read aloud. Texts reach the template as data, never as Typst."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from game.report.charts import printed
from game.report.words import Data
from research.sheet.letters import breakable, plain
from research.sheet.sheet import Sheet

TEMPLATES = Path(__file__).parent / "templates"
#: What is no text: it is printed as it is, or read by the template.
_AS_IT_IS = ("address", "id", "place", "sign", "language")


def sheet_of(told: Data, at: int) -> Sheet:
    """The report as a sheet; `at` is the moment of the workshop in milliseconds since 1970."""
    text = json.dumps(_printable(told), ensure_ascii=False, sort_keys=True)
    return Sheet("report.typ", text, at // 1000, TEMPLATES)


def _printable(told: Any, name: str = "") -> Any:
    """The same in letters that the fonts hold; charts with a style of their own."""
    if isinstance(told, Mapping):
        return {key: _printable(value, str(key)) for key, value in told.items()}
    if isinstance(told, list | tuple):
        return [_printable(one, name) for one in told]
    if not isinstance(told, str) or name in _AS_IT_IS:
        return told
    if name == "svg":
        return printed(plain(told))
    return plain(told) if name in ("title", "alt") else breakable(told)
