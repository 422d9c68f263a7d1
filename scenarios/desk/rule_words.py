"""What a rule says, in the words of the page of rules, by its code."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rules.md"
_RULE = re.compile(r"^\*\*([A-Z]+-\d+)\*\* · \*[a-z ]+\* · (.+)$", re.MULTILINE)


def rule(code: str) -> str:
    """The rule with this code; empty where there is none, or where the page was not installed."""
    return _rules().get(code, "")


@cache
def _rules() -> dict[str, str]:
    try:
        page = PAGE.read_text(encoding="utf-8")
    except OSError:
        return {}
    return {code: told.replace("`", "").replace("*", "") for code, told in _RULE.findall(page)}
