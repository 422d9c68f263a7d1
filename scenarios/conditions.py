"""The small language of conditions: comparisons that paper could make (COND-1)."""

from __future__ import annotations

import re
from dataclasses import dataclass

POLES = ("A1", "A2", "B1", "B2", "C1", "C2", "D1", "D2")
SLOTS = ("citizens", "ngos", "businesses", "frontline", "media", "unions")
RESOURCES = ("time", "budget", "trust", "legitimacy")

_NAMES = "|".join((*POLES, *RESOURCES, *(rf"(?:att|inv)\.{slot}" for slot in SLOTS), "[a-z_]+"))
_TERM = re.compile(rf"^(?:(?P<name>{_NAMES})(?P<sign><=|>=)(?P<value>-?\d+)|(?P<no>not )?(?P<mark>[a-z_]+))$")


class ScriptError(ValueError):
    """The document cannot be played; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Term:
    """One comparison: `name` at most or at least `value`. A bare mark is `mark >= 1`."""

    name: str
    sign: str
    value: int


Condition = tuple[Term, ...]


def condition(text: str) -> Condition:
    """Read `NAME<=N`, `NAME>=N`, `mark`, `not mark`, joined by at most one `and` (COND-1)."""
    parts = text.split(" and ")
    found = [_TERM.match(part.strip()) for part in parts]
    if len(parts) > 2 or not all(found):
        raise ScriptError(f"not a condition: {text!r}")
    terms = []
    for match in found:
        assert match is not None
        if match["mark"]:
            terms.append(Term(match["mark"], "<=", 0) if match["no"] else Term(match["mark"], ">=", 1))
        else:
            terms.append(Term(match["name"], match["sign"], int(match["value"])))
    return tuple(terms)
