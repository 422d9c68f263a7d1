"""The outlines that outline.py has made, read once."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import cast

FILE = Path(__file__).with_name("land.json")


@cache
def outlines() -> dict[str, str]:
    """SVG path data in the units of its view, by the name of the edition."""
    return cast("dict[str, str]", json.loads(FILE.read_text(encoding="utf-8")))
